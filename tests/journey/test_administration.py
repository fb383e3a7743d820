"""An administrator at her desk: people, units, forms, figures; and a new reporter on her phone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import insert

from api.models.org_unit import OrgUnit, OrgUnitVersion
from api.queries import org_unit_changing
from tests.api.routers.test_placements import CONG_VI, NGOC_HA, OLD, QUARTER, REFORM
from tests.api.routers.test_placements import row as unit_row
from tests.browser import DESK
from tests.journey import acts, office
from tests.journey.looks import Looks
from tests.journey.office import field, here, link, row, said
from tests.journey.words import like, word

NAME, LOGIN, VILLAGE = "Chamaléa Thị Hạnh", "hanh.talu2", "Tà Lú 2"
QUARTER_NAME = "Tổ dân phố Tổ 1"
PASSWORD = "con gà gáy sáng sớm"


@pytest.fixture
def looks():
    """What is wrong with the screens at the desk."""
    found = Looks(word("act.name"), DESK)
    yield found
    found.fine()


@pytest.fixture
def phone_looks():
    """What is wrong with the screens on the phone."""
    found = Looks(word("act.name"))
    yield found
    found.fine()


@pytest.fixture
def quarter(stored):
    """A quarter of a commune that was divided; it stands where the centre went, undecided."""
    with stored.writing() as session:
        unit = {"id": QUARTER, "key": "added/to-1", "opened_on": OLD, "illustrative": False}
        session.execute(insert(OrgUnit), unit)
        rows = [unit_row(OLD, REFORM, CONG_VI), unit_row(REFORM, None, NGOC_HA, undecided=True)]
        session.execute(insert(OrgUnitVersion), rows)
        org_unit_changing.rebuild_unit_closure(session, QUARTER)


def test_a_new_reporter_is_invited_and_is_offered_her_village(
    phone, server, administrator, looks, phone_looks
):
    page = administrator.page
    looks.at(page, "a0-rooms")
    office.into(page, "users")
    expect(row(page, "Mai")).not_to_have_count(0)
    looks.at(page, "a1-users")
    an_account_is_made(administrator, looks)
    code = a_code_is_shown_once(page, looks)

    hers = phone("hanh", server.url)
    screen = hers.open("/loi-moi")
    she_comes_in_with_it(screen, code, phone_looks)
    acts.tap(screen, "form.to_truyen_thong")
    village = screen.locator('[data-ref="/data/org_unit"]')
    expect(village.get_by_role("radio")).to_have_count(1)
    expect(village).to_contain_text(VILLAGE)

    page.reload()
    expect(page.get_by_text(word("user.comesIn"))).to_be_visible()
    acts_done = ("user.create", "assignment.create", "invitation.create", "invitation.accept")
    office.trail(page, *acts_done)


def an_account_is_made(administrator, looks):
    page = administrator.page
    page.get_by_role("link", name=word("users.new"), exact=True).tap()
    acts.tap(page, "user.make")
    expect(page.get_by_text(word("wrong.unit"))).to_be_visible()
    expect(field(page, "user.displayName")).to_be_focused()
    looks.at(page, "a2-user-new-wrong")
    field(page, "user.displayName").fill(NAME)
    field(page, "user.login").fill(LOGIN)
    office.search_unit(page, "ta lu 2", VILLAGE)

    # Without network nothing is made, and nothing that was typed is lost.
    administrator.lose_signal()
    acts.tap(page, "user.make")
    expect(page.get_by_text(word("form.stays"))).to_be_visible()
    expect(field(page, "user.displayName")).to_have_value(NAME)
    looks.at(page, "a2-user-new-offline", keep=False)
    administrator.find_signal()
    acts.tap(page, "user.make")
    expect(said(page, "user.made")).to_be_visible()
    expect(page.get_by_text(word("user.notInvited"))).to_be_visible()


def a_code_is_shown_once(page, looks):
    acts.tap(page, "invite.make")
    code = page.locator(".code").inner_text()
    expect(page.get_by_text(word("slip.once"))).to_be_visible()
    looks.at(page, "a3-user-code")
    assert NAME not in page.url
    assert NAME not in page.title()
    assert code not in page.url
    page.reload()
    expect(page.get_by_text(like("invite.open"))).to_be_visible()
    expect(page.get_by_text(code)).to_have_count(0)
    looks.at(page, "a4-user")
    return code


def she_comes_in_with_it(screen, code, phone_looks):
    expect(screen.get_by_role("heading", name=word("invitation.title"))).to_be_visible()
    phone_looks.at(screen, "04-invitation")
    field(screen, "invitation.code").fill("7KQ2M-4XWPR")
    field(screen, "invitation.password").fill("ngắn")
    acts.tap(screen, "invitation.do")
    expect(screen.get_by_text(word("invitation.tooShort", n=10))).to_be_visible()
    field(screen, "invitation.password").fill(PASSWORD)
    acts.tap(screen, "invitation.do")
    expect(screen.get_by_text(word("error.invitationOver").split(".")[0])).to_be_visible()
    phone_looks.at(screen, "05-invitation-wrong")
    field(screen, "invitation.code").fill(code.lower().replace("-", " "))
    acts.tap(screen, "invitation.do")
    expect(screen.get_by_role("heading", name=word("home.title"))).to_be_visible()
    acts.ready(screen)


@pytest.mark.long
def test_a_village_is_renamed_from_a_day_and_a_divided_commune_is_decided(
    administrator, looks, stored, quarter
):
    page = administrator.page
    office.into(page, "units")
    expect(row(page, "Khánh Hòa")).to_be_visible()
    looks.at(page, "b0-units")
    field(page, "units.search").fill("phuoc dai")
    expect(row(page, "Xã Phước Đại")).to_contain_text("đến hết 30/06/2025")
    looks.at(page, "b1-units-former")
    a_village_is_renamed(page, looks)
    acts.go_back(page)
    it_is_said_where_a_quarter_went(page, looks)
    office.trail(page, "orgUnit.change", "orgUnit.place")


def a_village_is_renamed(page, looks):
    field(page, "units.search").fill("ta lu 1")
    page.get_by_role("link", name="Thôn Tà Lú 1").tap()
    acts.tap(page, "unit.rename")
    expect(field(page, "unit.newName")).to_be_focused()
    field(page, "unit.from").fill("30/2/2026")
    acts.tap(page, "unit.rename")
    expect(page.get_by_text(word("wrong.same"))).to_be_visible()
    expect(page.get_by_text(word("wrong.day").split(".")[0])).to_be_visible()
    looks.at(page, "b2-unit-rename-wrong")
    field(page, "unit.newName").fill("Tà Lú Thượng")
    field(page, "unit.from").fill(f"{acts.today():%d%m%Y}")
    field(page, "unit.sourceField").fill("NQ 15/NQ-HĐND")
    acts.tap(page, "unit.rename")
    expect(said(page, "unit.renamed")).to_be_visible()
    expect(page.get_by_role("heading", name="Thôn Tà Lú Thượng", level=1)).to_be_visible()
    looks.at(page, "b3-unit-renamed")

    before = acts.today() - timedelta(days=1)
    field(page, "units.day").fill(f"{before:%d/%m/%Y}")
    acts.tap(page, "units.look")
    stood = page.get_by_role("region", name=word("unit.onDay", day=f"{before:%d/%m/%Y}"))
    expect(stood).to_contain_text("Thôn Tà Lú 1")
    expect(stood).not_to_contain_text("Thượng")


def it_is_said_where_a_quarter_went(page, looks):
    link(page, "units.undecidedTitle").tap()
    quarters = page.get_by_role("link", name=QUARTER_NAME)
    expect(quarters).to_be_visible()
    looks.at(page, "b4-undecided")
    quarters.tap()
    expect(page.get_by_text("Chưa ai nói đơn vị này về đâu")).to_be_visible()
    acts.tap(page, "placing.do")
    expect(page.get_by_text(word("wrong.choose"))).to_be_visible()
    looks.at(page, "b5-divided")
    page.get_by_role("radio", name="Giảng Võ").check()
    field(page, "unit.sourceField").fill("NQ 1656/NQ-UBTVQH15")
    acts.tap(page, "placing.do")
    expect(said(page, "placing.done")).to_be_visible()
    expect(page.get_by_text(word("placing.inForce"))).to_be_visible()


# Each room by its address, with words by which it is known to be there.
ROOMS = {
    "": "rooms.network",
    "/tai-khoan": "user.comesIn",
    "/tai-khoan-moi": "user.toHint",
    "/tai-khoan/1": "places.title",
    "/don-vi": "units.undecidedTitle",
    "/bieu-mau": "upload.hint",
    "/bieu-mau/sinh_hoat_to": "forms.inUse",
    "/chi-tieu": "kind.keptAlive",
    "/chi-tieu/TTCD_DUYTRI": "target.change",
    "/nhap-tep": "import.hint",
    "/nhat-ky": "act.submission.review",
}


@pytest.mark.long
def test_every_room_can_be_used_on_a_phone_and_says_when_there_is_no_network(
    phone, server, phone_looks
):
    hers = phone("admin", server.url)
    page = hers.open()
    acts.sign_in(page, office.ADMINISTRATOR)
    for nth, (path, known_by) in enumerate(ROOMS.items()):
        page.goto(f"{server.url}/quan-tri{path}")
        expect(page.get_by_text(word(known_by)).first).to_be_visible()
        phone_looks.at(page, f"g{nth}-phone", keep=path in {"/tai-khoan", "/chi-tieu/TTCD_DUYTRI"})

    page.get_by_role("banner").get_by_role("button").tap()
    office.into(page, "users")
    hers.lose_signal()
    field(page, "users.search").fill("mai")
    expect(page.get_by_text(word("asked.offline"))).to_be_visible()
    phone_looks.at(page, "h0-phone-offline")
    hers.find_signal()
    hers.context.route("**/assets/administration*", lambda route, _: route.abort())
    page.reload()
    expect(page.get_by_text(word("later.needsNetwork"))).to_be_visible()
    phone_looks.at(page, "h1-phone-not-fetched", keep=False)
    hers.context.unroute("**/assets/administration*")
    page.reload()
    here(page, "users.title")


@pytest.mark.long
def test_who_does_not_administer_finds_no_such_room(phone, server, phone_looks):
    lan = phone("lan", server.url)
    page = lan.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    expect(page.get_by_role("link", name=word("account.administration"))).to_have_count(0)
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(server.url + "/quan-tri/tai-khoan")
    here(page, "nowhere")
    phone_looks.at(page, "a9-not-hers", keep=False)
    assert not [
        url for url in fetched if re.search("/v1/(users/searches|audits|administration)", url)
    ]
