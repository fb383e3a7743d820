"""Which unit's figures of which period somebody asks for: reach goes down, and into her past."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from api import clock
from api.access.person import Person
from api.domain import period as periods
from api.domain.period import Period
from api.domain.placed import PlacedUnit
from api.errors import NotFound, Unprocessable
from api.models.indicator import Indicator
from api.queries import figures, org_unit_history, org_units, past_reach
from api.queries.figures import FigureCell
from api.queries.past_reach import ReachInPeriod


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """A unit, a period, and the day whose tree is looked at.

    That is the day she asked for; else the last day of the period so far, or the unit's own last
    day in it, or today for a unit that was not there then. `roots` are hers today.
    """

    unit: PlacedUnit
    period: Period
    today: date
    day: date
    roots: Sequence[str]

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

    @property
    def look(self) -> ReachInPeriod:
        """For what stood in the period and does not on the day."""
        return ReachInPeriod(self.roots, self.period, self.day, self.today)


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
        if placed is not None and is_unit_within_reach(session, roots, unit, day):
            return FigureRequest(placed, wanted, today, day, roots)
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


def is_unit_within_reach(session: Session, roots: Sequence[str], unit: str, day: date) -> bool:
    """By where the unit lay that day, or where it lies today, or by what became hers since."""
    today = clock.today()
    if any(org_units.is_at_or_below(session, roots, unit, when) for when in (day, today)):
        return True
    return org_units.is_at_or_below(
        session, past_reach.roots_on_day(session, roots, day, today), unit, day
    )


def figure_cells(
    session: Session, known: Sequence[Indicator], units: Sequence[str], at: FigureRequest
) -> dict[str, list[FigureCell]]:
    """The cells of these units; where nobody wrote anything down in time, no number and not 0."""
    recorded = at.there and (not at.over or _was_anything_recorded(session, at))
    return figures.figures_by_unit(
        session, known, units, at.period, day=at.day, begun=at.begun, recorded=recorded
    )


def _was_anything_recorded(session: Session, at: FigureRequest) -> bool:
    return figures.has_anything_counted(
        session, org_units.find_nation(session, at.today).id, at.period
    )
