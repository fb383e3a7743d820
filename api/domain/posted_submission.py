"""A submission as it arrived, by whichever entrance: read whole before any transaction begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class PostedEnvelope(NamedTuple):
    """What a sealed submission came in: what was said on it in clear, and its own hash."""

    about: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PostedSubmission:
    """The record's XML and the files that came with it, by name."""

    xml: bytes
    files: Mapping[str, bytes]
    envelope: PostedEnvelope | None = None
