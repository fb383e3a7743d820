"""Units by name, typed with or without dấu. What was typed exactly comes first."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from api.domain.org_unit_naming import closeness, readings
from api.domain.placed import RANK, Placed
from api.domain.text import search_key, sort_key
from api.models.org_unit import OrgUnitAlias as Alias
from api.models.org_unit import OrgUnitVersion as Version
from api.queries.org_units import below, on_day, placed

MOST = 20
# The database finds the nearest by key; which of them are written just so is seen here.
CANDIDATES = 200


def search(
    session: Session,
    text: str,
    day: date,
    within: Sequence[str] | None = None,
    limit: int = MOST,
) -> list[Placed]:
    """Units of that day with this name, alias or code, at or below `within` when it is given.

    First what is written exactly so, then the same without dấu, then names that begin with it,
    then names with it inside; higher levels first among equals.
    """
    keys = readings(search_key(text))
    if not keys:
        return []
    code = col(Version.code) == text.strip()
    chosen = on_day(day).where(or_(code, _named(_inside, keys)))
    if within is not None:
        chosen = chosen.where(below(within, day))
    nearest = case((or_(code, _named(_same, keys)), 0), (_named(_beginning, keys), 1), else_=2)
    found = placed(session, chosen.order_by(nearest, col(Version.name_key)).limit(CANDIDATES))
    names = _names(session, found)
    ranked = sorted(
        found,
        key=lambda unit: (
            closeness(text, unit.code, names[unit.id]),
            RANK[unit.level],
            sort_key(unit.name),
            unit.id,
        ),
    )
    return ranked[:limit]


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
