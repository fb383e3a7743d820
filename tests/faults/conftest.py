"""A real server on a peopled database, and Lan's phone with a meeting that waits for signal."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
from playwright.sync_api import Page, expect
from sqlmodel import func, select

from api.models.submission import SubmissionVersion
from api.storage.db import Database
from tests import people, records
from tests.browser import Phone
from tests.faults import approved, ledger, storage
from tests.faults.ledger import Kept, Memory
from tests.journey import acts, forms
from tests.journey.forms import Meeting
from tests.journey.words import word
from tests.people import LAN, PASSWORD, Somebody
from tests.server import Server

TEAM = "Tổ truyền thông Tà Lú 1"


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Where the server keeps its files."""
    return tmp_path / "server"


@pytest.fixture
def server(world_url: str, data_dir: Path) -> Iterator[Server]:
    """`sothon serve`, running."""
    with Server(world_url, data_dir) as running:
        yield running


@pytest.fixture
def stored(world_url: str) -> Iterator[Database]:
    """What it has kept, looked at from outside."""
    opened = Database(world_url)
    yield opened
    opened.close()


@pytest.fixture
def balance(
    world_url: str, data_dir: Path, stored: Database, ask: Callable[[Somebody], httpx2.Client]
) -> Callable[..., None]:
    """The ledger of this world. Before the story begins one record is approved, and seen so."""
    remembered: Memory = {}
    with stored.reading() as session:
        approved.before_the_fault(session, ask)
    with stored.reading() as session:
        ledger.remember(session, remembered)

    def close(phones_have: list[Kept], *said_saved: str) -> None:
        ledger.balance(
            world_url, data_dir, phones_have, *said_saved, ask=ask, remembered=remembered
        )

    return close


def rows(stored: Database) -> int:
    """How many versions are stored."""
    with stored.reading() as session:
        number: int = session.exec(select(func.count()).select_from(SubmissionVersion)).one()
        return number


def told(instance_id: str, xml: bytes, files: Mapping[str, bytes] | None = None) -> Kept:
    """What a client that plays a phone has after a receipt."""
    hashes = {name: sha256(content).hexdigest() for name, content in (files or {}).items()}
    return Kept(instance_id, sha256(xml).hexdigest(), acknowledged=True, files=hashes)


@pytest.fixture
def ask(server: Server, stored: Database) -> Iterator[Callable[[Somebody], httpx2.Client]]:
    """A client over real HTTP that asks as somebody, signed in already."""
    opened: list[httpx2.Client] = []

    def ask_as(who: Somebody) -> httpx2.Client:
        client = httpx2.Client(base_url=server.url, timeout=60)
        opened.append(client)
        client.headers["Authorization"] = f"Bearer {people.token_of(stored, who)}"
        return client

    yield ask_as
    for client in opened:
        client.close()


@pytest.fixture
def village(stored: Database) -> str:
    """Lan's village."""
    with stored.reading() as session:
        return people.unit_of(session, LAN)


@pytest.fixture
def team(ask: Callable[[Somebody], httpx2.Client], village: str) -> str:
    """The id of a team that Lan registered before."""
    entity = str(uuid4())
    xml = records.team(village, entity=entity, name=TEAM)
    assert records.send(ask(LAN), xml).status_code == 201
    return entity


@dataclass
class Lan:
    """Lan with her phone, and the picture that she takes of every meeting."""

    phone: Phone
    picture: Path

    @property
    def page(self) -> Page:
        """What is in front of her."""
        return self.phone.page

    def sign_in(self) -> None:
        """The first day with network: everything that she needs comes to the phone."""
        acts.sign_in(self.phone.open(), LAN.login, PASSWORD)
        acts.ready(self.page)

    def log_meeting(self) -> str:
        """One more in the outbox, with its photo; its id."""
        before = {one.id for one in storage.kept_on(self.page)}
        forms.fill_meeting(self.page, Meeting(photo=self.picture)).finish()
        (new,) = {one.id for one in storage.kept_on(self.page)} - before
        return new

    def has(self) -> list[Kept]:
        """Her records."""
        return storage.kept_on(self.page)

    def sends_all(self) -> None:
        """Until nothing waits any more, however often it takes."""
        done = self.page.get_by_text(word("outbox.allSent"))
        for _ in range(60):
            acts.nudge(self.page)
            if done.is_visible():
                return
            self.page.wait_for_timeout(250)
        expect(done).to_be_visible()


@pytest.fixture
def lan(
    phone: Callable[..., Phone], server: Server, team: str, tmp_path: Path
) -> Callable[..., Lan]:
    """Lan, signed in at an address, one meeting in the outbox, without signal; on that screen."""

    def there(url: str = "", **of_the_phone: str) -> Lan:
        made = phone("lan", url or server.url, **of_the_phone)
        her = Lan(made, acts.photo(tmp_path / "camera.jpg"))
        her.sign_in()
        her.phone.lose_signal()
        her.log_meeting()
        acts.tab(her.page, "bar.outbox")
        return her

    return there
