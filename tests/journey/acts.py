"""What people do on the phone, in the words of its screens; used by journeys and by faults."""

import re
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TimedOut

from api.clock import VIET_NAM
from tests.journey.words import like, word

PASSWORD = "so-thon-demo"
PIN = "285417"


def today() -> date:
    """In Viet Nam."""
    return datetime.now(VIET_NAM).date()


def button(page: Page, key: str, **slots: object) -> Locator:
    """The button that says this and nothing else."""
    return page.get_by_role("button", name=word(key, **slots), exact=True)


def tap(page: Page, key: str, **slots: object) -> None:
    """Tap the button that says this."""
    button(page, key, **slots).tap()


def tab(page: Page, key: str) -> None:
    """Tap one of the places in the bar at the bottom, whatever number stands beside its name."""
    bar = page.get_by_role("navigation", name=word("bar.name"))
    said = re.compile(rf"^{re.escape(word(key))}( · \d+)?$")
    bar.get_by_role("link", name=said).tap()


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    """From the first screen to "my work", with what the phone needs to work without network."""
    page.get_by_label(word("signIn.login")).fill(login)
    page.get_by_label(word("signIn.password"), exact=True).fill(password)
    tap(page, "signIn.do")
    expect(page.get_by_role("heading", name=word("home.title"))).to_be_visible()


def photo(path: Path, colour: str = "#7a8f5a") -> Path:
    """A JPEG as a camera writes it: larger than what is sent, with edges to recognise."""
    picture = Image.new("RGB", (2400, 1800), colour)
    pen = ImageDraw.Draw(picture)
    for nth in range(9):
        left = 200 + nth * 230
        pen.ellipse((left, 700, left + 160, 860), fill="#f2d3b3")
        pen.rectangle((left - 10, 870, left + 170, 1400), fill=("#22306f", "#98182b")[nth % 2])
    content = BytesIO()
    picture.save(content, "JPEG", quality=88)
    path.write_bytes(content.getvalue())
    return path


def ready(page: Page, form: str = "to_truyen_thong") -> None:
    """Wait until forms and lists are on the phone: from now on she needs no network."""
    expect(button(page, f"form.{form}")).to_be_visible()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")


def lock(page: Page, pin: str = PIN) -> None:
    """From "my work": lock the notebook with this PIN, and come back."""
    page.get_by_role("main").get_by_role("link").last.tap()
    page.get_by_role("link", name=word("account.lock")).tap()
    for key in ("lock.newPin", "lock.again"):
        page.get_by_label(word(key), exact=True).fill(pin)
    tap(page, "lock.do")
    # Half a second of a phone's work, several on a computer that is busy with other tests.
    expect(page.get_by_text(word("lock.done"))).to_be_visible(timeout=60_000)
    go_back(page)
    tab(page, "bar.home")


def unlock(page: Page, pin: str = PIN) -> None:
    """Open what is locked."""
    page.get_by_label(word("unlock.pin"), exact=True).fill(pin)
    tap(page, "unlock.do")
    expect(page.get_by_role("banner")).to_be_visible(timeout=60_000)


def cards(page: Page, title: str) -> Locator:
    """The cards that lead to something with this title, or with words that begin with it."""
    # A slash in a name's pattern is more than the driver's own reader of patterns can take.
    said = re.compile("^" + re.escape(title).replace("/", "."))
    return page.get_by_role("main").get_by_role("link", name=said)


def nudge(page: Page) -> None:
    """Tap "send now", unless the phone was faster and has sent by itself."""
    with suppress(TimedOut):
        page.get_by_role("button", name=like("outbox.sendNow")).tap(timeout=1_500)


def sent(page: Page, login: str, password: str = PASSWORD) -> None:
    """From the outbox: send what waits. A phone that died may have to sign in again for it."""
    tab(page, "bar.outbox")
    nudge(page)
    done, again = page.get_by_text(word("outbox.allSent")), page.get_by_text(word("signIn.again"))
    expect(done.or_(again).first).to_be_visible()
    if again.is_visible():
        tap(page, "signIn.do")
        page.get_by_label(word("signIn.login")).fill(login)
        page.get_by_label(word("signIn.password"), exact=True).fill(password)
        tap(page, "signIn.do")
    expect(done).to_be_visible()


def loaded(picture: Locator) -> None:
    """The picture is there, not only its frame."""
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0


def open_in_queue(page: Page, title: str) -> None:
    """A supervisor opens the record with exactly this title from what waits."""
    tab(page, "bar.review")
    exactly = page.get_by_role("strong").filter(has_text=re.compile(f"^{re.escape(title)}$"))
    page.get_by_role("main").get_by_role("link").filter(has=exactly).first.tap()
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    expect(button(page, "review.approve")).to_be_visible()


def approve(page: Page, title: str) -> None:
    """Approve what is open, and read that it was."""
    tap(page, "review.approve")
    said = page.get_by_role("status").filter(has_text=word("review.did.approved", title=title))
    expect(said).to_be_visible()


def send_back(page: Page, title: str, reason: str) -> None:
    """Return what is open, saying why."""
    tap(page, "review.return")
    sheet = page.get_by_role("dialog")
    sheet.get_by_label(word("reason.label")).fill(reason)
    tap_in(sheet, "reason.do.hasIssues")
    said = page.get_by_role("status").filter(has_text=word("review.did.hasIssues", title=title))
    expect(said).to_be_visible()


def tap_in(part: Locator, key: str) -> None:
    """Tap the button that says this in a part of the screen."""
    part.get_by_role("button", name=word(key), exact=True).tap()


def unfold(page: Page) -> None:
    """On a phone only the first kind of indicators is open: open the others too."""
    closed = page.locator("details.kind:not([open]) > summary")
    expect(page.locator("details.kind").first).to_be_visible()
    while closed.count():
        closed.first.tap()


def figure(page: Page, name: str) -> Locator:
    """The card of an indicator."""
    return page.locator(".figure").filter(has_text=name).first


def value_of(card: Locator) -> int:
    """The number on it."""
    number = re.compile(r"^([\d.]+)(\s|$)", re.MULTILINE)
    expect(card).to_have_text(re.compile(r"\D[\d.]+\s*(/|tổ)"))
    found = number.search(card.inner_text())
    assert found, card.inner_text()
    return int(found[1].replace(".", ""))


def go_back(page: Page) -> None:
    """By the button at the top left."""
    page.get_by_role("banner").get_by_role("button").first.tap()
