"""Hòa looks at years before 1 July 2025: the phone says by which units, and leads to them."""

import pytest
from playwright.sync_api import expect

from api.domain.org_unit import derive_unit_id
from tests.journey import acts
from tests.journey.words import word

NINH_THUAN = derive_unit_id("2021-01-01/58")


def choose(page, period):
    page.get_by_label(word("figures.period")).select_option(period)


@pytest.mark.long
def test_a_former_year_is_looked_at_by_the_units_of_that_time(server, phone):
    hoa = phone("Hòa", server.url)
    page = hoa.open()
    acts.sign_in(page, "tinh")
    acts.tab(page, "bar.indicators")
    former = page.get_by_text(word("figures.formerly", n=2))
    choose(page, "2023")
    expect(page.get_by_text(word("figures.notThere", unit="Khánh Hòa"))).to_be_visible()
    expect(former).to_be_visible()
    page.get_by_role("link", name="Ninh Thuận").tap()
    expect(page.get_by_text(word("figures.asOf", day="31/12/2023"))).to_be_visible()
    choose(page, "2025")
    expect(page.get_by_text(word("figures.asOf", day="30/06/2025"))).to_be_visible()
    choose(page, "2022-2025")
    expect(page.get_by_text("77")).to_be_visible()
    page.get_by_role("link", name=word("figures.ownUnit")).tap()
    expect(page.get_by_text(word("figures.asOf", day="31/12/2025"))).to_be_visible()
    expect(former).to_be_visible()
