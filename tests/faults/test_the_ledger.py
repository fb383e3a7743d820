"""The ledger itself: it balances over what is right, and it notices each thing that is not."""

from hashlib import sha256

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from tests import records
from tests.faults import ledger
from tests.faults.ledger import Kept, Seen
from tests.people import LAN, MAI, new_id, unit_of

TRIGGERS = (
    "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'submission_version'"
)


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
def balance(world_url, tmp_path, ask_as):
    remembered: dict[str, Seen] = {}

    def close(*kept, saved=()):
        where = (world_url, tmp_path / "data")
        ledger.balance(*where, kept, *saved, ask=ask_as, remembered=remembered)

    return close


@pytest.fixture
def approved(one, ask_as):
    """The same, approved by Mai."""
    said = {"state": "approved", "versionInstanceId": one.id}
    at = f"/v1/projects/1/forms/sinh_hoat_to/submissions/{one.id}/reviews"
    assert ask_as(MAI).post(at, json=said).status_code == 201
    return one


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
    "a photo that is gone": "UPDATE attachment SET sha256 = '', size = 0",
    "a second audit row": "INSERT INTO audit (at, action, object_type, object_id, details) "
    "SELECT at, action, object_type, object_id, details FROM audit",
    "a state that nobody decided": "UPDATE submission SET review_state = 'approved'",
    "somebody who sees too far": "INSERT INTO org_unit_closure "
    "(ancestor_id, descendant_id, valid_from, depth) "
    "SELECT v.org_unit_id, s.org_unit_id, '2025-07-01', 2 FROM submission s, org_unit_version v "
    "WHERE v.level = 'province' AND v.code = '52' AND v.valid_to IS NULL",
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


def test_it_remembers_what_was_approved(approved, balance, world):
    balance(approved)
    other = sha256(b"<a/>").hexdigest()
    with world.writing() as session:
        connection = session.connection()
        for (name,) in connection.execute(text(TRIGGERS)).all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        changed = f"UPDATE submission_version SET xml = X'3c612f3e', sha256 = '{other}'"
        connection.execute(text(changed))
    with pytest.raises(AssertionError, match="approved and changed"):
        balance()


def test_an_approval_that_was_taken_away_is_noticed(approved, balance, world):
    with world.writing() as session:
        session.connection().execute(text("UPDATE submission SET review_state = 'received'"))
    with pytest.raises(AssertionError):
        balance(approved)


def test_it_notices_a_file_that_lost_its_end(one, balance, tmp_path):
    stem = one.files["a.jpg"]
    file = tmp_path / "data" / "blobs" / stem[:2] / stem[2:4] / stem
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(AssertionError):
        balance(one)
