"""A CSV file as people save it from Excel → lines of cells. Cells are text: nothing is calculated.

Comma, semicolon or tab; UTF-8 with or without its mark, UTF-16 with it. What is in no such writing
is refused: guessing Windows-1258 would turn names into other names. Pure.
"""

import codecs
import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from api.domain.text import nfc

MOST_BYTES = 2_000_000
MOST_LINES = 500
MOST_COLUMNS = 40
SEPARATORS = ";,\t"
# A spreadsheet takes a cell that begins so for a formula; the last ones are their wide forms.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
MARK = "'"


class WrongTable(Exception):
    """The file as a whole cannot be taken. `code` is stable; `details` says what."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `number` as a spreadsheet counts, the header being 1."""

    number: int
    cells: dict[str, str]


def read(data: bytes, required: Collection[str], optional: Collection[str]) -> list[Line]:
    """Every line that has something in it. Raises WrongTable."""
    if len(data) > MOST_BYTES:
        raise WrongTable("csvTooLarge", most=MOST_BYTES)
    rows = _rows(_decoded(data))
    header = next(rows, None)
    columns = _columns(header[1] if header else [], required, optional)
    lines = [Line(number, _cells(number, row, columns)) for number, row in rows if any(row)]
    if not lines:
        raise WrongTable("csvEmpty")
    return lines


def _decoded(data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not wide and b"\0" in data:
        raise WrongTable("csvEncoding")
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise WrongTable("csvEncoding") from None
    if "\0" in text:
        raise WrongTable("csvBroken")
    return nfc(text)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered from 1, cells trimmed; Excel's own line `sep=;` is no row."""
    first, _, rest = text.partition("\n")
    said = first.strip().lower()
    if said.startswith("sep=") and len(said) == 5:
        text, separator = rest, said[4]
    else:
        separator = max(SEPARATORS, key=first.count)
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
        for number, row in enumerate(reader, 1):
            if number > MOST_LINES + 1:
                raise WrongTable("csvTooManyLines", most=MOST_LINES)
            yield number, [_unmarked(cell.strip(" \u00a0")) for cell in row]
    except csv.Error as error:
        raise WrongTable("csvBroken") from error


def _unmarked(cell: str) -> str:
    return cell[1:] if cell.startswith(MARK) and cell[1:].startswith(FORMULA) else cell


def _columns(
    header: Sequence[str], required: Collection[str], optional: Collection[str]
) -> list[str]:
    named = [cell.strip().lower() for cell in header]
    while named and not named[-1]:
        named.pop()
    missing = [name for name in required if name not in named]
    known = {*required, *optional}
    unknown = [name[:40] for name in named if name not in known]
    twice = sorted({name for name in named if named.count(name) > 1})
    if missing or unknown or twice or len(named) > MOST_COLUMNS:
        found = {"missing": missing, "unknown": unknown[:MOST_COLUMNS], "twice": twice}
        raise WrongTable("csvColumns", **found)
    return named


def _cells(number: int, row: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    if any(row[len(columns) :]):
        raise WrongTable("csvBroken", line=number)
    return dict(zip(columns, [*row, *[""] * len(columns)], strict=False))


def is_formula(cell: str) -> bool:
    """Would a spreadsheet calculate this?"""
    return cell.startswith(FORMULA)
