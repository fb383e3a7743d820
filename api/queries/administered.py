"""Which units an administrator's reach takes in: those below hers today, and those closed there."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlmodel import Session, col

from api.models.org_unit import OrgUnit, OrgUnitSuccession
from api.models.org_unit import OrgUnitClosure as Closure
from api.queries.org_units import valid_on_day


def select_administered_units(roots: Sequence[str], day: date) -> Select[Any]:
    """The ids of all of them; a unit that is no more belongs to whoever was above it at its end."""
    return (
        select(col(Closure.descendant_id))
        .join(OrgUnit, col(OrgUnit.id) == col(Closure.descendant_id))
        .where(
            col(Closure.ancestor_id).in_(roots),
            or_(valid_on_day(Closure, day), col(Closure.valid_to) == col(OrgUnit.closed_on)),
        )
    )


def filter_administered(
    session: Session, roots: Sequence[str], wanted: Collection[str], day: date
) -> set[str]:
    """Those of the wanted units that lie within reach."""
    rows = select_administered_units(roots, day).where(col(Closure.descendant_id).in_(wanted))
    return set(session.execute(rows).scalars())


def succession_days(session: Session) -> list[date]:
    """Every day on which units became others."""
    return list(session.scalars(select(col(OrgUnitSuccession.on_date)).distinct()))
