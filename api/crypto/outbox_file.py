"""The file in which a phone hands its unsent records over: envelopes one after the other.

`SOTHON-OUTBOX1`, a line; then of each envelope its length in bytes, a line, and its bytes. In each
lies a line of JSON that says what it is, and then the record or the photo itself.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from api.domain.text import is_storable

OUTBOX_FIRST_LINE = b"SOTHON-OUTBOX1\n"
MOST_ENVELOPES = 2_000
MOST_PIECE_HEAD = 4_000
MOST_LENGTH_DIGITS = 9


class BrokenOutboxFile(Exception):
    """It ends in the middle, or is none."""


@dataclass(frozen=True, slots=True)
class OutboxPiece:
    """A record, or the file `name` of one. `token` proves which phone packed it."""

    token: str
    instance_id: str
    name: str | None
    content: bytes


def split_envelopes(content: bytes) -> Iterator[bytes]:
    """Each whole one, in turn. Raises BrokenFile where the file goes wrong, after those before."""
    if not content.startswith(OUTBOX_FIRST_LINE):
        raise BrokenOutboxFile
    at, count = len(OUTBOX_FIRST_LINE), 0
    while at < len(content):
        end = content.find(b"\n", at, at + MOST_LENGTH_DIGITS + 1)
        length = content[at:end] if end > 0 else b""
        if not length.isdigit() or count >= MOST_ENVELOPES:
            raise BrokenOutboxFile
        at, stop = end + 1, end + 1 + int(length)
        if stop > len(content):
            raise BrokenOutboxFile
        yield content[at:stop]
        at, count = stop, count + 1


def read_outbox_piece(content: bytes) -> OutboxPiece:
    """What lay in an envelope. Raises BrokenFile."""
    end = content.find(b"\n", 0, MOST_PIECE_HEAD)
    try:
        said = json.loads(content[:end]) if end > 0 else None
    except (ValueError, RecursionError) as error:
        raise BrokenOutboxFile from error
    if not isinstance(said, dict):
        raise BrokenOutboxFile
    token, instance_id = _required_text(said.get("token")), _required_text(said.get("id"))
    name = None if said.get("file") is None else _required_text(said["file"])
    return OutboxPiece(token, instance_id, name, content[end + 1 :])


def _required_text(said: object) -> str:
    if not isinstance(said, str) or not is_storable(said):
        raise BrokenOutboxFile
    return said
