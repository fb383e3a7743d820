"""Cells with letters that nobody sees: their author is warned and may publish all the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from api.domain.hidden_letters import HiddenLetters, hidden_letters
from api.xlsform.workbook import WorkbookSheet

MOST_WARNINGS = 200
SAID_OF = {
    HiddenLetters.TURNS: "a letter that nobody sees turns the direction of the text",
    HiddenLetters.NOTHING: "there is a letter that nobody sees",
    HiddenLetters.PILE: "marks are piled upon one letter",
}


@dataclass(frozen=True, slots=True)
class FormWarning:
    """At this cell. `code` is stable: bidiControl, invisibleLetter, piledMarks."""

    sheet: str
    row: int
    column: str
    code: str
    message: str


def warn_of_hidden_letters(sheets: Mapping[str, WorkbookSheet]) -> list[FormWarning]:
    """Of every cell that people read or that says a rule; not of the author's own sheets."""
    return list(islice(_warnings(sheets), MOST_WARNINGS))


def _warnings(sheets: Mapping[str, WorkbookSheet]) -> Iterator[FormWarning]:
    for name, sheet in sheets.items():
        if name.startswith("_"):
            continue
        for number, row in sheet.numbered():
            for column, cell in row.items():
                for kind in hidden_letters(cell):
                    yield FormWarning(name, number, column, kind.value, SAID_OF[kind])
