"""The ledger itself: it balances over what is right, and it notices each thing that is not."""

from hashlib import sha256

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from tests import records
from tests.faults import approved, ledger
from tests.faults.ledger import Kept, Seen
from tests.people import LAN, MAI, new_id, unit_of

TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{}'"


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
def memory(ask_as, world):
    """Trâm's record was approved, and somebody saw it so."""
    remembered: dict[str, Seen] = {}
    with world.reading() as session:
        approved.before_the_fault(session, ask_as)
    with world.reading() as session:
        ledger.remember(session, remembered)
    return remembered


@pytest.fixture
def balance(world_url, tmp_path, ask_as, memory):
    def close(*kept, saved=(), ask=ask_as):
        where = (world_url, tmp_path / "data")
        ledger.balance(*where, kept, *saved, ask=ask, remembered=memory)

    return close


@pytest.fixture
def damage(world):
    """By whoever can write into the database file: what it guards itself is unguarded first."""

    def do(sql):
        with world.writing() as session:
            connection = session.connection()
            for table in ("submission_version", "audit"):
                for (name,) in connection.execute(text(TRIGGERS.format(table))).all():
                    connection.execute(text(f"DROP TRIGGER {name}"))
            assert connection.execute(text(sql)).rowcount

    return do


def test_it_balances_over_what_is_right(one, balance):
    balance(one, saved=[one.id])


def test_it_misses_what_was_acknowledged_and_is_not_there(one, balance):
    with pytest.raises(AssertionError, match="lost after a receipt"):
        balance(one, Kept(new_id(), "0" * 64, acknowledged=True))


def test_it_misses_what_was_saved_and_is_nowhere(one, balance):
    with pytest.raises(AssertionError, match="saved and nowhere"):
        balance(one, saved=[new_id()])


def test_it_says_nothing_where_nothing_was_approved_before(one, balance, memory):
    memory.clear()
    with pytest.raises(AssertionError, match="nothing was approved before"):
        balance(one)


HERS = "(SELECT id FROM submission WHERE review_state = 'received')"
HER_VERSION = f"(SELECT id FROM submission_version WHERE submission_id = {HERS})"
HER_ID = f"(SELECT instance_id FROM submission WHERE id = {HERS})"
APPROVED = "(SELECT id FROM submission WHERE review_state = 'approved')"
SAID = "at, actor_id, action, object_type, object_id, details"
# What is done to the database, and what the ledger says of it.
DAMAGES = {
    "another photo": (
        f"UPDATE attachment SET sha256 = '{'0' * 64}' WHERE submission_version_id = {HER_VERSION}",
        "another file",
    ),
    "a photo that is gone": (
        f"UPDATE attachment SET sha256 = '', size = 0 WHERE submission_version_id = {HER_VERSION}",
        "a file lost",
    ),
    "a photo of what was approved is gone": (
        f"UPDATE attachment SET sha256 = '', size = 0 WHERE submission_version_id <> {HER_VERSION}",
        "approved and changed",
    ),
    "what was approved says something else": (
        "UPDATE submission_version SET xml = X'3c612f3e', "
        f"sha256 = '{sha256(b'<a/>').hexdigest()}' WHERE submission_id = {APPROVED}",
        "approved and changed",
    ),
    "a state that nobody decided": (
        f"UPDATE submission SET review_state = 'rejected' WHERE id = {HERS}",
        "nobody moved it there",
    ),
    "an approval that was taken away": (
        f"UPDATE submission SET review_state = 'received' WHERE id = {APPROVED}",
        "nobody moved it there",
    ),
    "a second audit row": (
        f"INSERT INTO audit ({SAID}) SELECT {SAID} FROM audit WHERE object_id = {HER_ID}",
        "rows without an act",
    ),
    "one row too many for one and none for another": (
        f"UPDATE audit SET object_id = {HER_ID} WHERE action = 'submission.create'",
        "acts without their row",
    ),
    "an act that was somebody else's": (
        "UPDATE audit SET actor_id = actor_id + 1 WHERE action = 'submission.review'",
        "acts without their row",
    ),
    "a review that is told otherwise": (
        "UPDATE audit SET details = replace(details, 'approved', 'rejected') "
        "WHERE action = 'submission.review'",
        "acts without their row",
    ),
    "somebody who sees too far": (
        "INSERT INTO org_unit_closure (ancestor_id, descendant_id, valid_from, depth) "
        "SELECT v.org_unit_id, s.org_unit_id, '2025-07-01', 2 "
        "FROM submission s, org_unit_version v WHERE s.review_state = 'received' "
        "AND v.level = 'province' AND v.code = '52' AND v.valid_to IS NULL",
        "shown other than what is hers",
    ),
    "a count that is not so": (
        "INSERT INTO total (indicator, org_unit_id, period, by, value) "
        "SELECT 'TTCD_BUOI', org_unit_id, '2026-09', '', 5 FROM submission",
        "counted otherwise",
    ),
}


@pytest.mark.parametrize("what", DAMAGES)
def test_it_notices(what, one, balance, damage):
    sql, said = DAMAGES[what]
    damage(sql)
    with pytest.raises(AssertionError, match=said):
        balance(one)


def test_what_was_received_cannot_even_be_changed(one, balance, world):
    with pytest.raises(DatabaseError), world.writing() as session:
        session.connection().execute(text("UPDATE submission_version SET xml = X'3c612f3e'"))
    balance(one)


def test_it_remembers_what_is_approved_from_one_look_to_the_next(one, balance, ask_as, damage):
    """What Mai approves meanwhile is held against the next look like what was approved before."""
    said = {"state": "approved", "versionInstanceId": one.id}
    at = f"/v1/projects/1/forms/sinh_hoat_to/submissions/{one.id}/reviews"
    assert ask_as(MAI).post(at, json=said).status_code == 201
    balance(one)
    other = sha256(b"<a/>").hexdigest()
    damage(
        f"UPDATE submission_version SET xml = X'3c612f3e', sha256 = '{other}' "
        f"WHERE instance_id = '{one.id}'"
    )
    with pytest.raises(AssertionError, match=f"approved and changed: {one.id}"):
        balance()


def test_it_notices_a_file_that_lost_its_end(one, balance, tmp_path):
    stem = one.files["a.jpg"]
    file = tmp_path / "data" / "blobs" / stem[:2] / stem[2:4] / stem
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(AssertionError, match="a file that is not whole"):
        balance(one)


class Careless:
    """A door behind which nobody asks whose it is: there everybody is answered as Mai is."""

    def __init__(self, own, mai, door):
        self._own, self._mai, self._door = own, mai, door

    def get(self, at):
        """What she is told."""
        return (self._mai if at.endswith(self._door) else self._own).get(at)


@pytest.mark.parametrize("what", ["a record", "a photo"])
def test_it_notices_a_door_behind_which_nobody_asks_whose_it_is(what, one, balance, ask_as):
    door = one.id if what == "a record" else ".jpg"
    with pytest.raises(AssertionError, match=f"sees {what} of|sees {door}"):
        balance(one, ask=lambda who: Careless(ask_as(who), ask_as(MAI), door))
