"""Units by name, typed with or without dấu. What was typed exactly comes first."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from api.domain.org_unit_naming import closeness, readings
from api.domain.placed import RANK, Placed
from api.domain.text import search_key, sort_key
from api.models.org_unit import OrgUnitAlias as Alias
from api.models.org_unit import OrgUnitVersion as Version
from api.queries.org_units import below, on_day, placed

MOST = 20


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
    chosen = on_day(day).where(
        or_(
            col(Version.code) == text.strip(),
            _has(col(Version.name_key), keys),
            col(Version.org_unit_id).in_(
                select(col(Alias.org_unit_id)).where(_has(col(Alias.name_key), keys))
            ),
        )
    )
    if within is not None:
        chosen = chosen.where(below(within, day))
    found = placed(session, chosen)
    names = _names(session, found, keys)
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


def _has(column: Mapped[str], keys: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(column.contains(key, autoescape=True) for key in keys))


def _names(session: Session, units: Sequence[Placed], keys: Sequence[str]) -> dict[str, list[str]]:
    """The names by which each was found: its own, with its kind, and its aliases."""
    names = {unit.id: [unit.name, f"{unit.kind} {unit.name}"] for unit in units}
    aliases = select(col(Alias.org_unit_id), col(Alias.name))
    for unit, alias in session.execute(aliases.where(_has(col(Alias.name_key), keys))):
        if unit in names:
            names[unit].append(alias)
    return names
