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
    """Imports are files of ours by their path from `webapp/`, packages by their name; types too."""

    imports: list[str]
    functions: list[FunctionFact]


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
