"""The tree of another day as somebody sees it: what became hers, and what lies in hers today."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session, col

from api.domain.placed import Placed, in_tree_order
from api.models.org_unit import OrgUnitClosure as Closure
from api.models.org_unit import OrgUnitVersion as Version
from api.queries import past_reach
from api.queries.org_units import above, below, covered, in_force, on_day, placed


@dataclass(frozen=True, slots=True)
class Look:
    """Whose roots they are today, which units stood for them on the day that is looked at."""

    day: date
    today: date
    now: Sequence[str]
    then: Sequence[str]


def look(session: Session, roots: Sequence[str], day: date, today: date) -> Look:
    """As somebody with these roots today looks at that day (docs/decisions/0006)."""
    return Look(day, today, roots, past_reach.roots_on(session, roots, day, today))


def shown(session: Session, at: Look) -> tuple[list[Placed], set[str]]:
    """Everything of that day within her reach, and what stood over it, in the order of the tree.

    The ids are of those within reach. Of a divided commune these are the villages that are hers;
    the commune is only shown.
    """
    found = placed(session, on_day(at.day).where(within(at)))
    ids = {unit.id for unit in found}
    tops = [unit.id for unit in found if unit.parent_id not in ids]
    over = [unit for unit in above(session, tops, at.day) if unit.id not in ids]
    return in_tree_order([*found, *over]), ids


def undecided(session: Session, at: Look) -> list[Placed]:
    """What of it lay in a commune that was divided, and nobody has said yet where it went."""
    return in_tree_order(placed(session, on_day(at.day).where(within(at), col(Version.undecided))))


def within(at: Look) -> ColumnElement[bool]:
    """The condition that a unit of that day is within her reach."""
    if at.day == at.today:
        return below(at.now, at.today)
    return or_(below(at.then, at.day), below(at.now, at.today))


def seen(session: Session, at: Look, units: Collection[str]) -> dict[str, bool]:
    """Of these units of that day, those that are shown to her: True within reach, False above."""
    hers = select(col(Closure.descendant_id)).where(
        col(Closure.ancestor_id).in_(at.now), in_force(Closure, at.today)
    )
    over = select(col(Closure.ancestor_id)).where(
        col(Closure.ancestor_id).in_(units),
        or_(col(Closure.descendant_id).in_(at.then), col(Closure.descendant_id).in_(hers)),
        in_force(Closure, at.day),
    )
    inner = covered(session, at.then, units, at.day) | covered(session, at.now, units, at.today)
    return dict.fromkeys(session.execute(over).scalars(), False) | dict.fromkeys(inner, True)
