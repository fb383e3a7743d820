"""What a phone could not send comes to the office in a file: once each, as hers, by whoever brought
it; what is forged, cut off, another's or out of reach is refused line by line.
"""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from sqlmodel import select

from api.crypto.keys import decode_base64url
from api.crypto.outbox_file import MOST_ENVELOPES, OUTBOX_FIRST_LINE
from api.crypto.sealing import seal_envelope
from api.models.audit import Audit
from api.models.phone import Phone
from api.models.submission import Submission
from tests import records
from tests.api.routers.test_phones import beat
from tests.clients import AppClient
from tests.faults.conftest import rows
from tests.offices import THAO, id_of
from tests.people import ADMIN, BINH, HOA, LAN, MAI, TRAM, VIEWER, new_id, settle, unit_of

pytestmark = pytest.mark.one_database

PHOTO = records.photo()


@dataclass
class Packed:
    """A phone that can pack: whose it is, its token, and the server's key."""

    owner: int
    token: str
    key: dict[str, str]

    def piece(self, content: bytes, one: str, name: str | None = None, **other: Any) -> bytes:
        """One envelope with its length."""
        said = {"token": self.token, "id": one, **({"file": name} if name else {})}
        inside = json.dumps(said | other).encode() + b"\n" + content
        about = f"outbox:{self.owner}"
        made = seal_envelope(self.key["id"], decode_base64url(self.key["publicKey"]), about, inside)
        return f"{len(made)}\n".encode() + made


@pytest.fixture
def lans(ask_as, world):
    """Lan's phone, which owes three."""
    token = beat(ask_as(LAN), owed=3, hasToken=False)["outboxToken"]
    key = ask_as(LAN).get("/v1/keys").json()["sealing"]
    return Packed(id_of(world, LAN), token, key)


@pytest.fixture
def meeting(world):
    """A meeting of hers with its photo; its id and bytes."""
    with world.reading() as session:
        village = unit_of(session, LAN)
    one = new_id()
    return one, records.meeting(
        village, "0e9b1f5c-1111-4a4a-8b8b-222222222222", id=one, photo="a.jpg"
    )


def bring(client, *pieces, first=OUTBOX_FIRST_LINE):
    return client.post("/v1/outboxes", content=first + b"".join(pieces))


def lines(answer):
    assert answer.status_code == 200, answer.text
    return [(one["outcome"], one["file"], one["code"]) for one in answer.json()["items"]]


def whole(lans, meeting):
    one, xml = meeting
    return lans.piece(xml, one), lans.piece(PHOTO, one, "a.jpg")


def test_nobody_brings_anything(app, lans, meeting):
    nobody = AppClient(app)
    assert bring(nobody, *whole(lans, meeting)).status_code == 401


@pytest.mark.parametrize("who", [LAN, TRAM, VIEWER], ids=lambda who: who.login)
def test_who_supervises_nothing_brings_nothing(ask_as, lans, meeting, who, world):
    answer = bring(ask_as(who), *whole(lans, meeting))
    assert (answer.status_code, answer.json()["code"]) == (403, "supervisesNothing")
    assert rows(world) == 0


def test_from_another_province_it_is_as_if_it_were_nobodys(ask_as, lans, meeting, world):
    answer = bring(ask_as(BINH), *whole(lans, meeting))
    # Nor is he told what lies in a file that he found.
    assert lines(answer) == [("refused", None, "outboxUnknown")] * 2
    assert "Lan" not in answer.text
    assert meeting[0] not in answer.text
    assert rows(world) == 0


@pytest.mark.parametrize("who", [MAI, HOA, ADMIN], ids=lambda who: who.login)
def test_it_is_taken_as_lans_and_the_trail_names_who_brought_it(ask_as, world, lans, meeting, who):
    one, xml = meeting
    answer = bring(ask_as(who), *whole(lans, meeting))
    assert lines(answer) == [("taken", None, None), ("taken", "a.jpg", None)]
    assert answer.json()["counts"] == {"taken": 2, "known": 0, "refused": 0}
    assert {line["owner"] for line in answer.json()["items"]} == {"Lan"}
    with world.reading() as session:
        kept = session.exec(select(Submission)).one()
        acts = session.exec(select(Audit).where(Audit.object_id == one)).all()
        brought = session.exec(select(Audit).where(Audit.action == "outbox.import")).one()
        phone = session.exec(select(Phone)).one()
    assert (kept.instance_id, kept.submitter_id) == (one, lans.owner)
    assert {(act.actor_id, json.loads(act.details)["broughtBy"]) for act in acts} == {
        (lans.owner, id_of(world, who))
    }
    assert brought.actor_id == id_of(world, who)
    assert phone.owed == 2

    # Her phone is found again and sends: the same receipt, nothing twice.
    again = records.send(ask_as(LAN), xml, a__jpg=PHOTO)
    assert again.status_code == 201
    assert again.json()["receipt"] == answer.json()["items"][0]["receipt"]
    assert rows(world) == 1


def test_brought_twice_or_after_it_was_sent_it_is_known(ask_as, world, lans, meeting):
    _, xml = meeting
    assert records.send(ask_as(LAN), xml, a__jpg=PHOTO).status_code == 201
    for _ in range(2):
        answer = bring(ask_as(MAI), *whole(lans, meeting))
        assert lines(answer) == [("known", None, None), ("known", "a.jpg", None)]
    assert rows(world) == 1


def test_a_closed_accounts_records_come_this_way(ask_as, world, lans, meeting):
    settle(world, [THAO])
    at = f"/v1/users/{lans.owner}"
    assert ask_as(THAO).patch(at, json={"active": False}).status_code == 200
    answer = bring(ask_as(MAI), *whole(lans, meeting))
    assert lines(answer) == [("taken", None, None), ("taken", "a.jpg", None)]


def test_one_that_is_refused_holds_up_no_other(ask_as, world, lans, meeting):
    one, xml = meeting
    other, stranger = new_id(), new_id()
    pieces = [
        lans.piece(b"<not xml", other),
        lans.piece(PHOTO, stranger, "a.jpg"),
        lans.piece(xml, one),
        lans.piece(PHOTO, one, "not-named.jpg"),
        lans.piece(b"<html>", one, "a.jpg"),
    ]
    assert lines(bring(ask_as(MAI), *pieces)) == [
        ("refused", None, "400.1"),
        ("refused", "a.jpg", "404.1"),
        ("taken", None, None),
        ("refused", "not-named.jpg", "404.1"),
        ("refused", "a.jpg", "notAPhoto"),
    ]
    assert rows(world) == 1


def test_a_sealed_record_is_opened_on_the_way_in(ask_as, world, lans, meeting):
    one, xml = meeting
    point = decode_base64url(lans.key["publicKey"])
    inner = seal_envelope(lans.key["id"], point, f"record:{one}", xml)
    photo = seal_envelope(lans.key["id"], point, f"file:{one}/a.jpg", PHOTO)
    answer = bring(ask_as(MAI), lans.piece(inner, one), lans.piece(photo, one, "a.jpg"))
    assert lines(answer) == [("taken", None, None), ("taken", "a.jpg", None)]
    elsewhere = seal_envelope(lans.key["id"], point, f"record:{new_id()}", xml)
    assert lines(bring(ask_as(MAI), lans.piece(elsewhere, one))) == [
        ("refused", None, "envelopeAbout")
    ]


def test_a_forged_token_proves_nothing(ask_as, world, lans, meeting):
    one, xml = meeting
    forged = Packed(lans.owner, "x" * 64, lans.key)
    trams = Packed(id_of(world, TRAM), lans.token, lans.key)
    for packed in (forged, trams):
        assert lines(bring(ask_as(MAI), packed.piece(xml, one))) == [
            ("refused", None, "outboxUnknown")
        ]
    assert rows(world) == 0


def test_what_was_changed_on_the_way_does_not_open(ask_as, world, lans, meeting):
    one, xml = meeting
    piece = bytearray(lans.piece(xml, one))
    piece[-20] ^= 1
    assert lines(bring(ask_as(MAI), bytes(piece))) == [("refused", None, "envelopeBroken")]
    assert rows(world) == 0


def test_a_file_that_was_cut_off_gives_what_is_whole(ask_as, world, lans, meeting):
    first, second = whole(lans, meeting)
    for end in (1, 40, len(second) - 1):
        answer = bring(ask_as(MAI), first, second[:end])
        assert lines(answer)[1:] == [("refused", None, "outboxBroken")]
    assert rows(world) == 1


@pytest.mark.parametrize(
    "said",
    [
        b"12345678901\n",
        b"-5\nabcde",
        b"5\nabcde",
        b"\n",
        b"99999999\n",
        b"\xff\xfe\n",
    ],
    ids=repr,
)
def test_hostile_frames(ask_as, world, said):
    (line,) = lines(bring(ask_as(MAI), said))
    assert line[0] == "refused"
    assert line[2] in {"outboxBroken", "envelopeBroken"}
    assert rows(world) == 0


@pytest.mark.parametrize(
    "inside",
    [b"", b"[]\n", b"{}\n", b'{"token": 1, "id": "x"}\n', b"[" * 3_000 + b"\n", b"x" * 5_000],
    ids=lambda inside: repr(inside[:12]),
)
def test_hostile_insides(ask_as, lans, inside):
    made = seal_envelope(
        lans.key["id"], decode_base64url(lans.key["publicKey"]), f"outbox:{lans.owner}", inside
    )
    assert lines(bring(ask_as(MAI), f"{len(made)}\n".encode() + made)) == [
        ("refused", None, "outboxBroken")
    ]


@pytest.mark.parametrize(
    "name", ["../../a.jpg", "a\0.jpg", "a" * 300 + ".jpg"], ids=lambda n: n[:8]
)
def test_hostile_names_are_only_data(ask_as, lans, meeting, name):
    one, xml = meeting
    answer = bring(ask_as(MAI), lans.piece(xml, one), lans.piece(PHOTO, one, name))
    assert lines(answer)[1][0] == "refused"


def test_too_many_or_too_large(ask_as, app, world):
    assert lines(bring(ask_as(MAI), b"0\n" * (MOST_ENVELOPES + 1)))[-1][2] == "outboxBroken"
    most = app.state.settings.max_submission_bytes
    assert bring(ask_as(MAI), b"x" * most).status_code == 413
    assert bring(ask_as(MAI), first=b"PK\x03\x04").json()["code"] == "noOutbox"
    assert rows(world) == 0


HALF_A_LETTER = "\ud800"


@pytest.mark.parametrize(
    "said",
    [
        {"id": f"uuid:{HALF_A_LETTER}"},
        {"id": "uuid:a\0b"},
        {"id": f"uuid:{HALF_A_LETTER}", "file": "a.jpg"},
        {"id": "uuid:a\0b", "file": "a.jpg"},
        {"file": f"{HALF_A_LETTER}.jpg"},
        {"token": HALF_A_LETTER},
        {"token": "a\0b"},
    ],
    ids=ascii,
)
def test_what_no_database_stores_holds_up_no_other_piece(ask_as, world, lans, meeting, said):
    one, xml = meeting
    inside = json.dumps({"token": lans.token, "id": one, **said}).encode() + b"\n<no/>"
    made = seal_envelope(
        lans.key["id"], decode_base64url(lans.key["publicKey"]), f"outbox:{lans.owner}", inside
    )
    answer = bring(ask_as(MAI), f"{len(made)}\n".encode() + made, lans.piece(xml, one))
    assert lines(answer) == [("refused", None, "outboxBroken"), ("taken", None, None)]
    assert rows(world) == 1


def test_a_head_that_no_answer_can_repeat_is_no_head(ask_as, lans, meeting):
    one, xml = meeting
    said = {"to": HALF_A_LETTER, "epk": "A" * 87, "iv": "A" * 16, "about": "x"}
    hostile = b"SOTHON1\n" + json.dumps(said).encode() + b"\n" + bytes(40)
    answer = bring(ask_as(MAI), f"{len(hostile)}\n".encode() + hostile, lans.piece(xml, one))
    assert lines(answer) == [("refused", None, "envelopeBroken"), ("taken", None, None)]
    headers = {"Content-Type": "application/vnd.sothon.sealed", "Accept": "application/json"}
    said = ask_as(MAI).post("/v1/projects/1/submission", content=hostile, headers=headers)
    assert (said.status_code, said.json()["code"]) == (400, "envelopeBroken")


def test_with_lans_token_nothing_is_put_into_trams_record(ask_as, world, lans):
    with world.reading() as session:
        station = unit_of(session, TRAM)
    one = new_id()
    xml = records.meeting(station, "", id=one, photo="a.jpg")
    assert records.send(ask_as(TRAM), xml).status_code == 201
    other = records.meeting(station, "", id=one, photo="b.jpg")
    pieces = [lans.piece(PHOTO, one, "a.jpg"), lans.piece(other, one)]
    # The station was never within Lan's reach: she could not have written there at all.
    assert [line[0] for line in lines(bring(ask_as(MAI), *pieces))] == ["refused", "refused"]
    with world.reading() as session:
        assert session.exec(select(Submission)).one().submitter_id == id_of(world, TRAM)
    assert rows(world) == 1


def test_a_record_that_is_too_long_is_too_long_in_every_wrapping(ask_as, app, lans):
    one, most = new_id(), app.state.settings.max_xml_bytes
    long, point = b"<data>" + b" " * most, decode_base64url(lans.key["publicKey"])
    sealed = seal_envelope(lans.key["id"], point, f"record:{one}", long)
    answer = bring(ask_as(MAI), lans.piece(long, one), lans.piece(sealed, one))
    assert lines(answer) == [("refused", None, "recordTooLarge")] * 2
