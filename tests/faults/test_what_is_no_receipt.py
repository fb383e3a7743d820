"""Answers that are not ours, and refusals of ours: the phone keeps everything, and says which."""

import json
from itertools import chain, repeat

import pytest
from playwright.sync_api import expect

from tests.faults import storage
from tests.faults.conftest import TEAM, rows
from tests.journey import acts
from tests.journey.words import word
from tests.people import LAN, PASSWORD

SUBMISSION = "**/v1/projects/1/submission"


@pytest.fixture
def kind():
    """The phone alone is looked at; what it sends in the end is balanced all the same."""
    return "sqlite"


def answer(status, body, content_type="application/json", **headers):
    """A handler that says this instead of the server."""

    def handle(route, request):
        route.fulfill(
            status=status,
            body=body if isinstance(body, str) else json.dumps(body),
            headers={"Content-Type": content_type, **headers},
        )

    return handle


OURS = {"So-Thon": "1"}
PORTAL = "<html><title>WiFi miễn phí</title><body>Đăng nhập để dùng mạng</body></html>"
A_RECEIPT = {"instanceId": "{id}", "receipt": "AAA-AAA", "receivedAt": "2026-11-20T00:00:00Z"}
NO_RECEIPTS = {
    "a captive portal": answer(200, PORTAL, "text/html"),
    "a page that calls itself JSON": answer(200, PORTAL),
    "somebody else's yes": answer(200, {"ok": True}),
    "our own yes to something else": answer(200, {"ok": True}, **OURS),
    "a receipt for other bytes": answer(201, {**A_RECEIPT, "sha256": "0" * 64}, **OURS),
    "a server in trouble": answer(500, {"code": "500.1", "message": "", "details": {}}, **OURS),
    "a busy server": answer(503, {"code": "busy", "message": ""}, **{"Retry-After": "1"}),
    "a busy gateway": answer(502, "<html>Bad gateway</html>", "text/html"),
    "too many at once": answer(429, {"code": "429.1", "message": ""}, **{"Retry-After": "1"}),
}


def test_what_is_not_a_receipt_never_makes_a_record_sent(lan, stored, balance):
    her = lan()
    before = rows(stored)
    (said_saved,) = (one.id for one in her.has())
    for nth, handle in enumerate(NO_RECEIPTS.values(), start=1):
        her.phone.context.route(SUBMISSION, handle)
        her.phone.find_signal()
        attempted(her, nth)
        her.phone.lose_signal()
        her.phone.context.unroute(SUBMISSION)
        (one,) = her.has()
        assert not one.acknowledged
        assert rows(stored) == before
    her.phone.find_signal()
    her.sends_all()
    (one,) = her.has()
    assert one.acknowledged
    balance([one], said_saved)


def attempted(her, times):
    """Wait until the record was tried so often, and the phone is done with it."""
    acts.nudge(her.page)
    for _ in range(300):
        (one,) = her.has()
        if one.attempts >= times:
            break
        her.page.wait_for_timeout(100)
    expect(acts.button(her.page, "outbox.sendNow", n=1)).to_be_visible()
    assert one.attempts >= times


@pytest.mark.long
def test_signed_out_she_keeps_everything_signs_in_and_it_goes_by_itself(lan, balance):
    her = lan()
    her.phone.context.clear_cookies()
    her.phone.find_signal()
    acts.nudge(her.page)
    expect(her.page.get_by_text(word("signIn.again"))).to_be_visible()
    (one,) = her.has()
    assert not one.acknowledged
    acts.tap(her.page, "signIn.do")
    her.page.get_by_label(word("signIn.login")).fill(LAN.login)
    her.page.get_by_label(word("signIn.password"), exact=True).fill("sai mật khẩu")
    acts.tap(her.page, "signIn.do")
    expect(her.page.get_by_text(word("error.401.2"))).to_be_visible()
    her.page.get_by_label(word("signIn.password"), exact=True).fill(PASSWORD)
    acts.tap(her.page, "signIn.do")
    expect(her.page.get_by_text(word("outbox.allSent"))).to_be_visible()
    balance(her.has(), one.id)


@pytest.mark.long
def test_one_that_cannot_be_taken_is_set_aside_and_holds_up_no_other(lan, stored, balance):
    her = lan()
    storage.grow(her.page, 3)
    refused = [one.id for one in her.has()]
    handles = (
        answer(413, {"code": "bodyTooLarge", "message": "", "details": {}}, **OURS),
        answer(422, {"code": "invalid", "message": "", "details": {}}, **OURS),
    )
    her.phone.context.route(SUBMISSION, only_first(*handles))
    her.phone.find_signal()
    acts.nudge(her.page)
    meetings = acts.cards(her.page, f"{TEAM} · ")
    set_aside = meetings.filter(has_text=word("state.setAside"))
    expect(set_aside).to_have_count(2)
    expect(meetings.filter(has_text=word("state.received"))).to_have_count(2)
    for code in ("bodyTooLarge", "invalid"):
        expect(her.page.get_by_text(word(f"error.{code}"))).to_be_visible()
    assert sum(one.acknowledged for one in her.has()) == 2

    for _ in range(2):
        acts.tab(her.page, "bar.outbox")
        set_aside.first.tap()
        expect(her.page.get_by_text(word("mine.keptSafe"))).to_be_visible()
        acts.tap(her.page, "mine.again")
        expect(her.page.get_by_text(word("mine.received"))).to_be_visible()
        acts.go_back(her.page)
    kept = her.has()
    assert all(one.acknowledged for one in kept)
    balance(kept, *refused)


def only_first(*handles):
    """The first posts meet these; the others get through."""
    in_turn = chain(handles, repeat(lambda route, _: route.continue_()))

    def one_by_one(route, request):
        next(in_turn)(route, request)

    return one_by_one
