"""Tables of people, units and targets: tried first, then taken whole or not at all."""

from collections.abc import Callable

from fastapi import APIRouter, Query, Response

from api.access.administers import Administrator
from api.actions import publish
from api.documents import table_csv
from api.domain import csv_table
from api.domain.csv_table import CsvLine, CsvRefused
from api.errors import ApiError, BadRequest, TooLarge, Unprocessable, may_refuse
from api.http.administrator import AdministratorDep
from api.http.contract import gives, takes
from api.http.database import DatabaseDep
from api.http.multipart import RawFileDep
from api.importing import given_out, report
from api.importing.people import PeopleImport
from api.importing.report import ImportKind
from api.importing.targets import TargetImport
from api.importing.units import UnitImport
from api.queries import locking
from api.schemas.imports import ImportMatter, ImportReport

router = APIRouter(prefix="/v1/imports", tags=["imports"])


IMPORT_READERS: dict[ImportMatter, Callable[[Administrator], ImportKind]] = {
    ImportMatter.USERS: lambda admin: PeopleImport(admin).kind(),
    ImportMatter.ORG_UNITS: lambda admin: UnitImport(admin).kind(),
    ImportMatter.TARGETS: lambda admin: TargetImport(admin).kind(),
}


class ImportTrialEnd(Exception):
    """Ends the transaction of a trial, so that nothing of it is kept."""

    def __init__(self, found: ImportReport) -> None:
        super().__init__()
        self.found = found


# It stands first: {kind} would take "users.csv" whole.
@router.get("/{kind}.csv", responses=gives("text/csv"), response_class=Response)
def download_import_table(
    kind: ImportMatter, admin: AdministratorDep, database: DatabaseDep
) -> Response:
    """What stands within reach, in the columns that are taken in."""
    with database.writing() as session:
        columns, rows = given_out.TABLE_EXPORTS[kind.value](session, admin)
        admin.note(session, "export.read", "import", kind, {"lines": len(rows)})
    return Response(
        table_csv.render_table_csv(columns, rows),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="so-thon-{kind}.csv"'},
    )


@router.post("/{kind}", openapi_extra=takes("text/csv"))
@may_refuse(
    "404.1",
    "aboveYou",
    "assignmentEnded",
    "assignmentStands",
    "changeTooEarly",
    "codeTaken",
    "csvBroken",
    "csvColumns",
    "csvEmpty",
    "csvEncoding",
    "csvTooLarge",
    "csvTooManyLines",
    "dayTooFar",
    "daysWrong",
    "importHasErrors",
    "lastAdministrator",
    "loginForm",
    "nameTaken",
    "noSuchPeriod",
    "notASuccessor",
    "nothingChanges",
    "numberWrong",
    "ownAccount",
    "ownRights",
    "ownUnit",
    "readingStands",
    "targetBoth",
    "targetEmpty",
    "unitClosed",
    "unitLevel",
    "unitNotThere",
)
def import_table(
    kind: ImportMatter,
    admin: AdministratorDep,
    content: RawFileDep,
    database: DatabaseDep,
    dry_run: bool = Query(default=True, alias="dryRun"),
) -> ImportReport:
    """Try every line and say what it would do; or take all of them in one transaction."""
    reader = IMPORT_READERS[kind](admin)
    lines = _read_import_lines(content, reader)
    try:
        with database.writing() as session:
            locking.lock_administration(session)
            found = report.run_import(session, reader, lines)
            if dry_run:
                raise ImportTrialEnd(found)
            if found.counts.error:
                raise Unprocessable("importHasErrors", **found.model_dump(mode="json"))
            found.applied = True
            details = {
                "counts": found.counts.model_dump(),
                "sha256": publish.sha256_of_file(content),
            }
            admin.note(session, "import.apply", "import", kind, details)
    except ImportTrialEnd as tried:
        return tried.found
    return found


def _read_import_lines(content: bytes, reader: ImportKind) -> list[CsvLine]:
    try:
        return csv_table.read_csv(content, reader.required, reader.optional)
    except CsvRefused as wrong:
        raise _table_refusal(wrong) from wrong


def _table_refusal(wrong: CsvRefused) -> ApiError:
    match wrong.code:
        case "csvTooLarge":
            return TooLarge("csvTooLarge", **wrong.details)
        case "csvTooManyLines":
            return TooLarge("csvTooManyLines", **wrong.details)
        case "csvEncoding":
            return BadRequest("csvEncoding")
        case "csvEmpty":
            return BadRequest("csvEmpty")
        case "csvColumns":
            return Unprocessable("csvColumns", **wrong.details)
    return BadRequest("csvBroken", **wrong.details)
