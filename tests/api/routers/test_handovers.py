"""Lan stops leading the team of Tà Lú 1. Its work goes to Trâm, with two confirmations."""

import json
from datetime import timedelta

import pytest
from sqlmodel import col, select

from api import clock
from api.crypto.keys import decode_base64url, encode_base64url
from api.crypto.sealing import seal_envelope
from api.models.audit import Audit
from api.models.handover import Handover
from api.models.user import Assignment, Role
from api.queries import users
from tests import records
from tests.people import ADMIN, BINH, HOA, LAN, MAI, TRAM, VIEWER, unit_of

pytestmark = pytest.mark.one_database

DRAFT = {
    "id": "uuid:a-draft",
    "formId": "sinh_hoat_to",
    "formVersion": "1",
    "formName": "Sinh hoạt tổ",
    "savedAt": "2026-11-20T18:55:00.000+07:00",
    "draft": {"answers": {"/data/x": "Lò"}},
}


@pytest.fixture
def village(world):
    with world.reading() as session:
        return unit_of(session, LAN)


@pytest.fixture
def offered(ask_as, village):
    """Lan has named Trâm."""
    said = ask_as(LAN).post("/v1/handovers", json={"orgUnitId": village, "taker": "TRAM "})
    assert said.status_code == 201, said.text
    return said.json()


def at(offer, more=""):
    return f"/v1/handovers/{offer['id']}{more}"


def sealed(client, about, content):
    key = client.get("/v1/keys").json()["sealing"]
    body = json.dumps(content).encode()
    return encode_base64url(
        seal_envelope(key["id"], decode_base64url(key["publicKey"]), about, body)
    )


def id_of(session, who):
    user = users.find_user_by_login(session, who.login)
    assert user is not None
    return user.id or 0


def held(world, who, unit):
    with world.reading() as session:
        wanted = select(Assignment).where(
            col(Assignment.user_id) == id_of(session, who), col(Assignment.org_unit_id) == unit
        )
        return [(one.role, one.valid_from, one.valid_to) for one in session.exec(wanted)]


def test_nothing_changes_until_both_have_confirmed(ask_as, world, village, offered):
    assert (offered["state"], offered["as"]) == ("offered", "giver")
    assert offered["taker"]["displayName"] == "Trâm"
    assert held(world, TRAM, village) == []
    (told,) = ask_as(TRAM).get("/v1/handovers").json()["items"]
    assert (told["id"], told["as"], told["giver"]["displayName"]) == (offered["id"], "taker", "Lan")
    # The first one cannot confirm for the second.
    for who in (LAN, MAI):
        assert ask_as(who).post(at(offered, "/confirmations")).status_code == 403

    taken = ask_as(TRAM).post(at(offered, "/confirmations"))
    assert (taken.status_code, taken.json()["state"]) == (200, "taken")
    today = clock.today()
    assert held(world, TRAM, village) == [(Role.REPORTER, today, None)]
    assert [(role, to) for role, _, to in held(world, LAN, village)] == [(Role.REPORTER, today)]
    mine = ask_as(TRAM).get("/v1/users/current").json()["assignments"]
    assert village in {one["orgUnit"]["id"] for one in mine}
    # Once more changes nothing.
    assert ask_as(TRAM).post(at(offered, "/confirmations")).json()["code"] == "handoverOver"


def test_what_lan_wrote_is_still_taken_and_stays_hers(ask_as, village, offered):
    ask_as(TRAM).post(at(offered, "/confirmations"))
    late = records.send(ask_as(LAN), records.team(village))
    assert late.status_code == 201, late.text
    listed = ask_as(MAI).get("/v1/submissions?of=awaiting").json()["items"]
    (hers,) = [one for one in listed if one["instanceId"] == late.json()["instanceId"]]
    assert (hers["late"], hers["submitter"]["displayName"]) == (True, "Lan")
    assert records.send(ask_as(TRAM), records.team(village)).status_code == 201


def test_drafts_travel_sealed_and_are_deleted_when_they_have_arrived(
    ask_as, world, offered, app, tmp_path
):
    lan, tram = ask_as(LAN), ask_as(TRAM)
    envelope = sealed(lan, f"handover:{offered['id']}", [DRAFT])
    sent = lan.put(at(offered, "/drafts"), json={"envelope": envelope})
    assert (sent.status_code, sent.json()["drafts"]) == (200, 1)
    with world.reading() as session:
        kept = session.get(Handover, offered["id"]).envelope
    assert kept == decode_base64url(envelope)
    assert b"sinh_hoat_to" not in kept
    # Not before it is hers, and for nobody else.
    assert tram.get(at(offered, "/drafts")).status_code == 409
    tram.post(at(offered, "/confirmations"))
    for who in (LAN, MAI, ADMIN):
        assert ask_as(who).get(at(offered, "/drafts")).status_code == 403
    # The reply may be lost on its way: until her phone has said so, they are there.
    for _ in range(2):
        assert tram.get(at(offered, "/drafts")).json() == {"drafts": [DRAFT]}
    done = tram.delete(at(offered, "/drafts")).json()
    assert not done["draftsWaiting"]
    assert done["draftsKeptAt"]
    assert tram.get(at(offered, "/drafts")).json() == {"drafts": []}
    assert tram.delete(at(offered, "/drafts")).status_code == 200
    with world.reading() as session:
        assert session.get(Handover, offered["id"]).envelope is None


def test_an_envelope_about_something_else_is_refused(ask_as, offered):
    lan = ask_as(LAN)
    for about, content, code in (
        ("handover:999", [DRAFT], "envelopeAbout"),
        (f"handover:{offered['id']}", {"no": "list"}, "envelopeBroken"),
        (f"handover:{offered['id']}", [{}] * 51, "handoverDrafts"),
    ):
        said = lan.put(at(offered, "/drafts"), json={"envelope": sealed(lan, about, content)})
        assert said.json()["code"] == code


@pytest.mark.parametrize("who", [LAN, TRAM, MAI], ids=lambda who: who.login)
def test_either_side_and_the_supervisor_can_stop_it(ask_as, world, village, offered, who):
    lan = ask_as(LAN)
    envelope = sealed(lan, f"handover:{offered['id']}", [DRAFT])
    lan.put(at(offered, "/drafts"), json={"envelope": envelope})
    assert ask_as(who).delete(at(offered)).json()["state"] == "withdrawn"
    assert ask_as(TRAM).post(at(offered, "/confirmations")).json()["code"] == "handoverOver"
    assert held(world, TRAM, village) == []
    with world.reading() as session:
        assert session.get(Handover, offered["id"]).envelope is None
    # And it may be offered anew.
    again = lan.post("/v1/handovers", json={"orgUnitId": village, "taker": "tram"})
    assert again.status_code == 201


def test_after_fourteen_days_it_is_over(ask_as, world, village, offered):
    with world.writing() as session:
        row = session.get(Handover, offered["id"])
        row.expires_at = clock.now() - timedelta(seconds=1)
        session.add(row)
    assert ask_as(TRAM).post(at(offered, "/confirmations")).json()["code"] == "handoverOver"
    (told,) = ask_as(LAN).get("/v1/handovers").json()["items"]
    assert told["state"] == "expired"
    assert held(world, TRAM, village) == []


def test_lans_phone_is_lost_and_mai_begins_in_her_place(ask_as, world, village):
    # By words in a body: no address on the way says whom she looks for.
    found = ask_as(MAI).post("/v1/reporters/searches", json={"q": "lan"}).json()["items"]
    assert ask_as(MAI).get("/v1/reporters?q=lan").json()["items"] == found
    assert ask_as(MAI).post("/v1/reporters/searches", json={"q": "ai đó"}).json()["items"] == []
    (lan,) = [one for one in found if one["person"]["displayName"] == "Lan"]
    assert lan["orgUnit"]["id"] == village
    said = {"orgUnitId": village, "taker": "tram", "giverId": lan["person"]["id"]}
    # Nobody of another province, and nobody who only looks on or writes herself.
    for who in (BINH, TRAM, VIEWER):
        assert ask_as(who).post("/v1/handovers", json=said).status_code == 404
    offer = ask_as(MAI).post("/v1/handovers", json=said).json()
    assert (offer["begunBy"]["displayName"], offer["as"]) == ("Mai", "supervisor")
    assert ask_as(TRAM).post(at(offer, "/confirmations")).status_code == 200
    assert held(world, TRAM, village) == [(Role.REPORTER, clock.today(), None)]
    # Whoever begins it in another's place does not confirm it too.
    said = {**said, "taker": "mai"}
    assert ask_as(MAI).post("/v1/handovers", json=said).json()["code"] == "404.1"


def test_two_confirmations_are_two_peoples(ask_as, village):
    lan = ask_as(LAN)
    said = lan.post("/v1/handovers", json={"orgUnitId": village, "taker": "lan"})
    assert (said.status_code, said.json()["code"]) == (422, "handoverToOneself")
    # Who is nobody around here, and who is nobody at all, look the same.
    for login in ("binh", "khong-co"):
        said = lan.post("/v1/handovers", json={"orgUnitId": village, "taker": login})
        assert (said.status_code, said.json()["code"]) == (404, "handoverNobody")
    assert lan.post("/v1/handovers", json={"orgUnitId": village, "taker": "tram"}).is_success
    said = lan.post("/v1/handovers", json={"orgUnitId": village, "taker": "mai"})
    assert (said.status_code, said.json()["code"]) == (409, "handoverStands")


def test_whoever_supervises_sees_it_and_that_she_looked_is_noted(ask_as, world, offered):
    for who, sees in ((MAI, True), (HOA, True), (ADMIN, True), (BINH, False), (VIEWER, False)):
        items = ask_as(who).get("/v1/handovers").json()["items"]
        assert [one["id"] for one in items] == ([offered["id"]] if sees else []), who.login
    ask_as(TRAM).post(at(offered, "/confirmations"))
    with world.reading() as session:
        rows = session.exec(select(Audit).where(col(Audit.action).like("handover.%"))).all()
        acts = [row.action for row in rows]
        assert acts == ["handover.begin", *["handover.read"] * 3, "handover.take"]
        assert "Lan" not in json.dumps([row.details for row in rows])
        roles = select(Audit).where(col(Audit.action).like("assignment.%"))
        assert [row.action for row in session.exec(roles)] == [
            "assignment.end",
            "assignment.create",
        ]


def test_a_role_that_began_today_still_held(ask_as, world, village, offered):
    with world.writing() as session:
        hers = col(Assignment.user_id) == id_of(session, LAN)
        row = session.exec(select(Assignment).where(hers)).one()
        row.valid_from = clock.today()
        session.add(row)
    assert ask_as(TRAM).post(at(offered, "/confirmations")).status_code == 200
    assert records.send(ask_as(LAN), records.team(village)).status_code == 201


def test_trams_role_there_that_was_to_begin_later_is_not_doubled(ask_as, world, village, offered):
    later = clock.today() + timedelta(days=30)
    with world.writing() as session:
        her = {"user_id": id_of(session, TRAM), "org_unit_id": village}
        session.add(Assignment(**her, role=Role.REPORTER, valid_from=later))
    assert ask_as(TRAM).post(at(offered, "/confirmations")).status_code == 200
    assert sorted(held(world, TRAM, village)) == [
        (Role.REPORTER, clock.today(), later),
        (Role.REPORTER, later, None),
    ]
