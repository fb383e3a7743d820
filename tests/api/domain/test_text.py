"""What the phone and the server must agree on, and the order that only the server makes."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.text import date_text, nfc, number_text, search_key, sort_key

CASES = json.loads((Path(__file__).parents[2] / "conformance" / "text.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "key"), CASES["searchKey"])
def test_a_name_is_found_however_it_was_typed(text, key):
    assert search_key(text) == key


@given(st.text())
def test_a_search_key_is_its_own_key_whatever_the_keyboard_sent(text):
    key = search_key(text)
    assert search_key(key) == key
    assert search_key(nfc(text)) == key


@pytest.mark.parametrize(("value", "decimals", "printed"), CASES["number"])
def test_numbers_are_printed_with_a_comma_and_rounded_half_up(value, decimals, printed):
    assert number_text(Decimal(value), decimals) == printed


@pytest.mark.parametrize(("day", "printed"), CASES["date"])
def test_dates_are_printed_day_first(day, printed):
    assert date_text(day) == printed
    if len(day) == 10:
        assert date_text(date.fromisoformat(day)) == printed


@pytest.mark.parametrize("names", CASES["order"])
def test_units_stand_in_the_order_of_a_vietnamese_dictionary(names):
    assert sorted(set(names), key=sort_key) == names
