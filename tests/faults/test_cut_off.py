"""Clients that stop in the middle: nothing is half stored, and the server goes on answering."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlmodel import func, select

from api.models.submission import Attachment, Submission
from tests import records
from tests.faults import wire
from tests.faults.conftest import rows, told
from tests.faults.proxy import Proxy
from tests.people import LAN, new_id


@pytest.fixture
def token(ask):
    """Lan's."""
    return ask(LAN).headers["Authorization"].removeprefix("Bearer ")


@pytest.fixture
def meeting(server, token, team, village):
    """A new meeting with two photos, each time, as head and body; and as a receipt would name it.

    The form asks for the first photo alone: the other comes along, and is not kept.
    """

    def one():
        xml = records.meeting(village, team, id=(one := new_id()), photo="a.jpg")
        files = {"a.jpg": records.photo((120, 90, 90)), "b.jpg": records.photo((90, 90, 120))}
        kept = told(one, xml, {"a.jpg": files["a.jpg"]})
        return *wire.request(server.port, token, xml, files), kept

    return one


def count(stored, table):
    with stored.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def boundaries(body):
    """Where a line may break: at the edges of each part, inside it, just before the end."""
    edge = f"--{wire.BOUNDARY}".encode()
    places, at = {0, 1, len(body) - 1, len(body) - 4}, body.find(edge)
    while at >= 0:
        content = body.find(b"\r\n\r\n", at)
        places |= {at + 5, at + len(edge), content + 2, content + 4, content + 60}
        at = body.find(edge, at + 1)
    return sorted(place for place in places if 0 <= place < len(body))


@pytest.mark.one_database
def test_a_body_that_is_cut_anywhere_leaves_nothing(server, stored, meeting, balance):
    before, files = rows(stored), count(stored, Attachment)
    cuts = boundaries(meeting()[1])
    assert len(cuts) > 15
    for nth, cut in enumerate(cuts):
        head, body, _ = meeting()
        said = wire.say(server.port, head + body[:cut], listen=nth % 2 == 0)
        assert not is_receipt(said)
    still_answers(server)
    assert rows(stored) == before
    assert count(stored, Attachment) == files
    balance([])


def test_a_line_that_breaks_at_any_byte_leaves_all_or_nothing(server, stored, meeting, balance):
    """A whole request leaves the client, and the line breaks under it or under its answer."""
    chance, came, acknowledged = random.Random(16), 0, []
    before = rows(stored)
    with Proxy(server.port) as line:
        port = int(line.address().rsplit(":", 1)[1])
        for way in ("up", "down"):
            for _ in range(20):
                head, body, one = meeting()
                most = len(head) + len(body) if way == "up" else 400
                line.cut_next(way, chance.randrange(most))
                with suppress(OSError):
                    if is_receipt(wire.say(port, head + body, listen=True)):
                        acknowledged.append(one)
                came += way == "down"
    still_answers(server)
    assert rows(stored) == before + came
    assert count(stored, Submission) == rows(stored)
    balance(acknowledged)


@pytest.mark.one_database
def test_fifty_that_hang_up_are_no_harm(server, stored, meeting, balance):
    before = rows(stored)

    def hang_up(nth):
        head, body, _ = meeting()
        whole = nth % 2 == 0
        wire.say(server.port, head + body[: len(body) if whole else 900], listen=False)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(hang_up, range(50)))
    still_answers(server)
    came = rows(stored) - before
    assert 0 <= came <= 25
    assert count(stored, Submission) == rows(stored)
    balance([])


def is_receipt(said):
    """Whether the answer begins as one for a record that was taken."""
    return b" 201 " in said.split(b"\r\n")[0]


def still_answers(server):
    """A whole record is taken, and soon."""
    import httpx2

    for _ in range(10):
        assert httpx2.get(server.url + "/health", timeout=10).status_code == 200
