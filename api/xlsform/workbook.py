"""The bytes of a workbook → its sheets as rows of text: Markdown, CSV or XLSX.

An XLSX file is judged by its envelope (size, ratio, parts, rows, macros, links) before anything
opens it. Cells are text for ever: nothing is calculated here.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO, StringIO

from api.xlsform.archive import MOST_SHEET_ROWS, WorkbookRefused, judge_archive

MOST_WORKBOOK_BYTES = 10_000_000
MOST_SHEET_COLUMNS = 200
# As many as a spreadsheet's cell holds. What is looked for in a cell is never looked for in more.
LONGEST_CELL = 32_767

CELL_SEPARATOR = re.compile(r"(?<!\\)\|")
MARKDOWN_RULE = re.compile(r"^[\s|:-]+$")


@dataclass(slots=True)
class WorkbookSheet:
    """`rows` are below the header; the first of them is row 2, as a spreadsheet counts."""

    name: str
    header: list[str]
    rows: list[dict[str, str]] = field(default_factory=list)

    def numbered(self) -> Iterator[tuple[int, dict[str, str]]]:
        return ((number, row) for number, row in enumerate(self.rows, 2) if row)


def read_workbook(data: bytes, kind: str) -> dict[str, WorkbookSheet]:
    """Sheets by their name in small letters. `kind` is md, csv or xlsx."""
    if len(data) > MOST_WORKBOOK_BYTES:
        raise WorkbookRefused("tooLarge", 413, f"more than {MOST_WORKBOOK_BYTES} bytes")
    if kind == "xlsx":
        return _collect_sheets(_xlsx_rows(data))
    if kind not in {"md", "csv"}:
        raise WorkbookRefused("unknownKind", 415, f"a workbook is .md, .csv or .xlsx, not .{kind}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WorkbookRefused("notUtf8", 400, "the file is not UTF-8") from None
    lines = _markdown_rows(text) if kind == "md" else csv.reader(StringIO(text))
    return _collect_sheets(_split_by_sheet(lines))


def _markdown_rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.startswith("|") and not MARKDOWN_RULE.match(stripped):
            cells = CELL_SEPARATOR.split(stripped.removesuffix("|")[1:])
            yield [cell.strip().replace(r"\|", "|") for cell in cells]


def _split_by_sheet(lines: Iterable[list[str]]) -> Iterator[tuple[str, list[str]]]:
    """A name in the first column opens a sheet; its rows follow below."""
    name = ""
    for line in lines:
        if line and line[0].strip():
            name = line[0].strip()
        if name and any(cell.strip() for cell in line[1:]):
            yield name, line[1:]


def _collect_sheets(lines: Iterable[tuple[str, list[str]]]) -> dict[str, WorkbookSheet]:
    sheets: dict[str, WorkbookSheet] = {}
    for name, cells in lines:
        key = name.strip().lower()
        clean = [cell.strip() for cell in cells]
        if len(name) > LONGEST_CELL or any(len(cell) > LONGEST_CELL for cell in clean):
            message = f"{name[:50]}: a cell has more than {LONGEST_CELL} letters"
            raise WorkbookRefused("tooLarge", 413, message)
        if key not in sheets:
            _refuse_doubled_columns(name, clean)
            sheets[key] = WorkbookSheet(name, clean)
            continue
        sheet = sheets[key]
        if len(sheet.rows) >= MOST_SHEET_ROWS:
            raise WorkbookRefused("tooManyRows", 422, f"{name}: more than {MOST_SHEET_ROWS} rows")
        pairs = zip(sheet.header, clean, strict=False)
        sheet.rows.append({column: cell for column, cell in pairs if column and cell})
    return sheets


def _refuse_doubled_columns(name: str, header: list[str]) -> None:
    named = [column for column in header if column]
    doubled = {column for column in named if named.count(column) > 1}
    if doubled:
        message = f"{name}: the column “{min(doubled)}” stands twice"
        raise WorkbookRefused("doubledColumn", 422, message)


def _xlsx_rows(data: bytes) -> Iterator[tuple[str, list[str]]]:
    judge_archive(data)
    # Heavy, and needed only when somebody uploads a workbook.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            rows = sheet.iter_rows(
                max_row=MOST_SHEET_ROWS, max_col=MOST_SHEET_COLUMNS, values_only=True
            )
            for row in rows:
                yield sheet.title, [_xlsx_cell_text(value) for value in row]
    except (InvalidFileException, KeyError, ValueError, TypeError, OSError) as error:
        raise WorkbookRefused("notXlsx", 400, "this XLSX file cannot be read") from error


def _xlsx_cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\u00a0", " ")
