"""The tree and the figures of another day as she may see them: what became hers, what is hers now.

She sees of that day what lies at or below her roots of that day, inherited ones included
(docs/decisions/0006), and what lies in her units today. Figures go down and into her past; the
units above her are named and never counted for her.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session, col

from api import clock
from api.access.inherited import DatedReach
from api.access.person import Person
from api.domain import period as periods
from api.domain.period import Period
from api.domain.placed import PlacedUnit, in_tree_order
from api.errors import NotFound, Unprocessable
from api.models.org_unit import OrgUnitClosure as Closure
from api.models.org_unit import OrgUnitVersion as Version
from api.queries import org_unit_history, org_units
from api.queries.org_units import (
    at_or_below_condition,
    fetch_placed_units,
    filter_at_or_below,
    is_at_or_below,
    select_units_on_day,
    units_above,
    valid_on_day,
)


def units_shown_then(session: Session, reach: DatedReach) -> tuple[list[PlacedUnit], set[str]]:
    """Everything of that day within her reach, and what stood over it, in the order of the tree.

    The ids are of those within reach. Of a divided commune these are the villages that are hers;
    the commune is only shown.
    """
    found = fetch_placed_units(
        session, select_units_on_day(reach.day).where(within_reach_condition(session, reach))
    )
    ids = {unit.id for unit in found}
    tops = [unit.id for unit in found if unit.parent_id not in ids]
    over = [unit for unit in units_above(session, tops, reach.day) if unit.id not in ids]
    return in_tree_order([*found, *over]), ids


def undecided_units_then(session: Session, reach: DatedReach) -> list[PlacedUnit]:
    """What of it lay in a divided commune, and nobody has said where it went (decisions/0008)."""
    return in_tree_order(
        fetch_placed_units(
            session,
            select_units_on_day(reach.day).where(
                within_reach_condition(session, reach), col(Version.undecided)
            ),
        )
    )


def within_reach_condition(session: Session, reach: DatedReach) -> ColumnElement[bool]:
    """The condition that a unit of that day is within her reach."""
    if reach.day == reach.today:
        return at_or_below_condition(reach.now, reach.today)
    return or_(
        at_or_below_condition(reach.then(session), reach.day),
        at_or_below_condition(reach.now, reach.today),
    )


def units_visible_then(
    session: Session, reach: DatedReach, units: Collection[str]
) -> dict[str, bool]:
    """Of these units of that day, those that are shown to her: True within reach, False above."""
    hers = select(col(Closure.descendant_id)).where(
        col(Closure.ancestor_id).in_(reach.now), valid_on_day(Closure, reach.today)
    )
    over = select(col(Closure.ancestor_id)).where(
        col(Closure.ancestor_id).in_(units),
        or_(
            col(Closure.descendant_id).in_(reach.then(session)),
            col(Closure.descendant_id).in_(hers),
        ),
        valid_on_day(Closure, reach.day),
    )
    inner = filter_at_or_below(session, reach.then(session), units, reach.day) | filter_at_or_below(
        session, reach.now, units, reach.today
    )
    return dict.fromkeys(session.scalars(over), False) | dict.fromkeys(inner, True)


def is_reached_then(session: Session, unit: str, reach: DatedReach) -> bool:
    """By where the unit lay that day, or where it lies today, or by what became hers since."""
    if any(is_at_or_below(session, reach.now, unit, when) for when in (reach.day, reach.today)):
        return True
    return is_at_or_below(session, reach.then(session), unit, reach.day)


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """A unit, a period, and the day whose tree is looked at.

    That is the day she asked for; else the last day of the period so far, or the unit's own last
    day in it, or today for a unit that was not there then.
    """

    unit: PlacedUnit
    period: Period
    reach: DatedReach

    @property
    def today(self) -> date:
        """The day on which she asks."""
        return self.reach.today

    @property
    def day(self) -> date:
        """The day whose tree is looked at."""
        return self.reach.day

    @property
    def begun(self) -> bool:
        """Whether the period has begun."""
        return self.period.first <= self.today

    @property
    def over(self) -> bool:
        """Whether the period has ended."""
        return self.period.last < self.today

    @property
    def there(self) -> bool:
        """Whether the unit was there in the period."""
        return self.day <= self.period.last


def resolve_figure_request(
    session: Session,
    person: Person,
    unit: str | None,
    period: str | None,
    on: date | None = None,
) -> FigureRequest:
    """By default her own unit, and this year; of a unit that is no more the year of its last day.

    Raises NotFound out of reach: the units above too.
    """
    today = clock.today()
    roots = person.roots(today)
    unit = unit or next(iter(roots), "")
    try:
        wanted = periods.parse_period(period or _latest_year(session, unit, today))
    except ValueError as error:
        raise Unprocessable("noSuchPeriod") from error
    for day in [on] if on else _days_to_look(session, unit, wanted, today):
        placed = org_units.find_unit_on_day(session, unit, day)
        reach = DatedReach(roots, day, today)
        if placed is not None and is_reached_then(session, unit, reach):
            return FigureRequest(placed, wanted, reach)
    raise NotFound("orgUnit")


def _latest_year(session: Session, unit: str, today: date) -> str:
    found = org_unit_history.find_org_unit(session, unit)
    closed_on = found.closed_on if found else None
    last_day = min(closed_on - timedelta(days=1), today) if closed_on else today
    return f"{last_day.year:04d}"


def _days_to_look(session: Session, unit: str, period: Period, today: date) -> Iterator[date]:
    """On which days to look for a unit, the first of them on which it was there."""
    last = min(period.last, today)
    yield last
    found = org_unit_history.find_org_unit(session, unit)
    if found and found.closed_on and period.first < found.closed_on <= last:
        yield found.closed_on - timedelta(days=1)
    yield today
