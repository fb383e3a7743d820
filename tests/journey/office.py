"""What an administrator does at her desk, in the words of its screens."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journey import acts
from tests.journey.words import word

ADMINISTRATOR = "admin"


def come_in(page: Page) -> None:
    """Sign in, and through the account to the rooms of administration."""
    acts.sign_in(page, ADMINISTRATOR)
    acts.tab(page, "bar.account")
    link(page, "account.administration").tap()
    here(page, "rooms.title")


def link(page: Page, key: str, **slots: object) -> Locator:
    """The link that says this."""
    return page.get_by_role("main").get_by_role("link", name=word(key, **slots), exact=True)


def here(page: Page, key: str, **slots: object) -> None:
    """Wait for a room by its heading."""
    expect(
        page.get_by_role("heading", level=1, name=word(key, **slots), exact=True)
    ).to_be_visible()


def into(page: Page, room: str) -> None:
    """Into a room by its card, from the first page of administration."""
    say = page.get_by_role("main").get_by_role("link").filter(has_text=word(f"rooms.{room}.say"))
    say.tap()
    here(page, f"{room}.title")


def out(page: Page) -> None:
    """Back to the first page of administration."""
    page.get_by_role("banner").get_by_role("button", name=word("rooms.title")).tap()
    here(page, "rooms.title")


def field(page: Page | Locator, key: str) -> Locator:
    """A field by its label."""
    return page.get_by_label(word(key), exact=True)


def search_unit(page: Page | Locator, typed: str, name: str) -> None:
    """Type a part of a unit's name and choose the one of this name."""
    page.get_by_label(word("choice.search")).fill(typed)
    page.get_by_role("button", name=name).first.tap()
    expect(page.get_by_role("button", name=word("unit.other"))).to_be_visible()


def said(page: Page, key: str, **slots: object) -> Locator:
    """What the page says was done."""
    return page.get_by_role("status").filter(has_text=word(key, **slots))


def trail(page: Page, *acts_done: str) -> None:
    """The audit trail tells of these acts."""
    page.goto(re.sub(r"/quan-tri.*", "/quan-tri/nhat-ky", page.url))
    for act in acts_done:
        expect(row(page, word(f"act.{act}")).first).to_be_visible()


def row(page: Page, text: str) -> Locator:
    """A row of the table."""
    return page.get_by_role("row").filter(has_text=text)


def choose_file(page: Page, key: str, name: str, content: str) -> None:
    """Hand a file to a field."""
    payload = {"name": name, "mimeType": "", "buffer": content.encode()}
    field(page, key).set_input_files(payload)  # type: ignore[arg-type]


def workbook(form: str) -> str:
    """A form as its author keeps it."""
    root = Path(__file__).parent.parent.parent
    return (root / "forms" / f"{form}.md").read_text()
