"""A real server with the demonstration's accounts and activity, as `make run` leaves it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from api.storage.db import Database
from tests import browser
from tests.browser import DESK, Phone
from tests.journey import office
from tests.journey.filed import Filed
from tests.journey.looks import Looks
from tests.journey.words import word
from tests.server import Server


@pytest.fixture
def kind() -> str:
    """What is shown on screens does not depend on the database; what does is told in tests/api."""
    return "sqlite"


@pytest.fixture(scope="session")
def shared_browser(chromium: Playwright) -> Iterator[Browser]:
    """Started once: a story needs a phone's storage to be its own, not its processes."""
    opened = chromium.chromium.launch(**browser.program_and_flags())
    yield opened
    opened.close()


@pytest.fixture
def window(shared_browser: Browser) -> Browser:
    """Each phone of a story is a window of it; those of tests/faults have browsers of their own."""
    return shared_browser


@pytest.fixture
def looks() -> Iterator[Looks]:
    """What is wrong with the screens of one test, on a phone."""
    found = Looks(word("act.name"))
    yield found
    found.fine()


@pytest.fixture
def at_desk() -> Iterator[Looks]:
    """The same at a desk."""
    found = Looks(word("act.name"), DESK)
    yield found
    found.fine()


@pytest.fixture
def filed(server: Server) -> Filed:
    """Records that are there already."""
    return Filed(server.url)


@pytest.fixture
def demonstration_url(kind: str, copied: Callable[[str, str], str]) -> str:
    """Its database."""
    return copied(kind, "demonstrated")


@pytest.fixture
def server(demonstration_url: str, tmp_path: Path) -> Iterator[Server]:
    """`sothon serve`, running."""
    with Server(demonstration_url, tmp_path / "server", SOTHON_DEMONSTRATION="1") as running:
        yield running


@pytest.fixture
def stored(demonstration_url: str) -> Iterator[Database]:
    """What the server has kept, looked at from outside."""
    opened = Database(demonstration_url)
    yield opened
    opened.close()


@pytest.fixture
def administrator(phone: Callable[..., Phone], server: Server) -> Phone:
    """The administrator's desk, signed in, in the rooms of administration."""
    desk = phone("admin", server.url, size=DESK)
    desk.open()
    office.come_in(desk.page)
    return desk
