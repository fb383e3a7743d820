"""Envelopes that only this server opens, and signatures that only it makes (docs/sealing.md)."""

import hashlib
import json
from dataclasses import dataclass
from os import urandom

from api.crypto.keys import KeyUse, ServerKeys, decode_base64url, encode_base64url
from api.domain.text import is_storable
from api.errors import BadRequest

ENVELOPE_MAGIC = b"SOTHON1\n"
SEALED_MEDIA_TYPE = "application/vnd.sothon.sealed"
HKDF_INFO = b"so-thon envelope"
MOST_ENVELOPE_HEAD = 4_000
POINT_BYTES, IV_BYTES, TAG_BYTES = 65, 12, 16


@dataclass(frozen=True, slots=True)
class OpenedEnvelope:
    """What lay in an envelope. `about` was said in clear, and nobody changed it since."""

    about: str
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class _EnvelopeHead:
    to: str
    epk: bytes
    iv: bytes
    about: str


# What open_envelope refuses with.
ENVELOPE_CODES = ("envelopeAbout", "envelopeBroken", "envelopeKey")


def open_envelope(keys: ServerKeys, envelope: bytes, about: str | None = None) -> OpenedEnvelope:
    """Raises BadRequest for what is no envelope, was changed, is not for us, or speaks of
    something else than `about`.
    """
    line, head = _parse_envelope_head(envelope)
    if about is not None and head.about != about:
        raise BadRequest("envelopeAbout")
    private = keys.private(KeyUse.SEALING, head.to)
    if private is None:
        raise BadRequest("envelopeKey", to=head.to)
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), head.epk)
        secret = private.exchange(ec.ECDH(), theirs)
        ours = next(one.point for one in keys.all(KeyUse.SEALING) if one.id == head.to)
        sealed = envelope[len(ENVELOPE_MAGIC) + len(line) + 1 :]
        content = AESGCM(_derive_key(secret, head.epk, ours)).decrypt(head.iv, sealed, line)
    except (ValueError, InvalidTag) as error:
        raise _broken_envelope() from error
    return OpenedEnvelope(head.about, content, hashlib.sha256(envelope).hexdigest())


def seal_envelope(to: str, point: bytes, about: str, content: bytes) -> bytes:
    """An envelope for whoever holds the other half of `point`: what a phone makes, in Python."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    once = ec.generate_private_key(ec.SECP256R1())
    epk = once.public_key().public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
    iv = urandom(IV_BYTES)
    said = {"to": to, "epk": encode_base64url(epk), "iv": encode_base64url(iv), "about": about}
    line = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    key = _derive_key(once.exchange(ec.ECDH(), theirs), epk, point)
    return ENVELOPE_MAGIC + line + b"\n" + AESGCM(key).encrypt(iv, content, line)


def sign_text(keys: ServerKeys, text: str) -> tuple[str, str]:
    """The id of the key, and ECDSA P-256 with SHA-256 of the UTF-8 text as r and s, 64 bytes."""
    from cryptography.hazmat.primitives.asymmetric import ec, utils
    from cryptography.hazmat.primitives.hashes import SHA256

    key_id = keys.newest(KeyUse.SIGNING).id
    private = keys.private(KeyUse.SIGNING, key_id)
    assert private is not None
    r, s = utils.decode_dss_signature(
        private.sign(text.encode(), ec.ECDSA(SHA256(), deterministic_signing=True))
    )
    return key_id, encode_base64url(r.to_bytes(32) + s.to_bytes(32))


def _derive_key(secret: bytes, epk: bytes, point: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), length=32, salt=None, info=HKDF_INFO + epk + point).derive(secret)


def _parse_envelope_head(envelope: bytes) -> tuple[bytes, _EnvelopeHead]:
    end = envelope.find(b"\n", len(ENVELOPE_MAGIC), len(ENVELOPE_MAGIC) + MOST_ENVELOPE_HEAD)
    if not envelope.startswith(ENVELOPE_MAGIC) or end < 0:
        raise _broken_envelope()
    line = envelope[len(ENVELOPE_MAGIC) : end]
    try:
        said = json.loads(line)
        to, about = str(said["to"]), str(said["about"])
        head = _EnvelopeHead(
            to, decode_base64url(str(said["epk"])), decode_base64url(str(said["iv"])), about
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _broken_envelope() from error
    # Who wrote it is not known yet, and a refusal repeats it.
    if not is_storable(to + about):
        raise _broken_envelope()
    if (
        len(head.epk) != POINT_BYTES
        or len(head.iv) != IV_BYTES
        or len(envelope) < end + 1 + TAG_BYTES
    ):
        raise _broken_envelope()
    return line, head


def _broken_envelope() -> BadRequest:
    return BadRequest("envelopeBroken")
