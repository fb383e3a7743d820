"""What stands in the phone's files, as the parser of the build reads it: imports and functions."""

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import TypedDict

from tests.forking import ROOT

WEBAPP = ROOT / "webapp"


class FunctionFact(TypedDict):
    name: str
    line: int
    lines: int


class FileFacts(TypedDict):
    """What one file of the phone says.

    `imports` are files of ours by their path from `webapp/`, packages by their name; types too.
    `loads` are those of them that are still imported after the build. `says` holds its strings, and
    `review.by.*` where a key is put together. `keys` are those of a dictionary.
    """

    imports: list[str]
    loads: list[str]
    says: list[str]
    functions: list[FunctionFact]
    keys: list[str]


def read_facts(webapp: Path) -> dict[str, FileFacts]:
    """By the file's path from `webapp`."""
    script = Path(__file__).with_name("webapp-facts.mjs")
    said = subprocess.run(
        ["node", script, webapp], cwd=ROOT, check=True, capture_output=True, text=True
    )
    facts: dict[str, FileFacts] = json.loads(said.stdout)
    return facts


@cache
def phone_facts() -> dict[str, FileFacts]:
    return read_facts(WEBAPP)
