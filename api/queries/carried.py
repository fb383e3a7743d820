"""What stands goes on standing when its unit becomes another: where stocks are carried over from.

Only units of one level carry: a province from provinces, a commune from communes. See
docs/decisions/0007.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVarTuple

from sqlalchemy import CTE, Select, and_, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from api.domain.org_unit import Extent, SuccessionStep, successor_on_day
from api.models.org_unit import OrgUnitClosure as Closure
from api.models.org_unit import OrgUnitSuccession as Succession
from api.models.org_unit import OrgUnitVersion as Version
from api.queries.org_units import valid_on_day
from api.queries.ready import Transaction, connection_of

Columns = TypeVarTuple("Columns")


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What began in `source` before that day stands in `unit` since."""

    unit: str
    source: str
    before: date


def find_carry_overs(session: Session, units: Collection[str]) -> list[CarryOver]:
    """The former units that went wholly into one of these, and of divided ones the villages."""
    found: list[CarryOver] = []
    into = {unit: unit for unit in units}
    while into:
        steps = session.execute(_successions_into(into)).all()
        whole = [step for step in steps if step[3] == Extent.WHOLE]
        found += [CarryOver(into[step[1]], step[0], step[2]) for step in whole]
        if len(whole) < len(steps):
            found += _villages_of_divided(session, into)
        into = {step[0]: into[step[1]] for step in whole}
    return found


def select_origins_within(roots: Collection[str], day: date) -> CTE:
    """Where what stands within these roots that day began (`id`), and where it stands (`now`).

    Both are the same, unless the unit where it began has wholly become the other.
    """
    here = (
        select(col(Closure.descendant_id).label("id"), col(Closure.descendant_id).label("now"))
        .where(col(Closure.ancestor_id).in_(roots), valid_on_day(Closure, day))
        .cte("gathered", recursive=True)
    )
    before = select(col(Succession.from_id), here.c.now).join(
        here, here.c.id == col(Succession.to_id)
    )
    return here.union(_only_whole_successions(before).where(col(Succession.on_date) <= day))


def final_successors(at: Transaction, units: Collection[str], day: date) -> dict[str, str]:
    """For those of the units that had wholly become another by that day: which, in the end."""
    known = whole_successions(at, units)
    ended = {unit: successor_on_day(unit, known, day) for unit in units}
    return {unit: now for unit, now in ended.items() if now != unit}


def whole_successions(at: Transaction, units: Collection[str]) -> dict[str, SuccessionStep]:
    """What each of these wholly became, and what that became in turn."""
    found: dict[str, SuccessionStep] = {}
    going = set(units)
    while going:
        went = select(*(col(getattr(Succession, name)) for name in SuccessionStep._fields)).where(
            col(Succession.from_id).in_(going)
        )
        steps = [
            SuccessionStep._make(row)
            for row in connection_of(at).execute(_only_whole_successions(went))
        ]
        found |= {step.from_id: step for step in steps}
        going = {step.to_id for step in steps} - found.keys()
    return found


def _only_whole_successions(steps: Select[*Columns]) -> Select[*Columns]:
    return _same_level_successions(steps).where(col(Succession.extent) == Extent.WHOLE)


def _successions_into(into: Collection[str]) -> Select[str, str, date, Extent]:
    steps = select(
        col(Succession.from_id),
        col(Succession.to_id),
        col(Succession.on_date),
        col(Succession.extent),
    )
    return _same_level_successions(steps).where(col(Succession.to_id).in_(into))


def _same_level_successions(steps: Select[*Columns]) -> Select[*Columns]:
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


def _villages_of_divided(session: Session, into: dict[str, str]) -> list[CarryOver]:
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
    return [CarryOver(into[unit], village, day) for unit, village, day in session.execute(moved)]
