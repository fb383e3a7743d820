"""How far roots reach, in SQL: what lies below them today, what closed there, what ever lay there.

Whose roots they are is asked in access/. A unit that is no more is within reach of whoever has all
that became of it (docs/decisions/0006): what was in it lies today in what it went into, and what
went nowhere lies where it stood last.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select
from sqlmodel import Session, col

from api.domain.org_unit import Ancestry, Reach, ReachRoot
from api.models.org_unit import OrgUnit
from api.models.org_unit import OrgUnitClosure as Closure
from api.models.org_unit import OrgUnitSuccession as Succession
from api.models.org_unit import OrgUnitVersion as Version
from api.models.submission import Submission
from api.queries import org_units
from api.queries.org_units import valid_on_day
from api.queries.ready import Transaction, connection_of


def filter_within_reach(
    at: Transaction, roots: Collection[str], units: Collection[str], today: date
) -> set[str]:
    """Those of the units that lie within these roots today, or all of what became of them does."""
    found = org_units.filter_at_or_below(at, roots, units, today) if roots and units else set[str]()
    gone = _filter_closed_units(at, set(units) - found, today) if roots else set[str]()
    if not gone:
        return found
    lies = _present_places(at, gone, today)
    hers = org_units.filter_at_or_below(at, roots, set().union(*lies.values()), today)
    return found | {unit for unit, where in lies.items() if where <= hers}


def is_within_reach_today(at: Transaction, roots: Collection[str], unit: str, today: date) -> bool:
    """The same of one unit; most of the time it stands."""
    return org_units.is_at_or_below(at, roots, unit, today) or unit in filter_within_reach(
        at, roots, [unit], today
    )


def successors_of_closed(at: Transaction, units: Collection[str], today: date) -> set[str]:
    """Where those of these units that are no more lie today."""
    gone = _filter_closed_units(at, units, today)
    return set().union(*_present_places(at, gone, today).values()) if gone else set()


def closed_with_submissions(session: Session, roots: Sequence[str], today: date) -> set[str]:
    """The closed units that hold records and are within these roots now."""
    wanted = select(col(OrgUnit.id)).where(
        col(OrgUnit.closed_on) <= today,
        exists(select(1).where(col(Submission.org_unit_id) == col(OrgUnit.id))),
    )
    # Of the nation it is all of them; to follow the whole past would take a second.
    if org_units.find_nation(session, today).id not in roots:
        wanted = wanted.where(col(OrgUnit.id).in_(_select_ended_below(roots, today)))
    return filter_within_reach(session, roots, list(session.scalars(wanted)), today)


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
    return set(session.scalars(rows))


def units_visible_from(
    session: Session, roots: Collection[str], units: Collection[str], day: date
) -> dict[str, bool]:
    """Of these units, those shown to somebody with these roots: True within reach, False above."""
    over = select(col(Closure.ancestor_id)).where(
        col(Closure.ancestor_id).in_(units),
        col(Closure.descendant_id).in_(roots),
        valid_on_day(Closure, day),
    )
    seen = dict.fromkeys(session.scalars(over), False)
    return seen | dict.fromkeys(org_units.filter_at_or_below(session, roots, units, day), True)


def was_ever_within_reach(
    at: Transaction, dated_roots: Sequence[tuple[str, date, date | None]], unit: str
) -> bool:
    """Did the unit lie below one of these while that assignment was in force, ever?

    Then what comes from it now is late; otherwise it was never within reach (decisions/0003).
    """
    reach = Reach([ReachRoot(*root) for root in dated_roots])
    return reach.ever_covered(_ancestry_of_unit(at, [root.unit_id for root in reach.roots], unit))


def _ancestry_of_unit(at: Transaction, roots: Collection[str], unit: str) -> list[Ancestry]:
    rows = select(
        col(Closure.ancestor_id),
        col(Closure.descendant_id),
        col(Closure.depth),
        col(Closure.valid_from),
        col(Closure.valid_to),
    ).where(col(Closure.descendant_id) == unit, col(Closure.ancestor_id).in_(roots))
    return [Ancestry(*row) for row in connection_of(at).execute(rows)]


def _select_ended_below(roots: Sequence[str], today: date) -> Select[str]:
    """What ever lay below these roots, or below anything that went into what did, and ended."""
    reached = (
        select(col(Closure.descendant_id).label("id"))
        .where(col(Closure.ancestor_id).in_(roots), col(Closure.depth) == 0)
        .cte("reached", recursive=True)
    )
    reached = reached.union(
        select(col(Succession.from_id))
        .select_from(reached)
        .join(Closure, col(Closure.ancestor_id) == reached.c.id)
        .join(Succession, col(Succession.to_id) == col(Closure.descendant_id))
    )
    return select(col(Closure.descendant_id)).where(
        col(Closure.ancestor_id).in_(select(reached.c.id)), col(Closure.valid_to) <= today
    )


def _filter_closed_units(at: Transaction, units: Collection[str], today: date) -> set[str]:
    wanted = select(col(OrgUnit.id)).where(
        col(OrgUnit.id).in_(units), col(OrgUnit.closed_on) <= today
    )
    return set(connection_of(at).scalars(wanted)) if units else set()


def _present_places(at: Transaction, units: Iterable[str], today: date) -> dict[str, set[str]]:
    """Where each of these lies today: in one unit, or in several when it was divided."""
    lies = {unit: {unit} for unit in units}
    followed: set[str] = set()
    while gone := _filter_closed_units(at, set().union(*lies.values()) - followed, today):
        followed |= gone
        onward = _next_successors(at, gone, today)
        lies = {
            unit: {step for one in where for step in onward.get(one, {one})}
            for unit, where in lies.items()
        }
    return lies


def _next_successors(at: Transaction, gone: set[str], today: date) -> dict[str, set[str]]:
    went = select(col(Succession.from_id), col(Succession.to_id)).where(
        col(Succession.from_id).in_(gone), col(Succession.on_date) <= today
    )
    onward: dict[str, set[str]] = {}
    for unit, into in connection_of(at).execute(went):
        onward.setdefault(unit, set()).add(into)
    last = (
        select(col(Version.org_unit_id), col(Version.parent_id))
        .join(
            OrgUnit,
            and_(
                col(OrgUnit.id) == col(Version.org_unit_id),
                col(OrgUnit.closed_on) == col(Version.valid_to),
            ),
        )
        .where(col(Version.org_unit_id).in_(gone - onward.keys()))
    )
    return onward | {unit: {stood} for unit, stood in connection_of(at).execute(last) if stood}
