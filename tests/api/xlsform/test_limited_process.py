"""Who waits for a workbook holds up nobody: nine trials at once, and Lan's record comes in."""

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from api.storage.db import Database
from tests import people, records
from tests.people import ADMIN, LAN
from tests.server import Server

pytestmark = [pytest.mark.one_database, pytest.mark.one_world]
TRIALS = 9
ROWS = "".join(f"| | text | q{at} | Câu {at} |\n" for at in range(18_000))
SETTINGS = "| settings |\n| | form_title | form_id | version |\n| | Nặng | nang | 1 |\n"
HEAVY = f"| survey |\n| | type | name | label |\n{ROWS}{SETTINGS}".encode()


@pytest.fixture
def server(world_url: str, tmp_path: Path) -> Iterator[Server]:
    with Server(world_url, tmp_path / "server") as running:
        yield running


def sent_by(server: Server, token: str) -> httpx2.Client:
    headers = {"Authorization": f"Bearer {token}"}
    return httpx2.Client(base_url=server.url, timeout=60, headers=headers)


def test_a_record_comes_in_while_nine_workbooks_are_tried(server: Server, world_url: str) -> None:
    with closing(Database(world_url)) as stored:
        admin, lan = people.token_of(stored, ADMIN), people.token_of(stored, LAN)
        with stored.reading() as session:
            village = people.unit_of(session, LAN)

    def try_workbook() -> httpx2.Response:
        with sent_by(server, admin) as office:
            headers = {"Content-Type": "text/markdown"}
            return office.post("/v1/projects/1/forms", content=HEAVY, headers=headers)

    with ThreadPoolExecutor(TRIALS) as offices:
        trials: list[Future[httpx2.Response]] = [
            offices.submit(try_workbook) for _ in range(TRIALS)
        ]
        # One is read and two wait; the others are told at once to come again.
        refused: set[Future[httpx2.Response]] = set()
        while len(refused) < TRIALS - 3:
            refused |= wait(set(trials) - refused, 30, FIRST_COMPLETED).done
        for each in refused:
            said = each.result()
            assert (said.status_code, said.json()["code"]) == (503, "busy")
            assert int(said.headers["Retry-After"]) > 0
        with sent_by(server, lan) as phone:
            records.send(phone, records.team(village))
        assert sum(each.done() for each in trials) == len(refused)
        server.kill()
