"""Screens in their bad hours: nothing here yet, no signal, a server in trouble, a clock that is
wrong, endless names.
"""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from api.clock import VIET_NAM
from tests.journey import acts, forms
from tests.journey.filed import Filed
from tests.journey.words import like, word

# As long as the form lets a name be, with the longest words that the language joins.
LONG = (
    "Tổ truyền thông cộng đồng thôn Nghiêng Ngửa Thượng Nguồn Suối Khe Trường Giang "
    "Đường Quốc lộ Hai mươi bảy B Phước Thắng Phước Đại Bác Ái Đông"
)
REASON = (
    "Chị kiểm tra lại giúp số nữ và số người dân tộc thiểu số: danh sách điểm danh kèm theo ghi "
    "mười bốn chị, trong đó mười một chị người Raglai, còn phiếu ghi mười hai. " * 3
)

# Its quicker sisters are in test_every_screen.py.
pytestmark = pytest.mark.long


def home(page):
    expect(page.get_by_role("heading", level=1, name=word("home.title"))).to_be_visible()


def test_the_first_hour_before_anything_has_come(phone, server, looks):
    lan = phone("lan", server.url)
    page = lan.open()
    lan.context.route(re.compile("/v1/(lists|projects|orgUnits)"), lambda route, _: route.abort())
    acts.sign_in(page, "totruong")
    looks.at(page, "p0-home-fetching", keep=False)
    lan.lose_signal()
    page.reload()
    home(page)
    expect(page.get_by_text(word("home.noForms"))).to_be_visible()
    looks.at(page, "p1-home-nothing-offline")
    acts.tab(page, "bar.write")
    looks.at(page, "p2-choose-nothing", keep=False)
    acts.tab(page, "bar.indicators")
    expect(page.get_by_text(word("network.none"), exact=True)).to_be_visible()
    looks.at(page, "p3-figures-nothing", keep=False)
    page.goto(server.url + "/ban-giao")
    expect(page.get_by_role("heading", level=1, name=word("handover.title"))).to_be_visible()
    looks.at(page, "p4-handover-offline", keep=False)
    acts.tap(page, "handover.do")
    expect(page.get_by_text(word("handover.loginMissing"))).to_be_visible()
    expect(page.get_by_label(word("handover.login"), exact=True)).to_be_focused()
    looks.at(page, "p5-handover-missing", keep=False)


def test_a_server_in_trouble_is_said_and_nothing_else_breaks(phone, server, looks):
    mai = phone("mai", server.url)
    page = mai.open()
    acts.sign_in(page, "xa")
    acts.ready(page)
    trouble = re.compile(r"/v1/(handovers|reporters|phones|submissions|figures)")
    mai.context.route(trouble, lambda route, _: route.fulfill(status=503, body=""))
    page.goto(server.url + "/ban-giao")
    expect(page.get_by_role("heading", level=1, name=word("handover.title"))).to_be_visible()
    looks.at(page, "p6-handover-trouble", keep=False)
    acts.tap(page, "handover.find")
    expect(page.get_by_role("alert").filter(has_text="Chưa được").first).to_be_visible()
    looks.at(page, "p7-handover-find-trouble", keep=False)
    for path in ("/may", "/duyet", "/toi"):
        page.goto(server.url + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        looks.at(page, f"p8-trouble-{path[1:]}", keep=False)


def test_forms_that_a_busy_server_does_not_give_yet(phone, server, looks):
    lan = phone("lan", server.url)
    page = lan.open()
    busy = {"code": "busy", "message": "", "details": {}}
    lan.context.route(
        re.compile("/v1/lists"), lambda route, _: route.fulfill(status=503, json=busy)
    )
    acts.sign_in(page, "totruong")
    expect(page.get_by_text(word("home.fetchAgain"))).to_be_visible()
    looks.at(page, "r0-home-forms-later")


def shows(phone, days):
    """Its clock, so many days from now."""
    phone.context.clock.set_system_time(datetime.now(VIET_NAM) + timedelta(days=days))


def test_a_clock_that_is_wrong_is_said_above_every_screen(phone, server, looks):
    lan = phone("lan", server.url)
    page = lan.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    shows(lan, -400)
    page.reload()
    expect(page.get_by_text(like("clock.wrong"))).to_be_visible()
    looks.at(page, "r1-home-clock")
    forms.begin(page, "to_truyen_thong").next()
    looks.at(page, "r2-form-clock")
    acts.tap(page, "act.next")
    expect(page.get_by_text("Chị chọn một trong hai.")).to_be_visible()
    looks.at(page, "r2-form-clock-missing", keep=False)
    acts.go_back(page)
    acts.tab(page, "bar.outbox")
    looks.at(page, "r2-outbox-clock", keep=False)


def test_a_locked_notebook_that_seems_to_have_been_away(phone, server, looks):
    lan = phone("lan", server.url)
    page = lan.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    acts.lock(page)
    lan.lose_signal()
    shows(lan, 400)
    page.reload()
    expect(page.get_by_text(word("unlock.away"))).to_be_visible()
    looks.at(page, "md-unlock-away")
    # A server that no longer knows her session says at least what time it is.
    lan.context.clear_cookies()
    lan.find_signal()
    page.reload()
    expect(page.get_by_text(like("unlock.clock"))).to_be_visible()
    looks.at(page, "me-unlock-clock")


def test_names_and_remarks_without_end(phone, server, looks):
    filed = Filed(server.url)
    team = filed.team(LONG, "approved")
    filed.meeting(team, acts.today(), "hasIssues", REASON)
    page = phone("lan", server.url).open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    expect(page.get_by_text("Chị kiểm tra lại giúp").first).to_be_visible()
    looks.at(page, "p9-home-long")
    acts.tab(page, "bar.outbox")
    looks.at(page, "pa-outbox-long")
    acts.cards(page, LONG).first.tap()
    expect(page.get_by_role("term").first).to_be_visible()
    looks.at(page, "pb-record-long", keep=False)

    mai = phone("mai", server.url).open()
    acts.sign_in(mai, "xa")
    acts.ready(mai)
    acts.tab(mai, "bar.review")
    looks.at(mai, "pc-queue-long", keep=False)
    acts.tab(mai, "bar.indicators")
    looks.at(mai, "pd-figures-long", keep=False)
