"""An average on the phone and at the desk, in both languages; its records stand under its parts."""

import re

from playwright.sync_api import expect

from tests.browser import DESK
from tests.journey import acts

NAME = "Số lượt người dự trung bình một buổi sinh hoạt tổ"
ENGLISH = "Average attendances per team meeting"


def said(page, key):
    """The text of the card of this name."""
    return expect(acts.figure(page, key))


def in_english(page):
    acts.tab(page, "bar.account")
    page.get_by_role("button", name="English").tap()
    page.get_by_role("link", name="Figures", exact=True).first.tap()


def test_on_the_phone(phone, server, filed, looks):
    team = filed.team("Tổ Suối Mới", "approved")
    filed.meeting(team, acts.today(), "approved")
    page = phone("hoa", server.url).open()
    acts.sign_in(page, "tinh")
    acts.tab(page, "bar.indicators")
    said(page, NAME).to_have_text(re.compile(r"\d,\d\s*lượt/buổi"))
    acts.figure(page, NAME).scroll_into_view_if_needed()
    looks.at(page, "78-average")
    acts.figure(page, NAME).tap()
    parts = page.get_by_role("heading", level=3)
    expect(parts.first).to_have_text(
        re.compile(r"^Lượt người dự sinh hoạt tổ truyền thông cộng đồng: [\d.]+ lượt$")
    )
    parts.first.scroll_into_view_if_needed()
    looks.at(page, "79-average-records")
    acts.go_back(page)
    in_english(page)
    said(page, ENGLISH).to_have_text(re.compile(r"\d\.\d\s*attendances per meeting"))
    acts.figure(page, ENGLISH).scroll_into_view_if_needed()
    looks.at(page, "80-average-english")
    acts.figure(page, ENGLISH).tap()
    expect(parts.first).to_have_text(re.compile(r"^Attend"))
    looks.at(page, "the records of an average in English", keep=False)


def test_at_the_desk(phone, server, filed, at_desk):
    team = filed.team("Tổ Suối Mới", "approved")
    filed.meeting(team, acts.today(), "approved")
    page = phone("hoa", server.url, size=DESK).open()
    acts.sign_in(page, "tinh")
    acts.tab(page, "bar.indicators")
    row = page.get_by_role("row").filter(has_text=NAME)
    expect(row.locator("td").first).to_have_text(re.compile(r"\d,\d$"))
    row.scroll_into_view_if_needed()
    at_desk.at(page, "224-desk-average")
    in_english(page)
    row = page.get_by_role("row").filter(has_text=ENGLISH)
    expect(row.locator("td").first).to_have_text(re.compile(r"\d\.\d$"))
    row.scroll_into_view_if_needed()
