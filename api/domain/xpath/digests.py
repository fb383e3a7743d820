"""Fingerprints and base64 of text. Twin: digests.ts, where an algorithm costs the phone bytes."""

import re
from base64 import b64decode, b64encode
from hashlib import sha256

from api.domain.xpath.errors import XPathError

_BASE64 = re.compile(r"[A-Za-z0-9+/]*")


def check_digest(algorithm: str, encoding: str = "base64") -> None:
    """Raises XPathError("digest") for what neither twin can do."""
    if algorithm.upper() != "SHA-256" or encoding.lower() not in {"base64", "hex"}:
        raise XPathError("digest", detail=f"{algorithm} {encoding}")


def digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    """The SHA-256 of the text (UTF-8) in base64 or hex."""
    check_digest(algorithm, encoding)
    made = sha256(text.encode()).digest()
    return made.hex() if encoding.lower() == "hex" else b64encode(made).decode()


def decode_base64(text: str) -> str:
    """What base64 stands for, read as UTF-8; "" when it is not base64."""
    written = re.sub(r"[ \t\r\n]", "", text).rstrip("=")
    if not _BASE64.fullmatch(written) or len(written) % 4 == 1:
        return ""
    return b64decode(written + "=" * (-len(written) % 4)).decode(errors="replace")
