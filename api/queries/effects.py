"""What approving a submission would change, told to whoever is about to decide. Reads only."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from api.domain.aggregations import TotalsKept
from api.domain.org_unit import Level
from api.domain.period import Period, parse_period
from api.domain.placed import PlacedUnit
from api.domain.review import ReviewState, may_change_state
from api.models.indicator import Indicator
from api.models.submission import Submission
from api.queries import data_values, figures, indicators, org_units, reviews
from api.queries.totals import TotalsUpdate


@dataclass(frozen=True, slots=True)
class ApprovalEffect:
    """One indicator in one unit and year. `waits`: it also needs a register to be approved."""

    indicator: Indicator
    unit: PlacedUnit
    period: str
    before: Decimal
    after: Decimal
    waits: bool


def effects_of_approval(
    session: Session, submission: Submission, today: date
) -> list[ApprovalEffect]:
    """By indicator, the commune's figure of the year before and after an approval."""
    if not may_change_state(submission.review_state, ReviewState.APPROVED):
        return []
    source, tallies = reviews.current_version_tallies(
        session, submission.id or 0, submission.org_unit_id, submission.current_instance_id
    )
    rules = indicators.counting_rules(session)
    try:
        found = data_values.prospect_of_approval(session, rules, source, tallies)
    except data_values.ValueTooLarge:
        return []
    said = {(row["indicator"], row["event_date"]) for row in found.rows}
    said |= {(one.indicator, one.event_date) for one in found.freed.values()}
    counts = {row["indicator"] for row in found.rows if row["counted"]}
    shown = [one for one in indicators.all_indicators(session) if one.shown]
    told: dict[tuple[str, str, str], ApprovalEffect] = {}
    for one in shown:
        for day in sorted(day for code, day in said if code == one.code):
            unit = _affected_unit(session, one, submission.org_unit_id, day, today)
            year = parse_period(f"{day.year:04d}")
            if unit and (one.code, unit.id, year.text) not in told:
                waits = one.code not in counts
                told[one.code, unit.id, year.text] = _effect_on_figure(
                    session, one, unit, year, found.plan, waits=waits
                )
    return list(told.values())


def _affected_unit(
    session: Session, one: Indicator, unit: str, event: date, today: date
) -> PlacedUnit | None:
    """The commune whose figure moves: of the event's day; for subjects, of the year's end."""
    of_subjects = one.aggregation.kept is TotalsKept.SUBJECTS
    day = min(event.replace(month=12, day=31), today) if of_subjects else event
    return _commune_or_self(session, unit, day) or _commune_or_self(session, unit, today)


def _commune_or_self(session: Session, unit: str, day: date) -> PlacedUnit | None:
    """Where the reviewer's figures are: the commune, or the unit itself if it is higher up."""
    above = org_units.ancestor_units(session, unit, day)
    communes = [one for one in above if one.level == Level.COMMUNE]
    return next(iter([*communes, *above]), None)


def _effect_on_figure(
    session: Session,
    one: Indicator,
    unit: PlacedUnit,
    period: Period,
    plan: TotalsUpdate,
    *,
    waits: bool,
) -> ApprovalEffect:
    before = figures.counted_numbers(session, [one], [unit.id], period).get(
        (unit.id, one.code), Decimal(0)
    )
    # A stock's record of this year lies in one of its months too.
    periods = one.aggregation.totals_periods(period)
    change = sum(
        (
            amount
            for cell, amount in plan.changes
            if (cell.org_unit, cell.indicator, cell.by) == (unit.id, one.code, "")
            and cell.period in periods
        ),
        Decimal(0),
    )
    return ApprovalEffect(one, unit, period.text, before, before + change, waits and not change)
