"""A slip is caught at the number; what the commune returns comes back, is corrected and counts."""

import re

import pytest
from playwright.sync_api import expect
from sqlmodel import col, select

from api.models.submission import Attachment, Submission, SubmissionVersion
from tests.journey import acts, forms
from tests.journey.forms import Meeting, Paper, Team
from tests.journey.looks import Looks
from tests.journey.words import word

TEAM = "Tổ truyền thông Suối Mới"
REASON = "Chị xem lại số nữ, danh sách ghi 14."
MOST_TAPS = 25
COUNTING = """
window.touches = 0
for (const kind of ['pointerdown', 'keydown'])
  addEventListener(kind, () => { window.touches += 1 }, { capture: true })
"""


@pytest.fixture
def lan(phone, server):
    """Lan's phone, signed in and ready, with one team of hers at the commune."""
    hers = phone("lan", server.url)
    page = hers.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    forms.fill_team(page, Team(TEAM)).finish()
    acts.sent(page, "totruong")
    acts.tab(page, "bar.home")
    return hers


def state_of(stored, name):
    with stored.reading() as session:
        wanted = select(Submission).where(Submission.instance_name == name)
        return session.exec(wanted).one()


def women_in(stored, submission):
    """What the versions of a submission say, oldest first."""
    with stored.reading() as session:
        versions = session.exec(
            select(SubmissionVersion)
            .where(SubmissionVersion.submission_id == submission.id)
            .order_by(col(SubmissionVersion.ordinal))
        ).all()
    return [one.xml.decode().split("<women>")[1].split("<")[0] for one in versions]


def test_a_record_sent_back_is_corrected_and_approved(lan, phone, server, stored, tmp_path):
    page = lan.page
    forms.fill_meeting(page, Meeting(photo=acts.photo(tmp_path / "camera.jpg"))).finish()
    acts.sent(page, "totruong")
    meeting = f"{TEAM} · {acts.today():%d/%m/%Y}"

    mai = phone("mai", server.url)
    commune = mai.open()
    acts.sign_in(commune, "xa")
    acts.open_in_queue(commune, meeting)
    acts.send_back(commune, meeting, REASON)
    acts.go_back(commune)
    returned = state_of(stored, meeting)
    assert returned.review_state == "hasIssues"
    commune.goto(f"{server.url}/duyet/sinh_hoat_to/{returned.instance_id}")
    expect(commune.get_by_text(word("review.returned"))).to_be_visible()
    expect(acts.button(commune, "review.approve")).to_be_visible()
    # The server would refuse it: it went back already, and its writer has the word.
    expect(acts.button(commune, "review.return")).to_have_count(0)
    looks = Looks(word("act.name"))
    looks.at(commune, "review-returned", keep=False)
    looks.fine()
    acts.go_back(commune)

    page.reload()
    acts.tab(page, "bar.home")
    acts.cards(page, word("home.returned", form="Sinh hoạt tổ")).tap()
    expect(page.get_by_text(REASON)).to_be_visible()
    acts.tap(page, "mine.repair")
    page.get_by_role("button", name="Nữ 12").tap()
    Paper(page).say("/data/participants/women", 14)
    acts.tap(page, "act.doneHere")
    Paper(page).finish()
    acts.sent(page, "totruong")

    again = state_of(stored, meeting)
    assert again.review_state == "edited"
    assert women_in(stored, again) == ["12", "14"]
    with stored.reading() as session:
        pictures = session.exec(select(Attachment.sha256)).all()
    assert len(pictures) == 2
    assert set(pictures) == {pictures[0]} != {""}
    commune.reload()
    acts.open_in_queue(commune, meeting)
    expect(commune.get_by_text(REASON)).to_be_visible()
    # What she kept of it comes first; she decides about what came back.
    expect(commune.get_by_role("heading", name=word("changes.title", n=1, round=2))).to_be_visible()
    acts.approve(commune, meeting)
    assert state_of(stored, meeting).review_state == "approved"
    page.reload()
    expect(acts.cards(page, meeting)).to_contain_text(word("state.approved"))


@pytest.mark.long
def test_more_than_came_is_caught_at_the_number_and_still_at_the_end(lan):
    page = lan.page
    paper = forms.begin(page, "sinh_hoat_to")
    for _ in range(5):
        forms.answer_first(paper)
    paper.say("/data/participants/women", 12).say("/data/participants/men", 5)
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"Tổng cộng:?\s*17\s*người"))
    paper.say("/data/participants/ethnic", 40)
    acts.tap(page, "act.next")
    wrong = paper.question("/data/participants/ethnic")
    expect(wrong).to_contain_text("Không thể nhiều hơn 17 người.")
    expect(wrong.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")
    paper.say("/data/participants/ethnic", 17).next().next()
    expect(paper.question("/data/remark")).to_be_visible()


def test_a_meeting_from_home_to_done_takes_at_most_25_taps(lan, tmp_path):
    page = lan.page
    page.evaluate(COUNTING)
    acts.tap(page, "form.sinh_hoat_to")
    paper = Paper(page)
    for _ in range(5):
        forms.answer_first(paper)
    for part, said in (("women", "12"), ("men", "5"), ("ethnic", "16")):
        field = paper.question(f"/data/participants/{part}").get_by_role("textbox")
        field.tap()
        field.press_sequentially(said)
    paper.next()
    paper.take_photo(acts.photo(tmp_path / "camera.jpg"))
    paper.next().next()
    acts.tap(page, "fill.finish")
    expect(page.get_by_role("link", name=word("mine.home"))).to_be_visible()
    touches = page.evaluate("window.touches")
    assert 15 < touches <= MOST_TAPS
