"""What approving a submission would change, told to whoever is about to decide. Reads only."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from api.domain.figure import OF_SUBJECTS, written
from api.domain.org_unit import Level
from api.domain.period import Period, parse
from api.domain.placed import Placed
from api.domain.review import ReviewState, may_move
from api.models.indicator import Indicator
from api.models.submission import Submission
from api.queries import data_values, figures, indicators, org_units, reviews
from api.queries.totals import Plan


@dataclass(frozen=True, slots=True)
class Effect:
    """One indicator in one unit and year. `waits`: it also needs a register to be approved."""

    indicator: Indicator
    unit: Placed
    period: str
    before: Decimal
    after: Decimal
    waits: bool

    def as_wire(self) -> dict[str, object]:
        """As the record's page shows it."""
        return {
            "indicator": self.indicator.code,
            "name": self.indicator.name,
            "nameEn": self.indicator.name_en,
            "unit": self.indicator.unit,
            "orgUnit": {"id": self.unit.id, "name": self.unit.name},
            "period": self.period,
            "before": written(self.before, self.indicator.decimals),
            "after": written(self.after, self.indicator.decimals),
            "waits": self.waits,
        }


def effect(session: Session, submission: Submission, today: date) -> list[Effect]:
    """By indicator, the commune's figure of the year before and after an approval."""
    if not may_move(submission.review_state, ReviewState.APPROVED):
        return []
    source, tallies = reviews.current(
        session, submission.id or 0, submission.org_unit_id, submission.current_instance_id
    )
    unit = _commune(session, submission.org_unit_id, today)
    rules = indicators.rules(session)
    try:
        found = data_values.prospect(session, rules, source, tallies)
    except data_values.ValueTooLarge:
        return []
    if unit is None:
        return []
    said = {(row["indicator"], f"{row['event_date'].year:04d}") for row in found.rows}
    said |= {(one.indicator, f"{one.event_date.year:04d}") for one in found.freed.values()}
    counts = {row["indicator"] for row in found.rows if row["counted"]}
    return [
        _effect(session, one, unit, parse(year), found.plan, waits=one.code not in counts)
        for one in indicators.listed(session)
        for code, year in sorted(said)
        if code == one.code and one.shown
    ]


def _commune(session: Session, unit: str, day: date) -> Placed | None:
    """Where the reviewer's figures are: the commune, or the unit itself if it is higher up."""
    above = org_units.ancestors(session, unit, day)
    communes = [one for one in above if one.level == Level.COMMUNE]
    return next(iter([*communes, *above]), None)


def _effect(
    session: Session, one: Indicator, unit: Placed, period: Period, plan: Plan, *, waits: bool
) -> Effect:
    before = figures.numbers(session, [one], [unit.id], period).get((unit.id, one.code), Decimal(0))
    # A stock's record of this year lies in one of its months too.
    periods = {period.text} if one.kind in OF_SUBJECTS else {*period.months()}
    change = sum(
        (
            amount
            for cell, amount in plan.changes
            if (cell.org_unit, cell.indicator, cell.by) == (unit.id, one.code, "")
            and cell.period in periods
        ),
        Decimal(0),
    )
    return Effect(one, unit, period.text, before, before + change, waits and not change)
