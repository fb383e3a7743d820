"""The bytes of a workbook → its sheets as rows of text: Markdown, CSV or XLSX.

An XLSX file is judged by its envelope (size, ratio, parts, rows, macros, links) before anything
opens it. Cells are text for ever: nothing is calculated here.
"""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO, StringIO

MOST_WORKBOOK_BYTES = 10_000_000
MOST_UNPACKED_BYTES = 50_000_000
MOST_UNPACKING_RATIO = 100
MOST_ARCHIVE_PARTS = 500
MOST_SHEET_ROWS = 20_000
MOST_SHEET_COLUMNS = 200

FORBIDDEN_PART = re.compile(
    r"vbaProject|/externalLinks/|/embeddings/|/activeX/|/ctrlProps/|xl/connections|/queryTables/",
    re.IGNORECASE,
)
EXTERNAL_LINK = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
DOCTYPE_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
XLSX_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
CELL_SEPARATOR = re.compile(r"(?<!\\)\|")
MARKDOWN_RULE = re.compile(r"^[\s|:-]+$")


class WorkbookRefused(Exception):
    """`code` is stable; `status` is what HTTP calls it: 400, 413, 415 or 422."""

    def __init__(self, code: str, status: int, message: str) -> None:
        super().__init__(message)
        self.code, self.status, self.message = code, status, message


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
    _judge_archive(data)
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


def _judge_archive(data: bytes) -> None:
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except zipfile.BadZipFile:
        raise WorkbookRefused("notXlsx", 400, "this is no XLSX file") from None
    with archive:
        parts = archive.infolist()
        _judge_archive_sizes(parts)
        if any(FORBIDDEN_PART.search(part.filename) for part in parts):
            message = "macros, embedded objects and links to other files are not taken"
            raise WorkbookRefused("activeContent", 400, message)
        rows = sum(_judge_archive_part(archive, part) for part in parts)
    if rows > MOST_SHEET_ROWS:
        raise WorkbookRefused("tooManyRows", 422, f"more than {MOST_SHEET_ROWS} rows")


def _judge_archive_sizes(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if (
        len(parts) > MOST_ARCHIVE_PARTS
        or unpacked > MOST_UNPACKED_BYTES
        or unpacked / packed > MOST_UNPACKING_RATIO
    ):
        raise WorkbookRefused("tooLarge", 413, "the file unpacks to more than is taken")
    if any(part.flag_bits & 1 for part in parts):
        raise WorkbookRefused("notXlsx", 400, "the file is locked with a password")


def _judge_archive_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """How many rows this part has. A part longer than it says is cut off by the archive reader."""
    if not part.filename.endswith((".xml", ".rels")):
        return 0
    try:
        content = archive.read(part)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError):
        raise WorkbookRefused("notXlsx", 400, "this XLSX file is damaged") from None
    if b"\0" in content or DOCTYPE_DECLARATION.search(content):
        raise WorkbookRefused("doctype", 400, "a part of the file declares a DOCTYPE")
    if any(b"hyperlink" not in link for link in EXTERNAL_LINK.findall(content)):
        raise WorkbookRefused("activeContent", 400, "links to other files are not taken")
    if b"macroEnabled" in content and part.filename == "[Content_Types].xml":
        raise WorkbookRefused("activeContent", 400, "macros are not taken")
    return len(XLSX_ROW.findall(content)) if "worksheets/" in part.filename else 0
