"""What administrators do to org units: each act adds dated rows, and changes none but its end."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, NamedTuple, Self

from pydantic import Field, model_validator
from sqlmodel import Session

from api import clock
from api.access.administers import Administrator
from api.actions.recount import recount_moved
from api.domain.org_tree import BrokenTree
from api.domain.org_unit import MAY_STAND_BELOW, Level, unit_id
from api.domain.text import search_key
from api.errors import Conflict, Forbidden, NotFound, Unprocessable
from api.models.by_hand import Matter
from api.models.org_unit import OrgUnit, OrgUnitVersion
from api.models.org_unit_placement import OrgUnitPlacement
from api.queries import (
    by_hand,
    closed_units,
    counted_below,
    org_unit_changing,
    org_unit_history,
    org_unit_placements,
    org_units,
)
from api.schemas.typed_text import Line, Name, Note, Source, UnitId
from api.schemas.wire import Wire
from api.storage.columns import table_of

EARLIEST, FURTHEST = date(2000, 1, 1), timedelta(days=366 * 2)


class NewUnit(Wire):
    """What is to stand below a unit, from a day on.

    With `former_parent_id` it stood from that day on below this one, until that was closed.
    """

    parent_id: UnitId
    former_parent_id: UnitId | None = None
    level: Level
    kind: Line = Field(default="", max_length=40)
    name: Name
    code: Line | None = Field(default=None, min_length=1, max_length=20, pattern="^[A-Za-z0-9.-]+$")
    valid_from: date
    source: Source = ""
    note: Note = ""

    @model_validator(mode="after")
    def _says_where_it_is_written(self) -> Self:
        if self.former_parent_id and not self.source:
            raise ValueError("where a unit went is said by a document")
        return self


class Change(Wire):
    """What is said changes on that day; the rest stays as it was."""

    valid_from: date
    name: Name | None = None
    kind: Line | None = Field(default=None, max_length=40)
    code: Line | None = Field(default=None, min_length=1, max_length=20, pattern="^[A-Za-z0-9.-]+$")
    parent_id: UnitId | None = None
    source: Source = ""
    note: Note = ""


class Closing(Wire):
    """The first day without it, and what it went into as a whole."""

    closed_on: date
    source: Source = ""
    successor_id: UnitId | None = None


def check_day(admin: Administrator, day: date) -> None:
    """Raises Unprocessable: a year mistyped would move the past of everything below."""
    if not EARLIEST <= day <= admin.day + FURTHEST:
        raise Unprocessable("dayTooFar", "This day is too long ago, or too far ahead.")


def add(session: Session, admin: Administrator, said: NewUnit) -> str:
    """A new unit; its id."""
    admin.must_reach(session, said.parent_id)
    check_day(admin, said.valid_from)
    name_key = search_key(said.name)
    places = _places(session, admin, said)
    for parent, first, _ in places:
        _must_fit(session, parent, said.level, first)
        if org_unit_changing.named_so(session, parent, said.level, name_key, first):
            raise Conflict("nameTaken", "A unit there is called so.")
    _must_be_free(session, said.level, said.code, said.valid_from)
    # The same said twice makes the same id, so that a reply that was lost adds nothing.
    key = f"added/{said.valid_from}/{said.parent_id}/{said.level}/{name_key}"
    unit = OrgUnit(id=unit_id(key), key=key[:200], opened_on=said.valid_from)
    if session.get(OrgUnit, unit.id) is not None:
        raise Conflict("nameTaken", "A unit there was called so from that day on.")
    row = said.model_dump(by_alias=False, exclude={"former_parent_id"}) | {"name_key": name_key}
    rows = [OrgUnitVersion(org_unit_id=unit.id, **row | at._asdict()) for at in places]
    with broken("unitNotThere"):
        org_unit_changing.add_unit(session, unit, rows)
    if org_unit_placements.choices(session, unit.id):
        session.add(_decision(admin, unit.id, rows[-1]))
    _note(session, admin, "orgUnit.create", unit.id, {"parent": said.parent_id, **_told(said)})
    return unit.id


class _Place(NamedTuple):
    parent_id: str
    valid_from: date
    valid_to: date | None


def _places(session: Session, admin: Administrator, said: NewUnit) -> list[_Place]:
    """Where it stands; before that, where it stood until that was no more."""
    former = said.former_parent_id
    if former is None:
        return [_Place(said.parent_id, said.valid_from, None)]
    ended = org_unit_history.unit(session, former)
    hers = closed_units.covers(session, admin.roots, former, admin.day)
    if ended is None or ended.closed_on is None or not hers:
        raise NotFound("orgUnit")
    among = [one.to_id for one in org_unit_history.steps(session, former) if one.from_id == former]
    if said.parent_id not in among:
        raise Unprocessable("notASuccessor", "It did not become this one.", among=among)
    return [
        _Place(former, said.valid_from, ended.closed_on),
        _Place(said.parent_id, ended.closed_on, None),
    ]


def _decision(admin: Administrator, unit: str, row: OrgUnitVersion) -> OrgUnitPlacement:
    """Where it went is a decision like any other, to be read and to be replaced."""
    return OrgUnitPlacement(
        org_unit_id=unit,
        on_date=row.valid_from,
        parent_id=row.parent_id or "",
        source=row.source,
        decided_at=clock.now(),
        decided_by_id=admin.person.id,
    )


def change(session: Session, admin: Administrator, unit: str, said: Change) -> None:
    """Another dated row: a rename, another code, a move."""
    standing = _standing(session, admin, unit)
    check_day(admin, said.valid_from)
    if said.valid_from <= standing.valid_from:
        raise Conflict("changeTooEarly", "What stands begins on that day or later.")
    new = _row(standing) | _said(said, "name", "kind", "code", "parent_id")
    changed = sorted(key for key, value in new.items() if value != getattr(standing, key))
    if not changed:
        raise Unprocessable("nothingChanges", "Nothing is said that is not so already.")
    moves = "parent_id" in changed
    if moves:
        _must_be_above(session, admin, unit)
        admin.must_reach(session, new["parent_id"])
        _must_fit(session, new["parent_id"], standing.level, said.valid_from)
        new["undecided"] = False
    new["name_key"] = search_key(new["name"])
    _must_be_called_otherwise(session, standing, new, said.valid_from)
    if "code" in changed:
        _must_be_free(session, standing.level, new["code"], said.valid_from, unit)
    new |= {"valid_from": said.valid_from, "source": said.source, "note": said.note}
    moved = counted_below.at_and_below(session, unit)
    above = counted_below.at_and_above(session, moved)
    org_unit_changing.add_row(session, standing, OrgUnitVersion(**new))
    if moves:
        with broken("unitNotThere"):
            org_unit_changing.rehang(session, unit)
        _count_again(session, moved, above, said.valid_from)
    details = {"changed": changed, "validFrom": said.valid_from.isoformat()}
    _note(session, admin, "orgUnit.change", unit, details | _parents(standing, new, moves))


def _count_again(session: Session, moved: set[str], above: set[str], day: date) -> None:
    """What lies in these units belongs to other units above them since that day."""
    if counted_below.counts_in_year_of(session, moved, day):
        recount_moved(session, moved, above)


def _parents(standing: OrgUnitVersion, new: dict[str, Any], moves: bool) -> dict[str, object]:
    return {"fromParent": standing.parent_id, "toParent": new["parent_id"]} if moves else {}


def close(session: Session, admin: Administrator, unit: str, said: Closing) -> None:
    """The unit is there up to a day and no more; what stood below it must have gone before."""
    standing = _standing(session, admin, unit)
    _must_be_above(session, admin, unit)
    check_day(admin, said.closed_on)
    if said.closed_on <= standing.valid_from:
        raise Conflict("changeTooEarly", "What stands begins on that day or later.")
    successor = said.successor_id or ""
    if successor:
        admin.must_reach(session, successor)
        there = org_units.unit_on(session, successor, said.closed_on)
        if there is None or there.level != standing.level or successor == unit:
            raise Conflict("unitNotThere", "What it went into is not there on that day.")
    above = counted_below.at_and_above(session, {unit})
    with broken("unitHasChildren"):
        org_unit_changing.close(session, standing, said.closed_on, successor, said.source)
    _count_again(session, {unit}, above, said.closed_on)
    gone: dict[str, object] = {"closedOn": str(said.closed_on), "successor": said.successor_id}
    _note(session, admin, "orgUnit.close", unit, gone)


@contextmanager
def broken(code: str) -> Iterator[None]:
    """A tree that cannot be, in words of the act that would have made it so."""
    try:
        yield
    except BrokenTree as error:
        raise Conflict(code, "A unit would stand below one that is not there.") from error


def _standing(session: Session, admin: Administrator, unit: str) -> OrgUnitVersion:
    admin.must_reach(session, unit)
    row = org_unit_changing.open_row(session, unit)
    if row is None:
        raise Conflict("unitClosed", "This unit is closed already.")
    return row


def _must_be_above(session: Session, admin: Administrator, unit: str) -> None:
    above = set(org_units.ancestor_ids(session, unit, admin.day)) - {unit}
    if above.isdisjoint(admin.roots):
        raise Forbidden("ownUnit", "Your own unit is moved and closed from above.")


def _must_fit(session: Session, parent: str, level: Level, day: date) -> None:
    above = org_units.unit_on(session, parent, day)
    if above is None:
        raise Conflict("unitNotThere", "The unit above is not there on that day.")
    if above.level not in MAY_STAND_BELOW[level]:
        raise Unprocessable("unitLevel", "A unit stands below one of a higher level.")


def _must_be_called_otherwise(
    session: Session, standing: OrgUnitVersion, new: dict[str, Any], day: date
) -> None:
    if org_unit_changing.named_so(
        session, new["parent_id"], standing.level, new["name_key"], day, standing.org_unit_id
    ):
        raise Conflict("nameTaken", "A unit there is called so.")


def _must_be_free(
    session: Session, level: Level, code: str | None, day: date, unit: str = ""
) -> None:
    if code and org_unit_changing.coded_so(session, level, code, day, unit):
        raise Conflict("codeTaken", "This code is another unit's.")


def _row(standing: OrgUnitVersion) -> dict[str, Any]:
    return {
        column.name: getattr(standing, column.name) for column in table_of(OrgUnitVersion).columns
    }


def _said(said: Change, *names: str) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(said, name)) is not None}


def _told(said: NewUnit) -> dict[str, object]:
    former = {"formerParent": said.former_parent_id} if said.former_parent_id else {}
    return {
        "level": said.level,
        "name": said.name,
        "validFrom": said.valid_from.isoformat(),
        **former,
    }


def _note(
    session: Session, admin: Administrator, action: str, unit: str, details: dict[str, object]
) -> None:
    session.flush()
    by_hand.take_over(session, Matter.ORG_UNIT, unit, admin.person.id, clock.now())
    admin.note(session, action, "orgUnit", unit, details)
