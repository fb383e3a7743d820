"""What the screens of commune, province and administration show while something is on its way, with
nothing in them, without network, refused, and with the longest words: at a desk and on a phone.
"""

import pytest
from playwright.sync_api import expect

from tests.browser import DESK, PHONE
from tests.journey import acts, office, states
from tests.journey.filed import Filed
from tests.journey.looks import Looks
from tests.journey.test_owing_screens import owing
from tests.journey.words import word

VILLAGE = "Tà Lú 1"
TEAM = states.endless(states.LONGEST_TEAM, "Tổ truyền thông cộng đồng thôn ")
REMARK = states.endless(states.LONGEST_REMARK, "Ghi thêm của buổi này: ")
COMMENT = states.endless(states.LONGEST_COMMENT, "Chị xem lại giúp ")
QUEUE = r"/v1/submissions\?of=awaiting"
RECORD = "/record$"
NOTHING_FITS = "Không ai tên như thế này"

# Each waits, is refused and is cut off in turn.
pytestmark = pytest.mark.long


class Both:
    """The same page at a desk and as wide as a phone."""

    def __init__(self) -> None:
        self.desk, self.phone = Looks(word("act.name"), DESK), Looks(word("act.name"), PHONE)

    def at(self, page, name, *, keep=False, large=False):
        """Look at it twice; a picture is kept of the phone's."""
        self.desk.at(page, f"{name}-desk", keep=False)
        width, height = PHONE
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(200)
        self.phone.at(page, name, keep=keep, large=large)
        width, height = DESK
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(200)


@pytest.fixture
def both():
    """What is wrong with the screens of one test, at both."""
    found = Both()
    yield found
    found.desk.fine()
    found.phone.fine()


def coming(page):
    """It says that it is on its way."""
    expect(page.get_by_role("status").filter(has_text=word("fill.opening")).first).to_be_attached()


def refusal(page):
    """It says why there is nothing."""
    expect(page.get_by_role("alert").filter(has_text=word("error.busy")).first).to_be_visible()


def never(page):
    """It says that this was never seen here, and that there is no network."""
    expect(page.get_by_text(word("served.never")).first).to_be_visible()


@pytest.fixture
def mai(phone, server):
    """Her desk."""
    hers = phone("mai", server.url, size=DESK)
    acts.sign_in(hers.open(), "xa")
    acts.ready(hers.page)
    return hers


def test_mai_has_nothing_to_decide(phone, server, filed, both):
    for one in filed.waiting():
        filed.decided_by_hoa("sinh_hoat_to", one, "approved")
    mai = phone("mai", server.url, size=DESK)
    page = mai.open()
    with states.refused(mai.context, QUEUE):
        acts.sign_in(page, "xa")
        acts.ready(page)
    with states.held(mai.context, QUEUE):
        page.goto(server.url + "/duyet")
        coming(page)
        both.at(page, "u0-queue-coming")
        mai.lose_signal()
    never(page)
    both.at(page, "u1-queue-never")
    mai.find_signal()
    acts.tap(page, "served.again")
    expect(page.get_by_text(word("review.empty"))).to_be_visible()
    both.at(page, "u2-queue-empty", keep=True)
    mai.lose_signal()
    page.reload()
    expect(page.get_by_text(word("review.empty"))).to_be_visible()
    both.at(page, "u3-queue-empty-offline")
    mai.find_signal()
    page.goto(server.url + "/so-lieu/sinh_hoat_to/uuid:khong-co")
    expect(page.get_by_role("alert").filter(has_text=word("error.404.1"))).to_be_visible()
    both.at(page, "u4-evidence-nowhere")


@pytest.fixture
def endless(server, stored, tmp_path):
    """Two records that wait, with something wrong in one; every name as long as it may be."""
    filed = Filed(server.url)
    team = filed.team(TEAM, "approved")
    picture = acts.photo(tmp_path / "a.jpg")
    first = filed.meeting(team, acts.today(), ethnic=40, photo=picture, remark=REMARK)
    filed.meeting(team, acts.today(), "hasIssues", COMMENT)
    second = filed.meeting(team, acts.today())
    states.rename_everybody(stored, VILLAGE)
    return first, second


def test_mai_decides_about_endless_records(endless, mai, server, both):
    page, context = mai.page, mai.context
    first, second = endless
    at = f"{server.url}/duyet/sinh_hoat_to/"
    page.goto(server.url + "/duyet")
    expect(page.get_by_role("heading", level=1)).to_contain_text("3")
    both.at(page, "u5-queue-endless")
    with states.refused(context, RECORD):
        page.goto(at + first)
        refusal(page)
        both.at(page, "u6-record-refused")
    with states.held(context, RECORD):
        page.goto(at + first)
        coming(page)
        both.at(page, "u7-record-coming")
    acts.loaded(page.get_by_role("img", name=word("photo.of")))
    both.at(page, "u8-record-endless", keep=True)
    decides(page, context, both)
    mai.lose_signal()
    page.reload()
    expect(page.get_by_text(word("review.offline")).first).to_be_visible()
    both.at(page, "uc-record-offline", keep=True)
    page.goto(at + second)
    never(page)
    both.at(page, "ud-record-never")


def decides(page, context, both):
    """The reason has no end either; and the server does not take it yet."""
    acts.tap(page, "review.return")
    sheet = page.get_by_role("dialog")
    sheet.get_by_label(word("reason.label")).fill(COMMENT)
    both.at(page, "u9-return-endless")
    if not sheet.is_visible():
        # At another width the record is laid out anew.
        acts.tap(page, "review.return")
        sheet.get_by_label(word("reason.label")).fill(COMMENT)
    with states.refused(context, "/reviews$"):
        acts.tap_in(sheet, "reason.do.hasIssues")
        refusal(page)
        both.desk.at(page, "ua-return-refused-desk", keep=False)


def test_mai_looks_where_a_number_comes_from(endless, mai, server, both):
    page, context = mai.page, mai.context
    at = f"{server.url}/so-lieu/sinh_hoat_to/{endless[0]}"
    with states.held(context, RECORD):
        page.goto(at)
        coming(page)
        both.at(page, "ue-evidence-coming")
    with states.refused(context, RECORD):
        page.goto(at)
        refusal(page)
        both.at(page, "uf-evidence-refused")
    page.goto(at)
    acts.loaded(page.get_by_role("img", name=word("photo.of")))
    both.at(page, "ug-evidence-endless", keep=True)
    with states.held(context, "/v1/phones"):
        page.goto(server.url + "/may")
        coming(page)
        both.at(page, "uh-owing-coming")
    with states.held(context, "/v1/handovers$"):
        page.goto(server.url + "/ban-giao")
        coming(page)
        both.at(page, "ui-handover-coming")
    page.get_by_label(word("handover.search"), exact=True).fill("lan to truong")
    acts.tap(page, "handover.find")
    page.get_by_role("radio").first.check()
    both.at(page, "uj-handover-endless")
    page.goto(server.url + "/toi")
    expect(page.get_by_role("heading", level=1, name=word("account.title"))).to_be_visible()
    both.at(page, "uk-account-endless")


def test_mai_sees_endless_names_that_owe(mai, server, stored, both):
    page = mai.page
    states.rename_everybody(stored, VILLAGE)
    owing(stored, 9, owed=9999, set_aside=9999, drafts=9999)
    owing(stored, 1, owed=1, persisted=True, login="tramyte")
    page.goto(server.url + "/may")
    expect(page.get_by_role("row").nth(2)).to_be_visible()
    both.at(page, "ul-owing-endless", keep=True)


ROOMS = {
    "tai-khoan": ("users", "/v1/users/searches"),
    "don-vi": ("units", "/v1/orgUnits"),
    "bieu-mau": ("forms", "/v1/administration/forms"),
    "chi-tieu": ("catalogue", "/v1/indicators"),
    "nhat-ky": ("audit", "/v1/audits"),
}


def test_the_administrators_rooms(administrator, server, stored, both):
    page, context = administrator.page, administrator.context
    for room, (name, asks) in ROOMS.items():
        with states.held(context, asks):
            page.goto(f"{server.url}/quan-tri/{room}")
            office.here(page, f"{name}.title")
            expect(page.get_by_text(word("asked.loading"))).to_be_visible()
            both.at(page, f"v0-{name}-coming")
    empty(page, server, both)
    states.rename_everybody(stored, VILLAGE)
    page.goto(f"{server.url}/quan-tri/tai-khoan")
    expect(office.row(page, "Nghiêng Ngửa").first).to_be_visible()
    both.at(page, "v4-users-endless", keep=True)
    office.row(page, "Lan").get_by_role("link").first.tap()
    office.here(page, "user.title")
    both.at(page, "v5-user-endless")
    page.goto(f"{server.url}/quan-tri/don-vi")
    page.get_by_label(word("units.search")).fill(VILLAGE)
    expect(office.row(page, "Nghiêng Ngửa").first).to_be_visible()
    both.at(page, "v6-units-endless")
    office.row(page, "Nghiêng Ngửa").get_by_role("link").first.tap()
    office.here(page, "units.one")
    both.at(page, "v7-unit-endless")
    page.goto(f"{server.url}/quan-tri/nhat-ky")
    expect(page.get_by_role("row").nth(1)).to_be_visible()
    both.at(page, "v8-audit-endless")


def empty(page, server, both):
    """Nobody, nowhere, nothing in these days."""
    page.goto(f"{server.url}/quan-tri/tai-khoan")
    page.get_by_label(word("users.search")).fill(NOTHING_FITS)
    expect(page.get_by_text(word("users.noneFound"))).to_be_visible()
    both.at(page, "v1-users-empty")
    page.goto(f"{server.url}/quan-tri/don-vi")
    page.get_by_label(word("units.search")).fill(NOTHING_FITS)
    expect(page.get_by_text(word("units.noneFound"))).to_be_visible()
    both.at(page, "v2-units-empty")
    page.goto(f"{server.url}/quan-tri/nhat-ky")
    for key in ("audit.from", "audit.to"):
        page.get_by_label(word(key)).fill("01/01/2022")
    acts.tap(page, "units.look")
    expect(page.get_by_text(word("audit.none"))).to_be_visible()
    both.at(page, "v3-audit-empty")
