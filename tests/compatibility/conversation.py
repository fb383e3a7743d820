"""What one version of the app asked and was told, kept to be asked again of every later server.

Of an answer only its shape is kept: an app of that time reads these fields, and no others.
"""

import base64
import gzip
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
# What the app itself said; the rest is the browser's and this machine's.
KEPT = {"accept", "accept-language", "content-type", "sec-fetch-site", "sec-fetch-mode"}
# What was asked while she signed out, and crossed with it.
CROSSED = 401
SAME = ("received", "complete", "counts", "state", "total")
CARRIED = ("code", "outboxToken")
Shape = dict[str, Any] | list[Any] | str


@dataclass(frozen=True)
class Turn:
    """One request with what was said to it; `who` asked."""

    who: str
    method: str
    path: str
    headers: dict[str, str]
    body: str
    status: int
    shape: Shape
    # What is kept as it was: SAME is answered again, CARRIED was made up by the server.
    gave: dict[str, Any] = field(default_factory=dict)


def turn(who: str, request: bytes, answer: bytes) -> Turn:
    """From the bytes that went over the line."""
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    said_head, _, said = answer.partition(b"\r\n\r\n")
    kept = {key.lower(): value for key, value in headers.items() if key.lower() in KEPT}
    status = int(said_head.split(b" ", 2)[1])
    content = json.loads(said) if b"application/json" in said_head and said else None
    written = base64.b64encode(body).decode()
    return Turn(who, method, path, kept, written, status, shape_of(content), given(content))


def given(said: Any) -> dict[str, Any]:
    """What of an answer is kept as it was."""
    names = (*SAME, *CARRIED)
    return {key: said[key] for key in names if key in said} if isinstance(said, dict) else {}


def shape_of(said: Any) -> Shape:
    """The fields and their kinds; of a list that of its first."""
    if isinstance(said, dict):
        return {key: shape_of(value) for key, value in said.items()}
    if isinstance(said, list):
        return [shape_of(one) for one in said[:1]]
    return "number" if isinstance(said, int | float) else type(said).__name__


def missing(then: Shape, now: Shape, at: str = "") -> list[str]:
    """Fields that were there then and are not now, or are of another kind, or are empty now."""
    if isinstance(then, dict) and isinstance(now, dict):
        gone = [f"{at}.{key}" for key in then if key not in now]
        return gone + [
            one for key in then if key in now for one in missing(then[key], now[key], f"{at}.{key}")
        ]
    if isinstance(then, list) and isinstance(now, list) and then:
        return missing(then[0], now[0], f"{at}[]") if now else [f"{at}[]"]
    if isinstance(then, list) and isinstance(now, list):
        return []
    return [] if then in ("NoneType", now) else [f"{at}: {then}, now {now}"]


def place_of(version: str, story: str) -> Path:
    """Where what this version said in one story is kept."""
    return FOLDER / f"{version}-{story}.json.gz"


def keep(version: str, story: str, turns: list[Turn]) -> None:
    """Write it down, once what was read again and told the same. A file is never made anew."""
    told = [(one.who, one.path, one.status, one.shape, one.gave) for one in turns]
    once = [
        one
        for at, one in enumerate(turns)
        if one.method != "GET" or (told.index(told[at]) == at and one.status != CROSSED)
    ]
    said = json.dumps([asdict(one) for one in once], ensure_ascii=False, indent=0)
    with place_of(version, story).open("xb") as place:
        place.write(gzip.compress(said.encode(), mtime=0))


def kept(version: str, story: str) -> list[Turn]:
    """What was written down."""
    said = json.loads(gzip.decompress(place_of(version, story).read_bytes()))
    return [Turn(**one) for one in said]
