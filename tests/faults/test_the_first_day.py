"""The signal goes while the phone fetches what it needs: what it offers can be filled in."""

import pytest
from playwright.sync_api import expect

from tests.journey import acts, forms
from tests.journey.words import word
from tests.people import LAN, PASSWORD


@pytest.fixture
def kind():
    """The phone alone is looked at."""
    return "sqlite"


def test_no_form_is_offered_before_its_lists_are_here(phone, server):
    lan = phone("lan", server.url)
    page = lan.open()
    lan.context.route("**/v1/lists/**", lambda route, _: route.abort())
    with page.expect_request("**/v1/lists/**"):
        acts.sign_in(page, LAN.login, PASSWORD)
    lan.lose_signal()
    page.reload()
    expect(page.get_by_role("heading", name=word("home.title"))).to_be_visible()
    expect(page.get_by_text(word("home.noForms"))).to_be_visible()
    expect(acts.button(page, "form.to_truyen_thong")).to_have_count(0)

    lan.context.unroute("**/v1/lists/**")
    lan.find_signal()
    page.reload()
    acts.ready(page)
    paper = forms.begin(page, "to_truyen_thong")
    expect(paper.question("/data/org_unit").get_by_role("radio").first).to_be_checked()
    came = page.evaluate("() => performance.getEntriesByType('resource').map(({ name }) => name)")
    assert any("/assets/fill-" in name for name in came)
    # What looks at others' work is no part of writing: it need not be here yet.
    assert not any("/assets/review-" in name or "/assets/figures-" in name for name in came)


@pytest.mark.parametrize(
    "pieces", ["**/v1/lists/**", pytest.param("**/v1/projects/1/forms*", marks=pytest.mark.long)]
)
def test_a_server_that_is_busy_is_asked_again_within_seconds(phone, server, pieces):
    """She does not touch anything, and reads what is so."""
    lan = phone("lan", server.url)
    page = lan.open()
    busy = {"code": "busy", "message": "", "details": {}}
    lan.context.route(pieces, lambda route, _: route.fulfill(status=503, json=busy))
    acts.sign_in(page, LAN.login, PASSWORD)
    expect(page.get_by_text(word("home.fetchAgain"))).to_be_visible()
    lan.context.unroute(pieces)
    acts.ready(page)
    expect(page.get_by_text(word("home.fetchAgain"))).to_have_count(0)
