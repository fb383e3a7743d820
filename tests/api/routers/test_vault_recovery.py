"""Trâm forgot the PIN of her phone: the server opens what was sealed to it, for her alone."""

import json

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import col, select

from api.crypto.keys import decode_base64url, encode_base64url
from api.crypto.sealing import seal_envelope
from api.models.audit import Audit
from tests.clients import AppClient
from tests.people import LAN, PASSWORD, TRAM, Somebody

pytestmark = pytest.mark.one_database

VAULT_KEY = bytes(range(32))
PATH = "/v1/vaults/recovery"


@pytest.fixture
def sealed_for(app: FastAPI, ask_as):
    """The envelope that lies on somebody's phone."""

    def envelope(who: Somebody, about: str = "vault:{id}") -> str:
        asking = ask_as(who)
        key = asking.get("/v1/keys").json()["sealing"]
        owner = asking.get("/v1/users/current").json()["id"]
        point = decode_base64url(key["publicKey"])
        return encode_base64url(seal_envelope(key["id"], point, about.format(id=owner), VAULT_KEY))

    return envelope


def ask(client: TestClient, envelope: str, password: str = PASSWORD):
    return client.post(PATH, json={"password": password, "envelope": envelope})


def test_nobody_is_told_anything(app, sealed_for):
    said = ask(AppClient(app), sealed_for(TRAM))
    assert (said.status_code, said.json()["code"]) == (401, "401.2")


def test_lan_does_not_open_trams_vault_and_the_trail_says_that_she_tried(ask_as, sealed_for, world):
    said = ask(ask_as(LAN), sealed_for(TRAM))
    assert (said.status_code, said.json()["code"]) == (400, "envelopeAbout")
    with world.reading() as session:
        (row,) = session.exec(select(Audit).where(col(Audit.action) == "vault.refuse")).all()
        assert (row.object_id, row.details) == (str(row.actor_id), '{"reason": "envelopeAbout"}')
    # Nor does Trâm get a record opened here that was sealed for others to read.
    said = ask(ask_as(TRAM), sealed_for(TRAM, "record:uuid:1"))
    assert said.json()["code"] == "envelopeAbout"


def test_tram_gets_her_key_and_the_trail_says_so_without_it(ask_as, sealed_for, world):
    said = ask(ask_as(TRAM), sealed_for(TRAM))
    assert said.status_code == 200, said.text
    assert decode_base64url(said.json()["key"]) == VAULT_KEY
    with world.reading() as session:
        rows = session.exec(select(Audit).where(col(Audit.action) == "vault.recover")).all()
        assert len(rows) == 1
        assert said.json()["key"] not in json.dumps([row.model_dump() for row in rows], default=str)


def test_a_session_is_not_enough_and_wrong_passwords_wait(ask_as, sealed_for):
    tram, envelope = ask_as(TRAM), sealed_for(TRAM)
    heard = [ask(tram, envelope, f"sai {n}").status_code for n in range(8)]
    assert heard[0] == 403
    assert heard[-1] == 429
    # The right one waits too, and the session is as open as before.
    assert ask(tram, envelope).status_code == 429
    assert tram.get("/v1/users/current").status_code == 200


@pytest.mark.parametrize("envelope", ["", "không phải", "U09USE9OMQo", "A" * 3_999])
def test_what_is_no_envelope_is_called_that(ask_as, envelope):
    said = ask(ask_as(TRAM), envelope)
    assert (said.status_code, said.json()["code"]) == (400, "envelopeBroken")


def test_an_ended_session_of_a_phone_is_told_apart_from_nobody(app):
    phone = AppClient(app)
    said = phone.post("/v1/sessions", json={"email": TRAM.login, "password": PASSWORD})
    elsewhere = AppClient(app, headers={"Authorization": f"Bearer {said.json()['token']}"})
    elsewhere.cookies.clear()
    assert phone.get("/v1/users/current").status_code == 200
    assert elsewhere.delete("/v1/sessions/current").status_code == 200
    over = phone.get("/v1/users/current")
    assert (over.status_code, over.json()["code"]) == (401, "signedOut")
    assert elsewhere.get("/v1/users/current").json()["code"] == "401.2"


def test_a_head_that_says_two_things_says_neither(ask_as, sealed_for):
    """The line as it stands is what was sealed: nobody writes herself into it."""
    theirs = decode_base64url(sealed_for(TRAM))
    first, line, sealed = theirs.split(b"\n", 2)
    lan = ask_as(LAN).get("/v1/users/current").json()["id"]
    about = json.dumps({"about": f"vault:{lan}"}).encode()
    for forged in (
        line[:-1] + b"," + about[1:],
        line.replace(json.loads(line)["about"].encode(), f"vault:{lan}".encode()),
        line + b" ",
    ):
        said = ask(ask_as(LAN), encode_base64url(b"\n".join([first, forged, sealed])))
        assert said.status_code == 400
        assert "key" not in said.json()


@pytest.mark.parametrize(
    "to", ["../../../etc/passwd", "", "sealing", "2026\0", "\ud800", "x" * 900]
)
def test_no_key_is_looked_for_elsewhere(ask_as, sealed_for, to):
    first, line, sealed = decode_base64url(sealed_for(TRAM)).split(b"\n", 2)
    head = json.dumps(json.loads(line) | {"to": to}).encode()
    said = ask(ask_as(TRAM), encode_base64url(b"\n".join([first, head, sealed])))
    assert (said.status_code, said.json()["code"][:8]) == (400, "envelope")


def test_after_fresh_keys_what_was_sealed_to_the_old_ones_still_opens(app, ask_as, sealed_for):
    before = sealed_for(TRAM)
    app.state.keys.rotate()
    assert sealed_for(TRAM) != before
    assert decode_base64url(ask(ask_as(TRAM), before).json()["key"]) == VAULT_KEY


def test_a_letter_too_many_is_not_even_tried(ask_as):
    assert ask(ask_as(TRAM), "A" * 4_001).status_code == 422
    assert ask(ask_as(TRAM), "A" * 90, "x" * 2_001).status_code == 422
