"""The file in which a phone hands its unsent records over: envelopes one after the other.

`SOTHON-OUTBOX1`, a line; then of each envelope its length in bytes, a line, and its bytes. In each
lies a line of JSON that says what it is, and then the record or the photo itself.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from api.domain.text import storable

FIRST_LINE = b"SOTHON-OUTBOX1\n"
MOST_ENVELOPES = 2_000
MOST_SAID = 4_000
LONGEST_LENGTH = 9


class BrokenFile(Exception):
    """It ends in the middle, or is none."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A record, or the file `name` of one. `token` proves which phone packed it."""

    token: str
    instance_id: str
    name: str | None
    content: bytes


def envelopes(content: bytes) -> Iterator[bytes]:
    """Each whole one, in turn. Raises BrokenFile where the file goes wrong, after those before."""
    if not content.startswith(FIRST_LINE):
        raise BrokenFile
    at, count = len(FIRST_LINE), 0
    while at < len(content):
        end = content.find(b"\n", at, at + LONGEST_LENGTH + 1)
        length = content[at:end] if end > 0 else b""
        if not length.isdigit() or count >= MOST_ENVELOPES:
            raise BrokenFile
        at, stop = end + 1, end + 1 + int(length)
        if stop > len(content):
            raise BrokenFile
        yield content[at:stop]
        at, count = stop, count + 1


def piece(content: bytes) -> Piece:
    """What lay in an envelope. Raises BrokenFile."""
    end = content.find(b"\n", 0, MOST_SAID)
    try:
        said = json.loads(content[:end]) if end > 0 else None
    except (ValueError, RecursionError) as error:
        raise BrokenFile from error
    if not isinstance(said, dict):
        raise BrokenFile
    token, instance_id = _text(said.get("token")), _text(said.get("id"))
    name = None if said.get("file") is None else _text(said["file"])
    return Piece(token, instance_id, name, content[end + 1 :])


def _text(said: object) -> str:
    if not isinstance(said, str) or not storable(said):
        raise BrokenFile
    return said
