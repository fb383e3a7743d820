"""A form is withdrawn: Lan's phone offers it no more, and what she began still goes."""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from api.models.submission import Submission
from tests.api.routers.test_names_of_old_forms import publish_constructor
from tests.journey import acts, forms, office
from tests.journey.forms import Team
from tests.journey.words import word

FORM = "to_truyen_thong"
DRAFT = "Tổ truyền thông Viết Dở"


def link(page):
    """To the form, among the others."""
    return page.locator(f'a[href$="/{FORM}"]').first


@pytest.mark.long
def test_a_form_is_withdrawn_and_opened_again(phone, server, stored, looks):
    # An older server let them be published: they stand in nobody's way.
    for name in ("constructor", "__proto__"):
        publish_constructor(stored, name)
    lan = phone("lan", server.url).open()
    acts.sign_in(lan, "totruong")
    acts.ready(lan)
    forms.fill_team(lan, Team(DRAFT)).saved()
    acts.tap(lan, "fill.later")

    desk = phone("admin", server.url).open()
    office.come_in(desk)
    office.into(desk, "forms")
    strange = office.workbook(FORM).replace("| Đăng ký tổ truyền thông |", "| Đăng ký\u202e tổ |")
    office.choose_file(desk, "upload.file", "to.md", strange.replace("| 2026", "| 2099"))
    expect(desk.get_by_text(word("warning.bidiControl"))).to_be_visible()
    # What a hidden mark turns in the title ends with the title.
    title = desk.locator("strong").filter(has_text="Đăng ký")
    assert title.evaluate("node => getComputedStyle(node).unicodeBidi") == "isolate"
    looks.at(desk, "c9-form-warned", large=True)
    link(desk).tap()
    expect(desk.get_by_text(word("forms.inUse"))).to_be_visible()
    looks.at(desk, "c4-form-open", keep=False)
    acts.tap(desk, "forms.withdraw")
    looks.at(desk, "c5-form-withdraw-sure", large=True)
    acts.tap(desk, "forms.withdraw")
    expect(acts.button(desk, "forms.reopen")).to_be_visible()
    looks.at(desk, "c6-form-withdrawn", large=True)
    acts.go_back(desk)
    expect(desk.get_by_text(word("forms.withdrawn"), exact=True)).to_have_count(1)
    looks.at(desk, "c7-forms-withdrawn", keep=False)

    lan.reload()
    expect(acts.button(lan, f"form.{FORM}")).to_have_count(0)
    expect(acts.cards(lan, DRAFT)).to_be_visible()
    looks.at(lan, "c8-home-without-it", keep=False)
    acts.cards(lan, DRAFT).tap()
    while not acts.button(lan, "fill.finish").is_visible():
        acts.tap(lan, "act.next")
    forms.Paper(lan).finish()
    acts.sent(lan, "totruong")
    with stored.reading() as session:
        wanted = select(Submission.late).where(Submission.instance_name == DRAFT)
        assert session.exec(wanted).all() == [True]

    link(desk).tap()
    acts.tap(desk, "forms.reopen")
    expect(acts.button(desk, "forms.withdraw")).to_be_visible()
    lan.reload()
    acts.tab(lan, "bar.home")
    expect(acts.button(lan, f"form.{FORM}")).to_be_visible()
    office.trail(desk, "form.withdraw", "form.reopen")
