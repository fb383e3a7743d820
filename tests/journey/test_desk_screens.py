"""The desk in the states in which supervisors meet it, at 1440×900: usable by all, at 200 % too."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import DESK, PHONE
from tests.journey import acts
from tests.journey.looks import Looks
from tests.journey.words import like, word

TEAM = "Tổ truyền thông Tà Lú 1"
A4 = 595, 842
FIGURES = re.compile(r"/v1/figures")
RECORD = re.compile(r"/record$")
QUEUE = re.compile(r"/v1/submissions\?of=awaiting")
SHIFTS = """() => new Promise((done) => {
  let sum = 0
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) sum += hadRecentInput ? 0 : value
  }).observe({ type: 'layout-shift', buffered: true })
  setTimeout(() => done(sum), 300)
})"""

# What is decided here is decided in test_desk_queue too; these look at every state of it.
pytestmark = pytest.mark.long


@pytest.fixture
def looks():
    """What is wrong with the screens of one test, at a desk."""
    found = Looks(word("act.name"), DESK)
    yield found
    found.fine()


@pytest.fixture
def on_phone():
    """The same on a phone."""
    found = Looks(word("act.name"), PHONE)
    yield found
    found.fine()


def ago(days):
    """That many days before today."""
    return acts.today() - timedelta(days=days)


def row(page, title):
    """The row of a table that is named so."""
    return page.locator(".table__row").filter(has=page.get_by_role("rowheader", name=title))


def still(page):
    """Nothing jumped since the page was opened."""
    moved = page.evaluate(SHIFTS)
    assert moved < 0.02, moved


def test_mai_reviews_at_a_desk(phone, server, filed, looks, tmp_path):
    team = filed.team(TEAM, "approved")
    picture = filed.meeting(team, ago(32), photo=acts.photo(tmp_path / "a.jpg"))
    filed.meeting(team, ago(25), ethnic=40)
    hers = filed.meeting(team, ago(18))
    page = phone("mai", server.url, size=DESK).open()
    acts.sign_in(page, "xa")
    acts.ready(page)
    looks.at(page, "200-desk-home")
    acts.tab(page, "bar.review")
    expect(page.locator("[data-queue] a").nth(2)).to_be_visible()
    looks.at(page, "201-desk-queue")
    open_in(page, picture)
    acts.loaded(page.get_by_role("img", name=word("photo.of")))
    looks.at(page, "202-desk-record")
    page.keyboard.press("r")
    sheet = page.get_by_role("dialog")
    acts.tap_in(sheet, "reason.do.hasIssues")
    expect(sheet.get_by_text(word("reason.required"))).to_be_visible()
    looks.at(page, "203-desk-return")
    page.keyboard.press("Escape")
    page.get_by_role("link").filter(has_text=f"{ago(25):%d/%m/%Y}").first.tap()
    expect(page.get_by_role("heading", level=2, name=f"{ago(25):%d/%m/%Y}")).to_be_visible()
    expect(acts.button(page, "review.approve")).to_be_enabled()
    page.keyboard.press("a")
    expect(page.get_by_text(word("review.sure", n=1))).to_be_visible()
    looks.at(page, "204-desk-sure")
    page.keyboard.press("Escape")
    expect(page.get_by_text(word("review.sure", n=1))).to_have_count(0)
    open_in(page, hers)
    expect(acts.button(page, "review.approve")).to_be_enabled()
    filed.decided_by_hoa("sinh_hoat_to", hers, "approved")
    page.keyboard.press("a")
    expect(page.get_by_role("alert")).to_have_text(word("error.movedMeanwhile"))
    expect(acts.button(page, "review.next")).to_be_visible()
    looks.at(page, "205-desk-meanwhile")


def open_in(page, one):
    """The record with this id, from the queue."""
    page.locator(f'[id="waits-{one}"]').tap()
    expect(page).to_have_url(re.compile(re.escape(one.replace(":", "%3A")) + "$"))


def test_hoa_reads_figures_at_a_desk(phone, server, filed, looks):
    filed.team(TEAM, "approved")
    page = phone("hoa", server.url, size=DESK).open()
    acts.sign_in(page, "tinh")
    acts.ready(page)
    page.goto(server.url + "/chi-tieu")
    expect(row(page, "thành lập mới trong kỳ").first).to_be_visible()
    still(page)
    looks.at(page, "206-desk-figures")
    row(page, "Tổ tiết kiệm vay vốn thôn bản").get_by_role("button").first.tap()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(word("source.demonstration"))).to_be_visible()
    expect(sheet.get_by_text("Tạm dừng cho đến khi có văn bản").first).to_be_visible()
    looks.at(page, "207-desk-source")
    acts.tap_in(sheet, "act.doneHere")
    expect(sheet).to_have_count(0)
    page.get_by_role("searchbox").fill("doi thoai")
    expect(page.get_by_role("rowheader").first).to_contain_text("Đối thoại")
    page.get_by_role("searchbox").fill("")
    page.get_by_role("link", name=re.compile("^Tổ truyền thông.*thành lập mới trong kỳ")).tap()
    expect(row(page, "Bác Ái Đông")).to_be_visible()
    page.reload()
    expect(row(page, "Bác Ái Đông")).to_be_visible()
    still(page)
    looks.at(page, "208-desk-by-unit")
    by_unit(page)


def test_the_line_of_the_plan_is_one_tap_from_its_number(phone, server, looks, on_phone):
    for size, seen, name in ((DESK, looks, "209-desk-plan"), (PHONE, on_phone, "209-phone-plan")):
        page = phone("binh", server.url, size=size).open()
        acts.sign_in(page, "tinhkhac")
        acts.ready(page)
        page.goto(server.url + "/chi-tieu?ky=2024")
        page.get_by_role("link", name=re.compile("^Tỉnh Gia Lai")).tap()
        expect(page.get_by_text(word("figures.asOf", day="31/12/2024"))).to_be_visible()
        page.get_by_role("button", name=re.compile("68 tổ")).tap()
        sheet = page.get_by_role("dialog")
        expect(sheet.get_by_role("blockquote")).to_contain_text("68 tổ")
        expect(sheet.get_by_text("KH 1002/KH-UBND 01/5/2024 (Gia Lai)", exact=True)).to_be_visible()
        seen.at(page, name)


def by_unit(page):
    """Sorted by name, by what was assigned, and what has no number apart; searched without dấu."""
    names = page.locator(".table__row > th")
    sort = page.get_by_role("columnheader", name=word("figures.assigned")).get_by_role("button")
    ascending = names.all_inner_texts()
    assert ascending.index("Bác Ái") < ascending.index("Bác Ái Đông") < ascending.index("Cam Linh")
    sort.tap()
    column = page.locator(".table__row > td:nth-of-type(2)")
    targets = [text.strip() for text in column.all_inner_texts()]
    first = [text for text in targets if re.search(r"\d", text)]
    assert targets[: len(first)] == first
    assert word("absence.notAssigned") in " ".join(targets[len(first) :])
    numbers = [int(re.findall(r"\d+", text)[0]) for text in first]
    assert numbers == sorted(numbers, reverse=True)
    before = names.count()
    page.get_by_role("button", name=like("figures.silent")).tap()
    assert names.count() > before
    page.get_by_role("searchbox").fill("bac ai")
    expect(names.filter(has_text="Bác Ái")).to_have_count(3)
    assert names.count() == 3


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_what_is_on_its_way_what_failed_and_what_was_last_seen(
    size, phone, server, filed, looks, on_phone
):
    seen, name = (looks, "desk") if size == DESK else (on_phone, "phone")
    filed.meeting(filed.team(TEAM, "approved"), ago(3))
    hers = phone("hoa", server.url, size=size)
    page = hers.open()
    acts.sign_in(page, "tinh")
    acts.ready(page)
    nothing = page.get_by_role("status").filter(has_text=word("fill.opening"))

    hers.context.route(FIGURES, lambda route, _: None)
    page.goto(server.url + "/chi-tieu?ky=2026S1")
    expect(nothing).to_be_attached()
    seen.at(page, f"210-{name}-figures-coming")
    hers.context.unroute(FIGURES)
    hers.context.route(FIGURES, broken)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text(word("error.500.1"))
    seen.at(page, f"211-{name}-figures-failed")
    hers.context.unroute(FIGURES)
    acts.tap(page, "served.again")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(
        page.get_by_text(like("kind.count")).or_(page.locator(".table__row")).first
    ).to_be_visible()

    hers.context.route(QUEUE, broken)
    acts.tab(page, "bar.review")
    expect(page.get_by_role("alert")).to_contain_text(word("error.500.1"))
    seen.at(page, f"212-{name}-queue-failed", keep=False)
    hers.context.unroute(QUEUE)
    acts.tap(page, "served.again")
    hers.context.route(RECORD, lambda route, _: None)
    page.locator("[data-queue] a").first.tap()
    expect(nothing).to_be_attached()
    seen.at(page, f"213-{name}-record-coming", keep=False)
    hers.context.unroute(RECORD)

    acts_bar(page, server, "/chi-tieu")
    hers.lose_signal()
    page.reload()
    expect(page.get_by_text(like_kept())).to_be_visible()
    seen.at(page, f"214-{name}-figures-kept")
    page.goto(server.url + "/chi-tieu?ky=2026Q1")
    expect(page.get_by_text(word("served.never"))).to_be_visible()
    seen.at(page, f"215-{name}-figures-never")


def acts_bar(page, server, path):
    """To a place by its address, and wait until it is there."""
    page.goto(server.url + path)
    expect(page.locator(".target").first).to_be_attached()
    page.wait_for_load_state("networkidle")


def broken(route, _):
    """The server has a bad day."""
    said = {"code": "500.1", "message": "", "details": {}}
    route.fulfill(status=500, json=said, headers={"So-Thon": "1"})


def like_kept():
    """That this was seen before, and how old it is."""
    before, _, after = word("served.kept", at="@", age="#").partition("#")
    return re.compile(re.escape(before) + r"\d+ .+" + re.escape(after).replace("@", ".+"))


def test_on_paper(phone, server, filed, looks):
    filed.team(TEAM, "approved")
    page = phone("hoa", server.url, size=DESK).open()
    acts.sign_in(page, "tinh")
    acts.ready(page)
    for path in ("/chi-tieu", "/chi-tieu/TTCD_MOI"):
        page.goto(server.url + path)
        expect(page.locator(".table__row").first).to_be_visible()
        sheet = page.pdf(prefer_css_page_size=True)
        boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheet)
        assert {tuple(round(float(side)) for side in box) for box in boxes} == {A4}
        page.emulate_media(media="print")
        for gone in (".bar", ".band", ".pickers", ".search", ".print", ".table__sort", ".actions"):
            expect(page.locator(gone).filter(visible=True)).to_have_count(0)
        for there in (like("paper.printed"), word("paper.source"), re.compile("Khánh Hòa")):
            expect(page.get_by_text(there).filter(visible=True).first).to_be_visible()
        heading = page.get_by_role("columnheader", name=word("source.document"))
        expect(heading).to_be_visible()
        rules = "rows => [...new Set(rows.map(row => getComputedStyle(row).breakInside))]"
        assert page.locator(".table tr").evaluate_all(rules) == ["avoid"]
        assert page.locator("thead").evaluate("head => getComputedStyle(head).display") == (
            "table-header-group"
        )
        if path == "/chi-tieu":
            paper(page, looks, "216-paper")
        page.emulate_media(media="screen")


def paper(page, looks, name):
    """As the printed page is: A4 at 96 dots an inch, less its margins."""
    page.set_viewport_size({"width": 703, "height": 1016})
    looks.keep(page, name)
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
