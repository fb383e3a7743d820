"""Tables of people, units and targets: tried first, then taken whole or not at all."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from fastapi import APIRouter, Query, Response

from api.access.administers import Administrator, AdministratorDep
from api.actions import publish
from api.documents import table_csv
from api.domain import csv_table
from api.domain.csv_table import Line, WrongTable
from api.errors import BadRequest, Problem, TooLarge, Unprocessable
from api.http.multipart import RawFileDep
from api.importing import given_out, report
from api.importing.people import People
from api.importing.report import Kind, Report
from api.importing.targets import Targets
from api.importing.units import Units
from api.queries import locking
from api.storage.db import DatabaseDep

router = APIRouter(prefix="/v1/imports", tags=["imports"])


class Matter(StrEnum):
    """What a file is of."""

    USERS = "users"
    ORG_UNITS = "orgUnits"
    TARGETS = "targets"


READERS: dict[Matter, Callable[[Administrator], Kind]] = {
    Matter.USERS: lambda admin: People(admin).kind(),
    Matter.ORG_UNITS: lambda admin: Units(admin).kind(),
    Matter.TARGETS: lambda admin: Targets(admin).kind(),
}


class OnlyTried(Exception):
    """Ends the transaction of a trial, so that nothing of it is kept."""

    def __init__(self, found: Report) -> None:
        super().__init__()
        self.found = found


# It stands first: {kind} would take "users.csv" whole.
@router.get("/{kind}.csv")
def give_out(kind: Matter, admin: AdministratorDep, database: DatabaseDep) -> Response:
    """What stands within reach, in the columns that are taken in."""
    with database.writing() as session:
        columns, rows = given_out.TABLES[kind.value](session, admin)
        admin.note(session, "export.read", "import", kind, {"lines": len(rows)})
    return Response(
        table_csv.render(columns, rows),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="so-thon-{kind}.csv"'},
    )


@router.post("/{kind}")
def take_in(
    kind: Matter,
    admin: AdministratorDep,
    content: RawFileDep,
    database: DatabaseDep,
    dry_run: bool = Query(default=True, alias="dryRun"),
) -> dict[str, Any]:
    """Try every line and say what it would do; or take all of them in one transaction."""
    reader = READERS[kind](admin)
    lines = _lines(content, reader)
    try:
        with database.writing() as session:
            locking.administering(session)
            found = report.run(session, reader, lines)
            if dry_run:
                raise OnlyTried(found)
            if found.counts["error"]:
                raise Unprocessable("importHasErrors", "No line was taken.", **found.as_wire())
            found.applied = True
            details = {"counts": found.counts, "sha256": publish.fingerprint(content)}
            admin.note(session, "import.apply", "import", kind, details)
    except OnlyTried as tried:
        return tried.found.as_wire()
    return found.as_wire()


def _lines(content: bytes, reader: Kind) -> list[Line]:
    try:
        return csv_table.read(content, reader.required, reader.optional)
    except WrongTable as wrong:
        raise _refusal(wrong) from wrong


def _refusal(wrong: WrongTable) -> Problem:
    match wrong.code:
        case "csvTooLarge":
            return TooLarge("csvTooLarge", "The file is too large.", **wrong.details)
        case "csvTooManyLines":
            return TooLarge("csvTooManyLines", "The file has too many lines.", **wrong.details)
        case "csvEncoding":
            return BadRequest("csvEncoding", "Save the file as CSV UTF-8.")
        case "csvEmpty":
            return BadRequest("csvEmpty", "The file has no lines.")
        case "csvColumns":
            return Unprocessable("csvColumns", "The columns are not right.", **wrong.details)
    return BadRequest("csvBroken", "The CSV file is broken.", **wrong.details)
