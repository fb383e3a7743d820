"""Records the app that is built now: what people do with it, each story on a server of its own.

Run by name, before a version is released (docs/compatibility.md); it is no test by itself.
"""

import random
import re
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import DESK, VERSION
from tests.compatibility import built_app, database, recording, stage
from tests.faults import conftest as faults
from tests.faults.conftest import Lan
from tests.forking import ROOT
from tests.journey import acts, forms
from tests.journey.forms import Meeting, Paper
from tests.journey.words import word
from tests.people import ADMIN, HOA, LAN, MAI, PASSWORD, TRAM

ask, server, stored, village = faults.ask, faults.server, faults.stored, faults.village
kind, data_dir, team = recording.kind, recording.data_dir, recording.team
turns, device, here, lan = recording.turns, recording.device, recording.here, recording.lan
REASON = "Chị xem lại số nữ."
HALF = "Mới ghi được nửa buổi."
KEPT_ALIVE = "Tổ truyền thông cộng đồng duy trì sinh hoạt trong kỳ"
NEW = "Hạnh", "hanh", "Tà Lú 2"


def meeting_is_sent(lan: Lan) -> str:
    """Written without network, sent with it; its title."""
    lan.phone.lose_signal()
    forms.fill_meeting(lan.page, Meeting(photo=lan.picture)).finish()
    acts.tab(lan.page, "bar.outbox")
    lan.phone.find_signal()
    lan.sends_all()
    lan.page.reload()
    expect(lan.page.get_by_text(word("outbox.allSent"))).to_be_visible()
    return f"{stage.TEAM} · {acts.today():%d/%m/%Y}"


def test_meeting(lan, here):
    title = meeting_is_sent(lan)
    page = here(MAI)
    acts.open_in_queue(page, title)
    acts.approve(page, title)


def test_returned(lan, here):
    title = meeting_is_sent(lan)
    mai, desk = here(MAI), here(MAI, size=DESK)
    acts.open_in_queue(mai, title)
    mai.get_by_role("button", name=word("remark.at", label="Nữ"), exact=True).tap()
    sheet = mai.get_by_role("dialog")
    sheet.get_by_label(word("remark.label")).fill(REASON)
    acts.tap_in(sheet, "remark.keep")
    acts.tap(mai, "review.returnWith", n=1)
    acts.tap_in(mai.get_by_role("dialog"), "reason.do.hasIssues")
    expect(mai.get_by_role("status").filter(has_text=title)).to_be_visible()

    acts.go_back(mai)

    # On another phone than the one that wrote it, so that all of it is fetched.
    other = here(LAN)
    acts.ready(other)
    acts.cards(other, word("home.returned", form="Sinh hoạt tổ")).tap()
    acts.tap(other, "mine.repair")
    Paper(other).say("/data/participants/women", 14)
    acts.tap(other, "act.next")
    Paper(other).finish()
    acts.sent(other, LAN.login, PASSWORD)

    # Open on two screens, decided on one: the other one hears that it has moved (409).
    for page in (mai, desk):
        page.reload()
        acts.open_in_queue(page, title)
    acts.approve(mai, title)
    acts.tap(desk, "review.approve")
    expect(desk.get_by_role("alert").first).to_be_visible()


def test_figures(lan, here):
    title = meeting_is_sent(lan)
    mai, hoa = here(MAI), here(HOA)
    acts.open_in_queue(mai, stage.TEAM)
    acts.approve(mai, stage.TEAM)
    acts.go_back(mai)
    acts.open_in_queue(mai, title)
    acts.approve(mai, title)
    acts.tab(hoa, "bar.indicators")
    acts.figure(hoa, KEPT_ALIVE).tap()
    for unit in ("Bác Ái Đông", LAN.inside):
        acts.cards(hoa, unit).tap()
    acts.cards(hoa, stage.TEAM).tap()
    acts.loaded(hoa.get_by_role("img", name=word("photo.of")))


def test_photo(lan):
    """Only its second part gets through before the app is opened anew: asked how far it came, and
    begun from the start because it seems small enough for one part (409), it goes on.
    """
    noise = random.Random(5).randbytes(200 * 200 * 3)
    Image.frombytes("RGB", (200, 200), noise).save(lan.picture, "JPEG", quality=70)
    parts: list[str] = []

    def part(route, request):
        parts.append(request.url)
        route.continue_() if len(parts) == 2 else route.abort("connectionreset")

    line = re.compile(r"/v1/submissions/.*/files/.*offset=")
    lan.phone.context.route(line, part)
    lan.phone.lose_signal()
    forms.fill_meeting(lan.page, Meeting(photo=lan.picture)).finish()
    acts.tab(lan.page, "bar.outbox")
    lan.phone.find_signal()
    for _ in range(60):
        if len(parts) >= 3:
            break
        acts.nudge(lan.page)
    lan.phone.context.unroute(line)
    lan.page.reload()
    lan.sends_all()


def test_carried(lan, here, tmp_path):
    lan.phone.context.route("**/v1/projects/1/submission", lambda route: route.abort())
    lan.log_meeting()
    acts.tab(lan.page, "bar.outbox")
    acts.nudge(lan.page)
    lan.phone.lose_signal()
    lan.phone.context.unroute("**/v1/projects/1/submission")
    acts.tap(lan.page, "export.do")
    with lan.page.expect_download() as coming:
        lan.page.get_by_role("link", name=word("export.save")).tap()
    coming.value.save_as(tmp_path / "outbox.sothon")
    mai = here(MAI, size=DESK)
    mai.goto(urljoin(mai.url, "/may"))
    expect(mai.get_by_role("row").filter(has_text=LAN.name)).to_be_visible()
    mai.locator("input[type=file]").set_input_files(tmp_path / "outbox.sothon")
    expect(mai.get_by_text(word("bring.counts", taken=2, known=0, refused=0))).to_be_visible()
    lan.phone.find_signal()
    lan.sends_all()


def room_of_handovers(page: Page) -> None:
    acts.tab(page, "bar.home")
    page.get_by_role("main").locator('a[href="/toi"]').last.tap()
    page.get_by_role("link", name=word("account.handover")).tap()


def test_handover(lan, here):
    forms.fill_meeting(lan.page, Meeting(remark=HALF)).saved()
    acts.tap(lan.page, "fill.later")
    room_of_handovers(lan.page)
    for login in ("nobody", TRAM.login):
        lan.page.get_by_label(word("handover.login"), exact=True).fill(login)
        acts.tap(lan.page, "handover.do")
        expect(lan.page.get_by_text("Không thấy tên đăng nhập này")).to_have_count(
            int(login == "nobody")
        )
    expect(lan.page.get_by_text(word("handover.withDrafts", n=1))).to_be_visible()
    tram = here(TRAM)
    acts.cards(tram, word("home.offered", who=LAN.name, unit=LAN.inside)).tap()
    acts.tap(tram, "handover.take")
    expect(tram.get_by_text(word("handover.draftsThere"))).to_be_visible()
    acts.go_back(tram)
    acts.tab(tram, "bar.home")
    acts.cards(tram, stage.TEAM).filter(has_text=word("state.writing")).tap()
    acts.tap(tram, "act.next")
    Paper(tram).finish()
    acts.sent(tram, TRAM.login, PASSWORD)
    lan.page.reload()
    expect(lan.page.get_by_text(word("handover.title")).first).to_be_visible()


def test_inherited(lan, here):
    """Lan lost her phone: Mai hands over in her place, and Trâm does not want it."""
    mai = here(MAI)
    room_of_handovers(mai)
    mai.get_by_label(word("handover.search"), exact=True).fill("lan")
    acts.tap(mai, "handover.find")
    mai.get_by_label(f"{LAN.name} · ").first.check()
    mai.get_by_label(word("handover.login"), exact=True).fill(TRAM.login)
    acts.tap(mai, "handover.do")
    told = word("handover.waitsFor", giver=LAN.name, taker=TRAM.name, unit=LAN.inside)
    expect(mai.get_by_text(told).last).to_be_visible()
    tram = here(TRAM)
    acts.cards(tram, word("home.offered", who=LAN.name, unit=LAN.inside)).tap()
    acts.tap(tram, "handover.refuse")
    expect(tram.get_by_role("status").filter(has_text="thôi bàn giao")).to_be_visible()
    mai.reload()
    expect(mai.get_by_text("thôi bàn giao").first).to_be_visible()


def test_account(lan, here, device):
    acts.tab(lan.page, "bar.home")
    acts.lock(lan.page)
    lan.page.reload()
    acts.tap(lan.page, "unlock.forgot")
    for password in ("nhầm mật khẩu", PASSWORD):
        lan.page.get_by_label(word("forgot.password"), exact=True).fill(password)
        acts.tap(lan.page, "forgot.do")
        if password != PASSWORD:
            expect(lan.page.get_by_text(word("error.wrongPassword"))).to_be_visible()
    for key in ("lock.newPin", "lock.again"):
        lan.page.get_by_label(word(key), exact=True).fill("730164")
    acts.tap(lan.page, "lock.do")
    expect(lan.page.get_by_role("banner")).to_be_visible(timeout=60_000)
    acts.tab(lan.page, "bar.home")
    lan.page.locator('a[href="/toi"]').last.tap()
    acts.tap(lan.page, "account.signOut")
    lan.page.get_by_role("alert").get_by_role("button", name=word("account.signOut")).tap()
    expect(lan.page.get_by_role("navigation", name=word("bar.name"))).to_have_count(0)


def test_invitation(here, device):
    name, login, village = NEW
    desk = here(ADMIN, size=DESK)
    acts.tab(desk, "bar.account")
    desk.get_by_role("link", name=word("account.administration"), exact=True).tap()
    desk.get_by_role("main").get_by_role("link").filter(has_text=word("rooms.users.say")).tap()
    desk.get_by_role("link", name=word("users.new"), exact=True).tap()
    desk.get_by_label(word("user.displayName"), exact=True).fill(name)
    desk.get_by_label(word("user.login"), exact=True).fill(login)
    desk.get_by_label(word("choice.search")).fill("ta lu 2")
    desk.get_by_role("button", name=village).first.tap()
    acts.tap(desk, "user.make")
    acts.tap(desk, "invite.make")
    code = desk.locator(".code").inner_text()
    hers = device(login).open("/loi-moi")
    for typed in ("7KQ2M-4XWPR", code):
        hers.get_by_label(word("invitation.code"), exact=True).fill(typed)
        hers.get_by_label(word("invitation.password"), exact=True).fill(PASSWORD)
        acts.tap(hers, "invitation.do")
        if typed != code:
            said = word("error.invitationOver").split(".")[0]
            expect(hers.get_by_text(said)).to_be_visible()
    expect(hers.get_by_role("heading", name=word("home.title"))).to_be_visible()
    acts.ready(hers)


def test_app():
    built_app.keep_app(VERSION, ROOT / "dist")


def test_database(lan):
    """Before and after she locks her notebook; the PIN is that of tests/webapp/store/shape-2.ts."""
    page, phone = lan.page, lan.phone
    meeting_is_sent(lan)
    acts.tab(page, "bar.home")
    forms.fill_meeting(page, Meeting(remark="Nháp trước khi khóa", women=21)).saved()
    acts.tap(page, "fill.later")
    acts.lock(page, "285417")
    phone.context.route("**/v1/submissions/*/files/*", lambda route: route.abort())
    forms.fill_meeting(page, Meeting(photo=lan.picture, women=22)).finish()
    acts.tab(page, "bar.outbox")
    acts.nudge(page)
    expect(page.get_by_text(word("outbox.photosOwed", n=1)).first).to_be_visible()
    phone.lose_signal()
    forms.fill_meeting(page, Meeting(photo=lan.picture, remark="Chưa gửi", women=23)).finish()
    forms.fill_meeting(
        page, Meeting(photo=lan.picture, remark="Nháp sau khi khóa", women=24)
    ).saved()
    acts.tap(page, "fill.later")
    database.keep(page, VERSION)
