"""Every screen in the states in which people meet it: usable by all at 360 px and at 200 % text."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from tests.journey import acts, forms
from tests.journey.forms import Meeting, Paper
from tests.journey.looks import SCREENS
from tests.journey.words import like, word

TEAM = "Tổ truyền thông Tà Lú 1"
SUBMISSION = "**/v1/projects/1/submission"


def ago(days):
    """That many days before today."""
    return acts.today() - timedelta(days=days)


def here(page, key, **slots):
    """Wait for a screen by its heading."""
    expect(page.get_by_role("heading", level=1, name=word(key, **slots))).to_be_visible()


def test_before_anybody_has_signed_in(phone, server, looks):
    nobody = phone("nobody", server.url)
    nobody.open("/health")
    # As outside the demonstration; what that adds is looked at in test_demonstration_offer.
    plain = {"json": {"status": "ok"}, "headers": {"So-Thon": "1"}}
    nobody.context.route("**/health", lambda route: route.fulfill(**plain))
    page = nobody.open()
    expect(acts.button(page, "signIn.do")).to_be_visible()
    looks.at(page, "01-sign-in")
    page.get_by_label(word("signIn.login")).fill("totruong")
    page.get_by_label(word("signIn.password"), exact=True).fill("nhầm mật khẩu")
    acts.tap(page, "signIn.do")
    expect(page.get_by_text(word("error.401.2"))).to_be_visible()
    looks.at(page, "02-sign-in-wrong")


def test_lan_registers_her_first_team(phone, server, looks):
    # A browser of her own offers to put the app on the home screen.
    lan = phone("lan", server.url, lasting=True)
    page = lan.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    expect(acts.button(page, "install.do")).to_be_visible()
    looks.at(page, "10-home-new")
    acts.tab(page, "bar.write")
    here(page, "choose.title")
    looks.at(page, "11-choose")
    acts.tab(page, "bar.outbox")
    here(page, "outbox.title")
    looks.at(page, "12-outbox-empty")

    paper = forms.begin(page, "to_truyen_thong")
    looks.at(page, "20-team-village")
    paper.next()
    acts.tap(page, "act.next")
    expect(paper.question("/data/kind")).to_contain_text("Chị chọn một trong hai.")
    looks.at(page, "21-team-kind-missing")
    paper.choose("/data/kind", "Thành lập mới").next()
    looks.at(page, "22-team-name")
    paper.next()
    looks.at(page, "23-team-decision")
    paper.say("/data/decision/decision_number", "45/QĐ-UBND")
    year = str(acts.today().year)
    forms.say_day(paper, "/data/decision/decision_date", "31", "02", year)
    acts.tap(page, "act.next")
    expect(page.get_by_text(word("problem.noSuchDay"))).to_be_visible()
    looks.at(page, "24-team-no-such-day")
    forms.say_day(paper, "/data/decision/decision_date", "01", "01", year)
    paper.next()
    for part, said in (("women", 6), ("men", 3), ("ethnic", 8)):
        paper.say(f"/data/members/{part}", said)
    looks.at(page, "25-team-members")
    paper.next().choose("/data/people/leader_sex", "Nữ")
    paper.choose("/data/people/roles", "Trưởng thôn", "Chi hội trưởng phụ nữ")
    looks.at(page, "26-team-people")
    paper.next().choose("/data/equipment", "Loa")
    looks.at(page, "27-team-equipment")
    paper.next().choose("/data/page/has_page", "Có")
    looks.at(page, "28-team-page")
    paper.next()
    looks.at(page, "29-team-check")
    page.get_by_role("button", name=word("fill.drop")).tap()
    looks.at(page, "30-team-drop", keep=False)


def test_lan_logs_a_meeting_without_signal(phone, server, filed, looks, tmp_path):
    filed.team(TEAM)
    lan = phone("lan", server.url)
    page = lan.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    lan.lose_signal()
    acts.tab(page, "bar.write")
    acts.tap(page, "form.sinh_hoat_to")
    paper = Paper(page)
    expect(page.get_by_text(like("fill.where"))).to_be_visible()
    looks.at(page, "31-meeting-which")
    forms.answer_first(paper)
    looks.at(page, "32-meeting-place")
    forms.answer_first(paper)
    paper.choose("/data/topics", "Sinh đẻ an toàn", "Trẻ em gái đi học")
    looks.at(page, "33-meeting-topics")
    paper.next()
    forms.answer_first(paper)
    looks.at(page, "34-meeting-languages")
    paper.choose("/data/languages", "Raglai").next()
    paper.say("/data/participants/women", 12).say("/data/participants/men", 5)
    paper.say("/data/participants/ethnic", 40)
    acts.tap(page, "act.next")
    expect(paper.question("/data/participants/ethnic")).to_contain_text("Không thể nhiều hơn 17")
    looks.at(page, "35-meeting-count-wrong", large=True)
    paper.say("/data/participants/ethnic", 16).next()
    looks.at(page, "36-meeting-photo-none")
    paper.take_photo(acts.photo(tmp_path / "camera.jpg"))
    looks.at(page, "37-meeting-photo")
    paper.next()
    looks.at(page, "38-meeting-remark")
    paper.next()
    looks.at(page, "39-meeting-check")
    acts.tap(page, "fill.finish")
    expect(page.get_by_text(word("mine.onPhone"))).to_be_visible()
    looks.at(page, "40-record-on-phone")
    page.get_by_role("link", name=word("mine.home"), exact=True).tap()
    here(page, "home.title")
    looks.at(page, "41-home-offline")
    acts.tab(page, "bar.outbox")
    looks.at(page, "42-outbox-offline")


def test_lan_sees_where_each_of_her_records_is(phone, server, filed, looks):
    team = filed.team(TEAM, "approved")
    filed.meeting(team, ago(32), "approved")
    filed.meeting(team, ago(62), "rejected", "Buổi này đã ghi ở một phiếu khác.")
    filed.meeting(team, ago(25), "hasIssues", "Chị xem lại số nữ, danh sách ghi 14.")
    filed.meeting(team, ago(18))
    lan = phone("lan", server.url)
    page = lan.open()
    acts.sign_in(page, "totruong")
    acts.ready(page)
    lan.context.route(SUBMISSION, lambda route, _: route.fulfill(status=413, body=""))
    forms.fill_meeting(page, Meeting())
    acts.tap(page, "fill.finish")
    expect(page.get_by_text(word("mine.setAside"))).to_be_visible()
    looks.at(page, "52-record-setAside")
    acts.go_back(page)
    lan.lose_signal()
    forms.fill_meeting(page, Meeting(remark="Trời mưa, họp trong nhà."))
    acts.tap(page, "fill.later")
    here(page, "home.title")
    looks.at(page, "50-home", large=True)
    forms.fill_meeting(page, Meeting()).finish()
    acts.tab(page, "bar.outbox")
    looks.at(page, "51-outbox-every-state", large=True)
    lan.find_signal()
    lan.context.unroute(SUBMISSION)
    acts.nudge(page)
    expect(page.get_by_text(word("network.none"), exact=True)).to_have_count(0)
    for state in ("returned", "approved", "rejected"):
        card = page.get_by_role("main").get_by_role("link").filter(has_text=word(f"state.{state}"))
        card.first.tap()
        expect(page.get_by_text(word(f"mine.{state}"))).to_be_visible()
        expect(page.get_by_role("term").first).to_be_visible()
        looks.at(page, f"52-record-{state}", large=state == "returned")
        acts.go_back(page)
    acts.tab(page, "bar.home")
    lan.context.clear_cookies()
    page.reload()
    expect(page.get_by_text(word("signIn.again"))).to_be_visible()
    looks.at(page, "53-sign-in-again")


def test_mai_reviews(phone, server, filed, looks, tmp_path):
    team = filed.team(TEAM)
    filed.meeting(team, ago(32), photo=acts.photo(tmp_path / "a.jpg"))
    filed.meeting(team, ago(25), ethnic=40)
    page = phone("mai", server.url, lasting=True).open()
    acts.sign_in(page, "xa")
    acts.ready(page)
    looks.at(page, "60-home-commune")
    acts.tab(page, "bar.review")
    expect(page.get_by_text(word("review.problems", n=1))).to_be_visible()
    looks.at(page, "61-queue")
    acts.open_in_queue(page, f"{TEAM} · {ago(32):%d/%m/%Y}")
    acts.loaded(page.get_by_role("img", name=word("photo.of")))
    looks.at(page, "62-review-photo", large=True)
    acts.go_back(page)
    acts.open_in_queue(page, f"{TEAM} · {ago(25):%d/%m/%Y}")
    looks.at(page, "63-review-problem")
    acts.tap(page, "review.return")
    sheet = page.get_by_role("dialog")
    acts.tap_in(sheet, "reason.do.hasIssues")
    expect(sheet.get_by_text(word("reason.required"))).to_be_visible()
    looks.at(page, "64-return-sheet")
    acts.tap_in(sheet, "act.cancel")
    acts.go_back(page)
    acts.tab(page, "bar.account")
    here(page, "account.title")
    looks.at(page, "65-account")
    page.get_by_role("button", name="English").tap()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(word("account.title"))
    looks.at(page, "66-account-english")
    page.get_by_role("button", name="Tiếng Việt").tap()
    page.get_by_role("button", name=word("account.signOut")).tap()
    looks.at(page, "67-account-leaving", keep=False)


def test_hoa_looks_at_the_province(phone, server, filed, looks, tmp_path):
    team = filed.team(TEAM, "approved")
    filed.meeting(team, ago(0), "approved", photo=acts.photo(tmp_path / "a.jpg"))
    hoa = phone("hoa", server.url)
    page = hoa.open()
    acts.sign_in(page, "tinh")
    acts.ready(page)
    looks.at(page, "70-home-province")
    acts.tab(page, "bar.indicators")
    kept_alive = acts.figure(page, "duy trì sinh hoạt trong kỳ")
    expect(kept_alive).to_be_visible()
    looks.at(page, "71-indicators")
    page.get_by_role("heading", name=word("activity.others"), exact=True).tap()
    page.get_by_text(word("absence.suspended")).scroll_into_view_if_needed()
    looks.at(page, "72-indicators-reasons")
    kept_alive.tap()
    expect(acts.cards(page, "Bác Ái Đông")).to_be_visible()
    looks.at(page, "73-by-unit")
    acts.cards(page, "Bác Ái Đông").tap()
    acts.cards(page, "Tà Lú 1").tap()
    expect(page.get_by_text("Tà Lú 1 · ").first).to_be_visible()
    looks.at(page, "74-records")
    acts.cards(page, TEAM).tap()
    acts.loaded(page.get_by_role("img", name=word("photo.of")))
    looks.at(page, "75-evidence")
    hoa.lose_signal()
    page.reload()
    expect(page.get_by_text(word("network.none"), exact=True)).to_be_visible()
    looks.at(page, "76-evidence-offline", keep=False)
    hoa.find_signal()
    page.goto(server.url + "/khong-co")
    here(page, "nowhere")
    looks.at(page, "77-nowhere", keep=False)


def test_every_picture_is_described():
    words = (SCREENS.parent / "screens.md").read_text()
    described = set(re.findall(r"\(screens/([\w-]+)\.png\) \1 ", words))
    assert described == {file.stem for file in SCREENS.glob("*.png")}
