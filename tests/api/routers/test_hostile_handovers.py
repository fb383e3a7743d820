"""What a giver who is not Lan, or a phone that is not ours, would make of a hand-over."""

import json
from datetime import timedelta

import pytest
from sqlmodel import col, select

from api import clock
from api.crypto.keys import decode_base64url, encode_base64url
from api.crypto.sealing import seal_envelope
from api.models.handover import Handover
from api.models.user import Assignment, Role
from tests.api.routers.test_handovers import at, offered, village
from tests.offices import THAO, id_of
from tests.people import LAN, MAI, TRAM, settle

pytestmark = pytest.mark.one_database

__all__ = ["offered", "village"]
PLAIN, VAULT = "sinh_hoat_to", "goi_sinh_de"
DRAFT = {
    "id": "uuid:a-draft",
    "formId": PLAIN,
    "formVersion": "1",
    "formName": "Sinh hoạt tổ",
    "savedAt": "2026-11-20T18:55:00.000+07:00",
    "draft": {"formId": PLAIN, "answers": {}},
}


def sends(client, offer, content):
    """Put these bytes, or this, into the envelope that goes along."""
    key = client.get("/v1/keys").json()["sealing"]
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    envelope = seal_envelope(
        key["id"], decode_base64url(key["publicKey"]), f"handover:{offer['id']}", body
    )
    return client.put(at(offer, "/drafts"), json={"envelope": encode_base64url(envelope)})


def packed(answer):
    """A draft with this answer, as it is written in JSON."""
    inner = {"formId": PLAIN, "answers": {"/data/remark": "HERE"}}
    return json.dumps([{**DRAFT, "draft": inner}]).replace('"HERE"', answer).encode()


def hers_in(session, user_id, unit):
    wanted = (Assignment.user_id == user_id, Assignment.org_unit_id == unit)
    return list(session.exec(select(Assignment).where(*wanted).order_by(col(Assignment.id))))


@pytest.mark.parametrize(
    "draft",
    [
        {**DRAFT, "formId": VAULT, "draft": {"answers": {}}},
        {**DRAFT, "formId": "no_such_form", "draft": {"answers": {}}},
        {**DRAFT, "deprecatedId": "uuid:a-record"},
        {**DRAFT, "correction": {"remarks": []}},
    ],
    ids=["protected", "unknown", "of a record", "sent back"],
)
def test_only_plain_drafts_are_handed_over_whatever_a_phone_says(ask_as, world, offered, draft):
    said = sends(ask_as(LAN), offered, [DRAFT, draft])
    assert (said.status_code, said.json()["code"]) == (422, "handoverNotPlain")
    with world.reading() as session:
        assert session.get(Handover, offered["id"]).envelope is None
    assert sends(ask_as(LAN), offered, [DRAFT]).status_code == 200


def test_a_form_that_was_plain_when_it_was_begun_is_judged_as_it_is_now(ask_as, offered):
    said = sends(ask_as(LAN), offered, [{**DRAFT, "formVersion": "0"}])
    assert said.status_code == 200
    begun_long_ago = {**DRAFT, "formId": VAULT, "formVersion": "0", "draft": {"answers": {}}}
    assert sends(ask_as(LAN), offered, [begun_long_ago]).json()["code"] == "handoverNotPlain"


@pytest.mark.parametrize(
    "content",
    [
        packed("NaN"),
        packed("1e999"),
        packed('"\\ud800"'),
        packed("[" * 300 + "]" * 300),
        packed("[" * 9 + "]" * 9),
        [{**DRAFT, "draft": {"formId": VAULT, "answers": {}}}],
        [{**DRAFT, "draft": None}],
        [{**DRAFT, "formId": [VAULT]}],
        [{**DRAFT, "draft": {"answers": None}}],
        [{key: said for key, said in DRAFT.items() if key != "savedAt"}],
    ],
    ids=range(10),
)
def test_what_trams_phone_could_never_fetch_is_no_draft(ask_as, offered, content):
    said = sends(ask_as(LAN), offered, content)
    assert (said.status_code, said.json()["code"]) == (400, "envelopeBroken")
    sends(ask_as(LAN), offered, [DRAFT])
    assert ask_as(TRAM).post(at(offered, "/confirmations")).status_code == 200
    assert ask_as(TRAM).get(at(offered, "/drafts")).json() == {"drafts": [DRAFT]}


@pytest.mark.parametrize("hers", [None, 10, 400], ids=["nothing", "less", "more"])
def test_what_lan_has_until_summer_trams_does_not_have_for_ever(
    ask_as, world, village, offered, hers
):
    today = clock.today()
    ends, trams = today + timedelta(days=200), hers and today + timedelta(days=hers)
    tram = id_of(world, TRAM)
    with world.writing() as session:
        (lans,) = hers_in(session, id_of(world, LAN), village)
        lans.valid_to = ends
        if trams:
            held = {"user_id": tram, "org_unit_id": village, "role": Role.REPORTER}
            session.add(Assignment(**held, valid_from=today - timedelta(days=1), valid_to=trams))
    assert ask_as(TRAM).post(at(offered, "/confirmations")).status_code == 200
    with world.reading() as session:
        assert [one.valid_to for one in hers_in(session, tram, village)] == [
            max(ends, trams or ends)
        ]
        (lans,) = hers_in(session, id_of(world, LAN), village)
        assert lans.valid_to == today


def test_whoever_confirmed_first_still_may_when_the_second_confirms(ask_as, world, village):
    """Lan's account is closed: what somebody offered with her password is nobody's to take."""
    settle(world, [THAO])
    lan = id_of(world, LAN)
    said = {"orgUnitId": village, "taker": "tram"}
    offer = ask_as(LAN).post("/v1/handovers", json=said).json()
    assert ask_as(THAO).patch(f"/v1/users/{lan}", json={"active": False}).status_code == 200
    taken = ask_as(TRAM).post(at(offer, "/confirmations"))
    assert (taken.status_code, taken.json()["code"]) == (409, "handoverOver")
    with world.reading() as session:
        assert hers_in(session, id_of(world, TRAM), village) == []
    # Her supervisor clears it away, and does it in her place; then she is none any more.
    assert ask_as(MAI).delete(at(offer)).status_code == 200
    offer = ask_as(MAI).post("/v1/handovers", json={**said, "giverId": lan}).json()
    with world.writing() as session:
        mais = select(Assignment).where(Assignment.user_id == id_of(world, MAI))
        one = session.exec(mais).one()
        one.valid_to = clock.today()
        session.add(one)
    taken = ask_as(TRAM).post(at(offer, "/confirmations"))
    assert (taken.status_code, taken.json()["code"]) == (409, "handoverOver")
    with world.writing() as session:
        one = session.exec(mais).one()
        one.valid_to = None
        session.add(one)
    assert ask_as(TRAM).post(at(offer, "/confirmations")).status_code == 200


def test_drafts_that_nobody_fetched_are_not_kept_for_ever(ask_as, world, offered):
    sends(ask_as(LAN), offered, [DRAFT])
    ask_as(TRAM).post(at(offered, "/confirmations"))
    with world.writing() as session:
        row = session.get(Handover, offered["id"])
        row.begun_at = clock.now() - timedelta(days=61)
        session.add(row)
    assert ask_as(TRAM).get(at(offered, "/drafts")).json() == {"drafts": []}
    with world.reading() as session:
        row = session.get(Handover, offered["id"])
        # Nobody has said that she keeps them: Lan's phone goes on having them.
        assert (row.envelope, row.drafts_kept_at) == (None, None)
