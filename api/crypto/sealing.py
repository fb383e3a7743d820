"""Envelopes that only this server opens, and signatures that only it makes (docs/sealing.md)."""

import hashlib
import json
from dataclasses import dataclass
from os import urandom

from api.crypto.keys import Keys, Use, unwritten, written
from api.domain.text import storable
from api.errors import BadRequest

MAGIC = b"SOTHON1\n"
MEDIA_TYPE = "application/vnd.sothon.sealed"
INFO = b"so-thon envelope"
MOST_HEAD = 4_000
RAW_POINT, IV, TAG = 65, 12, 16


@dataclass(frozen=True, slots=True)
class Opened:
    """What lay in an envelope. `about` was said in clear, and nobody changed it since."""

    about: str
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class _Head:
    to: str
    epk: bytes
    iv: bytes
    about: str


def open_envelope(keys: Keys, envelope: bytes, about: str | None = None) -> Opened:
    """Raises BadRequest for what is no envelope, was changed, is not for us, or speaks of
    something else than `about`.
    """
    line, head = _head(envelope)
    if about is not None and head.about != about:
        raise BadRequest("envelopeAbout", "The envelope is about something else.")
    private = keys.private(Use.SEALING, head.to)
    if private is None:
        raise BadRequest("envelopeKey", "This server has no key with this id.", to=head.to)
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), head.epk)
        secret = private.exchange(ec.ECDH(), theirs)
        ours = next(one.point for one in keys.all(Use.SEALING) if one.id == head.to)
        sealed = envelope[len(MAGIC) + len(line) + 1 :]
        content = AESGCM(_derived(secret, head.epk, ours)).decrypt(head.iv, sealed, line)
    except (ValueError, InvalidTag) as error:
        raise _broken() from error
    return Opened(head.about, content, hashlib.sha256(envelope).hexdigest())


def seal(to: str, point: bytes, about: str, content: bytes) -> bytes:
    """An envelope for whoever holds the other half of `point`: what a phone makes, in Python."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    once = ec.generate_private_key(ec.SECP256R1())
    epk = once.public_key().public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
    iv = urandom(IV)
    said = {"to": to, "epk": written(epk), "iv": written(iv), "about": about}
    line = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    key = _derived(once.exchange(ec.ECDH(), theirs), epk, point)
    return MAGIC + line + b"\n" + AESGCM(key).encrypt(iv, content, line)


def sign(keys: Keys, text: str) -> tuple[str, str]:
    """The id of the key, and ECDSA P-256 with SHA-256 of the UTF-8 text as r and s, 64 bytes."""
    from cryptography.hazmat.primitives.asymmetric import ec, utils
    from cryptography.hazmat.primitives.hashes import SHA256

    key_id = keys.newest(Use.SIGNING).id
    private = keys.private(Use.SIGNING, key_id)
    assert private is not None
    r, s = utils.decode_dss_signature(
        private.sign(text.encode(), ec.ECDSA(SHA256(), deterministic_signing=True))
    )
    return key_id, written(r.to_bytes(32) + s.to_bytes(32))


def _derived(secret: bytes, epk: bytes, point: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), length=32, salt=None, info=INFO + epk + point).derive(secret)


def _head(envelope: bytes) -> tuple[bytes, _Head]:
    end = envelope.find(b"\n", len(MAGIC), len(MAGIC) + MOST_HEAD)
    if not envelope.startswith(MAGIC) or end < 0:
        raise _broken()
    line = envelope[len(MAGIC) : end]
    try:
        said = json.loads(line)
        to, about = str(said["to"]), str(said["about"])
        head = _Head(to, unwritten(str(said["epk"])), unwritten(str(said["iv"])), about)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _broken() from error
    # Who wrote it is not known yet, and a refusal repeats it.
    if not storable(to + about):
        raise _broken()
    if len(head.epk) != RAW_POINT or len(head.iv) != IV or len(envelope) < end + 1 + TAG:
        raise _broken()
    return line, head


def _broken() -> BadRequest:
    return BadRequest("envelopeBroken", "This is no whole envelope.")
