"""Values → totals, as pure functions: where they lie, what they add up to, in any order."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.aggregations import aggregation_of
from api.domain.counting import (
    CountedValue,
    CountingRule,
    SubjectPeriod,
    SubjectStanding,
    TotalKey,
    TotalsLedger,
    UnitPlaces,
    disaggregation_aspects,
    encode_disaggregations,
    is_of_subject,
    subject_periods_of,
    subject_standings,
)
from api.domain.org_unit import Ancestry

REFORM = date(2025, 7, 1)
RULES = {
    "LUOT": CountingRule(aggregation_of("sum")),
    "DANG": CountingRule(aggregation_of("stock")),
    "MOI": CountingRule(aggregation_of("distinct")),
    "DUYTRI": CountingRule(aggregation_of("keptAlive"), 2),
    "TYLE": CountingRule(aggregation_of("ratio")),
}


def lay(*lines: tuple[str, date, date | None]) -> UnitPlaces:
    """From "village < commune < nation" and when it held."""
    spans: dict[str, list[Ancestry]] = defaultdict(list)
    for words, first, last in lines:
        units = words.split(" < ")
        for depth, above in enumerate(units):
            spans[units[0]].append(Ancestry(above, units[0], depth, first, last))
    return UnitPlaces(spans)


ALWAYS = (date(2021, 1, 1), None)
PLACES = lay(
    ("v1 < c1 < p1 < vn", *ALWAYS),
    ("v2 < c1 < p1 < vn", *ALWAYS),
    ("v3 < c2 < p1 < vn", *ALWAYS),
    ("c1 < p1 < vn", *ALWAYS),
    ("v9 < c9 < p9 < vn", *ALWAYS),
    ("new < c1 < p1 < vn", REFORM, None),
    ("moved < old < p9 < vn", date(2021, 1, 1), REFORM),
    ("moved < c1 < p1 < vn", REFORM, None),
    ("gone < c1 < p1 < vn", date(2021, 1, 1), REFORM),
)


def value(indicator="LUOT", number="1", unit="v1", day=date(2026, 3, 3), subject="", **more):
    return CountedValue(
        indicator, Decimal(number), unit, day, subject, more.get("by", "{}"), more.get("of", 1)
    )


def test_a_value_of_a_day_lies_where_its_unit_lay_that_day():
    assert PLACES.lineage("moved", date(2025, 6, 30)) == ["moved", "old", "p9", "vn"]
    assert PLACES.lineage("moved", REFORM) == ["moved", "c1", "p1", "vn"]
    assert PLACES.placed_on("gone", date(2025, 12, 31)) == date(2025, 6, 30)
    assert PLACES.placed_on("new", date(2024, 1, 1)) == REFORM
    assert PLACES.placed_on("nowhere", REFORM) is None


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("v1", "v1", True),
        ("v1", "c1", True),
        ("c1", "v2", True),
        ("v1", "v2", True),
        ("v1", "v3", False),
        ("v1", "v9", False),
        ("v1", "nowhere", False),
    ],
)
def test_who_is_near(one, other, near):
    assert PLACES.near(one, other, date(2026, 1, 1)) is near


def test_all_and_each_disaggregation():
    assert disaggregation_aspects("{}") == ("",)
    assert disaggregation_aspects(encode_disaggregations({"sex": "female", "school": ""})) == (
        "",
        "sex=female",
    )
    assert disaggregation_aspects(encode_disaggregations({"b": "2", "a": "1"})) == (
        "",
        "a=1",
        "b=2",
    )


def totals(values, rules=RULES):
    ledger = TotalsLedger(rules, PLACES)
    for one in values:
        ledger.add(one, 1)
    for count, at in subject_standings(
        [v for v in values if is_of_subject(rules, v)], {}, PLACES
    ).items():
        ledger.move(count, at, 1)
    return dict(ledger.changes())


def test_a_sum_is_at_every_level_by_month_and_by_sex():
    found = totals([value(number="12", by=encode_disaggregations({"sex": "female"}))])
    assert found == {
        TotalKey(unit, "LUOT", by, "2026-03"): 12
        for unit in ("v1", "c1", "p1", "vn")
        for by in ("", "sex=female")
    }


def test_leaves_come_first_and_the_root_last():
    ledger = TotalsLedger(RULES, PLACES)
    for unit in ("v3", "v9", "v1", "c1"):
        ledger.add(value(unit=unit), 1)
    units = [cell.org_unit for cell, _ in ledger.changes()]
    assert units == ["v1", "v3", "v9", "c1", "c2", "c9", "p1", "p9", "vn"]


def test_kept_alive_needs_its_times_in_that_very_period():
    days = [date(2026, 3, 3), date(2026, 4, 4)]
    found = totals([value("DUYTRI", day=day, subject="t", of=n) for n, day in enumerate(days)])
    periods = {cell.period for cell in found if cell.org_unit == "vn"}
    assert periods == {"2026S1", "2026"}


def test_what_names_nobody_keeps_nobody_alive_and_a_ratio_is_never_counted():
    assert totals([value("DUYTRI"), value("MOI"), value("TYLE"), value("UNKNOWN")]) == {}


def test_a_subject_stands_in_its_own_unit_and_a_code_where_it_was_seen_last():
    values = [
        value("MOI", day=date(2026, 2, 1), subject="t", unit="v1", of=1),
        value("MOI", day=date(2026, 5, 1), subject="t", unit="v9", of=2),
    ]
    year = SubjectPeriod("t", "MOI", "", "2026")
    assert subject_standings(values, {}, PLACES)[year] == SubjectStanding(
        "v9", date(2026, 12, 31), Decimal(2)
    )
    assert subject_standings(values, {"t": "v3"}, PLACES)[year].org_unit == "v3"
    first = SubjectPeriod("t", "MOI", "", "2026Q1")
    assert subject_standings(values, {}, PLACES)[first].org_unit == "v1"


UNITS = st.sampled_from(["v1", "v2", "v3", "v9", "c1", "new", "moved", "gone"])
VALUES = st.builds(
    CountedValue,
    st.sampled_from(sorted(RULES)),
    st.integers(0, 40).map(Decimal),
    UNITS,
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    st.sampled_from(["", "a", "b", "c"]),
    st.sampled_from(
        [
            "{}",
            encode_disaggregations({"sex": "female"}),
            encode_disaggregations({"sex": "male", "age": "1"}),
        ]
    ),
    st.integers(1, 99),
)


@given(st.lists(VALUES, max_size=12), st.randoms())
def test_the_order_of_values_does_not_matter(values, chance):
    shuffled = chance.sample(values, len(values))
    assert totals(values) == totals(shuffled)


@given(st.lists(VALUES, max_size=12))
def test_the_root_has_all_that_its_leaves_have(values):
    found = totals(values)
    whole = {cell: number for cell, number in found.items() if cell.org_unit == "vn"}
    for root, number in whole.items():
        provinces = [found.get(root._replace(org_unit=unit), 0) for unit in ("p1", "p9")]
        assert sum(provinces) == number


@given(st.lists(VALUES, max_size=10), st.lists(VALUES, max_size=10))
def test_what_comes_and_goes_again_leaves_nothing(kept, passing):
    ledger = TotalsLedger(RULES, PLACES)
    for one in [*kept, *passing]:
        ledger.add(one, 1)
    for one in passing:
        ledger.add(one, -1)
    alone = TotalsLedger(RULES, PLACES)
    for one in kept:
        alone.add(one, 1)
    assert ledger.changes() == alone.changes()


@given(VALUES)
def test_every_period_of_a_value_is_touched(one):
    touched = {count.period for count in subject_periods_of(one)}
    assert len(touched) == 4
    assert str(one.event_date.year) in touched
