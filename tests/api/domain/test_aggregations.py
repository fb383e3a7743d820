"""Kinds of figures: each is asked, none is guessed; what is undone leaves nothing behind."""

import ast
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.aggregations import AGGREGATIONS, TotalsKept, UnknownAggregation, aggregation_of
from api.domain.figure import ratio
from api.domain.period import parse_period

KINDS = st.sampled_from(list(AGGREGATIONS.values()))
AMOUNTS = st.decimals(0, 10**6, allow_nan=False, places=4)
PERIODS = [parse_period(text) for text in ("2026-03", "2026Q1", "2026S1", "2026", "2022-2025")]


@pytest.mark.parametrize("kind", ["", "median", "Sum", "keptalive"])
def test_a_kind_that_is_not_there_is_an_error(kind):
    with pytest.raises(UnknownAggregation, match="no kind of figure"):
        aggregation_of(kind)


def test_each_kind_keeps_one_thing_and_is_found_by_its_name():
    for kind, one in AGGREGATIONS.items():
        assert one.kind == kind
        assert aggregation_of(kind) is one
        by_month = one.month_change(Decimal(3), 1) is not None
        by_subject = one.says_of_subject("a team")
        assert [by_month, by_subject, not one.takes_records].count(True) == 1
        assert one.takes_threshold == by_subject


@given(KINDS, AMOUNTS, st.integers(1, 5))
def test_what_is_undone_takes_away_what_it_brought(one, amount, threshold):
    if one.kept is TotalsKept.MONTHS:
        assert one.month_change(amount, 1) + one.month_change(amount, -1) == 0
    if one.kept is TotalsKept.SUBJECTS:
        came = one.subject_change(amount, threshold, 1)
        assert came == (1 if amount >= threshold else 0)
        assert came + one.subject_change(amount, threshold, -1) == 0


@given(KINDS, st.data())
def test_a_unit_has_itself_what_the_units_below_it_have_not(one, data):
    n = 2 if one.kept is TotalsKept.PARTS else 1
    rows = st.lists(AMOUNTS, min_size=n, max_size=n)
    itself, below = data.draw(rows), data.draw(st.lists(rows, max_size=3))
    whole = [sum(column, Decimal(0)) for column in zip(itself, *below, strict=True)]
    assert one.left_over(whole, below) == tuple(itself)


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_only_what_stands_looks_back_beyond_the_period(period):
    for one in AGGREGATIONS.values():
        assert (one.first_day(period) is None) == one.goes_on
    assert [one.kind for one in AGGREGATIONS.values() if one.goes_on] == ["stock"]


def test_what_is_divided_needs_two_that_are_counted_and_what_is_counted_none():
    counted = aggregation_of("sum")
    for one in AGGREGATIONS.values():
        divides = not one.takes_records
        assert bool(one.objection(1, [])) == divides
        assert bool(one.objection(1, [counted, counted])) != divides
        assert one.objection(1, [counted])
        assert one.objection(1, [counted, aggregation_of("ratio")])
        assert bool(one.objection(2, [counted, counted] if divides else [])) != one.takes_threshold


@given(st.lists(st.tuples(AMOUNTS, st.integers(1, 99)), min_size=1, max_size=6))
def test_an_average_of_sums_lies_between_the_averages(parts):
    numerators, counts = zip(*parts, strict=True)
    each = [ratio(n, Decimal(d), 1) or Decimal(0) for n, d in parts]
    whole = aggregation_of("average").value_of([sum(numerators, Decimal(0)), Decimal(sum(counts))])
    assert whole is not None
    assert min(each) - Decimal("1E-18") <= whole <= max(each) + Decimal("1E-18")


def test_an_average_divides_sums_only():
    """What stands or is counted anew in each period is no "how often"."""
    average, counted = aggregation_of("average"), aggregation_of("sum")
    assert average.objection(1, [counted, counted]) == ""
    for kind in ("stock", "distinct", "keptAlive", "ratio", "average"):
        assert kind in average.objection(1, [counted, aggregation_of(kind)])


ROOT = Path(__file__).parents[3]


def test_a_kind_is_asked_and_never_told_by_its_name():
    """Else the next kind is forgotten where it is compared, and nobody notices."""
    xpath = ROOT / "api/domain/xpath"  # its sum() is a function
    for path in sorted((ROOT / "api").rglob("*.py")):
        if path.name != "aggregations.py" and not path.is_relative_to(xpath):
            for node in ast.walk(ast.parse(path.read_text())):
                named = isinstance(node, ast.Constant) and node.value in AGGREGATIONS
                assert not named, f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
    quoted = re.compile(f"'({'|'.join(AGGREGATIONS)})'")
    for path in sorted((ROOT / "webapp").rglob("*.ts*")):
        assert not quoted.search(path.read_text()), path.relative_to(ROOT)
