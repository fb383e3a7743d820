"""Dated rows of units, added and ended; what lay below what is kept true with them."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, delete, insert, or_, select
from sqlmodel import Session, col

from api.domain.org_tree import build_closure_table
from api.domain.org_unit import Extent, Level, PlaceInTree
from api.models.org_unit import OrgUnit, OrgUnitSuccession, OrgUnitVersion
from api.models.org_unit import OrgUnitClosure as Closure
from api.storage.columns import table_of


def lock_open_unit_row(session: Session, unit: str) -> OrgUnitVersion | None:
    """How the unit stands until further notice; None for one that is closed or is to be."""
    return session.scalars(
        select(OrgUnitVersion)
        .where(col(OrgUnitVersion.org_unit_id) == unit, col(OrgUnitVersion.valid_to).is_(None))
        .with_for_update()
    ).first()


def _later_than(day: date) -> ColumnElement[bool]:
    return or_(col(OrgUnitVersion.valid_to).is_(None), col(OrgUnitVersion.valid_to) > day)


def is_unit_name_taken(
    session: Session, parent: str, level: Level, name_key: str, day: date, but: str = ""
) -> bool:
    """Is another unit of this level below the parent called so, on that day or later?"""
    found = select(col(OrgUnitVersion.org_unit_id)).where(
        col(OrgUnitVersion.parent_id) == parent,
        col(OrgUnitVersion.level) == level,
        col(OrgUnitVersion.name_key) == name_key,
        col(OrgUnitVersion.org_unit_id) != but,
        _later_than(day),
    )
    return session.scalar(found.limit(1)) is not None


def is_unit_code_taken(session: Session, level: Level, code: str, day: date, but: str = "") -> bool:
    """Has another unit of this level this code, on that day or later?"""
    found = select(col(OrgUnitVersion.org_unit_id)).where(
        col(OrgUnitVersion.level) == level,
        col(OrgUnitVersion.code) == code,
        col(OrgUnitVersion.org_unit_id) != but,
        _later_than(day),
    )
    return session.scalar(found.limit(1)) is not None


def add_unit(session: Session, unit: OrgUnit, rows: Sequence[OrgUnitVersion]) -> None:
    """A unit that was not there, with its rows. Raises BrokenTree."""
    session.add(unit)
    session.flush()
    session.add_all(rows)
    rebuild_unit_closure(session, unit.id)


def append_unit_row(session: Session, ended: OrgUnitVersion, row: OrgUnitVersion) -> None:
    """The row that stands ends where the next begins."""
    ended.valid_to = row.valid_from
    session.add(ended)
    session.flush()
    session.add(row)
    session.flush()


def close_unit_on_day(
    session: Session, row: OrgUnitVersion, day: date, successor: str, source: str
) -> None:
    """The unit is there up to this day and no more. Raises BrokenTree."""
    unit = session.get(OrgUnit, row.org_unit_id)
    assert unit is not None
    row.valid_to = unit.closed_on = day
    session.add_all([row, unit])
    if successor:
        session.add(
            OrgUnitSuccession(
                from_id=unit.id, to_id=successor, on_date=day, extent=Extent.WHOLE, source=source
            )
        )
    session.flush()
    rebuild_unit_closure(session, unit.id)


def rebuild_unit_closure(session: Session, unit: str) -> None:
    """Make anew what lay above this unit and everything below it. Raises BrokenTree."""
    session.flush()
    moved = {unit} | _closure_partners(session, "descendant_id", "ancestor_id", {unit})
    over = select(col(OrgUnitVersion.parent_id)).where(col(OrgUnitVersion.org_unit_id).in_(moved))
    parents = {parent for parent in session.scalars(over) if parent is not None}
    above = _closure_partners(session, "ancestor_id", "descendant_id", moved | parents)
    rows = build_closure_table(_dated_unit_places(session, moved | parents | above))
    session.execute(delete(Closure).where(col(Closure.descendant_id).in_(moved)))
    session.execute(
        insert(table_of(Closure)), [row._asdict() for row in rows if row.descendant_id in moved]
    )


def _closure_partners(
    session: Session, wanted: str, given: str, units: Collection[str]
) -> set[str]:
    table = table_of(Closure)
    rows = select(table.c[wanted]).where(table.c[given].in_(units)).distinct()
    return set(session.scalars(rows))


def _dated_unit_places(session: Session, units: Collection[str]) -> list[PlaceInTree]:
    rows = select(
        col(OrgUnitVersion.org_unit_id),
        col(OrgUnitVersion.parent_id),
        col(OrgUnitVersion.valid_from),
        col(OrgUnitVersion.valid_to),
    ).where(col(OrgUnitVersion.org_unit_id).in_(units))
    return [PlaceInTree(*row) for row in session.execute(rows)]


def find_child_by_name(
    session: Session, parent: str, level: Level, name_key: str
) -> OrgUnitVersion | None:
    """The unit of this level that stands below the parent until further notice, by its name."""
    return session.scalars(
        select(OrgUnitVersion).where(
            col(OrgUnitVersion.parent_id) == parent,
            col(OrgUnitVersion.level) == level,
            col(OrgUnitVersion.name_key) == name_key,
            col(OrgUnitVersion.valid_to).is_(None),
        )
    ).first()
