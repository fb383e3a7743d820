"""Units by name, typed with or without dấu. What was typed exactly comes first."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, false, or_, select
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col

from api.domain.org_unit_naming import closeness, name_readings
from api.domain.placed import LEVEL_RANK, PlacedUnit
from api.domain.text import search_key, sort_key
from api.models.org_unit import OrgUnitAlias as Alias
from api.models.org_unit import OrgUnitVersion as Version
from api.queries.org_units import (
    at_or_below_condition,
    fetch_placed_units,
    placed_from_row,
    select_unit_rows,
    select_units_on_day,
)

MOST_UNITS_FOUND = 20
# The database finds the nearest by key; which of them are written just so is seen here.
MOST_CANDIDATES = 200


def search_units(
    session: Session,
    text: str,
    day: date,
    within: Sequence[str] | ColumnElement[bool] | None = None,
    limit: int = MOST_UNITS_FOUND,
) -> list[PlacedUnit]:
    """Units of that day with this name, alias or code, at or below `within` when it is given.

    First what is written exactly so, then the same without dấu, then names that begin with it,
    then names with it inside; higher levels first among equals.
    """
    chosen = select_units_on_day(day)
    if within is not None:
        condition = at_or_below_condition(within, day) if isinstance(within, Sequence) else within
        chosen = chosen.where(condition)
    return _rank_by_closeness(
        session, text, fetch_placed_units(session, _select_nearest_names(chosen, text))
    )[:limit]


def search_former_units(
    session: Session, text: str, day: date
) -> dict[str, tuple[PlacedUnit, date]]:
    """Units that bore this name, alias or code and do not on that day: as they were, until when.

    Closest first; whoever asks may not see them all.
    """
    earlier = aliased(Version)
    later = select(col(earlier.org_unit_id)).where(
        col(earlier.org_unit_id) == col(Version.org_unit_id),
        col(earlier.name_key) == col(Version.name_key),
        col(earlier.valid_from) >= col(Version.valid_to),
        col(earlier.valid_from) <= day,
    )
    ended = (
        select_unit_rows()
        .add_columns(col(Version.valid_to))
        .where(col(Version.valid_to) <= day, ~exists(later))
    )
    rows = session.execute(_select_nearest_names(ended, text)).all()
    ends = {row[0]: row[-1] for row in rows}
    found = {row[0]: placed_from_row(row[:-1]) for row in rows}
    return {
        unit.id: (unit, ends[unit.id])
        for unit in _rank_by_closeness(session, text, [*found.values()])
    }


def _select_nearest_names(chosen: Select[Any], text: str) -> Select[Any]:
    """Narrowed to what matches, the nearest first. Nothing matches nothing."""
    keys = name_readings(search_key(text))
    if not keys:
        return chosen.where(false())
    code = col(Version.code) == text.strip()
    nearest = case(
        (or_(code, _has_matching_name(_equals_key, keys)), 0),
        (_has_matching_name(_begins_with_key, keys), 1),
        else_=2,
    )
    return (
        chosen.where(or_(code, _has_matching_name(_contains_key, keys)))
        .order_by(nearest, col(Version.name_key))
        .limit(MOST_CANDIDATES)
    )


def _rank_by_closeness(
    session: Session, text: str, found: Sequence[PlacedUnit]
) -> list[PlacedUnit]:
    names = _names_of_units(session, found)
    return sorted(
        found,
        key=lambda unit: (
            closeness(text, unit.code, names[unit.id]),
            LEVEL_RANK[unit.level],
            sort_key(unit.name),
            unit.id,
        ),
    )


def _equals_key(column: Mapped[str], key: str) -> ColumnElement[bool]:
    return column == key


def _begins_with_key(column: Mapped[str], key: str) -> ColumnElement[bool]:
    return column.startswith(key, autoescape=True)


def _contains_key(column: Mapped[str], key: str) -> ColumnElement[bool]:
    return column.contains(key, autoescape=True)


def _has_matching_name(
    how: Callable[[Mapped[str], str], ColumnElement[bool]], keys: Sequence[str]
) -> ColumnElement[bool]:
    """One of the keys matches the unit's name or one of its aliases, in this way."""
    aliases = select(col(Alias.org_unit_id)).where(
        or_(*(how(col(Alias.name_key), key) for key in keys))
    )
    return or_(
        *(how(col(Version.name_key), key) for key in keys), col(Version.org_unit_id).in_(aliases)
    )


def _names_of_units(session: Session, units: Sequence[PlacedUnit]) -> dict[str, list[str]]:
    """The names of each unit: its own, the same with its kind, and its aliases."""
    names = {unit.id: [unit.name, unit.full_name] for unit in units}
    aliases = select(col(Alias.org_unit_id), col(Alias.name))
    for unit, alias in session.execute(aliases.where(col(Alias.org_unit_id).in_(names))):
        names[unit].append(alias)
    return names
