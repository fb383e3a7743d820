"""The words of the phone as the phone has them, so that tests follow them when they change.

What one does with a form stands in its workbook: here it is `form.<form id>`, and how the things
are called that it registers `things.<list>.<word>`.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from api.xlsform.workbook import read_workbook

ROOT = Path(__file__).parent.parent.parent
WEBAPP, FORMS = ROOT / "webapp", ROOT / "forms"
LABEL = "label::Tiếng Việt (vi)"
ENTRY = re.compile(r"^  '?([\w.]+)'?:\s*'((?:[^'\\]|\\.)*)',", re.MULTILINE)
SLOT = re.compile(r"\\?\{\w+\\?\}")


@cache
def vietnamese() -> dict[str, str]:
    """Every word by its key."""
    rooms = [*WEBAPP.rglob("words/vi.ts"), *WEBAPP.rglob("words/*-vi.ts")]
    texts = [*rooms, *(WEBAPP / "words" / "vi").glob("*.ts")]
    said = {key: said for text in texts for key, said in ENTRY.findall(text.read_text())}
    return said | {key: said for form in FORMS.glob("*.md") for key, said in _of_form(form)}


def _of_form(workbook: Path) -> Iterator[tuple[str, str]]:
    sheets = read_workbook(workbook.read_bytes(), "md")
    for row in sheets["words"].rows:
        if row["word"] == "action":
            yield f"form.{workbook.stem}", row[LABEL]
        else:
            yield f"things.{sheets['entities'].rows[0]['list_name']}.{row['word']}", row[LABEL]


def word(key: str, **slots: object) -> str:
    """What the phone says under this key."""
    return vietnamese()[key].format(**slots)


def like(key: str) -> re.Pattern[str]:
    """What the phone says under this key, whatever stands in its slots."""
    parts = SLOT.split(vietnamese()[key])
    return re.compile("^" + ".+".join(re.escape(part) for part in parts) + "$")
