"""Periods as people report them: 2026, 2026S1, 2026Q4, 2026-11, 2022-2025. Pure, no clock.

Its one rule: a period is named by its text, and the text alone says its first and last day.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

LONGEST_PHASE = 30
VIET_NAM_TIME = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
# Digits are written out: \d would also take the digits of other scripts.
_PERIOD_PATTERN = re.compile(
    r"(?P<year>[12][0-9]{3})"
    r"(?:-(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|S(?P<half>[12])|-(?P<until>[12][0-9]{3}))?"
)


class Granularity(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    PHASE = "phase"


@dataclass(frozen=True, slots=True)
class Period:
    """A run of whole months. `text` is how it is written and stored."""

    text: str
    granularity: Granularity
    first: date
    last: date

    def __str__(self) -> str:
        return self.text

    def contains(self, day: date) -> bool:
        """Whether this day lies in it."""
        return self.first <= day <= self.last

    def months(self) -> list[str]:
        """Its months as text, first to last."""
        return [
            f"{year:04d}-{month:02d}"
            for year in range(self.first.year, self.last.year + 1)
            for month in range(1, 13)
            if self.contains(date(year, month, 1))
        ]

    def years(self) -> list[str]:
        """The years that lie wholly in it."""
        if self.granularity not in {Granularity.YEAR, Granularity.PHASE}:
            return []
        return [f"{year:04d}" for year in range(self.first.year, self.last.year + 1)]

    def elapsed(self, day: date) -> Decimal:
        """The share of its days, in percent, that have begun by this day: 0 before, 100 after."""
        days = (self.last - self.first).days + 1
        begun = min(max((day - self.first).days + 1, 0), days)
        return Decimal(begun) * 100 / days


@lru_cache(maxsize=2_000)
def parse_period(text: str) -> Period:
    """The period that this text names. Raises ValueError."""
    found = _PERIOD_PATTERN.fullmatch(text)
    if found is None:
        raise ValueError(f"not a period: {text[:40]!r}")
    year = int(found["year"])
    if found["month"]:
        return _period_of_months(text, Granularity.MONTH, year, int(found["month"]), 1)
    if found["quarter"]:
        return _period_of_months(text, Granularity.QUARTER, year, int(found["quarter"]) * 3 - 2, 3)
    if found["half"]:
        return _period_of_months(text, Granularity.HALF, year, int(found["half"]) * 6 - 5, 6)
    if found["until"]:
        return _phase_period(text, year, int(found["until"]))
    return _period_of_months(text, Granularity.YEAR, year, 1, 12)


def _period_of_months(
    text: str, granularity: Granularity, year: int, month: int, length: int
) -> Period:
    last_month = month + length - 1
    last = date(year, last_month, monthrange(year, last_month)[1])
    return Period(text, granularity, date(year, month, 1), last)


def _phase_period(text: str, year: int, until: int) -> Period:
    if not year < until < year + LONGEST_PHASE:
        raise ValueError(f"not a phase: {text}")
    return Period(text, Granularity.PHASE, date(year, 1, 1), date(until, 12, 31))


def day_in_viet_nam(instant: datetime) -> date:
    """The day that it was in Viet Nam."""
    return instant.astimezone(VIET_NAM_TIME).date()


def month_of(day: date) -> str:
    """The month in which a day lies, as text."""
    return f"{day.year:04d}-{day.month:02d}"


def periods_of_day(day: date) -> tuple[str, str, str, str]:
    """The month, quarter, half and year in which a day lies, as text."""
    year, month = f"{day.year:04d}", day.month
    return (
        month_of(day),
        f"{year}Q{(month + 2) // 3}",
        f"{year}S{1 if month <= 6 else 2}",
        year,
    )
