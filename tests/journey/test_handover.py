"""Lan stops leading the team. Hạnh of the next village takes its work over, on her own phone."""

import pytest
from playwright.sync_api import expect

from api.models.user import Role
from tests import people
from tests.journey import acts, forms
from tests.journey.filed import Filed
from tests.journey.forms import Meeting
from tests.journey.words import word

TEAM = "Tổ truyền thông Tà Lú 1"
HANH = people.Somebody("hanh", "Hạnh", Role.REPORTER, people.BAC_AI_DONG, "Tà Lú 2")
LAN = "Lan · tổ trưởng (minh họa)"
VILLAGE = "Tà Lú 1"
REMARK = "Mới ghi được nửa buổi."


@pytest.fixture
def lan(phone, server, stored):
    """Lan's phone, with a meeting half written."""
    people.settle(stored, (HANH,))
    Filed(server.url).team(TEAM, "approved")
    hers = phone("lan", server.url)
    acts.sign_in(hers.open(), "totruong")
    acts.ready(hers.page)
    forms.fill_meeting(hers.page, Meeting(remark=REMARK)).saved()
    acts.tap(hers.page, "fill.later")
    return hers


@pytest.fixture
def hanh(phone, server, lan):
    """Hạnh's phone, in the village beside."""
    hers = phone("hanh", server.url)
    acts.sign_in(hers.open(), HANH.login, people.PASSWORD)
    acts.ready(hers.page)
    return hers


def room(page):
    """By the account screen, as she would look for it."""
    acts.tab(page, "bar.home")
    page.get_by_role("link", name=LAN).or_(page.get_by_role("link", name="Hạnh")).last.tap()
    page.get_by_role("link", name=word("account.handover")).tap()
    expect(page.get_by_role("heading", level=1, name=word("handover.title"))).to_be_visible()


def she_names(page, login):
    page.get_by_label(word("handover.login"), exact=True).fill(login)
    acts.tap(page, "handover.do")


@pytest.mark.long
def test_work_and_drafts_go_to_the_new_leader(lan, hanh, server, looks):
    page = lan.page
    room(page)
    looks.at(page, "o0-handover-begin")
    she_names(page, "hanhh")
    expect(page.get_by_text("Không thấy tên đăng nhập này")).to_be_visible()
    expect(page.get_by_label(word("handover.login"), exact=True)).to_be_focused()
    looks.at(page, "o1-handover-wrong")
    she_names(page, HANH.login)
    waits = word("handover.waits", taker="Hạnh", unit=VILLAGE)
    expect(page.get_by_text(waits).last).to_be_visible()
    expect(page.get_by_text(word("handover.withDrafts", n=1))).to_be_visible()
    looks.at(page, "o2-handover-waits")

    # Hạnh hears of it where she looks first; until she says so, nothing is hers.
    other = hanh.page
    other.reload()
    acts.cards(other, word("home.offered", who=LAN, unit=VILLAGE)).tap()
    expect(acts.button(other, "handover.take")).to_be_visible()
    looks.at(other, "o3-handover-offered")
    acts.tap(other, "handover.take")
    expect(other.get_by_role("status").filter(has_text="Hạnh đã nhận việc")).to_be_visible()
    expect(other.get_by_text(word("handover.draftsThere"))).to_be_visible()
    looks.at(other, "o4-handover-taken")

    # The meeting that Lan began lies on her phone, and she finishes it under her own name.
    acts.go_back(other)
    acts.tab(other, "bar.home")
    half = acts.cards(other, TEAM).filter(has_text=word("state.writing"))
    half.tap()
    expect(other.get_by_role("textbox")).to_have_value(REMARK)
    acts.tap(other, "act.next")
    acts.tap(other, "fill.finish")
    other.get_by_role("link", name=word("mine.home"), exact=True).tap()
    acts.sent(other, HANH.login, people.PASSWORD)

    # Lan's phone lets go of it, and offers her nothing more to write there.
    page.reload()
    expect(page.get_by_text("Hạnh đã nhận việc").first).to_be_visible()
    acts.go_back(page)
    acts.tab(page, "bar.home")
    expect(page.get_by_text(word("state.writing"))).to_have_count(0)
    expect(page.get_by_role("button", name=word("form.sinh_hoat_to"))).to_have_count(0)


@pytest.mark.long
def test_mai_hands_over_for_lan_who_lost_her_phone(phone, server, stored, looks):
    people.settle(stored, (HANH,))
    page = phone("mai", server.url).open()
    acts.sign_in(page, "xa")
    acts.ready(page)
    acts.tab(page, "bar.account")
    page.get_by_role("link", name=word("account.handover")).tap()
    page.get_by_label(word("handover.search"), exact=True).fill("khong co ai")
    acts.tap(page, "handover.find")
    expect(page.get_by_text(word("handover.foundNobody"))).to_be_visible()
    page.get_by_label(word("handover.search"), exact=True).fill("lan to truong")
    acts.tap(page, "handover.find")
    page.get_by_label(f"{LAN} · ").first.check()
    looks.at(page, "o5-handover-in-place")
    she_names(page, HANH.login)
    told = word("handover.waitsFor", giver=LAN, taker="Hạnh", unit=VILLAGE)
    expect(page.get_by_text(told).last).to_be_visible()

    hanh = phone("hanh", server.url).open("/")
    acts.sign_in(hanh, HANH.login, people.PASSWORD)
    acts.ready(hanh)
    acts.cards(hanh, word("home.offered", who=LAN, unit=VILLAGE)).tap()
    acts.tap(hanh, "handover.refuse")
    expect(hanh.get_by_role("status").filter(has_text="thôi bàn giao")).to_be_visible()
    page.reload()
    expect(page.get_by_text("thôi bàn giao").first).to_be_visible()
