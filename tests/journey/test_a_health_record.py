"""A record about one woman: no service reads it while it is written, it can be corrected until its
receipt and after it, and neither an address nor a title nor the server's log says of whom it is.
"""

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import col, select

from api.models.submission import SubmissionVersion
from tests.journey import activities, acts
from tests.journey.forms import Paper
from tests.journey.witness import Witness
from tests.journey.words import like, word

CODE, TITLE = "PD-83157", "PD83157"
MET = ("Đạt",) * 5
# What a keyboard, a spelling service or the browser's memory could be given.
READ_BY_OTHERS = """() => [...document.querySelectorAll('main input, main textarea')]
  .filter((field) => !['radio', 'checkbox', 'file'].includes(field.type))
  .filter((field) => field.spellcheck || field.autocomplete !== 'off')
  .map((field) => field.outerHTML)"""


@pytest.fixture
def tram(phone, server):
    """Her phone at the station, its notebook locked; no signal."""
    hers = phone("tram", server.url)
    hers.open("/health")
    hers.witness = Witness(hers.context)
    page = hers.open()
    acts.sign_in(page, "tramyte")
    acts.ready(page, "goi_sinh_de")
    acts.lock(page)
    hers.lose_signal()
    return hers


def nobody_reads(page: Page) -> int:
    """No field of this screen is read by anybody else; gives how many there are."""
    assert page.evaluate(READ_BY_OTHERS) == []
    return page.get_by_role("main").get_by_role("textbox").count()


def resident(stored):
    """What the server's versions say of one condition, oldest first."""
    with stored.reading() as session:
        all_of_them = select(SubmissionVersion.xml).order_by(col(SubmissionVersion.id))
        hers = [xml.decode() for xml in session.exec(all_of_them) if CODE.encode() in xml]
    return [xml.split("<resident>")[1].split("<")[0] for xml in hers]


def correct(page: Page, said: str) -> None:
    """From the record: one condition is another."""
    acts.tap(page, "mine.edit")
    page.get_by_role("button", name="đặc biệt khó khăn").tap()
    Paper(page).choose("/data/mother/resident", said)
    acts.tap(page, "act.doneHere")
    acts.tap(page, "fill.finish")
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)


def written(page: Page) -> int:
    """All of it, up to the record's own page; gives how many fields were looked at."""
    paper = activities.begin_package(page, CODE)
    for name, said in zip(("ethnic", "adult", "resident"), MET, strict=False):
        paper.choose(f"/data/mother/{name}", said)
    paper.next().choose("/data/birth/policy", "Đạt").choose("/data/birth/facility", "Đạt").next()
    paper.choose("/data/support/packages", "Đi lại khi sinh ở cơ sở y tế")
    fields = nobody_reads(page)
    # Back over every question: what a field was like does not depend on what stands in it.
    for _ in range(4):
        acts.tap(page, "act.back")
        fields += nobody_reads(page)
    for _ in range(4):
        paper.next()
    paper.next()
    acts.tap(page, "fill.finish")
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    return fields


def sent(page: Page) -> None:
    """From the record by "my work" to the outbox, until nothing waits there."""
    page.get_by_role("link", name=word("mine.home"), exact=True).tap()
    acts.sent(page, "tramyte")


def test_it_is_read_by_no_service_corrected_and_named_nowhere(tram, server, stored):
    page = tram.page
    # Her code, and the three parts of a day.
    assert written(page) >= 4
    correct(page, "Không đạt")
    correct(page, "Chưa rõ")
    assert resident(stored) == []

    tram.find_signal()
    sent(page)
    assert resident(stored) == ["not_known"]
    # It has its receipt: from now on a correction is another version.
    acts.cards(page, TITLE).tap()
    expect(page.get_by_text(like("outbox.receipt"))).to_be_visible()
    correct(page, "Không đạt")
    sent(page)
    assert resident(stored) == ["not_known", "not_met"]

    # The witness was there all along, and reads of none of it whom it is about.
    assert {"Sổ Thôn", f"{word('outbox.title')} · Sổ Thôn"} <= tram.witness.titles
    assert len(tram.witness.addresses) > 30
    assert tram.witness.read(CODE, TITLE, beside=server.log()) == []
