"""A phone that never gets through: its records go to the office in a file that nobody on the way
can read, are taken in once, and the phone finds them received when it comes back.
"""

import pytest
from playwright.sync_api import expect

from tests.browser import DESK
from tests.faults import storage
from tests.faults import test_the_phone_is_searched as searched
from tests.faults.conftest import TEAM, rows
from tests.journey import acts
from tests.journey.looks import Looks
from tests.journey.words import word
from tests.people import LAN, MAI, PASSWORD


@pytest.fixture
def kind():
    """What the server does with the file is tried on both databases in tests/api."""
    return "sqlite"


def exported(page, folder):
    """She packs, and saves the file."""
    acts.tap(page, "export.do")
    with page.expect_download() as coming:
        page.get_by_role("link", name=word("export.save")).tap()
    saved = folder / coming.value.suggested_filename
    coming.value.save_as(saved)
    return saved


def bring(page, url, file):
    """At the office: from the list of phones that owe."""
    page.goto(url + "/may")
    page.locator("input[type=file]").set_input_files(file)


def test_exported_imported_and_found_received(lan, phone, server, stored, tmp_path, balance):
    her = lan()
    storage.grow(her.page, 2)
    expect(acts.button(her.page, "outbox.sendNow", n=3)).to_be_visible()
    said_saved, before = [one.id for one in her.has()], rows(stored)
    file = exported(her.page, tmp_path)
    sealed = file.read_bytes()
    for secret in (TEAM, "Lan", "sinh_hoat_to", said_saved[0], "<data", "JFIF"):
        assert secret.encode() not in sealed, secret

    mai = phone("mai", server.url, size=DESK).open()
    acts.sign_in(mai, MAI.login, PASSWORD)
    bring(mai, server.url, file)
    expect(mai.get_by_text(word("bring.counts", taken=6, known=0, refused=0))).to_be_visible()
    expect(mai.get_by_role("listitem").filter(has_text=LAN.name)).to_have_count(6)
    assert rows(stored) == before + 3
    bring(mai, server.url, file)
    expect(mai.get_by_text(word("bring.counts", taken=0, known=6, refused=0))).to_be_visible()

    # The phone still has them, and learns that they are there.
    her.phone.find_signal()
    her.sends_all()
    kept = her.has()
    assert len(kept) == 3
    assert all(one.acknowledged for one in kept)
    assert rows(stored) == before + 3
    expect(acts.button(her.page, "export.do")).to_be_hidden()
    balance(kept, *said_saved)


@pytest.mark.long
def test_what_not_even_its_writer_reads_again_is_carried_too(phone, server, stored, ask, tmp_path):
    searched.publish(stored, tmp_path, "sealed")
    tram = phone("tram", server.url)
    page = searched.locked(tram)
    tram.lose_signal()
    picture = acts.photo(tmp_path / "camera.jpg")
    searched.write(page, searched.WAITING, picture).next().finish()
    acts.tab(page, "bar.outbox")
    file = exported(page, tmp_path)
    before = rows(stored)
    for outcome in ("taken", "known"):
        said = ask(MAI).post("/v1/outboxes", content=file.read_bytes()).json()
        assert said["counts"][outcome] == 2, said
    assert rows(stored) == before + 1
    tram.find_signal()
    acts.nudge(page)
    expect(page.get_by_text(word("outbox.allSent"))).to_be_visible()
    assert rows(stored) == before + 1


@pytest.mark.long
def test_every_step_can_be_read_by_everybody(lan, phone, server, tmp_path):
    looks, office = Looks(word("act.name")), Looks(word("act.name"), size=DESK)
    her = lan()
    expect(acts.button(her.page, "export.do")).to_be_visible()
    looks.at(her.page, "q1-outbox-waits")
    file = exported(her.page, tmp_path)
    looks.at(her.page, "q2-outbox-packed")
    cut = tmp_path / "cut.sothon"
    cut.write_bytes(file.read_bytes()[:-9])
    for seen, ending, device in (
        (looks, "", phone("mai", server.url)),
        (office, "-desk", phone("mai-desk", server.url, size=DESK)),
    ):
        acts.sign_in(device.open(), MAI.login, PASSWORD)
        bring(device.page, server.url, cut)
        expect(device.page.get_by_text(word("error.outboxBroken"))).to_be_visible()
        seen.at(device.page, f"q3-outbox-brought{ending}")
    looks.fine()
    office.fine()


@pytest.mark.long
def test_what_cannot_be_read_at_the_office_says_why(lan, phone, server, tmp_path):
    her = lan()
    file = exported(her.page, tmp_path)
    cut = tmp_path / "cut.sothon"
    cut.write_bytes(file.read_bytes()[:-9])
    other = tmp_path / "other.sothon"
    other.write_bytes(b"PK")
    mai = phone("mai", server.url).open()
    acts.sign_in(mai, MAI.login, PASSWORD)
    bring(mai, server.url, cut)
    expect(mai.get_by_text(word("error.outboxBroken"))).to_be_visible()
    bring(mai, server.url, other)
    expect(mai.get_by_text(word("error.noOutbox"))).to_be_visible()
