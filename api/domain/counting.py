"""Data values → what is added to which totals. Pure: what lies where is handed in as Places.

Its one rule: the result depends on which values are counted, never on the order of the reviews.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from api.domain.aggregations import Aggregation
from api.domain.org_unit import Ancestry, SuccessionStep, successor_on_day
from api.domain.period import month_of, parse_period, periods_of_day

LONGEST_ASPECT = 200
NATION_AND_PROVINCE = -2


class CountingRule(NamedTuple):
    """How the catalogue counts an indicator."""

    aggregation: Aggregation
    threshold: int = 1


class CountedValue(NamedTuple):
    """One contribution, as far as counting goes. `by` is JSON."""

    indicator: str
    value: Decimal
    org_unit: str
    event_date: date
    subject: str
    by: str
    submission: int


class TotalKey(NamedTuple):
    """One total. `by` is '' for all, or one aspect such as `sex=female`."""

    org_unit: str
    indicator: str
    by: str
    period: str


class SubjectPeriod(NamedTuple):
    """One subject in one period."""

    subject: str
    indicator: str
    by: str
    period: str


class SubjectStanding(NamedTuple):
    """How much of a subject was counted in a period, and where it stood at its end."""

    org_unit: str
    placed_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class UnitPlaces:
    """Where some units lay, and when; and of those that are no more, what they wholly became."""

    spans: Mapping[str, Sequence[Ancestry]]
    became: Mapping[str, SuccessionStep] = field(default_factory=dict)

    def stood(self, unit: str, day: date) -> str:
        """What stands for the unit on a day."""
        return successor_on_day(unit, self.became, day)

    def placed_on(self, unit: str, day: date) -> date | None:
        """The day itself, or the nearest one on which the unit existed; None if it never did."""
        nearest = [_nearest_day(span, day) for span in self.spans.get(unit, ()) if span.depth == 0]
        return min(nearest, key=lambda other: (abs(other - day), other), default=None)

    def lineage(self, unit: str, placed_on: date) -> list[str]:
        """The unit and everything above it on a day, leaf first, root last."""
        that_day = [
            span for span in self.spans.get(unit, ()) if _nearest_day(span, placed_on) == placed_on
        ]
        return [span.ancestor_id for span in sorted(that_day, key=lambda span: span.depth)]

    def near(self, one: str, other: str, day: date) -> bool:
        """Whether one lies at or below the other, or both in one unit below the province."""
        here, there = self._line(one, day), self._line(other, day)
        if not here or not there:
            return False
        if here[0] in there or there[0] in here:
            return True
        return not {*here[:NATION_AND_PROVINCE]}.isdisjoint(there[:NATION_AND_PROVINCE])

    def _line(self, unit: str, day: date) -> list[str]:
        there = self.stood(unit, day)
        placed_on = self.placed_on(there, day)
        return [] if placed_on is None else self.lineage(there, placed_on)


def _nearest_day(span: Ancestry, day: date) -> date:
    last = date.max if span.valid_to is None else span.valid_to - timedelta(days=1)
    return min(max(day, span.valid_from), last)


@lru_cache(maxsize=10_000)
def disaggregation_aspects(by: str) -> tuple[str, ...]:
    """'' for all, and one text for each disaggregation that has a value."""
    said: dict[str, str] = json.loads(by)
    return (
        "",
        *(f"{name}={value}"[:LONGEST_ASPECT] for name, value in sorted(said.items()) if value),
    )


def encode_disaggregations(said: Mapping[str, str]) -> str:
    """Disaggregations as they are stored: JSON with sorted keys."""
    return json.dumps(dict(said), ensure_ascii=False, sort_keys=True)


def subject_periods_of(value: CountedValue) -> list[SubjectPeriod]:
    """The subject-in-period cells that a value of a subject touches."""
    return [
        SubjectPeriod(value.subject, value.indicator, aspect, period)
        for aspect in disaggregation_aspects(value.by)
        for period in periods_of_day(value.event_date)
    ]


def subject_standings(
    values: Iterable[CountedValue], units: Mapping[str, str], places: UnitPlaces
) -> dict[SubjectPeriod, SubjectStanding]:
    """Every subject in every period that these values touch.

    A subject stands in its own unit (`units`); one that is only a code, where it was seen last;
    either in what that unit had become by the end of the period.
    """
    amounts: dict[SubjectPeriod, Decimal] = defaultdict(Decimal)
    last_seen: dict[SubjectPeriod, tuple[date, int, str]] = {}
    for value in values:
        seen = (value.event_date, value.submission, value.org_unit)
        for count in subject_periods_of(value):
            amounts[count] += value.value
            last_seen[count] = max(seen, last_seen.get(count, seen))
    found = {}
    for count, amount in amounts.items():
        last = parse_period(count.period).last
        unit = places.stood(units.get(count.subject, last_seen[count][2]), last)
        placed_on = places.placed_on(unit, last)
        if placed_on is not None and amount:
            found[count] = SubjectStanding(unit, placed_on, amount)
    return found


def is_of_subject(rules: Mapping[str, CountingRule], value: CountedValue) -> bool:
    """Whether a value says that a subject was there, rather than adding an amount."""
    rule = rules.get(value.indicator)
    return rule is not None and rule.aggregation.says_of_subject(value.subject)


class TotalsLedger:
    """Changes of totals, gathered at the leaves and lifted to every level."""

    def __init__(self, rules: Mapping[str, CountingRule], places: UnitPlaces) -> None:
        self._rules, self._places = rules, places
        self._cells: dict[TotalKey, Decimal] = defaultdict(Decimal)
        self._height: dict[str, int] = {}

    def add(self, value: CountedValue, sign: int) -> None:
        """A value comes (1) or goes (-1); what is counted by subjects moves by `move`."""
        rule = self._rules.get(value.indicator)
        change = rule.aggregation.month_change(value.value, sign) if rule else None
        if change is not None:
            month = month_of(value.event_date)
            placed_on = self._places.placed_on(value.org_unit, value.event_date)
            for aspect in disaggregation_aspects(value.by):
                leaf = TotalKey(value.org_unit, value.indicator, aspect, month)
                self._lift(leaf, placed_on, change)

    def move(self, count: SubjectPeriod, standing: SubjectStanding, sign: int) -> None:
        """A subject's standing comes (1) or goes (-1); below its threshold it is nothing."""
        rule = self._rules[count.indicator]
        change = rule.aggregation.subject_change(standing.amount, rule.threshold, sign)
        if change:
            leaf = TotalKey(standing.org_unit, count.indicator, count.by, count.period)
            self._lift(leaf, standing.placed_on, change)

    def _lift(self, leaf: TotalKey, placed_on: date | None, amount: Decimal) -> None:
        lineage = self._places.lineage(leaf.org_unit, placed_on) if placed_on else []
        for above, unit in enumerate(reversed(lineage)):
            self._height[unit] = above
            self._cells[leaf._replace(org_unit=unit)] += amount

    def changes(self) -> list[tuple[TotalKey, Decimal]]:
        """What to add, leaves first and the root last: everybody locks in the same order."""
        return sorted(
            ((cell, amount) for cell, amount in self._cells.items() if amount),
            key=lambda change: (-self._height[change[0].org_unit], change[0]),
        )
