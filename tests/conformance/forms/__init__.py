"""Whole forms, filled by the phone's engine and checked by the server's: both must say the same.

`<form>.json` holds the answers and what is expected of them, `<form>.definition.json` the
definition that the phone downloads. After a change of a form: python -m tests.conformance.forms
"""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in HERE.glob("*.json") if "." not in path.stem)


def cases(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text())
    return found


def definition_file(name: str) -> Path:
    return HERE / f"{name}.definition.json"
