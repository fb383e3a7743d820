"""Looks through every byte of a folder for what must not be there, in every dress it may wear.

Its one rule: what the browser packs is unpacked first, as far as it can be: LevelDB's logs (cut
into pieces of 32 kB) and tables (Snappy), what Chromium itself packs with Snappy, gzip, zlib.
"""

import base64
import gzip
import json
import unicodedata
import urllib.parse
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

LOG_BLOCK, LOG_HEAD = 32_768, 7
MAGIC = bytes.fromhex("57fb808b247547db")
# What Chromium's IndexedDB writes before a value that it packed.
WRAPPED = b"\xff\x11\x02"
LARGEST = 64_000_000


def dresses(secret: str) -> set[bytes]:
    """The same text in every encoding that a browser, a log or a database may use."""
    found: set[bytes] = set()
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, secret)
        written = {
            text,
            json.dumps(text)[1:-1],
            json.dumps(text)[1:-1].upper().replace("\\U", "\\u"),
            urllib.parse.quote(text),
            urllib.parse.quote(text).lower(),
            urllib.parse.quote_plus(text),
        }
        for each in written:
            found |= {each.encode(code, "ignore") for code in ("utf-8", "utf-16-le", "utf-16-be")}
            with suppress(UnicodeEncodeError):
                found.add(each.encode("latin-1"))
    for raw in list(found):
        found |= {raw.hex().encode(), raw.hex().upper().encode(), *_base64(raw)}
    return {each for each in found if len(each) >= 5}


def _base64(raw: bytes) -> Iterator[bytes]:
    """In each of the three alignments, without the letters that depend on what lies around."""
    for shift in range(3):
        text = base64.b64encode(b"\0" * shift + raw)
        inner = text[(0, 2, 3)[shift] :]
        cut = (len(raw) + shift) % 3
        inner = inner[: len(inner) - (4, 3)[cut > 0]] if cut else inner
        yield inner
        yield inner.replace(b"+", b"-").replace(b"/", b"_")


def of_bytes(secret: bytes) -> set[bytes]:
    """A piece of a picture: as it is, and as text."""
    return {secret, secret.hex().encode(), *_base64(secret)}


def search(folder: Path, secrets: dict[str, set[bytes]]) -> list[str]:
    """Where anything was found: the name of the secret and the file."""
    found = set()
    shortest = min(len(form) for forms in secrets.values() for form in forms)
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        # What is looked for may stand in a name too.
        for view in set(views(path.name.encode(), path.read_bytes())):
            if len(view) < shortest:
                continue
            for name, forms in secrets.items():
                if any(form in view for form in forms):
                    found.add(f"{name} in {path.relative_to(folder)}")
    return sorted(found)


def views(name: bytes, content: bytes) -> Iterator[bytes]:
    """The file as it is, and as what was packed into it."""
    yield name
    yield content
    yield from _unpacked(content)
    if name.endswith(b".log"):
        for record in log_records(content):
            yield record
            yield from _unpacked(record)
    if content.endswith(MAGIC):
        for block in table_blocks(content):
            yield block
            yield from _unpacked(block)


def _unpacked(content: bytes) -> Iterator[bytes]:
    for at in _places(content, b"\x1f\x8b\x08"):
        with suppress(OSError, EOFError, zlib.error):
            yield gzip.decompress(content[at:])
        yield _inflated(content[at:], 31)
    for head in (b"\x78\x01", b"\x78\x9c", b"\x78\xda"):
        for at in _places(content, head):
            yield _inflated(content[at:], 15)
    for at in _places(content, WRAPPED):
        yield snappy(content[at + len(WRAPPED) :])


def _places(content: bytes, head: bytes) -> Iterator[int]:
    at = content.find(head)
    while at >= 0:
        yield at
        at = content.find(head, at + 1)


def _inflated(content: bytes, window: int) -> bytes:
    with suppress(zlib.error):
        return zlib.decompressobj(window).decompress(content, LARGEST)
    return b""


def log_records(content: bytes) -> Iterator[bytes]:
    """A LevelDB log: records that were cut at the edges of blocks, whole again."""
    record = b""
    for start in range(0, len(content), LOG_BLOCK):
        block = content[start : start + LOG_BLOCK]
        at = 0
        while at + LOG_HEAD <= len(block):
            length, kind = int.from_bytes(block[at + 4 : at + 6], "little"), block[at + 6]
            if kind == 0:
                break
            piece = block[at + LOG_HEAD : at + LOG_HEAD + length]
            record = piece if kind in {1, 2} else record + piece
            if kind in {1, 4}:
                yield record
            at += LOG_HEAD + length
    yield record


def table_blocks(content: bytes) -> Iterator[bytes]:
    """The blocks of a LevelDB table, unpacked."""
    footer = content[-48:]
    _, at = _handle(footer, 0)
    (offset, size), _ = _handle(footer, at)
    index = _block(content, offset, size)
    for value in _values(index):
        (offset, size), _ = _handle(value, 0)
        yield _block(content, offset, size)


def _block(content: bytes, offset: int, size: int) -> bytes:
    raw = content[offset : offset + size]
    return snappy(raw) if content[offset + size : offset + size + 1] == b"\x01" else raw


def _values(block: bytes) -> Iterator[bytes]:
    restarts = int.from_bytes(block[-4:], "little")
    end = len(block) - 4 - 4 * restarts
    at = 0
    while at < end:
        _, at = _varint(block, at)
        unshared, at = _varint(block, at)
        length, at = _varint(block, at)
        at += unshared
        yield block[at : at + length]
        at += length


def _handle(data: bytes, at: int) -> tuple[tuple[int, int], int]:
    offset, at = _varint(data, at)
    size, at = _varint(data, at)
    return (offset, size), at


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data) and shift < 64:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            break
        shift += 7
    return value, at


def snappy(data: bytes) -> bytes:
    """As far as it can be unpacked; nothing when it is no Snappy at all."""
    length, at = _varint(data, 0)
    out = bytearray()
    if length > LARGEST:
        return b""
    while at < len(data) and len(out) < length:
        tag = data[at]
        at += 1
        kind = tag & 3
        if kind == 0:
            size = tag >> 2
            if size >= 60:
                more = size - 59
                size = int.from_bytes(data[at : at + more], "little")
                at += more
            out += data[at : at + size + 1]
            at += size + 1
            continue
        size, wide = ((tag >> 2 & 7) + 4, 1) if kind == 1 else ((tag >> 2) + 1, 2 * (kind - 1))
        back = int.from_bytes(data[at : at + wide], "little") + ((tag >> 5) << 8) * (kind == 1)
        at += wide
        if not 0 < back <= len(out):
            break
        for _ in range(size):
            out.append(out[-back])
    return bytes(out)
