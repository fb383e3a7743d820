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

MOST_CSV_BYTES = 2_000_000
MOST_CSV_LINES = 500
MOST_CSV_COLUMNS = 40
CSV_SEPARATORS = ";,\t"
# A spreadsheet takes a cell that begins so for a formula; the last ones are their wide forms.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
TEXT_MARK = "'"
UTF8_MARK = codecs.BOM_UTF8


class CsvRefused(Exception):
    """The file as a whole cannot be taken. `code` is stable; `details` says what."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details


@dataclass(frozen=True, slots=True)
class CsvLine:
    """One line; `number` as a spreadsheet counts, the header being 1."""

    number: int
    cells: dict[str, str]


def read_csv(data: bytes, required: Collection[str], optional: Collection[str]) -> list[CsvLine]:
    """Every line that has something in it. Raises WrongTable."""
    if len(data) > MOST_CSV_BYTES:
        raise CsvRefused("csvTooLarge", most=MOST_CSV_BYTES)
    rows = _csv_rows(_decode_csv(data))
    header = next(rows, None)
    columns = _csv_columns(header[1] if header else [], required, optional)
    lines = [
        CsvLine(number, _cells_by_column(number, row, columns)) for number, row in rows if any(row)
    ]
    if not lines:
        raise CsvRefused("csvEmpty")
    return lines


def _decode_csv(data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not wide and b"\0" in data:
        raise CsvRefused("csvEncoding")
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise CsvRefused("csvEncoding") from None
    if "\0" in text:
        raise CsvRefused("csvBroken")
    return nfc(text)


def _csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered from 1, cells trimmed; Excel's own line `sep=;` is no row."""
    first, _, rest = text.partition("\n")
    said = first.strip().lower()
    if said.startswith("sep=") and len(said) == 5:
        text, separator = rest, said[4]
    else:
        separator = max(CSV_SEPARATORS, key=first.count)
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
        for number, row in enumerate(reader, 1):
            if number > MOST_CSV_LINES + 1:
                raise CsvRefused("csvTooManyLines", most=MOST_CSV_LINES)
            yield number, [_strip_text_mark(cell.strip(" \u00a0")) for cell in row]
    except csv.Error as error:
        raise CsvRefused("csvBroken") from error


def _strip_text_mark(cell: str) -> str:
    return cell[1:] if cell.startswith(TEXT_MARK) and cell[1:].startswith(FORMULA_STARTS) else cell


def _csv_columns(
    header: Sequence[str], required: Collection[str], optional: Collection[str]
) -> list[str]:
    named = [cell.strip().lower() for cell in header]
    while named and not named[-1]:
        named.pop()
    missing = [name for name in required if name not in named]
    known = {*required, *optional}
    unknown = [name[:40] for name in named if name not in known]
    twice = sorted({name for name in named if named.count(name) > 1})
    if missing or unknown or twice or len(named) > MOST_CSV_COLUMNS:
        found = {"missing": missing, "unknown": unknown[:MOST_CSV_COLUMNS], "twice": twice}
        raise CsvRefused("csvColumns", **found)
    return named


def _cells_by_column(number: int, row: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    if any(row[len(columns) :]):
        raise CsvRefused("csvBroken", line=number)
    return dict(zip(columns, [*row, *[""] * len(columns)], strict=False))


def is_formula(cell: str) -> bool:
    """Would a spreadsheet calculate this?"""
    return cell.startswith(FORMULA_STARTS)


def escape_formula(cell: str) -> str:
    """The cell for a spreadsheet of somebody's; reading a table takes the mark off again."""
    return TEXT_MARK + cell if is_formula(cell) else cell
