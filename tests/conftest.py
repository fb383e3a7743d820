"""What every test may ask for: an empty migrated database of both kinds, or a peopled world."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Playwright

from api.settings import Settings
from api.storage.db import Database
from tests import browser, clients, people, postgres
from tests.templates import Templates

KINDS = os.environ.get("SOTHON_TEST_DATABASES", "sqlite,postgresql").split(",")
# Where stories are told: minutes with phones and servers, beside thousands of quick tests.
STORIES = {"compatibility", "faults", "journey"}
RESULTS = Path(__file__).parent.parent / "test-results"
CLUSTER = pytest.StashKey[str]()
PASSED = pytest.StashKey[bool]()
Report = pytest.TestReport


@pytest.fixture(scope="session")
def postgres_server(request: pytest.FixtureRequest) -> Iterator[str]:
    """One cluster for the whole run; gives the URL of its `postgres` database."""
    shared = getattr(request.config, "workerinput", {}).get("postgres")
    if shared:
        yield shared
        return
    with postgres.cluster() as url:
        yield url


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """With several workers, the process above them keeps the cluster that they share."""
    config: pytest.Config = node.config
    if "postgresql" in KINDS and postgres.binaries():
        if CLUSTER not in config.stash:
            running = ExitStack()
            config.add_cleanup(running.close)
            config.stash[CLUSTER] = running.enter_context(postgres.cluster())
        node.workerinput["postgres"] = config.stash[CLUSTER]


@pytest.fixture(scope="session")
def templates(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Templates:
    """Databases to be copied, each made once in a run."""
    folder = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        folder = folder.parent
    return Templates(folder, lambda: request.getfixturevalue("postgres_server"))


@pytest.fixture
def copied(templates: Templates, tmp_path: Path) -> Iterator[Callable[[str, str], str]]:
    """Copy a template and give the copy's URL; the copies go with the test."""
    made: list[str] = []

    def copy(kind: str, stage: str) -> str:
        made.append(templates.copy(kind, stage, tmp_path, f"so_thon_{uuid4().hex[:12]}"))
        return made[-1]

    yield copy
    for url in made:
        templates.drop(url)


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
    """An open api.storage.db.Database on `database_url`."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def world_url(kind: str, request: pytest.FixtureRequest, worlds: Callable[[str, str], str]) -> str:
    """A database with the real units, the forms, the catalogue, and the people of tests/people."""
    shared = request.node.get_closest_marker("one_world")
    if shared:
        whole = "::" if "file" in shared.args else "["
        return worlds(request.node.nodeid.split(whole)[0], kind)
    copied: Callable[[str, str], str] = request.getfixturevalue("copied")
    return copied(kind, "peopled")


@pytest.fixture(scope="session")
def worlds(
    templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], str]:
    """The world that all cases of one test, or all tests of a file, share; by that and the kind."""
    made: dict[tuple[str, str], str] = {}

    def shared(test: str, kind: str) -> str:
        if (test, kind) not in made:
            folder = tmp_path_factory.mktemp("world")
            made[test, kind] = templates.copy(kind, "peopled", folder, f"world_{uuid4().hex[:12]}")
        return made[test, kind]

    return shared


@pytest.fixture(scope="session", autouse=True)
def one_loop() -> Iterator[None]:
    """In which the app answers the clients of a whole run."""
    with clients.LOOP:
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Playwright]:
    """What phones are made with."""
    with browser.browsers() as playwright:
        yield playwright


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before anything is chosen by its marks."""
    for item in items:
        one = item.get_closest_marker("one_database")
        if one and not item.get_closest_marker("both_databases") and "postgresql" in item.nodeid:
            item.add_marker(pytest.mark.long)


@pytest.hookimpl(specname="pytest_collection_modifyitems", trylast=True)
def stories_first(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of four workers, three begin with a share of the stories, file by file.

    A worker is given a stretch of the list, and takes from the end of another's when it is
    through: whole stories left for last would be waited for by workers that have nothing to do.
    """
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    tellers = max(1, workers * 3 // 4)
    stories = [item for item in items if item.path.parent.name in STORIES]
    rest = iter([item for item in items if item.path.parent.name not in STORIES])
    files = list(dict.fromkeys(item.path for item in stories))
    spread: list[pytest.Item] = []
    for worker in range(workers):
        spread += [item for item in stories if files.index(item.path) % tellers == worker]
        spread += islice(rest, max(0, len(items) * (worker + 1) // workers - len(spread)))
    items[:] = [*spread, *rest]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Report, Report]:
    """Remember how a test went, for the fixtures that end after it."""
    report = yield
    item.stash.setdefault(PASSED, True)
    item.stash[PASSED] = item.stash[PASSED] and not report.failed
    return report


@pytest.fixture
def window() -> Browser | None:
    """The browser in which phones are windows; none: each has one of its own, which can die."""
    return None


@pytest.fixture
def phone(
    chromium: Playwright, window: Browser | None, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., browser.Phone]]:
    """Give somebody a new phone, or a desk, that knows one address. What it complains about fails.

    `lasting`: it is switched off and on again, or asks what only a browser of its own may do.
    Of a test that failed, what each phone showed last is left in test-results/.
    """
    given: list[browser.Phone] = []

    def give(
        whose: str,
        url: str,
        *flags: str,
        lasting: bool = False,
        **how: Any,
    ) -> browser.Phone:
        profile = tmp_path / f"phone-{whose}-{len(given)}"
        shared = None if lasting or flags else window
        given.append(browser.Phone(chromium, profile, url, *flags, shared=shared, **how))
        return given[-1]

    yield give
    for each in given:
        if not request.node.stash.get(PASSED, True):
            each.leave_picture(RESULTS)
        each.close()
    assert not [words for each in given for words in each.complaints]


@pytest.fixture(scope="session")
def routes() -> FastAPI:
    """The app without its data: its hundred routes are worked out once, at their first request."""
    from api.main import create_app

    made = create_app(Settings(DATABASE_URL="sqlite://"))
    made.state.database.close()
    return made


@pytest.fixture
def app(routes: FastAPI, world_url: str, tmp_path: Path) -> Iterator[FastAPI]:
    """The whole server on `world_url`."""

    from api.main import set_app_state

    set_app_state(routes, Settings(DATABASE_URL=world_url, data_dir=tmp_path / "data"))
    yield routes
    routes.state.database.close()


@pytest.fixture
def world(app: FastAPI) -> Database:
    """The database behind `app`."""
    opened: Database = app.state.database
    return opened


@pytest.fixture
def ask_as(app: FastAPI) -> Callable[[people.Somebody], TestClient]:
    """A client that asks as somebody."""
    return lambda who: people.sign_in(app, who)
