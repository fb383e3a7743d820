"""Screens in their bad hours: nothing here yet, no signal, a server in trouble, endless names."""

import re

import pytest
from playwright.sync_api import expect

from tests.journey import acts
from tests.journey.filed import Filed
from tests.journey.words import word

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
