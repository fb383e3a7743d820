"""What stands within an administrator's reach as the tables that she may bring back."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from api.access.administers import Administrator
from api.domain.org_unit import Level
from api.queries import administered, org_units, people, target_changing
from api.queries.people import Wanted
from api.schemas import people as people_wire
from api.schemas.org_unit_briefs import described

Table = tuple[Sequence[str], list[Sequence[str]]]
MOST = 100_000
PEOPLE = ("login", "name", "role", "org_unit", "unit_name", "valid_from", "valid_to")
UNITS = (
    *("parent", "parent_name", "level", "kind", "name"),
    *("code", "valid_from", "former_parent", "source", "note"),
)
TARGETS = (
    *("indicator", "org_unit", "unit_name", "period", "value", "reason", "words"),
    *("source_document", "source_line", "note"),
)


def users(session: Session, admin: Administrator) -> Table:
    """Everybody who acts within reach, a line for each place."""
    reach = None if admin.of_nation else administered.units(admin.roots, admin.day)
    found, _ = people.page(session, Wanted(reach, admin.day, active=True), 0, MOST)
    rows = [
        (
            line["email"],
            line["displayName"],
            held["role"],
            _named(held["orgUnit"]),
            held["orgUnit"]["name"],
            str(held["validFrom"]),
            str(held["validTo"] or ""),
        )
        for line in people_wire.lines(session, admin, people_wire.seen(session, admin, found))
        for held in line["assignments"]
    ]
    return PEOPLE, list(rows)


def villages(session: Session, admin: Administrator) -> Table:
    """Every village and facility within reach today."""
    within = org_units.within(session, admin.roots, admin.day)
    wanted = [unit for unit in within if unit.level in {Level.VILLAGE, Level.FACILITY}]
    parents = described(session, {unit.parent_id or "" for unit in wanted}, admin.day)
    rows = []
    for unit in wanted:
        parent = parents[unit.parent_id or ""]
        rows.append(
            (
                _named(parent),
                parent["name"],
                unit.level.value,
                unit.kind,
                unit.name,
                unit.code or "",
                *("", "", "", ""),
            )
        )
    return UNITS, list(rows)


def targets(session: Session, admin: Administrator) -> Table:
    """Every target in force within reach."""
    wide = admin.with_the_past(session)
    narrowed = target_changing.conditions(
        administered.units(wide.roots, wide.day), None, None, in_force=True
    )
    found, _ = target_changing.page(session, narrowed, 0, MOST)
    units = described(session, {target.org_unit_id for target, _ in found}, admin.day)
    rows = [
        (
            target.indicator,
            target.org_unit_id,
            units[target.org_unit_id]["name"],
            target.period,
            _number(target.value),
            target.reason or "",
            target.words,
            target.source_document,
            target.source_line,
            target.note,
        )
        for target, _ in found
    ]
    return TARGETS, list(rows)


def _named(unit: dict[str, Any]) -> str:
    """By its code where it has one that people know, else by its id."""
    known = unit["level"] in {Level.PROVINCE, Level.COMMUNE}
    return str((known and unit["code"]) or unit["id"])


def _number(value: Decimal | None) -> str:
    if value is None:
        return ""
    text = f"{value.normalize():f}"
    # Three digits after the point could be thousands to whoever reads it back.
    return f"{value:.4f}" if len(text.partition(".")[2]) == 3 else text


TABLES: dict[str, Callable[[Session, Administrator], Table]] = {
    "users": users,
    "orgUnits": villages,
    "targets": targets,
}
