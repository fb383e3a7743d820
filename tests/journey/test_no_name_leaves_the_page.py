"""What a record says of somebody, and who works here, stands on the pages of the app: in no address
that a server on the way writes down, no title that a browser remembers, no notification, no log.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from api import clock
from api.loading.folder import publish_file
from tests.browser import DESK
from tests.journey import acts, office
from tests.journey.forms import Paper
from tests.journey.test_a_health_record import nobody_reads
from tests.journey.witness import Witness
from tests.journey.words import like, word

FORM = Path(__file__).parent.parent / "faults" / "forms" / "nguoi_duoc_giup.md"
TITLE = "Người được giúp"
WOMAN, NUMBER, TOLD = "Pi Năng Thị Quỳnh Giạ", "917364052", "chồng đập vỡ chiếc gùi"
REASON = "Chị hỏi lại chị Quỳnh Giạ số điện thoại"
LAN = "Lan · tổ trưởng"


@pytest.fixture
def watched(phone, server, stored, tmp_path):
    """Gives a phone or a desk with its witness, signed in; a form that asks for names is there."""
    file = tmp_path / FORM.name
    file.write_text(FORM.read_text().replace("PROTECTION", "vault"))
    list(publish_file(stored, file, clock.now()))

    def give(login, **how):
        made = phone(login, server.url, **how)
        made.open("/health")
        witness = Witness(made.context)
        acts.sign_in(made.open(), login)
        return made.page, witness

    return give


def write(page):
    """Trâm writes it, up to the last look, and finishes."""
    acts.tab(page, "bar.write")
    acts.tap(page, "form.other", form=TITLE)
    expect(page.get_by_text(like("fill.where"))).to_be_visible()
    paper = Paper(page).next()
    for name, said in (("woman", WOMAN), ("number", NUMBER), ("told", TOLD)):
        paper.say(f"/data/{name}", said)
        assert nobody_reads(page) == 1
        paper.next()
    paper.next().finish()


@pytest.mark.long
def test_a_name_stands_on_the_page_and_nowhere_else(watched, server):
    # The demonstration greets with its own accounts, which are nobody's.
    greeting = server.log()
    page, trams = watched("tramyte")
    expect(page.get_by_role("link", name=word("home.write"))).to_be_visible()
    acts.lock(page)
    write(page)
    acts.sent(page, "tramyte")
    acts.cards(page, WOMAN).tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text(WOMAN)

    commune, mais = watched("xa", size=DESK)
    acts.open_in_queue(commune, WOMAN)
    acts.send_back(commune, WOMAN, REASON)
    # Whose work is handed over in her place, and whose account it is, are looked for by name.
    commune.goto(server.url + "/ban-giao")
    commune.get_by_label(word("handover.search"), exact=True).fill(LAN)
    acts.tap(commune, "handover.find")
    expect(commune.get_by_role("radio").first).to_be_attached()

    desk, admins = watched("admin", size=DESK)
    acts.tab(desk, "bar.account")
    office.link(desk, "account.administration").tap()
    office.into(desk, "users")
    desk.get_by_role("searchbox").fill(LAN)
    expect(desk.get_by_role("row").filter(has_text=LAN)).to_have_count(1)
    desk.get_by_role("row").filter(has_text=LAN).get_by_role("link").tap()
    expect(desk.get_by_role("heading", name=LAN)).to_be_visible()

    page.goto(server.url)
    acts.unlock(page)
    acts.cards(page, word("home.returned", form=TITLE)).tap()
    expect(page.get_by_text(REASON)).to_be_visible()

    logged = server.log().removeprefix(greeting)
    for witness in (trams, mais, admins):
        assert len(witness.titles) > 3
        assert len(witness.addresses) > 20
        assert witness.read(WOMAN, NUMBER, TOLD, REASON, LAN, beside=logged) == []
