"""Targets as administrators list and set them: what is in force gives way, and stays written."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlmodel import Session, col

from api.domain.text import search_key
from api.models.indicator import Indicator
from api.models.org_unit import OrgUnitVersion
from api.models.target import Target


def find_target_page(
    session: Session, conditions: Sequence[ColumnElement[bool]], offset: int, limit: int
) -> tuple[list[tuple[Target, Indicator]], int]:
    """Targets with their indicators: latest period first, then in the catalogue's order."""
    chosen = (
        select(Target, Indicator)
        .join(Indicator, col(Indicator.code) == col(Target.indicator))
        .where(*conditions)
    )
    total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    rows = session.execute(
        chosen.order_by(
            col(Target.period).desc(),
            col(Indicator.position),
            col(Target.org_unit_id),
            col(Target.in_force).desc(),
            col(Target.source_document),
            col(Target.source_line),
        )
        .offset(offset)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows], total


def target_conditions(
    units: Select[Any] | Sequence[str] | None,
    period: str | None,
    indicator: str | None,
    in_force: bool | None,
) -> list[ColumnElement[bool]]:
    """What a list is narrowed by."""
    found: list[ColumnElement[bool]] = []
    if units is not None:
        found.append(col(Target.org_unit_id).in_(units))
    if period is not None:
        found.append(col(Target.period) == period)
    if indicator is not None:
        found.append(col(Target.indicator) == indicator)
    if in_force is not None:
        found.append(col(Target.in_force) == in_force)
    return found


def target_text_condition(session: Session, text: str) -> ColumnElement[bool]:
    """The target's indicator or unit has this in its name or code, with or without dấu."""
    key = search_key(text)
    codes = [
        one.code
        for one in session.scalars(select(Indicator))
        if key in search_key(f"{one.code} {one.name} {one.name_en}")
    ]
    units = select(col(OrgUnitVersion.org_unit_id)).where(
        col(OrgUnitVersion.name_key).contains(key, autoescape=True)
    )
    return or_(col(Target.indicator).in_(codes), col(Target.org_unit_id).in_(units))


def find_same_reading(session: Session, said: Target) -> Target | None:
    """The reading of the same cell from the same line of the same document."""
    key = (said.org_unit_id, said.period, said.indicator, said.source_document, said.source_line)
    return session.get(Target, key)


def lock_target_in_force(session: Session, said: Target) -> Target | None:
    """What holds for the cell now."""
    return session.scalars(
        select(Target).where(*_same_cell_conditions(said), col(Target.in_force)).with_for_update()
    ).first()


def put_in_force(session: Session, said: Target) -> None:
    """This reading holds from now on; the one before stays, no longer in force."""
    session.execute(update(Target).where(*_same_cell_conditions(said)).values(in_force=False))
    said.in_force = True
    session.merge(said)
    session.flush()


def _same_cell_conditions(said: Target) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Target.org_unit_id) == said.org_unit_id,
        col(Target.period) == said.period,
        col(Target.indicator) == said.indicator,
    )
