"""What a reporter's screens show while something is on its way, without network, refused, and with
the longest words that there can be. Offices: test_every_state_at_an_office.py.
"""

import re

import pytest
from playwright.sync_api import expect

from api.models.user import Role
from tests import people
from tests.journey import acts, forms, states
from tests.journey.filed import Filed
from tests.journey.forms import Meeting, Paper
from tests.journey.words import word

VILLAGE = "Tà Lú 1"
TEAM = states.endless(states.LONGEST_TEAM, "Tổ truyền thông cộng đồng thôn ")
REMARK = states.endless(states.LONGEST_REMARK, "Chị kiểm tra lại giúp ")
HANH = people.Somebody("hanh", "Hạnh", Role.REPORTER, people.BAC_AI_DONG, "Tà Lú 2")
SENDING, PHOTOS = r"/v1/projects/1/submission$", "/v1/submissions/.+/files/"


def heading(page, key):
    """Wait for a screen by its heading."""
    expect(page.get_by_role("heading", level=1, name=word(key))).to_be_visible()


def try_to_come_in(page):
    """With a name and a password."""
    page.get_by_label(word("signIn.login")).fill("totruong")
    page.get_by_label(word("signIn.password"), exact=True).fill(acts.PASSWORD)
    acts.tap(page, "signIn.do")


def test_the_first_screen_while_it_asks_and_without_network(phone, server, looks):
    nobody = phone("nobody", server.url)
    page = nobody.open()
    with states.held(nobody.context, "/v1/sessions"):
        try_to_come_in(page)
        expect(acts.button(page, "signIn.busy")).to_be_visible()
        looks.at(page, "t0-sign-in-coming", keep=False)
        nobody.lose_signal()
    expect(page.get_by_text(word("error.unreachable"))).to_be_visible()
    looks.at(page, "t1-sign-in-offline")


@pytest.mark.long
def test_an_invitation_while_it_asks_and_without_network(phone, server, looks):
    nga = phone("nga", server.url)
    page = nga.open()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    nga.lose_signal()
    page.goto(server.url + "/loi-moi")
    expect(page.get_by_text(word("later.needsNetwork"))).to_be_visible()
    looks.at(page, "t2-invitation-not-here", keep=False)
    nga.find_signal()
    page.reload()
    page.get_by_label(word("invitation.code")).fill("ABCD-EFGH-JKLM")
    page.get_by_label(word("invitation.password")).fill("bốn năm từ dễ nhớ")
    with states.held(nga.context, "/v1/invitations/accept"):
        acts.tap(page, "invitation.do")
        expect(acts.button(page, "invitation.busy")).to_be_visible()
        looks.at(page, "t3-invitation-coming", keep=False)
        nga.lose_signal()
    expect(page.get_by_text(word("error.unreachable"))).to_be_visible()
    looks.at(page, "t4-invitation-offline", keep=False)


@pytest.fixture
def lan(phone, server, stored):
    """Her phone, before she has come in; everything about her has the longest name."""
    people.settle(stored, (HANH,))
    filed = Filed(server.url)
    team = filed.team(TEAM, "approved")
    filed.meeting(team, acts.today(), "hasIssues", REMARK)
    states.rename_everybody(stored, VILLAGE)
    return phone("lan", server.url, lasting=True)


@pytest.mark.long
def test_lan_writes_and_sends_with_endless_names(lan, looks, tmp_path):
    page, context = lan.open(), lan.context
    with states.refused(context, "/v1/(lists|projects|orgUnits)"):
        acts.sign_in(page, "totruong")
        expect(page.get_by_text(word("home.fetchAgain"))).to_be_visible()
        acts.tab(page, "bar.write")
        expect(page.get_by_text(word("home.noForms"))).to_be_visible()
        looks.at(page, "t5-choose-refused")
        acts.tab(page, "bar.home")
    page.reload()
    acts.ready(page)
    looks.at(page, "t6-home-endless", keep=False)
    write(page, looks, acts.photo(tmp_path / "a.jpg"))
    send(page, context, looks)
    look_back(lan, page, context, looks)


def write(page, looks, picture):
    """A meeting of the team with the long name, left and found again."""
    paper = forms.begin(page, "sinh_hoat_to")
    looks.at(page, "t7-form-endless")
    forms.after_the_day(paper, Meeting(remark=REMARK, photo=picture)).saved()
    looks.at(page, "t8-check-endless", keep=False)
    acts.go_back(page)
    acts.tab(page, "bar.write")
    expect(acts.cards(page, TEAM[:40])).to_be_visible()
    looks.at(page, "t9-choose-endless")
    with states.slow_disk(page):
        acts.cards(page, TEAM[:40]).tap()
        expect(page.get_by_role("heading", level=1, name=word("fill.opening"))).to_be_visible()
        looks.at(page, "ta-form-coming", keep=False)
    acts.tap(page, "act.next")
    expect(acts.button(page, "fill.finish")).to_be_visible()


def send(page, context, looks):
    """It is on its way, first the record and then its photo."""
    with states.held(context, PHOTOS):
        with states.held(context, SENDING):
            acts.tap(page, "fill.finish")
            expect(page.get_by_text(word("mine.sending"))).to_be_visible()
            looks.at(page, "tb-record-sending", keep=False)
            page.get_by_role("link", name=word("mine.home"), exact=True).tap()
            acts.tab(page, "bar.outbox")
            expect(page.get_by_text(word("outbox.progress", nth=1, of=1))).to_be_visible()
            looks.at(page, "tc-outbox-sending")
        expect(page.get_by_text(word("outbox.progressPhoto", nth=1, of=1))).to_be_visible()
        looks.at(page, "td-outbox-sending-photo", keep=False)
    expect(page.get_by_text(word("outbox.allSent"))).to_be_visible()


def look_back(lan, page, context, looks):
    """What lies only at the commune, and her own screen without network."""
    with states.held(context, "/record$"):
        acts.cards(page, TEAM[:40]).filter(has_text=word("state.returned")).tap()
        expect(page.get_by_text(word("fill.opening"))).to_be_visible()
        looks.at(page, "te-record-coming", keep=False)
    expect(page.get_by_role("term").first).to_be_visible()
    looks.at(page, "tf-record-endless")
    acts.go_back(page)
    acts.tab(page, "bar.home")
    lan.lose_signal()
    page.get_by_role("main").get_by_role("link").last.tap()
    heading(page, "account.title")
    looks.at(page, "tg-account-endless", keep=False)
    lan.find_signal()


@pytest.mark.long
def test_lan_hands_over_with_endless_names(lan, server, looks):
    page, context = lan.open(), lan.context
    acts.sign_in(page, "totruong")
    acts.ready(page)
    forms.begin(page, "sinh_hoat_to").next()
    Paper(page).choose("/data/place", "Nhà dân").saved()
    acts.tap(page, "fill.later")
    with states.held(context, "/v1/handovers$"):
        page.goto(server.url + "/ban-giao")
        expect(page.get_by_role("status").filter(has_text=word("fill.opening"))).to_be_attached()
        looks.at(page, "th-handover-coming", keep=False)
    expect(page.get_by_text(word("handover.drafts"))).to_be_visible()
    page.get_by_label(word("handover.login"), exact=True).fill(states.endless_login())
    looks.at(page, "ti-handover-endless", keep=False)
    with states.refused(context, "/v1/handovers$", 500):
        acts.tap(page, "handover.do")
        expect(page.get_by_text(word("error.500.1"))).to_be_visible()
        looks.at(page, "tj-handover-refused", keep=False)
    page.get_by_label(word("handover.login"), exact=True).fill(HANH.login)
    with states.held(context, "/v1/handovers$"):
        acts.tap(page, "handover.do")
        expect(acts.button(page, "handover.busy")).to_be_visible()
        looks.at(page, "tk-handover-going", keep=False)
    expect(acts.button(page, "handover.withdraw")).to_be_visible()
    looks.at(page, "tl-handover-waits-endless", keep=False)


@pytest.mark.long
def test_lan_locks_with_an_endless_name_and_the_disk_is_lost(lan, server, looks):
    page, context = lan.open(), lan.context
    acts.sign_in(page, "totruong")
    acts.ready(page)
    page.goto(server.url + "/khoa")
    heading(page, "lock.title")
    for key in ("lock.newPin", "lock.again"):
        page.get_by_label(word(key), exact=True).fill(acts.PIN)
    with states.held(context, "/v1/keys"):
        acts.tap(page, "lock.do")
        expect(acts.button(page, "lock.busy")).to_be_visible()
        looks.at(page, "tm-lock-coming", keep=False)
        lan.lose_signal()
    expect(page.get_by_text(word("lock.done"))).to_be_visible(timeout=60_000)
    looks.at(page, "tn-lock-offline", keep=False)
    lan.find_signal()
    acts.tap(page, "lock.now")
    expect(page.get_by_label(word("unlock.pin"), exact=True)).to_be_visible()
    looks.at(page, "to-unlock-endless", keep=False)
    with states.held(context, "/v1/vaults/recovery"):
        acts.tap(page, "unlock.forgot")
        page.get_by_label(word("forgot.password"), exact=True).fill(acts.PASSWORD)
        acts.tap(page, "forgot.do")
        expect(acts.button(page, "unlock.busy")).to_be_visible()
        looks.at(page, "tp-forgotten-coming", keep=False)
        lan.lose_signal()
    expect(page.get_by_text(word("error.unreachable"))).to_be_visible()
    looks.at(page, "tq-forgotten-offline", keep=False)
    acts.tap(page, "unlock.other")
    expect(page.get_by_text(word("signIn.who"))).to_be_visible()
    looks.at(page, "tr-who-endless")
    lan.find_signal()
    page.get_by_role("main").get_by_role("button").first.tap()
    page.get_by_label(word("unlock.pin"), exact=True).fill(acts.PIN)
    with states.slow_disk(page):
        acts.tap(page, "unlock.do")
        expect(acts.button(page, "unlock.busy")).to_be_visible()
        looks.at(page, "ts-unlock-coming", keep=False)
    expect(page.get_by_role("banner")).to_be_visible(timeout=60_000)
    faults(page, looks)


def faults(page, looks):
    """Red, above everything: where there is nothing half written it may be opened again."""
    page.goto(re.sub(r"(//[^/]+).*", r"\1", page.url))
    acts.unlock(page)
    states.loses_its_disk(page)
    expect(page.get_by_role("alert")).to_contain_text(word("storeFault.lost"))
    looks.at(page, "tt-home-disk-lost")
    acts.tap(page, "act.reload")
    acts.unlock(page)
    paper = forms.begin(page, "to_truyen_thong").next()
    states.loses_its_disk(page)
    paper.choose("/data/kind", "Thành lập mới")
    expect(page.get_by_role("alert")).to_contain_text(word("storeFault.lost"))
    expect(acts.button(page, "act.reload")).to_have_count(0)
    looks.at(page, "tu-form-disk-lost", keep=False)
    page.reload()
    acts.unlock(page)
    states.another_tab_is_newer(page)
    expect(page.get_by_role("alert")).to_contain_text(word("storeFault.outdated"))
    looks.at(page, "tv-form-newer-tab", keep=False)
