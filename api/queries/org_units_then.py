"""The tree of another day as somebody sees it: what became hers, and what lies in hers today."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session, col

from api.domain.placed import PlacedUnit, in_tree_order
from api.models.org_unit import OrgUnitClosure as Closure
from api.models.org_unit import OrgUnitVersion as Version
from api.queries import past_reach
from api.queries.org_units import (
    at_or_below_condition,
    fetch_placed_units,
    filter_at_or_below,
    select_units_on_day,
    units_above,
    valid_on_day,
)


@dataclass(frozen=True, slots=True)
class ReachOnDay:
    """Whose roots they are today, which units stood for them on the day that is looked at."""

    day: date
    today: date
    now: Sequence[str]
    then: Sequence[str]


def reach_on_day(session: Session, roots: Sequence[str], day: date, today: date) -> ReachOnDay:
    """As somebody with these roots today looks at that day (docs/decisions/0006)."""
    return ReachOnDay(day, today, roots, past_reach.roots_on_day(session, roots, day, today))


def units_shown_then(session: Session, at: ReachOnDay) -> tuple[list[PlacedUnit], set[str]]:
    """Everything of that day within her reach, and what stood over it, in the order of the tree.

    The ids are of those within reach. Of a divided commune these are the villages that are hers;
    the commune is only shown.
    """
    found = fetch_placed_units(
        session, select_units_on_day(at.day).where(within_reach_condition(at))
    )
    ids = {unit.id for unit in found}
    tops = [unit.id for unit in found if unit.parent_id not in ids]
    over = [unit for unit in units_above(session, tops, at.day) if unit.id not in ids]
    return in_tree_order([*found, *over]), ids


def undecided_units_then(session: Session, at: ReachOnDay) -> list[PlacedUnit]:
    """What of it lay in a commune that was divided, and nobody has said yet where it went."""
    return in_tree_order(
        fetch_placed_units(
            session,
            select_units_on_day(at.day).where(within_reach_condition(at), col(Version.undecided)),
        )
    )


def within_reach_condition(at: ReachOnDay) -> ColumnElement[bool]:
    """The condition that a unit of that day is within her reach."""
    if at.day == at.today:
        return at_or_below_condition(at.now, at.today)
    return or_(at_or_below_condition(at.then, at.day), at_or_below_condition(at.now, at.today))


def units_visible_then(session: Session, at: ReachOnDay, units: Collection[str]) -> dict[str, bool]:
    """Of these units of that day, those that are shown to her: True within reach, False above."""
    hers = select(col(Closure.descendant_id)).where(
        col(Closure.ancestor_id).in_(at.now), valid_on_day(Closure, at.today)
    )
    over = select(col(Closure.ancestor_id)).where(
        col(Closure.ancestor_id).in_(units),
        or_(col(Closure.descendant_id).in_(at.then), col(Closure.descendant_id).in_(hers)),
        valid_on_day(Closure, at.day),
    )
    inner = filter_at_or_below(session, at.then, units, at.day) | filter_at_or_below(
        session, at.now, units, at.today
    )
    return dict.fromkeys(session.execute(over).scalars(), False) | dict.fromkeys(inner, True)
