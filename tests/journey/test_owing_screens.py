"""Whose phones still owe: seen by Mai on her phone and at a desk, with every risk; and by whoever
comes with another phone, or with a version of the app that is closed.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from api import clock
from api.models.phone import Phone
from api.models.user import User
from api.queries import phones
from tests.browser import DESK, VERSION
from tests.journey import acts
from tests.journey.looks import Looks
from tests.journey.words import word

SUPERVISOR = "xa"


def owing(stored, days, *, first=None, login="totruong", **said):
    """A phone of hers that was heard of for the last time so many days ago."""
    at = clock.now() - timedelta(days=days)
    with stored.writing() as session:
        user_id = session.exec(select(User.id).where(User.login == login)).one()
        row = {
            "user_id": user_id,
            "device_id": f"so-thon:{days}",
            "app_version": "0.1.0",
            "owed": 0,
            "oldest_at": at - timedelta(days=2),
            "set_aside": 0,
            "drafts": 0,
            "persisted": False,
            "clock_skew": 0,
            "first_contact_at": first or at - timedelta(days=30),
            "last_contact_at": at,
            **said,
        }
        session.add(Phone(**row))


@pytest.mark.parametrize("size", [None, DESK], ids=["phone", "desk"])
@pytest.mark.long
def test_mai_sees_whose_phones_owe(phone, server, stored, size):
    looks = Looks(word("act.name"), **({"size": size} if size else {}))
    ending = "-desk" if size else ""
    device = phone("mai", server.url, **({"size": size} if size else {}))
    acts.sign_in(device.open(), SUPERVISOR)
    page = device.page
    page.goto(server.url + "/may")
    expect(page.get_by_text(word("owing.none"))).to_be_visible()
    looks.at(page, f"p0-owing-nobody{ending}")

    owing(stored, 9, owed=3, set_aside=1)
    owing(stored, 6, drafts=2)
    owing(stored, 4, owed=12, persisted=True, login="tramyte")
    owing(stored, 1, owed=1, persisted=True, first=clock.now() - timedelta(days=2))
    page.goto(server.url)
    card = acts.cards(page, word("home.owing", n=4))
    expect(card).to_be_visible()
    looks.at(page, f"p1-home-owing{ending}")
    acts.tab(page, "bar.review")
    expect(acts.cards(page, word("home.owing", n=4))).to_be_visible()
    looks.at(page, f"p2-queue-owing{ending}")
    acts.cards(page, word("home.owing", n=4)).tap()
    rows = page.get_by_role("row")
    for risk in ("cleared", "evictable", "silent"):
        expect(rows.filter(has_text=word(f"owing.risk.{risk}")).first).to_be_visible()
    looks.at(page, f"p3-owing{ending}")
    device.lose_signal()
    page.reload()
    expect(rows.first).to_be_visible()
    looks.at(page, f"p4-owing-kept{ending}")
    looks.fine()


@pytest.mark.long
def test_lan_is_told_what_her_former_phone_owes_and_that_her_app_is_closed(phone, server, stored):
    looks = Looks(word("act.name"))
    owing(stored, 2, owed=3)
    page = phone("lan", server.url).open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    expect(acts.button(page, "former.known")).to_be_visible()
    looks.at(page, "p5-home-former-phone")
    acts.tap(page, "former.known")
    page.goto(server.url + "/toi")
    expect(page.get_by_text("còn nợ 3 phiếu")).to_be_visible()
    looks.at(page, "p6-account-owes")

    with stored.writing() as session:
        phones.add_closed_version(session, VERSION, "Bản này ghi sai ngày.", clock.now())
    page.goto(server.url)
    expect(page.get_by_text("Bản này ghi sai ngày.")).to_be_visible()
    looks.at(page, "p7-home-closed-version")
    acts.tap(page, "form.to_truyen_thong")
    expect(page.get_by_role("heading", name=word("fill.notHere"))).to_be_visible()
    looks.at(page, "p8-closed-version")
    looks.fine()
