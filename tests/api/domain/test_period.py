"""Periods: what they are called, which days they hold, how far they have gone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.period import Granularity, parse_period, periods_of_day

# A day of the last year that can be named has no year after it to follow on.
DAYS = st.dates(date(1900, 1, 1), date(2998, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026S1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026S2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-2025", date(2022, 1, 1), date(2025, 12, 31)),
    ],
)
def test_the_periods_of_the_plans(text: str, first: date, last: date):
    period = parse_period(text)
    assert (period.first, period.last, str(period)) == (first, last, text)


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026Q5", "2026Q0", "2026S3", "2026-13", "2026-00", "2026-1", "2026q1", "2025-2022"]
    + ["2026-2026", "2022-2099", "2026Q1 ", "٢٠٢٦", "0999", "2026-11-20", "2026\n"],
)
def test_what_is_no_period(text: str):
    with pytest.raises(ValueError, match="not a p"):
        parse_period(text)


@given(DAYS)
def test_a_day_lies_in_its_own_month_quarter_half_and_year_and_in_no_other(day: date):
    month, quarter, half, year = (parse_period(text) for text in periods_of_day(day))
    assert all(period.contains(day) for period in (month, quarter, half, year))
    assert set(half.months()) <= set(year.months())
    assert set(quarter.months()) <= set(half.months())
    assert set(month.months()) <= set(quarter.months())
    assert [len(period.months()) for period in (month, quarter, half, year)] == [1, 3, 6, 12]
    next_day = year.last + timedelta(days=1)
    assert not {*periods_of_day(day)} & {*periods_of_day(next_day)}


@given(DAYS)
def test_periods_of_one_length_follow_each_other_without_a_gap(day: date):
    for text in periods_of_day(day):
        period = parse_period(text)
        after = parse_period(
            periods_of_day(period.last + timedelta(days=1))[_length(period.granularity)]
        )
        assert after.granularity is period.granularity
        assert after.first == period.last + timedelta(days=1)


def _length(granularity: Granularity) -> int:
    return [Granularity.MONTH, Granularity.QUARTER, Granularity.HALF, Granularity.YEAR].index(
        granularity
    )


def test_a_phase_is_its_years():
    phase = parse_period("2022-2025")
    assert phase.years() == ["2022", "2023", "2024", "2025"]
    assert phase.months()[0] == "2022-01"
    assert phase.months()[-1] == "2025-12"
    assert len(phase.months()) == 48
    assert parse_period("2026Q4").years() == []


@given(DAYS, DAYS)
def test_elapsed_never_leaves_0_to_100(day: date, other: date):
    for text in periods_of_day(day):
        assert 0 <= parse_period(text).elapsed(other) <= 100


def test_how_far_the_year_has_gone():
    year = parse_period("2026")
    assert year.elapsed(date(2025, 12, 31)) == 0
    assert year.elapsed(date(2026, 12, 31)) == 100
    assert year.elapsed(date(2027, 3, 1)) == 100
    assert year.elapsed(date(2026, 11, 20)).quantize(Decimal("0.01")) == Decimal("88.77")
