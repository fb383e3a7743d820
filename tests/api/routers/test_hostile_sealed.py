"""Trâm writes down in confidence what she was told. Whoever has her phone asks the server."""

import hashlib
from pathlib import Path

import pytest

from api import clock
from api.crypto.keys import KeyUse
from api.crypto.sealing import SEALED_MEDIA_TYPE, seal_envelope
from api.loading.folder import publish_file
from api.models.user import Role
from tests import records
from tests.people import BAC_AI_DONG, LAN, MAI, TRAM, VIEWER, Somebody, new_id, settle, unit_of

pytestmark = pytest.mark.one_database

FORM = Path(__file__).parents[2] / "faults" / "forms" / "nguoi_duoc_giup.md"
NAME, TOLD = "Pi Năng Thị Quỳnh Giạ", "hôm phiên chợ"
NUMBER = "917364052"
NGA = Somebody("nga", "Nga", Role.REPORTER, BAC_AI_DONG, "Trạm Y tế")
AT = "/v1/projects/1/forms/nguoi_duoc_giup/submissions"


@pytest.fixture
def sealed(app, world, tmp_path):
    """What Trâm wrote, in its envelope: its id, and the envelope as it lies on her phone."""
    file = tmp_path / FORM.name
    file.write_text(FORM.read_text().replace("PROTECTION", "sealed"))
    list(publish_file(world, file, clock.now()))
    settle(world, [NGA])
    with world.reading() as session:
        station = unit_of(session, TRAM)

    def sealed(number=NUMBER, more=""):
        one, to = new_id(), app.state.keys.newest(KeyUse.SEALING)
        xml = (
            f'<data id="nguoi_duoc_giup" version="1"><org_unit>{station}</org_unit>'
            f"<woman>{NAME}</woman><number>{number}</number><told>{TOLD}</told>"
            f"<photo>a.jpg</photo>{more}<meta><instanceID>{one}</instanceID>"
            f"<instanceName>{NAME}</instanceName></meta></data>"
        ).encode()
        return one, seal_envelope(to.id, to.point, f"record:{one}", xml)

    return sealed


@pytest.fixture
def secret(sealed):
    """One without a fault."""
    return sealed()


def post(client, envelope):
    headers = {"Accept": "application/json", "Content-Type": SEALED_MEDIA_TYPE}
    return client.post("/v1/projects/1/submission", content=envelope, headers=headers)


def told_of(content):
    return {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "offset": 0}


def asks(client, one):
    """Everywhere where it might be told: what is answered there."""
    ways = (f"{one}.xml", f"{one}/record", f"{one}/attachments/a.jpg", one, f"{one}/versions")
    lists = (AT, "/v1/submissions?of=me", "/v1/submissions?of=all", f"{AT}/{one}/attachments")
    return [client.get(f"{AT}/{way}") for way in ways] + [client.get(way) for way in lists]


@pytest.mark.parametrize("who", [TRAM, NGA], ids=["her phone", "a found envelope"])
def test_what_was_sealed_is_not_read_again_by_whoever_sent_it(ask_as, secret, who):
    one, envelope = secret
    sender = ask_as(who)
    receipt = post(sender, envelope)
    assert receipt.status_code == 201
    photo = sender.put(
        f"/v1/submissions/{one}/files/a.jpg",
        params=told_of(records.photo()),
        content=records.photo(),
    )
    assert photo.json()["complete"]
    heard = asks(sender, one)
    assert [said.status_code for said in heard] == [403, 403, 403, *[200] * 6]
    assert {said.json()["code"] for said in heard[:3]} == {"sealedToSender"}
    for said in (receipt, photo, *heard):
        assert NAME not in said.text
        assert TOLD not in said.text
    # It is in her list, and her phone is given its receipt however often it asks.
    assert one in heard[6].text
    assert post(sender, envelope).json()["receipt"] == receipt.json()["receipt"]


def test_who_looks_after_it_reads_it_and_nobody_else(ask_as, secret):
    one, envelope = secret
    assert post(ask_as(TRAM), envelope).status_code == 201
    for who in (MAI, VIEWER):
        assert TOLD in ask_as(who).get(f"{AT}/{one}.xml").text
        assert TOLD in ask_as(who).get(f"{AT}/{one}/record").text
    for who in (LAN, NGA):
        assert ask_as(who).get(f"{AT}/{one}.xml").status_code == 404
    # No list carries her name, not even theirs.
    assert NAME not in ask_as(MAI).get("/v1/submissions?of=awaiting").text


def test_what_does_not_fit_is_told_by_question_and_code_without_the_answer(ask_as, sealed):
    number = f"{NUMBER} hỏi {NAME}"
    one, envelope = sealed(number, f"<note>{TOLD}</note>")
    tram = ask_as(TRAM)
    receipts = [post(tram, envelope) for _ in range(2)]
    assert [said.status_code for said in receipts] == [201, 201]
    photo = tram.put(
        f"/v1/submissions/{one}/files/a.jpg",
        params=told_of(records.photo()),
        content=records.photo(),
    )
    told = [*(said.json() for said in receipts), photo.json()["receipt"]]
    for receipt in told:
        places = {problem["ref"]: problem for problem in receipt["problems"]}
        assert {"/data/number", "/data/note"} <= set(places)
        assert all(problem["code"] for problem in places.values())
    heard = [*receipts, photo, *asks(tram, one), *asks(ask_as(MAI), one)[6:]]
    for said in heard:
        for words in (NAME, NUMBER, TOLD):
            assert words not in said.text
    # Who looks after it reads what was sent there, beside the question.
    shown = ask_as(MAI).get(f"{AT}/{one}/record").json()
    assert number in str([problem["params"] for problem in shown["problems"]])
