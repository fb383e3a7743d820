"""What stands before every recorded story, the same when it is recorded and when it is asked again:
Lan's team, and a server with these keys, so that what was sealed then is opened now.
"""

import hashlib
from pathlib import Path

from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec
from httpx2 import Client

from api.crypto.keys import KeyUse, encode_base64url
from tests import records

TEAM = "Tổ truyền thông Tà Lú 1"
TEAM_ID = "0c6d3c4e-8d0b-4f6c-9a55-3f2f4d9a7b10"
TEAM_RECORD = "uuid:d25b6027-7e01-4391-b965-c4b3bc6669b5"


def lay_keys(data_dir: Path) -> None:
    """Key pairs that everybody may know: of this stage, and of no server."""
    folder = data_dir / "keys"
    folder.mkdir(parents=True)
    for use in KeyUse:
        number = int.from_bytes(hashlib.sha256(f"stage {use}".encode()).digest())
        pair = ec.derive_private_key(number, ec.SECP256R1())
        point = pair.public_key().public_bytes(
            form.Encoding.X962, form.PublicFormat.UncompressedPoint
        )
        name = f"{use}-20260101000000000000-{hashlib.sha256(point).hexdigest()[:8]}"
        pem = pair.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
        (folder / f"{name}.pub").write_text(encode_base64url(point))
        (folder / f"{name}.pem").write_bytes(pem)


def register_team(lan: Client, village: str) -> None:
    """The team that she leads."""
    xml = records.team(village, id=TEAM_RECORD, entity=TEAM_ID, name=TEAM)
    sent = records.send(lan, xml)
    assert sent.status_code == 201, sent.text
