"""The disk is full under the database itself: refused, nothing stored and nothing lost; and when
there is room again the same server goes on.
"""

from random import choice

import httpx2
import pytest

from tests import records
from tests.faults import small_disk
from tests.faults.conftest import rows, told
from tests.faults.test_what_is_no_receipt import attempted
from tests.people import LAN, MAI, new_id

pytestmark = pytest.mark.one_database

AT = "/v1/projects/1/forms/sinh_hoat_to/submissions"


@pytest.fixture
def disk(kind, copied):
    """A small one, with a peopled database on it."""
    under = small_disk.under_sqlite if kind == "sqlite" else small_disk.under_postgresql
    with under(copied(kind, "peopled")) as small:
        yield small


@pytest.fixture
def world_url(disk):
    """The database on it."""
    return disk.url


def is_told(said):
    assert (said.status_code, said.json()["code"]) == (507, "noRoom")
    assert int(said.headers["retry-after"]) >= 1


def until_it_is_full(disk, lan, village):
    """Fill it; the last pages of a database that is there already may still take some records."""
    disk.fill()
    for taken in range(200):
        said = records.send(lan, records.meeting(village, "", id=new_id()))
        if said.status_code != 201:
            is_told(said)
            return taken
    raise AssertionError("it is never full")


def test_nothing_is_stored_and_afterwards_everything(ask, server, disk, village, stored, balance):
    lan, mai, one, late = ask(LAN), ask(MAI), new_id(), new_id()
    first = records.meeting(village, "", id=one)
    assert records.send(lan, first).status_code == 201
    before = rows(stored) + until_it_is_full(disk, lan, village)
    xml = records.meeting(village, "", id=late)
    # More than fits into any page that is there already, however it is packed.
    comment = "".join(chr(choice(range(0x1EA0, 0x1EF9))) for _ in range(4_000))
    verdict = {"state": "approved", "versionInstanceId": one, "comment": comment}
    for _ in range(3):
        is_told(records.send(lan, xml))
        is_told(mai.post(f"{AT}/{one}/reviews", json=verdict))
    assert rows(stored) == before
    # What is there is read all the while, and who may read it stays signed in.
    assert lan.get("/v1/submissions?of=me").status_code == 200
    assert mai.get(f"{AT}/{late}").status_code == 404
    assert httpx2.get(f"{server.url}/health").json() == {"status": "ok"}
    assert "the disk is full" in server.log()

    disk.make_room()
    assert records.send(lan, xml).status_code == 201
    assert mai.post(f"{AT}/{one}/reviews", json=verdict).status_code == 201
    assert rows(stored) == before + 1
    balance([told(one, first), told(late, xml)])


@pytest.mark.long
def test_the_phone_keeps_its_record_and_tries_again(lan, ask, village, disk, stored, balance):
    her, client = lan(), ask(LAN)
    said_saved = [one.id for one in her.has()]
    before = rows(stored) + until_it_is_full(disk, client, village)
    her.phone.find_signal()
    attempted(her, 1)
    (one,) = her.has()
    assert not one.acknowledged
    assert rows(stored) == before
    disk.make_room()
    her.sends_all()
    (one,) = her.has()
    assert one.acknowledged
    assert rows(stored) == before + 1
    balance([one], *said_saved)
