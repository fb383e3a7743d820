"""Mai points at two questions; Lan corrects just these, offline; Mai sees the difference."""

import pytest
from playwright.sync_api import expect
from sqlmodel import col, select

from api.models.data_value import DataValue
from api.models.review import ReviewRemark
from api.models.submission import Submission, SubmissionVersion
from tests.browser import DESK
from tests.journey import acts, forms
from tests.journey.filed import Filed
from tests.journey.forms import Meeting, Paper, Team
from tests.journey.words import word

TEAM = "Tổ truyền thông Suối Mới"
WOMEN, ETHNIC = "/data/participants/women", "/data/participants/ethnic"
MANY, BLURRED = "Sổ của thôn ghi 21 nữ, chị xem lại", "Ảnh mờ, chị chụp lại giúp"


@pytest.fixture
def lan(phone, server, tmp_path):
    """Lan's phone with a meeting that she has sent."""
    hers = phone("lan", server.url)
    page = hers.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    forms.fill_team(page, Team(TEAM)).finish()
    acts.sent(page, "totruong")
    acts.tab(page, "bar.home")
    forms.fill_meeting(page, Meeting(photo=acts.photo(tmp_path / "one.jpg"))).finish()
    acts.sent(page, "totruong")
    return hers


def remark(page, label, text):
    """At the question with this label."""
    page.get_by_role("button", name=word("remark.at", label=label), exact=True).tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label(word("remark.label")).fill(text)
    acts.tap_in(sheet, "remark.keep")
    expect(page.get_by_role("main").get_by_text(text)).to_be_visible()


def send_back(page, title, n):
    """With what was said at the questions."""
    acts.tap(page, "review.returnWith", n=n)
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_label(word("reason.label"))).to_have_value(word("reason.remarks", n=n))
    acts.tap_in(sheet, "reason.do.hasIssues")
    said = page.get_by_role("status").filter(has_text=word("review.did.hasIssues", title=title))
    expect(said).to_be_visible()


@pytest.mark.long
def test_two_questions_go_there_and_back(lan, phone, server, stored, tmp_path):
    page, title = lan.page, f"{TEAM} · {acts.today():%d/%m/%Y}"
    mai = phone("mai", server.url)
    commune = mai.open()
    acts.sign_in(commune, "xa")
    acts.open_in_queue(commune, title)
    remark(commune, "Nữ", MANY)
    # What she has written stays when she looks at something else meanwhile.
    commune.reload()
    remark(commune, "Ảnh buổi sinh hoạt", BLURRED)
    expect(commune.get_by_role("main").get_by_text(MANY)).to_be_visible()
    send_back(commune, title, 2)
    acts.go_back(commune)

    page.reload()
    acts.tab(page, "bar.home")
    card = acts.cards(page, word("home.returned", form="Sinh hoạt tổ"))
    expect(card).to_contain_text(word("remark.many", n=2))
    lan.lose_signal()
    card.tap()
    expect(page.get_by_role("main")).to_contain_text(word("remark.many", n=2))
    acts.tap(page, "mine.repair")
    corrected_offline(page, acts.photo(tmp_path / "two.jpg", "#336699"))
    lan.find_signal()
    acts.sent(page, "totruong")

    commune.reload()
    acts.open_in_queue(commune, title)
    main = commune.get_by_role("main")
    expect(main).to_contain_text(word("changes.title", n=3, round=2))
    for said in (f"{word('changes.was')} 12", f"{word('changes.is')} 21", word("changes.picture")):
        expect(main).to_contain_text(said)
    expect(main).not_to_contain_text("Sinh hoạt ở đâu?")
    acts.tap(commune, "changes.whole")
    expect(main).to_contain_text("Sinh hoạt ở đâu?")
    acts.approve(commune, title)
    counted_once(stored, title)
    page.reload()
    expect(acts.cards(page, title)).to_contain_text(word("state.approved"))


def corrected_offline(page, picture):
    """Only what was pointed at, and what that made wrong."""
    paper = Paper(page)
    expect(page.get_by_role("banner")).to_contain_text(word("remark.where", nth=1, of=2))
    women = paper.question(WOMEN)
    expect(women).to_contain_text(MANY)
    kept = page.locator("[data-kept]")
    expect(kept).to_have_count(2)
    paper.say(WOMEN, 9)
    # Sixteen of an ethnic minority are now more than came: it opens by itself.
    expect(kept).to_have_count(1)
    acts.tap(page, "act.next")
    expect(paper.question(ETHNIC)).to_contain_text("Không thể nhiều hơn 14 người.")
    paper.say(ETHNIC, 14).say(WOMEN, 21)
    acts.tap(page, "act.next")
    expect(page.get_by_role("main")).to_contain_text(BLURRED)
    retake(page, picture)
    acts.tap(page, "act.next")
    expect(page.get_by_role("banner")).to_contain_text(word("fill.check"))
    shown = page.get_by_role("main")
    expect(shown).to_contain_text("Sinh hoạt ở đâu?")
    assert shown.get_by_role("button", name="Sinh hoạt ở đâu?").count() == 0
    expect(acts.button(page, "remark.openAll")).to_be_visible()
    paper.finish()


def retake(page, picture):
    """Another photo in the place of the one that is there."""
    with page.expect_file_chooser() as camera:
        acts.tap(page, "photo.retake")
    camera.value.set_files(picture)
    expect(page.get_by_text(word("fill.saved"), exact=True)).to_be_visible()


def counted_once(stored, title):
    """One record of two versions, with its remarks, in the figures once."""
    with stored.reading() as session:
        one = session.exec(select(Submission).where(Submission.instance_name == title)).one()
        assert one.review_state == "approved"
        versions = session.exec(
            select(SubmissionVersion).where(SubmissionVersion.submission_id == one.id)
        ).all()
        assert len(versions) == 2
        remarks = session.exec(select(ReviewRemark).order_by(col(ReviewRemark.id))).all()
        assert [each.text for each in remarks] == [MANY, BLURRED]
        values = session.exec(
            select(DataValue).where(
                DataValue.submission_id == one.id, DataValue.indicator == "TTCD_BUOI"
            )
        ).all()
        assert len(values) == 1


@pytest.mark.long
def test_she_may_change_the_rest_too(lan, phone, server):
    page, title = lan.page, f"{TEAM} · {acts.today():%d/%m/%Y}"
    Filed(server.url).sent_back(title, {WOMEN: MANY})
    page.reload()
    acts.tab(page, "bar.home")
    acts.cards(page, word("home.returned", form="Sinh hoạt tổ")).tap()
    acts.tap(page, "mine.repair")
    expect(page.locator("[data-kept]")).to_have_count(2)
    acts.tap(page, "remark.openAll")
    expect(page.locator("[data-kept]")).to_have_count(0)
    expect(Paper(page).question(WOMEN)).to_contain_text(MANY)
    # The wish is remembered: the phone may die between two questions.
    Paper(page).saved()
    page.reload()
    expect(Paper(page).question(ETHNIC).get_by_role("textbox")).to_be_visible()


@pytest.mark.long
def test_at_the_desk_it_is_done_by_keys(phone, server, lan):
    title = f"{TEAM} · {acts.today():%d/%m/%Y}"
    mai = phone("mai", server.url, size=DESK)
    page = mai.open()
    acts.sign_in(page, "xa")
    acts.open_in_queue(page, title)
    asked = page.locator("[data-remark]")
    page.keyboard.press("c")
    expect(asked.nth(0)).to_be_focused()
    while page.evaluate("document.activeElement.dataset.remark") != WOMEN:
        page.keyboard.press("c")
    page.keyboard.press("Enter")
    field = page.get_by_role("dialog").get_by_label(word("remark.label"))
    expect(field).to_be_focused()
    field.press_sequentially("anh x c r")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    line = page.locator(f'[data-remark="{WOMEN}"]')
    expect(line).to_be_focused()
    page.keyboard.press("Enter")
    field.fill(MANY)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("main").get_by_text(MANY)).to_be_visible()
    expect(line).to_be_focused()
    page.keyboard.press("r")
    expect(page.get_by_role("dialog")).to_contain_text(word("reason.title.hasIssues"))
    page.keyboard.press("Control+Enter")
    said = page.get_by_role("status").filter(has_text=word("review.did.hasIssues", title=title))
    expect(said).to_be_visible()
