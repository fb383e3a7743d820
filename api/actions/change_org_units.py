"""What administrators do to org units: each act adds dated rows, and changes none but its end."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlmodel import Session

from api import clock
from api.access.administers import Administrator
from api.actions.recount import recount_moved_units
from api.domain.org_tree import BrokenOrgTree
from api.domain.org_unit import MAY_STAND_BELOW, Level, derive_unit_id
from api.domain.text import search_key
from api.errors import Conflict, Forbidden, NotFound, Unprocessable
from api.models.by_hand import ByHandKind
from api.models.org_unit import OrgUnit, OrgUnitVersion
from api.models.org_unit_placement import OrgUnitPlacement
from api.queries import (
    by_hand,
    counted_below,
    org_unit_changing,
    org_unit_history,
    org_unit_placements,
    org_units,
)
from api.schemas.org_unit_changes import NewOrgUnit, UnitChange, UnitClosing
from api.storage.columns import table_of

EARLIEST_CHANGE_DAY, FURTHEST_AHEAD = date(2000, 1, 1), timedelta(days=366 * 2)


def check_change_day(admin: Administrator, day: date) -> None:
    """Raises Unprocessable: a year mistyped would move the past of everything below."""
    if not EARLIEST_CHANGE_DAY <= day <= admin.day + FURTHEST_AHEAD:
        raise Unprocessable("dayTooFar")


def apply_new_unit(session: Session, admin: Administrator, said: NewOrgUnit) -> str:
    """A new unit; its id."""
    admin.must_reach(session, said.parent_id)
    check_change_day(admin, said.valid_from)
    name_key = search_key(said.name)
    places = _dated_parents(session, admin, said)
    for parent, first, _ in places:
        _must_fit_below(session, parent, said.level, first)
        if org_unit_changing.is_unit_name_taken(session, parent, said.level, name_key, first):
            raise Conflict("nameTaken")
    _must_have_free_code(session, said.level, said.code, said.valid_from)
    # The same said twice makes the same id, so that a reply that was lost adds nothing.
    key = f"added/{said.valid_from}/{said.parent_id}/{said.level}/{name_key}"
    unit = OrgUnit(id=derive_unit_id(key), key=key[:200], opened_on=said.valid_from)
    if session.get(OrgUnit, unit.id) is not None:
        raise Conflict("nameTaken")
    row = said.model_dump(by_alias=False, exclude={"former_parent_id"}) | {"name_key": name_key}
    rows = [OrgUnitVersion(org_unit_id=unit.id, **row | at._asdict()) for at in places]
    with broken_tree_as_conflict("unitNotThere"):
        org_unit_changing.add_unit(session, unit, rows)
    if org_unit_placements.find_placement_choices(session, unit.id):
        session.add(_placement_decision(admin, unit.id, rows[-1]))
    _note_unit_act(
        session,
        admin,
        "orgUnit.create",
        unit.id,
        {"parent": said.parent_id, **_new_unit_audit_details(said)},
    )
    return unit.id


class _DatedParent(NamedTuple):
    parent_id: str
    valid_from: date
    valid_to: date | None


def _dated_parents(session: Session, admin: Administrator, said: NewOrgUnit) -> list[_DatedParent]:
    """Where it stands; before that, where it stood until that was no more."""
    former = said.former_parent_id
    if former is None:
        return [_DatedParent(said.parent_id, said.valid_from, None)]
    ended = org_unit_history.find_org_unit(session, former)
    if ended is None or ended.closed_on is None or not admin.reaches_closed(session, former):
        raise NotFound("orgUnit")
    among = [
        one.to_id
        for one in org_unit_history.successions_of_unit(session, former)
        if one.from_id == former
    ]
    if said.parent_id not in among:
        raise Unprocessable("notASuccessor", among=among)
    return [
        _DatedParent(former, said.valid_from, ended.closed_on),
        _DatedParent(said.parent_id, ended.closed_on, None),
    ]


def _placement_decision(admin: Administrator, unit: str, row: OrgUnitVersion) -> OrgUnitPlacement:
    """Where it went is a decision like any other, to be read and to be replaced."""
    return OrgUnitPlacement(
        org_unit_id=unit,
        on_date=row.valid_from,
        parent_id=row.parent_id or "",
        source=row.source,
        decided_at=clock.now(),
        decided_by_id=admin.person.id,
    )


def apply_unit_change(session: Session, admin: Administrator, unit: str, said: UnitChange) -> None:
    """Another dated row: a rename, another code, a move."""
    standing = _require_open_unit(session, admin, unit)
    check_change_day(admin, said.valid_from)
    if said.valid_from <= standing.valid_from:
        raise Conflict("changeTooEarly")
    new = _version_columns(standing) | _given_fields(said, "name", "kind", "code", "parent_id")
    changed = sorted(key for key, value in new.items() if value != getattr(standing, key))
    if not changed:
        raise Unprocessable("nothingChanges")
    moves = "parent_id" in changed
    if moves:
        _must_administer_above(session, admin, unit)
        admin.must_reach(session, new["parent_id"])
        _must_fit_below(session, new["parent_id"], standing.level, said.valid_from)
        new["undecided"] = False
    new["name_key"] = search_key(new["name"])
    _must_have_free_name(session, standing, new, said.valid_from)
    if "code" in changed:
        _must_have_free_code(session, standing.level, new["code"], said.valid_from, unit)
    new |= {"valid_from": said.valid_from, "source": said.source, "note": said.note}
    moved = counted_below.unit_ids_with_descendants(session, unit)
    above = counted_below.unit_ids_with_ancestors(session, moved)
    org_unit_changing.append_unit_row(session, standing, OrgUnitVersion(**new))
    if moves:
        with broken_tree_as_conflict("unitNotThere"):
            org_unit_changing.rebuild_unit_closure(session, unit)
        _recount_when_counted(session, moved, above, said.valid_from)
    details = {"changed": changed, "validFrom": said.valid_from.isoformat()}
    _note_unit_act(
        session,
        admin,
        "orgUnit.change",
        unit,
        details | _parent_audit_details(standing, new, moves),
    )


def _recount_when_counted(session: Session, moved: set[str], above: set[str], day: date) -> None:
    """What lies in these units belongs to other units above them since that day."""
    if counted_below.has_values_since_year(session, moved, day):
        recount_moved_units(session, moved, above)


def _parent_audit_details(
    standing: OrgUnitVersion, new: dict[str, Any], moves: bool
) -> dict[str, object]:
    return {"fromParent": standing.parent_id, "toParent": new["parent_id"]} if moves else {}


def apply_unit_closing(
    session: Session, admin: Administrator, unit: str, said: UnitClosing
) -> None:
    """The unit is there up to a day and no more; what stood below it must have gone before."""
    standing = _require_open_unit(session, admin, unit)
    _must_administer_above(session, admin, unit)
    check_change_day(admin, said.closed_on)
    if said.closed_on <= standing.valid_from:
        raise Conflict("changeTooEarly")
    successor = said.successor_id or ""
    if successor:
        admin.must_reach(session, successor)
        there = org_units.find_unit_on_day(session, successor, said.closed_on)
        if there is None or there.level != standing.level or successor == unit:
            raise Conflict("unitNotThere")
    above = counted_below.unit_ids_with_ancestors(session, {unit})
    with broken_tree_as_conflict("unitHasChildren"):
        org_unit_changing.close_unit_on_day(
            session, standing, said.closed_on, successor, said.source
        )
    _recount_when_counted(session, {unit}, above, said.closed_on)
    gone: dict[str, object] = {"closedOn": str(said.closed_on), "successor": said.successor_id}
    _note_unit_act(session, admin, "orgUnit.close", unit, gone)


@contextmanager
def broken_tree_as_conflict(code: str) -> Iterator[None]:
    """A tree that cannot be, in words of the act that would have made it so."""
    try:
        yield
    except BrokenOrgTree as error:
        raise Conflict(code) from error


def _require_open_unit(session: Session, admin: Administrator, unit: str) -> OrgUnitVersion:
    admin.must_reach(session, unit)
    row = org_unit_changing.lock_open_unit_row(session, unit)
    if row is None:
        raise Conflict("unitClosed")
    return row


def _must_administer_above(session: Session, admin: Administrator, unit: str) -> None:
    above = set(org_units.ancestor_ids(session, unit, admin.day)) - {unit}
    if above.isdisjoint(admin.roots):
        raise Forbidden("ownUnit")


def _must_fit_below(session: Session, parent: str, level: Level, day: date) -> None:
    above = org_units.find_unit_on_day(session, parent, day)
    if above is None:
        raise Conflict("unitNotThere")
    if above.level not in MAY_STAND_BELOW[level]:
        raise Unprocessable("unitLevel")


def _must_have_free_name(
    session: Session, standing: OrgUnitVersion, new: dict[str, Any], day: date
) -> None:
    if org_unit_changing.is_unit_name_taken(
        session, new["parent_id"], standing.level, new["name_key"], day, standing.org_unit_id
    ):
        raise Conflict("nameTaken")


def _must_have_free_code(
    session: Session, level: Level, code: str | None, day: date, unit: str = ""
) -> None:
    if code and org_unit_changing.is_unit_code_taken(session, level, code, day, unit):
        raise Conflict("codeTaken")


def _version_columns(standing: OrgUnitVersion) -> dict[str, Any]:
    return {
        column.name: getattr(standing, column.name) for column in table_of(OrgUnitVersion).columns
    }


def _given_fields(said: UnitChange, *names: str) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(said, name)) is not None}


def _new_unit_audit_details(said: NewOrgUnit) -> dict[str, object]:
    former = {"formerParent": said.former_parent_id} if said.former_parent_id else {}
    return {
        "level": said.level,
        "name": said.name,
        "validFrom": said.valid_from.isoformat(),
        **former,
    }


def _note_unit_act(
    session: Session, admin: Administrator, action: str, unit: str, details: dict[str, object]
) -> None:
    session.flush()
    by_hand.mark_taken_over(session, ByHandKind.ORG_UNIT, unit, admin.person.id, clock.now())
    admin.note(session, action, "orgUnit", unit, details)
