"""What every test may ask for: an empty migrated database of both kinds, or a peopled world."""

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Playwright

from api import auth
from api.db import Database
from api.migrating import migrate
from api.settings import Settings
from tests import browser, people, postgres

KINDS = os.environ.get("SOTHON_TEST_DATABASES", "sqlite,postgresql").split(",")
FORMS = Path(__file__).parent.parent / "forms"
RESULTS = Path(__file__).parent.parent / "test-results"
PASSED = pytest.StashKey[bool]()
Report = pytest.TestReport


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """One cluster for the whole run; gives the URL of its `postgres` database."""
    with postgres.cluster() as url:
        yield url


@pytest.fixture(scope="session")
def templates(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], str]:
    """Databases to be copied, by kind and stage; each is made once, of a copy of the one before.

    "empty" is migrated; "peopled" has the real units and the people of tests/people;
    "demonstrated" has what `make run` shows besides.
    """
    folder, made = tmp_path_factory.mktemp("templates"), dict[tuple[str, str], str]()

    def template(kind: str, stage: str) -> str:
        if (kind, stage) not in made:
            make, earlier = STAGES[stage]
            before = template(kind, earlier) if earlier else ""
            if kind == "sqlite":
                file = folder / f"{stage}.sqlite3"
                if before:
                    shutil.copy(before.removeprefix("sqlite:///"), file)
                url = f"sqlite:///{file}"
            else:
                server: str = request.getfixturevalue("postgres_server")
                source = before.rsplit("/", 1)[1] if before else "template1"
                url = postgres.create_database(server, f"template_{stage}", source)
            make(url, folder)
            made[kind, stage] = url
        return made[kind, stage]

    return template


def _migrated(url: str, _: Path) -> None:
    migrate(url)


def _peopled(url: str, _: Path) -> None:
    from api import loading

    database = Database(url)
    for _line in loading.load_folder(database, FORMS, auth.now(), demonstration=True):
        pass
    people.settle(database)
    database.close()


def _demonstrated(url: str, folder: Path) -> None:
    from api import demonstration

    database = Database(url)
    settings = Settings(DATABASE_URL=url, data_dir=folder, demonstration=True)
    for _ in demonstration.prepare(database, settings):
        pass
    database.close()


# How each stage is made, and of which copy.
STAGES: dict[str, tuple[Callable[[str, Path], None], str]] = {
    "empty": (_migrated, ""),
    "peopled": (_peopled, "empty"),
    "demonstrated": (_demonstrated, "peopled"),
}


@pytest.fixture
def copied(
    templates: Callable[[str, str], str], request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[str, str], str]]:
    """Copy a template and give the copy's URL; the copies go with the test."""
    made: list[str] = []

    def copy(kind: str, stage: str) -> str:
        source = templates(kind, stage)
        if kind == "sqlite":
            file = tmp_path / "so-thon.sqlite3"
            shutil.copy(source.removeprefix("sqlite:///"), file)
            return f"sqlite:///{file}"
        server: str = request.getfixturevalue("postgres_server")
        made.append(_another(server, source))
        return made[-1]

    yield copy
    (tmp_path / "so-thon.sqlite3").unlink(missing_ok=True)
    for url in made:
        server = request.getfixturevalue("postgres_server")
        postgres.drop_database(server, url.rsplit("/", 1)[1])


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """sqlite or postgresql; a test that asks for it, or for what hangs on it, runs on both."""
    chosen: str = request.param
    return chosen


@pytest.fixture
def database_url(kind: str, copied: Callable[[str, str], str]) -> str:
    """The URL of a fresh, migrated, empty database."""
    return copied(kind, "empty")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An open api.db.Database on `database_url`."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def world_url(kind: str, request: pytest.FixtureRequest, worlds: Callable[[str, str], str]) -> str:
    """A database with the real units, the forms, the catalogue, and the people of tests/people."""
    if request.node.get_closest_marker("one_world"):
        return worlds(request.node.nodeid.split("[")[0], kind)
    copied: Callable[[str, str], str] = request.getfixturevalue("copied")
    return copied(kind, "peopled")


@pytest.fixture(scope="session")
def worlds(
    templates: Callable[[str, str], str],
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str, str], str]:
    """The world that all cases of one test share, by the test and the kind."""
    made: dict[tuple[str, str], str] = {}

    def shared(test: str, kind: str) -> str:
        if (test, kind) not in made:
            source = templates(kind, "peopled")
            if kind == "sqlite":
                file = tmp_path_factory.mktemp("world") / "so-thon.sqlite3"
                shutil.copy(source.removeprefix("sqlite:///"), file)
                made[test, kind] = f"sqlite:///{file}"
            else:
                server: str = request.getfixturevalue("postgres_server")
                made[test, kind] = _another(server, source)
        return made[test, kind]

    return shared


def _another(server: str, source: str) -> str:
    name = f"so_thon_{uuid4().hex[:12]}"
    return postgres.create_database(server, name, source.rsplit("/", 1)[1])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Playwright]:
    """What phones are made with."""
    with browser.browsers() as playwright:
        yield playwright


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Report, Report]:
    """Remember how a test went, for the fixtures that end after it."""
    report = yield
    item.stash.setdefault(PASSED, True)
    item.stash[PASSED] = item.stash[PASSED] and not report.failed
    return report


@pytest.fixture
def phone(
    chromium: Playwright, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., browser.Phone]]:
    """Give somebody a new phone, or a desk, that knows one address. What it complains about fails.

    Of a test that failed, what each phone showed last is left in test-results/.
    """
    given: list[browser.Phone] = []

    def give(
        whose: str,
        url: str,
        *flags: str,
        agent: str | None = None,
        size: tuple[int, int] = browser.PHONE,
    ) -> browser.Phone:
        profile = tmp_path / f"phone-{whose}-{len(given)}"
        given.append(browser.Phone(chromium, profile, url, *flags, agent=agent, size=size))
        return given[-1]

    yield give
    for each in given:
        if not request.node.stash.get(PASSED, True):
            each.leave_picture(RESULTS)
        each.close()
    assert not [words for each in given for words in each.complaints]


@pytest.fixture
def app(world_url: str, tmp_path: Path) -> Iterator[FastAPI]:
    """The whole server on `world_url`."""
    from api.main import create_app

    made = create_app(Settings(DATABASE_URL=world_url, data_dir=tmp_path / "data"))
    yield made
    made.state.database.close()


@pytest.fixture
def world(app: FastAPI) -> Database:
    """The database behind `app`."""
    opened: Database = app.state.database
    return opened


@pytest.fixture
def ask_as(app: FastAPI) -> Callable[[people.Somebody], TestClient]:
    """A client that asks as somebody."""
    return lambda who: people.sign_in(app, who)
