"""The words of the phone as the phone has them, so that tests follow them when they change."""

import re
from functools import cache
from pathlib import Path

WEBAPP = Path(__file__).parent.parent.parent / "webapp"
ENTRY = re.compile(r"^  '?([\w.]+)'?:\s*'((?:[^'\\]|\\.)*)',", re.MULTILINE)
SLOT = re.compile(r"\\?\{\w+\\?\}")


@cache
def vietnamese() -> dict[str, str]:
    """Every word by its key."""
    texts = [*WEBAPP.rglob("*-vi.ts"), *(WEBAPP / "words" / "vi").glob("*.ts")]
    return {key: said for text in texts for key, said in ENTRY.findall(text.read_text())}


def word(key: str, **slots: object) -> str:
    """What the phone says under this key."""
    return vietnamese()[key].format(**slots)


def like(key: str) -> re.Pattern[str]:
    """What the phone says under this key, whatever stands in its slots."""
    parts = SLOT.split(vietnamese()[key])
    return re.compile("^" + ".+".join(re.escape(part) for part in parts) + "$")
