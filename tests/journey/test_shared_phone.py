"""Lan and Trâm share one phone: what each wrote stays hers and travels under her own name."""

import pytest
from playwright.sync_api import expect
from sqlmodel import col, select

from api.models.submission import Submission
from api.models.user import User
from api.queries import users
from tests.journey import acts, forms
from tests.journey.forms import Team
from tests.journey.words import word

DRAFT, DONE = "Tổ truyền thông Viết Dở", "Tổ truyền thông Suối Mới"


def somebody(page):
    """The phone asks who is there: by name and password, or first by who is known."""
    another = acts.button(page, "signIn.another")
    return another.or_(page.get_by_label(word("signIn.login"))).first


def leave(page):
    """Signed out, by the account screen."""
    acts.tab(page, "bar.home")
    page.locator('a[href="/toi"]').last.tap()
    acts.tap(page, "account.signOut")
    page.get_by_role("alert").get_by_role("button", name=word("account.signOut")).tap()
    expect(somebody(page)).to_be_visible()


def come(page, login):
    """Signed in on a phone that may know others."""
    expect(somebody(page)).to_be_visible()
    another = acts.button(page, "signIn.another")
    if another.is_visible():
        another.tap()
    acts.sign_in(page, login)


def of(stored, login):
    """What the server has of somebody."""
    with stored.reading() as session:
        user = users.find_user_by_login(session, login)
        assert isinstance(user, User)
        wanted = select(Submission.instance_name).where(
            col(Submission.submitter_id) == user.id, col(Submission.instance_name).like("%Tổ%")
        )
        return [name for name in session.exec(wanted) if name in (DRAFT, DONE)]


@pytest.mark.long
def test_two_share_a_phone_and_neither_sends_for_the_other(phone, server, stored):
    shared = phone("shared", server.url)
    page = shared.open()
    come(page, "totruong")
    acts.ready(page)
    shared.lose_signal()
    forms.fill_team(page, Team(DRAFT)).saved()
    acts.tap(page, "fill.later")
    forms.fill_team(page, Team(DONE)).finish()
    expect(page.get_by_text(word("home.waiting", n=1))).to_be_visible()
    leave(page)

    # Trâm has signal, and her own sign-in: nothing of Lan's is shown, and nothing goes.
    shared.find_signal()
    page.reload()
    come(page, "tramyte")
    expect(page.get_by_text(DRAFT)).to_have_count(0)
    acts.tab(page, "bar.outbox")
    expect(page.get_by_text(word("outbox.empty"))).to_be_visible()
    page.reload()
    expect(page.get_by_text(DONE)).to_have_count(0)
    assert of(stored, "tramyte") == []
    assert of(stored, "totruong") == []
    leave(page)

    # Lan finds everything, half written and waiting; it goes under her name.
    come(page, "totruong")
    expect(acts.cards(page, DRAFT)).to_be_visible()
    acts.sent(page, "totruong")
    assert of(stored, "totruong") == [DONE]
    assert of(stored, "tramyte") == []
