"""Trâm's locked phone is taken away: of what she wrote not a byte of its storage tells anything.

The same story with the encryption switched off must be found out: else the search sees nothing.
"""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from api import clock
from api.loading.folder import publish_file
from api.models.submission import Attachment, SubmissionVersion
from api.storage.db import Database
from tests.browser import Phone
from tests.faults import searched
from tests.journey import acts
from tests.journey.forms import Paper
from tests.journey.words import like, word
from tests.people import PASSWORD, TRAM

FORM = Path(__file__).parent / "forms" / "nguoi_duoc_giup.md"
TITLE = "Người được giúp"

SENT = ("Pi Năng Thị Quỳnh Giạ", "917364052", "chồng chị ấy đập vỡ chiếc gùi hôm phiên chợ")
WAITING = ("Chamaléa Thị Đượm", "938207416", "em ấy mười lăm tuổi, nhà bắt nghỉ học lấy chồng")
HALF = ("Katơr Thị Xuyễn", "906528371", "chị ấy muốn gửi con ở nhà bà ngoại bên suối Rua")
# What a camera writes beside the picture.
CAMERA = b"MARK-OF-THE-CAMERA-7f3a91"

# Every picture that the app makes small, kept where the test can ask for it.
PICTURES = """() => {
  window.pictures = []
  const toBlob = HTMLCanvasElement.prototype.toBlob
  HTMLCanvasElement.prototype.toBlob = function (done, ...how) {
    return toBlob.call(this, (blob) => {
      blob.arrayBuffer().then((bytes) => window.pictures.push([...new Uint8Array(bytes)]))
      done(blob)
    }, ...how)
  }
}"""
# The vault switched off from outside: the app seals as ever, and nothing is changed by it.
OPEN = """
  for (const way of globalThis.SubtleCrypto ? ['encrypt', 'decrypt'] : []) {
    const ours = SubtleCrypto.prototype[way]
    SubtleCrypto.prototype[way] = function (how, key, data) {
      if (how.name !== 'AES-GCM') return ours.call(this, how, key, data)
      const bytes = new Uint8Array(data.buffer ? data.buffer.slice(0) : data)
      return Promise.resolve(bytes.buffer)
    }
  }
"""


@pytest.fixture
def kind():
    """What is looked through is on the phone."""
    return "sqlite"


def publish(stored: Database, folder: Path, protection: str) -> None:
    """The form of the tests, protected so."""
    file = folder / FORM.name
    file.write_text(FORM.read_text().replace("PROTECTION", protection))
    list(publish_file(stored, file, clock.now()))


@pytest.fixture
def confidential(stored, tmp_path):
    """A form that only a locked notebook may write."""
    publish(stored, tmp_path, "vault")


@pytest.fixture
def picture(tmp_path) -> Path:
    """As her camera makes it, with its mark in it."""
    path = acts.photo(tmp_path / "camera.jpg")
    content = path.read_bytes()
    comment = b"\xff\xfe" + (len(CAMERA) + 2).to_bytes(2, "big") + CAMERA
    path.write_bytes(content[:2] + comment + content[2:])
    return path


def write(page: Page, said: tuple[str, str, str], picture: Path | None = None) -> Paper:
    """One more of them, up to the last look."""
    acts.tab(page, "bar.write")
    acts.tap(page, "form.other", form=TITLE)
    expect(page.get_by_text(like("fill.where"))).to_be_visible()
    paper = Paper(page).next()
    paper.say("/data/woman", said[0]).next()
    paper.say("/data/number", said[1]).next()
    paper.say("/data/told", said[2])
    if picture:
        paper.next().take_photo(picture)
    return paper.saved()


def story(tram: Phone, picture: Path) -> dict[str, set[bytes]]:
    """One sent, one waiting, one half written; locked. Gives what must not be found."""
    page = locked(tram)
    write(page, SENT, picture).next().finish()
    acts.sent(page, TRAM.login, PASSWORD)
    tram.lose_signal()
    write(page, WAITING, picture).next().finish()
    write(page, HALF)
    pictures = [bytes(each) for each in page.evaluate("() => window.pictures")]
    assert len(pictures) == 2
    acts.go_back(page)
    expect(page.get_by_role("heading", name=word("home.title"))).to_be_visible()
    # What she reads of it afterwards leaves no trace either.
    acts.tab(page, "bar.outbox")
    acts.cards(page, WAITING[0]).tap()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    acts.go_back(page)
    return secrets(pictures)


def locked(tram: Phone) -> Page:
    """Signed in, with a PIN of her own."""
    page = tram.open()
    acts.sign_in(page, TRAM.login, PASSWORD)
    expect(page.get_by_role("link", name=word("home.write"))).to_be_visible()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    acts.lock(page)
    page.evaluate(PICTURES)
    return page


def secrets(pictures: list[bytes]) -> dict[str, set[bytes]]:
    """Each name, number and answer; a piece of each picture, and the camera's mark."""
    said = {one: searched.dresses(one) for each in (SENT, WAITING, HALF) for one in each}
    for nth, content in enumerate(pictures):
        middle = len(content) // 2
        said[f"picture {nth}"] = searched.of_bytes(content[middle : middle + 48])
    return said | {"the camera's mark": searched.of_bytes(CAMERA)}


def lock(page: Page) -> None:
    """She puts it away."""
    acts.tab(page, "bar.home")
    page.get_by_role("main").get_by_role("link").last.tap()
    acts.tap(page, "account.lockNow")
    expect(page.get_by_label(word("unlock.pin"), exact=True)).to_be_visible()


def test_nothing_is_found_on_a_locked_phone(phone, server, confidential, picture, tmp_path):
    tram = phone("tram", server.url)
    hidden = story(tram, picture)
    lock(tram.page)
    tram.close()
    profile = tmp_path / "phone-tram-0"
    assert searched.search(profile, hidden) == []

    # Once more open, and killed in the middle of it.
    page = tram.open()
    acts.unlock(page)
    acts.cards(page, HALF[0]).tap()
    Paper(page).say("/data/told", HALF[2] + " và về sau").saved()
    tram.kill()
    assert searched.search(profile, hidden) == []

    # It was there all the time, for her.
    page = tram.open()
    acts.unlock(page)
    acts.cards(page, HALF[0]).tap()
    field = Paper(page).question("/data/told").get_by_role("textbox")
    expect(field).to_have_value(HALF[2] + " và về sau")


@pytest.mark.long
def test_the_search_finds_it_where_the_vault_is_switched_off(
    phone, server, confidential, picture, tmp_path
):
    tram = phone("open", server.url)
    tram.open("/rua-tay.html")
    tram.context.add_init_script(OPEN)
    hidden = story(tram, picture)
    lock(tram.page)
    tram.close()
    found = searched.search(tmp_path / "phone-open-0", hidden)
    missed = {name for name in hidden if not any(one.startswith(f"{name} in ") for one in found)}
    # The camera's own mark never came into the browser: every picture is drawn anew.
    assert missed == {"the camera's mark"}


@pytest.mark.long
def test_what_is_sealed_she_cannot_read_again_and_the_server_can(
    phone, server, stored, picture, tmp_path
):
    publish(stored, tmp_path, "sealed")
    tram = phone("sealed", server.url)
    page = locked(tram)
    tram.lose_signal()
    write(page, WAITING, picture).next().finish()
    pictures = [bytes(each) for each in page.evaluate("() => window.pictures")]
    acts.tab(page, "bar.outbox")
    expect(page.get_by_text(WAITING[0])).to_have_count(0)
    acts.cards(page, word("mine.sealedName")).tap()
    expect(page.get_by_text(word("mine.sealed"))).to_be_visible()
    acts.go_back(page)
    tram.find_signal()
    acts.sent(page, TRAM.login, PASSWORD)
    with stored.reading() as session:
        (version,) = session.exec(select(SubmissionVersion)).all()
        kept = session.exec(select(Attachment)).one()
    assert all(said in version.xml.decode() for said in WAITING)
    assert kept.sha256 == hashlib.sha256(pictures[0]).hexdigest()
    tram.close()
    assert searched.search(tmp_path / "phone-sealed-0", secrets(pictures)) == []
