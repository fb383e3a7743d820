"""Units by name, typed with or without dấu. What was typed exactly comes first."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, false, or_, select
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col

from api.domain.org_unit_naming import closeness, readings
from api.domain.placed import RANK, Placed
from api.domain.text import search_key, sort_key
from api.models.org_unit import OrgUnitAlias as Alias
from api.models.org_unit import OrgUnitVersion as Version
from api.queries.org_units import as_placed, below, on_day, placed, units

MOST = 20
# The database finds the nearest by key; which of them are written just so is seen here.
CANDIDATES = 200


def search(
    session: Session,
    text: str,
    day: date,
    within: Sequence[str] | ColumnElement[bool] | None = None,
    limit: int = MOST,
) -> list[Placed]:
    """Units of that day with this name, alias or code, at or below `within` when it is given.

    First what is written exactly so, then the same without dấu, then names that begin with it,
    then names with it inside; higher levels first among equals.
    """
    chosen = on_day(day)
    if within is not None:
        condition = below(within, day) if isinstance(within, Sequence) else within
        chosen = chosen.where(condition)
    return _ranked(session, text, placed(session, _nearest(chosen, text)))[:limit]


def former(session: Session, text: str, day: date) -> dict[str, tuple[Placed, date]]:
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
        units()
        .add_columns(col(Version.valid_to))
        .where(col(Version.valid_to) <= day, ~exists(later))
    )
    rows = session.execute(_nearest(ended, text)).all()
    ends = {row[0]: row[-1] for row in rows}
    found = {row[0]: as_placed(row[:-1]) for row in rows}
    return {unit.id: (unit, ends[unit.id]) for unit in _ranked(session, text, [*found.values()])}


def _nearest(chosen: Select[Any], text: str) -> Select[Any]:
    """Narrowed to what matches, the nearest first. Nothing matches nothing."""
    keys = readings(search_key(text))
    if not keys:
        return chosen.where(false())
    code = col(Version.code) == text.strip()
    nearest = case((or_(code, _named(_same, keys)), 0), (_named(_beginning, keys), 1), else_=2)
    return (
        chosen.where(or_(code, _named(_inside, keys)))
        .order_by(nearest, col(Version.name_key))
        .limit(CANDIDATES)
    )


def _ranked(session: Session, text: str, found: Sequence[Placed]) -> list[Placed]:
    names = _names(session, found)
    return sorted(
        found,
        key=lambda unit: (
            closeness(text, unit.code, names[unit.id]),
            RANK[unit.level],
            sort_key(unit.name),
            unit.id,
        ),
    )


def _same(column: Mapped[str], key: str) -> ColumnElement[bool]:
    return column == key


def _beginning(column: Mapped[str], key: str) -> ColumnElement[bool]:
    return column.startswith(key, autoescape=True)


def _inside(column: Mapped[str], key: str) -> ColumnElement[bool]:
    return column.contains(key, autoescape=True)


def _named(
    how: Callable[[Mapped[str], str], ColumnElement[bool]], keys: Sequence[str]
) -> ColumnElement[bool]:
    """One of the keys matches the unit's name or one of its aliases, in this way."""
    aliases = select(col(Alias.org_unit_id)).where(
        or_(*(how(col(Alias.name_key), key) for key in keys))
    )
    return or_(
        *(how(col(Version.name_key), key) for key in keys), col(Version.org_unit_id).in_(aliases)
    )


def _names(session: Session, units: Sequence[Placed]) -> dict[str, list[str]]:
    """The names of each unit: its own, the same with its kind, and its aliases."""
    names = {unit.id: [unit.name, unit.full_name] for unit in units}
    aliases = select(col(Alias.org_unit_id), col(Alias.name))
    for unit, alias in session.execute(aliases.where(col(Alias.org_unit_id).in_(names))):
        names[unit].append(alias)
    return names
