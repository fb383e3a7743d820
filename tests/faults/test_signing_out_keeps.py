"""Signing out with photos on the way: she is told of them, and they go when she is back."""

import pytest
from playwright.sync_api import expect

from tests.faults.test_photos_travel_apart import FILES, is_cut
from tests.journey import acts
from tests.journey.looks import Looks
from tests.journey.words import word
from tests.people import LAN, PASSWORD


@pytest.fixture
def kind():
    """The phone is what is tried."""
    return "sqlite"


def leaves(her):
    """The screen of her account, asked to let her out."""
    acts.tab(her.page, "bar.home")
    her.page.get_by_role("link", name=LAN.name).tap()
    acts.tap(her.page, "account.signOut")
    return her.page.get_by_role("alert").filter(has_text=word("signOut.network"))


@pytest.mark.long
def test_photos_that_wait_are_named_before_she_leaves_and_go_after_she_is_back(lan, balance):
    looks = Looks(word("act.name"))
    her = lan()
    said_saved = [one.id for one in her.has()]
    her.phone.context.route(FILES, lambda route, _: is_cut(route))
    her.phone.find_signal()
    acts.nudge(her.page)
    meetings = acts.cards(her.page, "Tổ truyền thông Tà Lú 1 · ")
    expect(meetings.filter(has_text=word("outbox.photosOwed", n=1))).to_be_visible()

    asked = leaves(her)
    expect(her.page.get_by_text(word("account.owesPhotos", m=1))).to_be_visible()
    expect(asked).to_contain_text(word("signOut.keepsPhotos", m=1))
    looks.at(her.page, "signing-out-photos", keep=False)
    acts.tap_in(asked, "account.signOut")
    her.phone.context.unroute(FILES)

    acts.sign_in(her.page, LAN.login, PASSWORD)
    acts.tab(her.page, "bar.outbox")
    expect(her.page.get_by_text(word("outbox.allSent"))).to_be_visible()
    (kept,) = her.has()
    assert set(kept.files) <= set(kept.received or ())
    balance([kept], *said_saved)
    expect(leaves(her)).to_contain_text(word("signOut.nothing"))
    looks.fine()
