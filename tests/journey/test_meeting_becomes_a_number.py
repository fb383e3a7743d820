"""The story of the product in real browsers: logged without signal, approved, counted, traced."""

import re

import pytest
from playwright.sync_api import expect
from sqlmodel import col, select

from api.models.submission import Attachment, Submission
from tests.journey import acts, forms
from tests.journey.forms import Meeting, Team
from tests.journey.words import like, word

TEAM = "Tổ truyền thông Suối Mới"
ESTABLISHED = "Tổ truyền thông cộng đồng thành lập mới trong kỳ"
KEPT_ALIVE = "Tổ truyền thông cộng đồng duy trì sinh hoạt trong kỳ"
# How Lan's browser ends while she has no signal; once with each database.
ENDINGS = {"sqlite": "killed", "postgresql": "closed"}


def hers(stored):
    with stored.reading() as session:
        wanted = select(Submission).where(col(Submission.instance_name).startswith(TEAM))
        return session.exec(wanted.order_by(col(Submission.id))).all()


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)], indirect=False
)
def test_a_meeting_logged_without_signal_becomes_a_number(server, stored, phone, kind, tmp_path):
    lan = phone("lan", server.url, lasting=True)
    page = lan.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)

    lan.lose_signal()
    forms.fill_team(page, Team(TEAM)).finish()
    expect(acts.cards(page, TEAM)).to_contain_text(word("entity.pending"))
    picture = acts.photo(tmp_path / "camera.jpg")
    forms.fill_meeting(page, Meeting(photo=picture)).finish()
    {"killed": lan.kill, "closed": lan.close}[ENDINGS[kind]]()

    page = lan.open("/da-ghi")
    expect(acts.cards(page, TEAM)).to_have_count(2)
    for nth in (0, 1):
        expect(acts.cards(page, TEAM).nth(nth)).to_contain_text(word("state.onPhone"))
    acts.cards(page, TEAM).first.tap()
    acts.loaded(page.get_by_role("img", name=word("photo.of")))
    expect(page.get_by_text(word("network.none"))).to_be_visible()
    assert hers(stored) == []

    lan.find_signal()
    page.get_by_role("link", name=word("mine.home"), exact=True).tap()
    acts.sent(page, "totruong")
    expect(page.get_by_text(like_part("outbox.receipt"))).to_have_count(2)
    register, meeting = hers(stored)
    assert [register.review_state, meeting.review_state] == ["received", "received"]

    hoa = phone("hoa", server.url)
    province = hoa.open()
    acts.sign_in(province, "tinh")
    acts.tab(province, "bar.indicators")
    before = {name: acts.value_of(acts.figure(province, name)) for name in COUNTED}

    mai_decides(phone("mai", server.url), register.instance_name, meeting.instance_name)

    acts.tab(province, "bar.home")
    acts.tab(province, "bar.indicators")
    for name in COUNTED:
        raised = re.compile(rf"\D{before[name] + 1}\s*(/|tổ)")
        expect(acts.figure(province, name)).to_have_text(raised)
    hoa_reaches_the_photo(province, meeting.instance_name)

    page.reload()
    for card in acts.cards(page, TEAM).all():
        expect(card).to_contain_text(word("state.approved"))
    with stored.reading() as session:
        assert session.exec(select(Attachment.size)).one() > 10_000


COUNTED = (ESTABLISHED, KEPT_ALIVE)


def like_part(key):
    """As `like`, anywhere in a text."""
    return re.compile(like(key).pattern.strip("^$"))


def mai_decides(mai, register, meeting):
    page = mai.open()
    acts.sign_in(page, "xa")
    acts.open_in_queue(page, register)
    assert raises(page, ESTABLISHED) == 1
    acts.approve(page, register)
    acts.go_back(page)
    acts.open_in_queue(page, meeting)
    acts.loaded(page.get_by_role("img", name=word("photo.of")))
    assert raises(page, KEPT_ALIVE) == 1
    acts.approve(page, meeting)


def raises(page, name):
    """By how much approving would raise this indicator, as it is said before it is done."""
    line = page.get_by_role("listitem").filter(has_text=name)
    before, after = line.first.get_by_role("strong").inner_text().split(" → ")
    return int(after) - int(before)


def hoa_reaches_the_photo(page, meeting):
    acts.figure(page, KEPT_ALIVE).tap()
    expect(page.get_by_role("heading", name=KEPT_ALIVE)).to_be_visible()
    for unit in ("Bác Ái Đông", "Tà Lú 1"):
        acts.cards(page, unit).tap()
        expect(page.get_by_text(re.compile(f" · {unit} · "))).to_be_visible()
    acts.cards(page, TEAM).tap()
    expect(page.get_by_role("heading", name=meeting, exact=True)).to_be_visible()
    acts.loaded(page.get_by_role("img", name=word("photo.of")))
    expect(page.get_by_text(word("state.approved")).first).to_be_visible()
