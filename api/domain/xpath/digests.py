"""Fingerprints and base64 of text. Twin: digests.ts."""

import re
from base64 import b64decode, b64encode
from hashlib import new

from api.domain.xpath.errors import XPathError

_ALGORITHMS = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}
_BASE64 = re.compile(r"[A-Za-z0-9+/]*")


def digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    """The fingerprint of the text (UTF-8) in base64 or hex."""
    name = _ALGORITHMS.get(algorithm.upper())
    if name is None or encoding.lower() not in {"base64", "hex"}:
        raise XPathError("digest", detail=f"{algorithm} {encoding}")
    # A form author asks for a fingerprint, not for secrecy.
    made = new(name, text.encode(), usedforsecurity=False).digest()
    return made.hex() if encoding.lower() == "hex" else b64encode(made).decode()


def decoded(text: str) -> str:
    """What base64 stands for, read as UTF-8; "" when it is not base64."""
    written = re.sub(r"[ \t\r\n]+|=+[ \t\r\n]*$", "", text)
    if not _BASE64.fullmatch(written) or len(written) % 4 == 1:
        return ""
    return b64decode(written + "=" * (-len(written) % 4)).decode(errors="replace")
