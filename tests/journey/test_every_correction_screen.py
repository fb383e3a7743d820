"""A record goes back with remarks and comes again: every screen of it, phone and desk."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import DESK, PHONE
from tests.journey import acts
from tests.journey.forms import Paper
from tests.journey.words import word

TEAM = "Tổ truyền thông Suối Mới"
WOMEN, ETHNIC = "/data/participants/women", "/data/participants/ethnic"
MANY, BLURRED = "Sổ của thôn ghi 21 nữ, chị xem lại", "Ảnh mờ, chị chụp lại giúp"
BOTH = {WOMEN: MANY, "/data/photo": BLURRED}


@pytest.fixture
def title(filed, tmp_path):
    """A meeting with a photo, which waits."""
    day = acts.today() - timedelta(days=1)
    team = filed.team(TEAM, "approved")
    filed.meeting(team, day, photo=acts.photo(tmp_path / "one.jpg"), women=12, men=5)
    return f"{TEAM} · {day:%d/%m/%Y}"


def signed_in(phone, server, name, login, size=PHONE):
    """Somebody's screen, ready to be worked on."""
    page = phone(name, server.url, size=size).open()
    acts.sign_in(page, login)
    return page


def say(page, label, text):
    """A remark at the question with this label."""
    page.get_by_role("button", name=word("remark.at", label=label), exact=True).tap()
    page.get_by_role("dialog").get_by_label(word("remark.label")).fill(text)
    acts.tap_in(page.get_by_role("dialog"), "remark.keep")
    expect(page.locator(".remark").filter(has_text=text)).to_be_visible()


@pytest.mark.long
def test_mai_says_what_is_wrong_at_the_questions(phone, server, title, looks):
    page = signed_in(phone, server, "mai", "xa")
    acts.open_in_queue(page, title)
    acts.loaded(page.get_by_role("main").get_by_role("img"))
    looks.at(page, "110-remarks-none", keep=False)
    page.get_by_role("button", name=word("remark.at", label="Nữ"), exact=True).tap()
    acts.tap_in(page.get_by_role("dialog"), "remark.keep")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    looks.at(page, "110-remark-sheet")
    page.keyboard.press("Escape")
    say(page, "Nữ", MANY)
    say(page, "Ảnh buổi sinh hoạt", BLURRED)
    page.get_by_text(MANY).scroll_into_view_if_needed()
    looks.at(page, "111-remarks")
    acts.tap(page, "review.approve")
    expect(page.get_by_role("alert")).to_contain_text(word("review.sureRemarks", n=2))
    looks.at(page, "111-remarks-unsent", keep=False)
    acts.tap(page, "review.returnWith", n=2)
    expect(page.get_by_role("dialog")).to_be_visible()
    looks.at(page, "112-return-with-remarks")


@pytest.mark.long
def test_lan_corrects_what_was_pointed_at(phone, server, filed, title, looks):
    filed.sent_back(title, BOTH)
    page = signed_in(phone, server, "lan", "totruong")
    card = acts.cards(page, word("home.returned", form="Sinh hoạt tổ"))
    expect(card).to_contain_text(word("remark.many", n=2))
    looks.at(page, "113-home-pointed-at")
    card.tap()
    expect(page.get_by_role("main").get_by_text(MANY)).to_be_visible()
    looks.at(page, "114-record-pointed-at")
    acts.tap(page, "mine.repair")
    paper = Paper(page)
    expect(paper.question(WOMEN)).to_contain_text(MANY)
    looks.at(page, "115-correct-first")
    paper.say(WOMEN, 7)
    acts.tap(page, "act.next")
    expect(paper.question(ETHNIC)).to_contain_text("12")
    looks.at(page, "116-correct-opened")
    paper.say(WOMEN, 21)
    acts.tap(page, "act.next")
    expect(page.get_by_role("main").get_by_text(BLURRED)).to_be_visible()
    acts.loaded(page.get_by_role("main").get_by_role("img"))
    looks.at(page, "117-correct-photo")
    acts.tap(page, "act.next")
    expect(page.get_by_role("heading", name=word("fill.allHere"))).to_be_visible()
    looks.at(page, "118-correct-check")
    page.get_by_text(word("remark.untouched")).scroll_into_view_if_needed()
    looks.at(page, "118-correct-untouched", keep=False)


@pytest.mark.long
def test_mai_sees_the_difference_first(phone, server, filed, title, looks, at_desk, tmp_path):
    filed.sent_back(title, BOTH)
    said = {"<women>12<": "<women>21<", "<total>17<": "<total>26<"}
    filed.corrected(title, said, tmp_path / "one.jpg")
    page = signed_in(phone, server, "mai", "xa")
    acts.open_in_queue(page, title)
    main = page.get_by_role("main")
    expect(main).to_contain_text(word("changes.title", n=1, round=2))
    expect(main).to_contain_text(word("changes.untouched"))
    looks.at(page, "119-changes")
    acts.tap(page, "changes.whole")
    expect(acts.button(page, "changes.part")).to_be_visible()
    looks.at(page, "119-changes-whole", keep=False)

    desk = signed_in(phone, server, "mai-desk", "xa", DESK)
    acts.open_in_queue(desk, title)
    expect(desk.get_by_role("main")).to_contain_text(word("changes.title", n=1, round=2))
    acts.loaded(desk.get_by_role("img", name=word("photo.of")).first)
    at_desk.at(desk, "221-desk-changes")
    desk.keyboard.press("c")
    expect(desk.locator("[data-remark]").first).to_be_focused()
    say(desk, "Nữ", MANY)
    at_desk.at(desk, "222-desk-remarks")
    expect(desk.locator(f'[data-remark="{WOMEN}"]')).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog")).to_be_visible()
    at_desk.at(desk, "223-desk-remark-sheet")
