"""Figures: shares, rounding, and the seven cells that are not each other."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.aggregations import AGGREGATIONS, TotalsKept, aggregation_of
from api.domain.figure import (
    Absence,
    Figure,
    ratio,
    round_figure,
    stated_absence,
    write_figure,
)

NUMBERS = st.decimals(-(10**9), 10**9, allow_nan=False, places=4)


def test_42_of_87_dialogues_are_48_28_percent_and_not_48_27():
    share = ratio(Decimal(42), Decimal(87))
    assert share is not None
    assert write_figure(share, 2) == "48.28"


def test_a_share_of_nothing_is_unknown():
    assert ratio(Decimal(0), Decimal(0)) is None
    assert ratio(Decimal(3), Decimal(0)) is None


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [("0.5", 0, "1"), ("1.5", 0, "2"), ("2.5", 0, "3"), ("-0.4", 0, "0"), ("2.005", 2, "2.01")]
    + [("1200000", 0, "1200000"), ("1E+3", 0, "1000"), ("0.00001", 2, "0.00")],
)
def test_half_goes_up_and_nothing_is_written_with_an_exponent(value, decimals, shown):
    assert write_figure(Decimal(value), decimals) == shown


@given(NUMBERS, st.integers(0, 4))
def test_rounding_moves_a_number_by_half_a_step_at_most(value, decimals):
    step = Decimal(1).scaleb(-decimals)
    assert abs(round_figure(value, decimals) - value) <= step / 2


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(1, 999)), min_size=1))
def test_the_share_of_sums_lies_between_the_shares(parts):
    whole = ratio(Decimal(sum(n for n, _ in parts)), Decimal(sum(d for _, d in parts)))
    shares = [ratio(Decimal(n), Decimal(d)) or Decimal(0) for n, d in parts]
    assert whole is not None
    assert min(shares) - Decimal("1E-20") <= whole <= max(shares) + Decimal("1E-20")


def test_the_seven_cells():
    nothing = Decimal(0)
    assert aggregation_of("sum").figure(nothing, None, begun=True) == Figure(nothing)
    for reason in Absence:
        assert aggregation_of("sum").figure(nothing, reason, begun=True) == Figure(None, reason)
    assert (
        len({aggregation_of("sum").figure(nothing, one, begun=True) for one in (None, *Absence)})
        == 7
    )


@pytest.mark.parametrize("kind", AGGREGATIONS.values(), ids=AGGREGATIONS)
def test_nothing_counted_before_anything_was_recorded_is_not_0(kind):
    nothing = None if kind.kept is TotalsKept.PARTS else Decimal(0)
    early = {"begun": True, "recorded": False}
    assert kind.figure(nothing, None, **early) == Figure(None, Absence.NOT_RECORDED)
    assert kind.figure(nothing, Absence.SUSPENDED, **early) == Figure(None, Absence.SUSPENDED)
    assert kind.figure(Decimal(3), None, **early) == Figure(Decimal(3))


@pytest.mark.parametrize("said", ["", "notAssigned", "suspended"])
def test_a_plan_gives_a_reason_or_none(said):
    assert stated_absence(said) == (Absence(said) if said else None)


@pytest.mark.parametrize("said", ["notRecorded", "noData", "tạm dừng"])
def test_no_plan_says_what_is_not_recorded_here(said):
    with pytest.raises(ValueError, match=said):
        stated_absence(said)


def test_what_was_counted_shows_even_where_nothing_was_assigned():
    for kind, reason in product(AGGREGATIONS.values(), Absence):
        assert kind.figure(Decimal(3), reason, begun=True) == Figure(Decimal(3))


def test_a_period_that_has_not_begun_has_no_figures_yet():
    not_begun = Figure(None, Absence.NOT_BEGUN)
    assert aggregation_of("sum").figure(Decimal(0), None, begun=False) == not_begun
    assert aggregation_of("stock").figure(Decimal(7), None, begun=False) == not_begun
    assert aggregation_of("ratio").figure(None, None, begun=False) == not_begun


def test_a_share_without_a_whole_is_not_assessed():
    assert aggregation_of("ratio").figure(None, None, begun=True) == Figure(
        None, Absence.NOT_ASSESSED
    )


def test_an_average_of_nothing_is_no_data_and_one_of_nobody_is_0():
    average = aggregation_of("average")
    assert average.value_of([Decimal(0), Decimal(0)]) is None
    assert average.figure(None, None, begun=True) == Figure(None, Absence.NO_DATA)
    assert average.figure(None, Absence.SUSPENDED, begun=True) == Figure(None, Absence.SUSPENDED)
    nobody = average.value_of([Decimal(0), Decimal(3)])
    assert average.figure(nobody, None, begun=True) == Figure(Decimal(0))


def test_an_average_is_rounded_once_half_up_and_is_no_percent():
    of_twenty = aggregation_of("average").value_of([Decimal(5), Decimal(20)])
    assert of_twenty == Decimal("0.25")
    assert write_figure(of_twenty, 1) == "0.3"
