"""What the phone seals the server opens, and what the server signs the phone verifies."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.actions.sign_receipt import sign_receipt
from api.crypto.keys import KeyUse, ServerKeys, decode_base64url, encode_base64url
from api.crypto.sealing import open_envelope, seal_envelope
from api.errors import BadRequest
from api.queries.attachments import AttachmentFile
from api.queries.receiving import Receipt

HERE = Path(__file__).parent
RECEIPT = Receipt(
    instance_id="uuid:8f1c",
    sha256="a" * 64,
    received_at=datetime(2026, 11, 20, 12, 30, 1, 500_000, UTC),
    problems=[],
    attachments=[
        AttachmentFile("ảnh 2.jpg", "b" * 64, 9, "image/jpeg"),
        AttachmentFile("\uff01.jpg", "", 0, ""),
        AttachmentFile("\U0001f33e.jpg", "c" * 64, 9, "image/jpeg"),
    ],
    new=True,
)


@pytest.fixture
def keys(tmp_path: Path) -> ServerKeys:
    return ServerKeys(tmp_path / "keys")


def phone(**told):
    """The phone's own code, under Node."""
    said = subprocess.run(
        ["node", str(HERE / "answer.mjs"), "./seal.ts"],
        input=json.dumps({"seal": [], "verify": [], **told}),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=HERE.parent.parent,
    )
    return json.loads(said.stdout)


def as_wire(key):
    return {"id": key.id, "publicKey": encode_base64url(key.point)}


def test_what_the_phone_seals_only_this_server_opens(keys, tmp_path):
    to = as_wire(keys.newest(KeyUse.SEALING))
    contents = [b"", "<data>Chị Hà bị đánh</data>".encode(), bytes(range(256)) * 400]
    told = [
        {"to": to, "about": f"record:uuid:ế{n}", "content": encode_base64url(c)}
        for n, c in enumerate(contents)
    ]
    sealed = [decode_base64url(one) for one in phone(seal=told)["sealed"]]
    for nth, (envelope, content) in enumerate(zip(sealed, contents, strict=True)):
        assert open_envelope(keys, envelope, f"record:uuid:ế{nth}").content == content
        assert not content or content not in envelope
        with pytest.raises(BadRequest, match="envelopeKey"):
            open_envelope(ServerKeys(tmp_path / "other"), envelope)
    assert len({envelope[:300] for envelope in sealed}) == len(sealed)


def test_what_the_server_signs_the_phone_verifies_and_nothing_else(keys):
    told = sign_receipt(RECEIPT, keys).model_dump(mode="json")
    sealed = sign_receipt(RECEIPT, keys, "d" * 64).model_dump(mode="json")
    known = [as_wire(one) for one in keys.all(KeyUse.SIGNING)]
    keys.rotate()
    strange = sign_receipt(RECEIPT, keys).model_dump(mode="json")
    both = [as_wire(one) for one in keys.all(KeyUse.SIGNING)]
    other = {**told, "attachments": told["attachments"][:1]}
    cases = [
        (told, known, "yes"),
        (sealed, known, "yes"),
        (told, both, "yes"),
        (strange, both, "yes"),
        (strange, known, "unknown"),
        ({**told, "sha256": "f" * 64}, known, "no"),
        ({**told, "receivedAt": "2026-11-20T12:30:01.501Z"}, known, "no"),
        ({**sealed, "envelopeSha256": ""}, known, "no"),
        (other, known, "no"),
        ({**told, "signature": encode_base64url(bytes(64))}, known, "no"),
        ({**told, "signature": "?"}, known, "no"),
        ({key: value for key, value in told.items() if key != "signature"}, known, "no"),
        ({key: value for key, value in told.items() if key != "signedBy"}, [], "yes"),
    ]
    said = phone(verify=[{"receipt": one, "known": keys} for one, keys, _ in cases])["verified"]
    assert said == [expected for *_, expected in cases]


def test_an_envelope_that_was_touched_anywhere_does_not_open(keys):
    to = keys.newest(KeyUse.SEALING)
    envelope = seal_envelope(to.id, to.point, "record:uuid:1", b"<data/>")
    assert open_envelope(keys, envelope, "record:uuid:1").content == b"<data/>"
    for at in range(len(envelope)):
        touched = bytearray(envelope)
        touched[at] ^= 1
        with pytest.raises(BadRequest, match=r"envelope(Broken|Key)"):
            open_envelope(keys, bytes(touched))
    for end in range(len(envelope)):
        with pytest.raises(BadRequest, match="envelopeBroken"):
            open_envelope(keys, envelope[:end])
    with pytest.raises(BadRequest, match="envelopeAbout"):
        open_envelope(keys, envelope, "record:uuid:2")


HEADS = [
    b"{}", b"[]", b"null", b"[" * 3_000, b"\xff", b'{"to":1,"about":2,"epk":3,"iv":4}',
    b'{"to":"x","about":"","epk":"","iv":""}', b"x" * 9_000,
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_what_is_no_envelope_is_told_so(keys, head):
    with pytest.raises(BadRequest, match="envelopeBroken"):
        open_envelope(keys, b"SOTHON1\n" + head + b"\n" + b"x" * 40)


def test_after_rotating_the_new_keys_are_used_and_the_old_ones_open(keys, tmp_path):
    old = keys.newest(KeyUse.SEALING)
    envelope = seal_envelope(old.id, old.point, "vault:7", b"secret")
    other_process = ServerKeys(tmp_path / "keys")
    made = other_process.rotate()
    assert [keys.newest(use) for use in KeyUse] == made
    assert open_envelope(keys, envelope).content == b"secret"
    assert open_envelope(ServerKeys(tmp_path / "keys"), envelope).content == b"secret"
    files = sorted((tmp_path / "keys").iterdir())
    assert {file.suffix for file in files} == {".pem", ".pub"}
    assert {file.stat().st_mode & 0o077 for file in [*files, tmp_path / "keys"]} == {0}
