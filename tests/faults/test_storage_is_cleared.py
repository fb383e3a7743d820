"""A browser that clears what was not sent: nobody can bring it back, and everybody is told soon."""

import pytest
from playwright.sync_api import expect

from tests.faults import storage
from tests.faults.conftest import rows
from tests.faults.test_the_phone_dies import finish_and_send, paper_of, reached_the_remark
from tests.faults.test_what_is_no_receipt import SUBMISSION, answer
from tests.journey import acts
from tests.journey.words import word
from tests.people import LAN, MAI, PASSWORD

REMARK = "/data/remark"
# How often a draft has been kept since, whole.
COUNTS = """() => {
  const put = IDBObjectStore.prototype.put
  window.kept = 0
  IDBObjectStore.prototype.put = function (...all) {
    const kept = () => window.kept++
    if (this.name === 'drafts') this.transaction.addEventListener('complete', kept)
    return put.apply(this, all)
  }
}"""
BUSY = answer(503, {"code": "busy", "message": "", "details": {}})


@pytest.fixture
def kind():
    """What the server makes of it is told on both databases in tests/api/routers/test_phones.py."""
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


@pytest.mark.long
def test_what_is_called_saved_after_it_was_cleared_under_an_open_tab_opens_again(
    lan, stored, balance
):
    """The keys of what this tab had sealed are gone with the data, and this tab knows."""
    her, before = lan(), rows(stored)
    paper = reached_the_remark(her.page).say(REMARK, "Trước khi xóa").saved()
    said_saved = storage.written_on(her.page)
    her.page.evaluate(COUNTS)
    cleared = her.phone.context.new_cdp_session(her.page)
    # The cookie is left to her: who is asked to sign in writes nothing more in this tab.
    everything = {"origin": her.phone.url, "storageTypes": "indexeddb,local_storage,cache_storage"}
    cleared.send("Storage.clearDataForOrigin", everything)
    paper.say(REMARK, "Sau khi xóa")
    her.page.wait_for_function("() => window.kept > 0")
    paper.saved()

    her.phone.find_signal()
    her.page.goto(her.phone.url)
    acts.sign_in(her.page, LAN.login, PASSWORD)
    acts.ready(her.page)
    acts.tab(her.page, "bar.write")
    acts.cards(her.page, "Tổ truyền thông").tap()
    again = paper_of(her.page)
    expect(again.question(REMARK).get_by_role("textbox")).to_have_value("Sau khi xóa")
    finish_and_send(her, again)
    assert rows(stored) == before + 1
    balance(her.has(), *said_saved)
