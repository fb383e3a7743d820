"""What stands goes on standing when its unit becomes another: where stocks are carried over from.

Only units of one level carry: a province from provinces, a commune from communes.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVarTuple

from sqlalchemy import CTE, Select, and_, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from api.domain.org_unit import Became, Extent, stood
from api.models.org_unit import OrgUnitClosure as Closure
from api.models.org_unit import OrgUnitSuccession as Succession
from api.models.org_unit import OrgUnitVersion as Version
from api.queries.org_units import in_force
from api.queries.ready import Open, connection_of

Columns = TypeVarTuple("Columns")


@dataclass(frozen=True, slots=True)
class Source:
    """What began in `source` before that day stands in `unit` since."""

    unit: str
    source: str
    before: date


def sources(session: Session, units: Collection[str]) -> list[Source]:
    """The former units that went wholly into one of these, and of divided ones the villages."""
    found: list[Source] = []
    into = {unit: unit for unit in units}
    while into:
        steps = session.execute(_steps(into)).all()
        whole = [step for step in steps if step[3] == Extent.WHOLE]
        found += [Source(into[step[1]], step[0], step[2]) for step in whole]
        if len(whole) < len(steps):
            found += _villages(session, into)
        into = {step[0]: into[step[1]] for step in whole}
    return found


def gathered(roots: Collection[str], day: date) -> CTE:
    """Where what stands within these roots that day began (`id`), and where it stands (`now`).

    Both are the same, unless the unit where it began has wholly become the other.
    """
    here = (
        select(col(Closure.descendant_id).label("id"), col(Closure.descendant_id).label("now"))
        .where(col(Closure.ancestor_id).in_(roots), in_force(Closure, day))
        .cte("gathered", recursive=True)
    )
    before = select(col(Succession.from_id), here.c.now).join(
        here, here.c.id == col(Succession.to_id)
    )
    return here.union(_wholly(before).where(col(Succession.on_date) <= day))


def onward(at: Open, units: Collection[str], day: date) -> dict[str, str]:
    """For those of the units that had wholly become another by that day: which, in the end."""
    known = became(at, units)
    ended = {unit: stood(unit, known, day) for unit in units}
    return {unit: now for unit, now in ended.items() if now != unit}


def became(at: Open, units: Collection[str]) -> dict[str, Became]:
    """What each of these wholly became, and what that became in turn."""
    found: dict[str, Became] = {}
    going = set(units)
    while going:
        went = select(*(col(getattr(Succession, name)) for name in Became._fields)).where(
            col(Succession.from_id).in_(going)
        )
        steps = [Became._make(row) for row in connection_of(at).execute(_wholly(went))]
        found |= {step.from_id: step for step in steps}
        going = {step.to_id for step in steps} - found.keys()
    return found


def _wholly(steps: Select[*Columns]) -> Select[*Columns]:
    return _of_one_level(steps).where(col(Succession.extent) == Extent.WHOLE)


def _steps(into: Collection[str]) -> Select[str, str, date, Extent]:
    steps = select(
        col(Succession.from_id),
        col(Succession.to_id),
        col(Succession.on_date),
        col(Succession.extent),
    )
    return _of_one_level(steps).where(col(Succession.to_id).in_(into))


def _of_one_level(steps: Select[*Columns]) -> Select[*Columns]:
    """Of successions those in which a unit became one of its level, new or there already."""
    then, now, day = aliased(Version), aliased(Version), col(Succession.on_date)
    return steps.join(
        then, and_(col(then.org_unit_id) == col(Succession.from_id), col(then.valid_to) == day)
    ).join(
        now,
        and_(
            col(now.org_unit_id) == col(Succession.to_id),
            col(now.valid_from) <= day,
            or_(col(now.valid_to).is_(None), col(now.valid_to) > day),
            # Compared, and never looked up: before a restored database has counted its rows,
            # PostgreSQL would go through all units of the level for each succession.
            col(now.level).concat("") == col(then.level),
        ),
    )


def _villages(session: Session, into: dict[str, str]) -> list[Source]:
    """Of divided units the villages that lie in these since: each knows where it went."""
    here, before = aliased(Closure), aliased(Closure)
    moved = (
        select(col(here.ancestor_id), col(here.descendant_id), col(here.valid_from))
        .join(
            before,
            and_(
                col(before.descendant_id) == col(here.descendant_id),
                col(before.valid_to) == col(here.valid_from),
                col(before.depth) == 1,
            ),
        )
        .join(
            Succession,
            and_(
                col(Succession.from_id) == col(before.ancestor_id),
                col(Succession.to_id) == col(here.ancestor_id),
                col(Succession.extent) != Extent.WHOLE,
            ),
        )
        .where(col(here.ancestor_id).in_(into), col(here.depth) == 1)
    )
    return [Source(into[unit], village, day) for unit, village, day in session.execute(moved)]
