"""The envelope of an XLSX file, judged before anything opens what lies in it.

Sizes, names, macros, links, document types: what no spreadsheet program writes is refused, and
nothing here takes longer than the file is long.
"""

import re
import stat
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from lxml import etree

from api.domain.safe_xml import XmlRefused, parse_xml

MOST_UNPACKED_BYTES = 50_000_000
MOST_UNPACKING_RATIO = 100
MOST_ARCHIVE_PARTS = 500
MOST_SHEET_ROWS = 20_000
LONGEST_PART_NAME = 250

FORBIDDEN_PART = re.compile(
    r"vbaProject|/externalLinks/|/embeddings/|/activeX/|/ctrlProps/|xl/connections|/queryTables/",
    re.IGNORECASE,
)
DOCTYPE_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
XLSX_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
# Looked for in the head of a part only: what it calls its letters.
XML_HEAD_BYTES = 200
XML_ENCODING = re.compile(rb"encoding\s{0,9}=\s{0,9}[\"']([^\"']{0,40})")
UTF8_MARK = b"\xef\xbb\xbf"
UTF8_NAMES = {b"UTF-8", b"UTF8", b"US-ASCII", b"ASCII"}


class WorkbookRefused(Exception):
    """`code` is stable; `status` is what HTTP calls it: 400, 413, 415 or 422."""

    def __init__(self, code: str, status: int, message: str) -> None:
        super().__init__(message)
        self.code, self.status, self.message = code, status, message


def judge_archive(data: bytes) -> None:
    """Raises WorkbookRefused for what is no XLSX file, or one that nobody should open."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise WorkbookRefused("notXlsx", 400, "this is no XLSX file") from None
    with archive:
        parts = archive.infolist()
        _judge_sizes(parts)
        _judge_names(parts)
        if any(FORBIDDEN_PART.search(part.filename) for part in parts):
            message = "macros, embedded objects and links to other files are not taken"
            raise WorkbookRefused("activeContent", 400, message)
        rows = sum(_judge_part(archive, part) for part in parts)
    if rows > MOST_SHEET_ROWS:
        raise WorkbookRefused("tooManyRows", 422, f"more than {MOST_SHEET_ROWS} rows")


def _judge_sizes(parts: list[zipfile.ZipInfo]) -> None:
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


def _judge_names(parts: list[zipfile.ZipInfo]) -> None:
    """Nothing is unpacked to a disk here; whoever keeps the workbook may do so one day."""
    seen: set[str] = set()
    for part in parts:
        # The name as it was written: the archive reader cuts off what follows a NUL.
        name = part.orig_filename
        plain = name.casefold().rstrip("/")
        if _leads_out(name) or stat.S_ISLNK(part.external_attr >> 16) or plain in seen:
            message = "a part of the file stands twice, is a link, or lies outside of it"
            raise WorkbookRefused("activeContent", 400, message)
        seen.add(plain)


def _leads_out(name: str) -> bool:
    steps = PurePosixPath(name.replace("\\", "/"))
    control = any(letter < " " for letter in name)
    drive = ":" in name
    return (
        control or drive or steps.is_absolute() or ".." in steps.parts or "\\" in name
    ) or not 0 < len(name) <= LONGEST_PART_NAME


def _judge_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """How many rows this part has. A part longer than it says is cut off by the archive reader."""
    if not part.filename.lower().endswith((".xml", ".rels")):
        return 0
    try:
        content = archive.read(part)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zlib.error):
        raise WorkbookRefused("notXlsx", 400, "this XLSX file is damaged") from None
    _judge_letters(content)
    if DOCTYPE_DECLARATION.search(content):
        raise WorkbookRefused("doctype", 400, "a part of the file declares a DOCTYPE")
    if part.filename.lower().endswith(".rels"):
        _judge_links(content)
    if b"macroEnabled" in content and part.filename == "[Content_Types].xml":
        raise WorkbookRefused("activeContent", 400, "macros are not taken")
    return len(XLSX_ROW.findall(content)) if "worksheets/" in part.filename else 0


def _judge_letters(content: bytes) -> None:
    """UTF-8 only: in other letters a DOCTYPE is written in bytes that nobody looks for."""
    head = content[:XML_HEAD_BYTES].removeprefix(UTF8_MARK).lstrip()
    declared = XML_ENCODING.search(head.partition(b">")[0])
    strange = declared is not None and declared[1].upper() not in UTF8_NAMES
    if strange or b"\0" in content or not head.startswith(b"<"):
        raise WorkbookRefused("doctype", 400, "a part of the file is not UTF-8, or no XML")


def _judge_links(content: bytes) -> None:
    """A link to a page is text that somebody may tap; any other reaches outside of the file."""
    try:
        relations = parse_xml(content)
    except XmlRefused:
        raise WorkbookRefused("notXlsx", 400, "this XLSX file is damaged") from None
    for relation in relations.iter(tag=etree.Element):
        said = {str(etree.QName(key).localname).lower(): value for key, value in relation.items()}
        outside = said.get("targetmode", "").strip().lower() == "external"
        if outside and "hyperlink" not in said.get("type", ""):
            raise WorkbookRefused("activeContent", 400, "links to other files are not taken")
