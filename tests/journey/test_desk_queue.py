"""Forty records wait: Mai clears them, at a desk by its keys, on the phone with her thumb."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlmodel import col, select

from api.models.review import Review
from api.models.submission import Submission
from api.models.user import User
from tests.browser import DESK, PHONE
from tests.journey import acts
from tests.journey.filed import Filed
from tests.journey.test_what_is_wrong_is_put_right import COUNTING
from tests.journey.words import like, word

TEAM = "Tổ truyền thông Suối Mới"
FORTY = 40
RETURNED, ODD, HOAS = 7, 12, 20
REASON = "Chị xem lại số nữ, danh sách ghi 14."


@pytest.fixture
def forty(server):
    """Forty records that wait, oldest first: their ids; how to file and decide besides."""
    filed = Filed(server.url)
    before = len(filed.waiting())
    team = filed.team(TEAM, "approved")
    days = [acts.today() - timedelta(days=nth + 1) for nth in range(FORTY - before)]
    for nth, day in enumerate(days):
        filed.meeting(team, day, ethnic=40 if nth == ODD - before else 16)
    assert len(filed.waiting()) == FORTY
    return filed


def decisions(stored, ids):
    """Who decided what, of these records."""
    with stored.reading() as session:
        rows = session.exec(
            select(Submission.instance_id, Review, User.login)
            .join(Review, col(Review.submission_id) == col(Submission.id))
            .join(User, col(User.id) == col(Review.reviewer_id))
            .where(col(Submission.instance_id).in_(ids))
        ).all()
        return [(one, act.to_state, act.comment, login) for one, act, login in rows]


def opened(page):
    """The id of the record that is open."""
    found = re.search(r"/duyet/[^/]+/(.+)$", page.url)
    return found[1].replace("%3A", ":") if found else ""


class AtDesk:
    """By keys alone."""

    size = DESK
    least, most = 40, 60

    def begin(self, page):
        """Open the first of the queue."""
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")

    def approve(self, page):
        """One key."""
        page.keyboard.press("a")

    def give_back(self, page):
        """The sheet takes letters: they are hers to write with, not commands."""
        page.keyboard.press("r")
        field = page.get_by_role("dialog").get_by_label(word("reason.label"))
        expect(field).to_be_focused()
        field.press_sequentially("ark jx")
        expect(field).to_have_value("ark jx")
        field.fill(REASON)
        page.keyboard.press("Control+Enter")

    def on(self, page):
        """Past what somebody else decided."""
        page.keyboard.press("n")


class OnPhone:
    """With a thumb."""

    size = PHONE
    least, most = 40, 60

    def begin(self, page):
        """Open the first of the queue."""
        page.get_by_role("main").get_by_role("link").first.tap()

    def approve(self, page):
        """One tap."""
        page.get_by_role("button", name=re.compile(APPROVE)).tap()

    def give_back(self, page):
        """Why: she writes it."""
        acts.tap(page, "review.return")
        sheet = page.get_by_role("dialog")
        sheet.get_by_label(word("reason.label")).fill(REASON)
        acts.tap_in(sheet, "reason.do.hasIssues")

    def on(self, page):
        """Past what somebody else decided."""
        acts.tap(page, "review.next")


APPROVE = f"^({word('review.approve')}|{word('review.approveAll')})$"


def looked_at(page, one):
    """The record is there, and long enough for it to be decided."""
    expect(page).to_have_url(re.compile(re.escape(one.replace(":", "%3A")) + "$"))
    expect(page.get_by_role("button", name=word("review.return"), exact=True)).to_be_enabled()


@pytest.mark.parametrize("hand", [AtDesk(), OnPhone()], ids=["desk", "phone"])
@pytest.mark.long
def test_forty_records_are_decided_each_once(hand, phone, server, stored, forty):
    mine = phone("mai", server.url, size=hand.size)
    page = mine.open()
    acts.sign_in(page, "xa")
    acts.tab(page, "bar.review")
    expect(page.get_by_role("heading", name=word("review.title", n=FORTY))).to_be_visible()
    ids = forty.waiting()
    page.evaluate(COUNTING)
    hand.begin(page)
    for nth in range(FORTY):
        one = opened(page) if nth else ids[0]
        looked_at(page, one)
        if nth == HOAS:
            forty.decided_by_hoa(form_of(page), one, "rejected", "Buổi này đã ghi rồi.")
        if nth == RETURNED:
            hand.give_back(page)
        else:
            hand.approve(page)
        if nth == ODD and page.get_by_text(word("review.sure", n=1)).wait_for() is None:
            hand.approve(page)
        if nth == HOAS:
            expect(page.get_by_role("alert")).to_have_text(word("error.movedMeanwhile"))
            told = like_part("review.by.rejected", who="Hòa")
            expect(page.get_by_text(told)).to_be_visible()
            hand.on(page)
        if nth < FORTY - 1:
            expect(page).not_to_have_url(re.compile(re.escape(one.replace(":", "%3A")) + "$"))
    expect(page.get_by_text(word("review.empty"))).to_be_visible()
    touches = page.evaluate("window.touches")
    print(f"{touches} touches for {FORTY} records")
    assert hand.least < touches <= hand.most

    done = decisions(stored, ids)
    assert sorted(one for one, *_ in done) == sorted(ids)
    assert [(state, comment) for _, state, comment, login in done if login == "tinh"] == [
        ("rejected", "Buổi này đã ghi rồi.")
    ]
    hers = [(state, comment) for _, state, comment, login in done if login == "xa"]
    assert sorted(set(hers)) == [("approved", ""), ("hasIssues", REASON)]
    assert hers.count(("hasIssues", REASON)) == 1
    assert forty.waiting() == []


def form_of(page):
    """The form of the record that is open."""
    return re.findall(r"/duyet/([^/]+)/", page.url)[0]


def like_part(key, **slots):
    """As `like`, beginning with what is known of its slots."""
    text = re.escape(word(key, **{"who": "WHO", "at": "AT"}))
    return re.compile(text.replace("WHO", f"{slots['who']}.*").replace("AT", ".*"))


@pytest.mark.long
def test_keys_can_be_turned_off_and_focus_is_never_lost(phone, server, forty):
    page = phone("mai", server.url, size=DESK).open()
    acts.sign_in(page, "xa")
    acts.tab(page, "bar.review")
    queue = page.locator("[data-queue] a")
    expect(queue).to_have_count(FORTY)
    focused = "() => document.activeElement.closest('a, h2, textarea, input')?.outerHTML ?? ''"
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(queue.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(queue.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_be_focused()
    looked_at(page, opened(page))
    first = opened(page)
    page.keyboard.press("x")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate(focused)
    page.keyboard.press("a")
    said = page.get_by_role("status").filter(has_text=like("review.did.approved"))
    expect(said).to_be_visible()
    assert opened(page) != first
    expect(page.get_by_role("heading", level=2).first).to_be_focused()
    page.keyboard.press("Escape")
    expect(queue.first).to_be_focused()

    page.keyboard.press("/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    field.press_sequentially("suoi moi")
    expect(page).to_have_url(re.compile("/duyet$"))
    field.fill("")
    acts.button(page, "keys.lettersOn").tap()
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page).to_have_url(re.compile("/duyet$"))
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-queue] a:focus")).to_have_count(1)
    page.reload()
    expect(acts.button(page, "keys.lettersOff")).to_be_visible()
