"""A browser that clears what was not sent: nobody can bring it back, and everybody is told soon."""

import pytest
from playwright.sync_api import expect

from tests.faults import storage
from tests.faults.conftest import rows
from tests.faults.test_what_is_no_receipt import SUBMISSION, answer
from tests.journey import acts
from tests.journey.words import word
from tests.people import LAN, MAI, PASSWORD

BUSY = answer(503, {"code": "busy", "message": "", "details": {}})


@pytest.fixture
def kind():
    """What the server makes of it is told on both databases in tests/api/test_phones.py."""
    return "sqlite"


@pytest.mark.long
def test_what_a_cleared_phone_owed_is_known_to_her_and_to_her_supervisor(
    lan, phone, server, stored, balance
):
    her = lan()
    her.phone.find_signal()
    her.sends_all()
    her.phone.lose_signal()
    received, before = her.has(), rows(stored)
    assert all(one.acknowledged for one in received)
    storage.grow(her.page, 3)
    her.phone.context.route(SUBMISSION, BUSY)
    with her.page.expect_response("**/v1/heartbeats") as heard:
        her.phone.find_signal()
        acts.nudge(her.page)
    assert heard.value.request.post_data_json["owed"] == 3

    cleared = her.phone.context.new_cdp_session(her.page)
    cleared.send("Storage.clearDataForOrigin", {"origin": her.phone.url, "storageTypes": "all"})
    her.phone.context.unroute(SUBMISSION)
    old = her.page
    her.phone.open()
    old.close()
    her.sign_in()
    told = her.page.get_by_role("alert").filter(has_text="còn nợ 3 phiếu")
    expect(told).to_be_visible()
    acts.tap(her.page, "former.known")
    expect(told).to_be_hidden()
    acts.tab(her.page, "bar.home")
    her.page.get_by_role("link", name=LAN.name).tap()
    expect(her.page.get_by_text("còn nợ 3 phiếu")).to_be_visible()
    expect(her.page.get_by_text(word("account.owesNothing"))).to_be_visible()

    mai = phone("mai", server.url)
    acts.sign_in(mai.open(), MAI.login, PASSWORD)
    acts.cards(mai.page, word("home.owing", n=1)).tap()
    row = mai.page.get_by_role("row").filter(has_text=LAN.name)
    expect(row).to_contain_text(word("owing.risk.cleared"))
    expect(row).to_contain_text("3 phiếu")

    # The three are lost with the browser's data, as is said; what was received is not.
    assert rows(stored) == before
    balance(received, *(one.id for one in received))
