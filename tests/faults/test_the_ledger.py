"""The ledger itself: it balances over what is right, and it notices each thing that is not."""

from hashlib import sha256

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from tests import records
from tests.faults import ledger
from tests.faults.ledger import Kept
from tests.people import LAN, new_id, unit_of


@pytest.fixture
def kind():
    """One database is enough to try an instrument on."""
    return "sqlite"


@pytest.fixture
def one(ask_as, world):
    """A meeting with a photo, as its phone has it."""
    with world.reading() as session:
        village = unit_of(session, LAN)
    xml = records.meeting(village, "", id=(instance := new_id()), photo="a.jpg")
    assert records.send(ask_as(LAN), xml, a__jpg=records.photo()).status_code == 201
    files = {"a.jpg": sha256(records.photo()).hexdigest()}
    return Kept(instance, sha256(xml).hexdigest(), acknowledged=True, files=files)


@pytest.fixture
def balance(world_url, tmp_path):
    return lambda *kept, saved=(): ledger.balance(world_url, tmp_path / "data", kept, *saved)


def test_it_balances_over_what_is_right(one, balance):
    balance(one, saved=[one.id])


def test_it_misses_what_was_acknowledged_and_is_not_there(one, balance):
    with pytest.raises(AssertionError, match="lost after a receipt"):
        balance(one, Kept(new_id(), "0" * 64, acknowledged=True))


def test_it_misses_what_was_saved_and_is_nowhere(one, balance):
    with pytest.raises(AssertionError):
        balance(one, saved=[new_id()])


DAMAGES = {
    "another photo": f"UPDATE attachment SET sha256 = '{'0' * 64}'",
    "a second audit row": "INSERT INTO audit (at, action, object_type, object_id, details) "
    "SELECT at, action, object_type, object_id, details FROM audit",
    "a count that is not so": "INSERT INTO total (indicator, org_unit_id, period, by, value) "
    "SELECT 'TTCD_BUOI', org_unit_id, '2026-10', '', 5 FROM submission",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_it_notices(damage, one, balance, world):
    with world.writing() as session:
        session.connection().execute(text(DAMAGES[damage]))
    with pytest.raises(AssertionError):
        balance(one)


def test_what_was_received_cannot_even_be_changed(one, balance, world):
    with pytest.raises(DatabaseError), world.writing() as session:
        session.connection().execute(text("UPDATE submission_version SET xml = X'3c612f3e'"))
    balance(one)


def test_it_notices_a_file_that_lost_its_end(one, balance, tmp_path):
    stem = one.files["a.jpg"]
    file = tmp_path / "data" / "blobs" / stem[:2] / stem[2:4] / stem
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(AssertionError):
        balance(one)
