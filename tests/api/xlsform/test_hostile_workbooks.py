"""Workbooks made to be dear: every pattern meets its worst text, every archive its worst names."""

import stat
from contextlib import nullcontext, suppress
from io import BytesIO
from time import monotonic
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pytest

from api.domain.xform.settling import is_named_by
from api.xlsform.archive import WorkbookRefused
from api.xlsform.conversion import FormErrors, convert_xlsform
from api.xlsform.workbook import LONGEST_CELL, read_workbook
from tests.api.xlsform.test_conversion import GOOD, xlsx

# For what took twenty seconds and more; nobody's machine is that slow.
SECONDS = 5
RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
SETTINGS = "| settings |\n| | form_title | form_id | version |\n| | F | f | 1 |\n"
SURVEY = "| survey |\n| | type | name | label |\n| | text | a | A |\n"


def with_parts(*parts: tuple[str | ZipInfo, bytes]) -> bytes:
    """A workbook with more parts than it needs, unpacked as they are."""
    out = BytesIO(xlsx(GOOD))
    with ZipFile(out, "a", ZIP_STORED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def links(content: bytes) -> bytes:
    return with_parts(("xl/_rels/more.xml.rels", RELATIONS + content + b"</Relationships>"))


def refusal(data: bytes, kind: str = "xlsx") -> str:
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(data, kind)
    return refused.value.code


@pytest.mark.parametrize(
    "content",
    [
        b"<Relationship TargetMode" * 33_000,
        b'<Relationship TargetMode="' * 33_000,
        b'<Relationship TargetMode="External' * 24_000,
        b"<Relationship TargetMode" + b" " * 800_000,
        b"<Relationship " + b"TargetMode = " * 60_000,
    ],
)
def test_relations_that_never_end_are_read_once(content: bytes) -> None:
    began = monotonic()
    assert refusal(links(content)) == "notXlsx"
    assert monotonic() - began < SECONDS


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'<Relationship Target="http://x" TargetMode="External"/>', "activeContent"),
        (b'<Relationship Target="x" TargetMode = "&#69;xternal"/>', "activeContent"),
        (b"<Relationship\nTargetMode='EXTERNAL'></Relationship>", "activeContent"),
        (
            b'<r:Relationship xmlns:r="http://schemas.openxmlformats.org/package/2006/'
            b'relationships" TargetMode="External" Target="x"/>',
            "activeContent",
        ),
    ],
)
def test_a_link_is_a_link_however_it_is_written(content: bytes, code: str) -> None:
    assert refusal(links(content)) == code


def test_a_page_that_somebody_may_tap_is_no_link_to_a_file() -> None:
    page = b'<Relationship Type="http://x/hyperlink" Target="http://x" TargetMode="External"/>'
    assert set(read_workbook(links(page), "xlsx")) == {"survey", "settings"}


@pytest.mark.parametrize(
    "name",
    [
        "../survey.xml",
        "xl/../../survey.xml",
        "..\\survey.xml",
        "/etc/survey.xml",
        "\\\\server\\survey.xml",
        "C:/survey.xml",
        "xl/a\n.xml",
        "xl/" + "a" * 300 + ".xml",
        "xl/workbook.xml",
        "XL/Workbook.xml",
        "xl/workbook.xml/",
    ],
)
def test_names_that_lead_out_or_stand_twice_are_refused(name: str) -> None:
    with pytest.warns() if name == "xl/workbook.xml" else nullcontext():
        data = with_parts((name, b"<x/>"))
    assert refusal(data) == "activeContent"


def test_a_link_in_the_archive_is_refused() -> None:
    link = ZipInfo("xl/link.xml")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refusal(with_parts((link, b"/etc/passwd"))) == "activeContent"


DOCTYPE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'


@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-7", "cp037"])
def test_a_doctype_is_found_in_any_letters(letters: str) -> None:
    head = "" if letters.startswith("utf-8") else f'<?xml version="1.0" encoding="{letters}"?>'
    plain = letters == "utf-7"
    # What tells the parser of it is plain; only what follows is not.
    content = (
        head.encode() + DOCTYPE.replace("<", "+ADw-").replace(">", "+AD4-").encode()
        if plain
        else (head + DOCTYPE).encode(letters)
    )
    assert refusal(with_parts(("xl/more.xml", content))) == "doctype"


def test_a_cell_is_no_longer_than_a_spreadsheet_s() -> None:
    survey = SURVEY.replace("| A |", f"| {'A' * (LONGEST_CELL + 1)} |")
    assert refusal((survey + SETTINGS).encode(), "md") == "tooLarge"
    assert refusal(b"survey,type\n," + b"a" * 100_000, "csv") == "tooLarge"


WORST = LONGEST_CELL - 100


@pytest.mark.parametrize(
    ("sheet", "columns", "cells"),
    [
        ("indicators", "indicator | value | date", f"A | {'${' * (WORST // 2)} | today()"),
        ("indicators", "indicator | by | date", f"A | {chr(34) * (WORST - 1)} | today()"),
        ("indicators", "indicator | by | date", f"A | a{' ' * WORST}b | today()"),
        ("words", "word | label", f"action | {'{x' * 2}{'{|' * 1}{'{' * WORST}"),
        ("words", "word | label", f"action | {'{a' * (WORST // 2)}"),
        ("choices", "list_name | name | label", f"l | {'[' * WORST} | A"),
        ("settings", "form_title | form_id | version", f"F | {'a' * WORST} | 1"),
    ],
)
def test_every_cell_meets_its_worst_text(sheet: str, columns: str, cells: str) -> None:
    rows = f"| {sheet} |\n| | {columns} |\n" + f"| | {cells} |\n" * 20
    settings = "" if sheet == "settings" else SETTINGS
    _is_read_in_time(SURVEY + settings + rows)


@pytest.mark.parametrize(
    ("column", "worst"),
    [
        ("label", "${" * (WORST // 2)),
        ("label", "<output " * (WORST // 8)),
        ("label", "[](" * (WORST // 3)),
        ("relevant", "${" * (WORST // 2)),
        ("relevant", "a" * WORST),
        ("relevant", "//a" * 2_000),
        ("relevant", "'" * (WORST - 1)),
        ("constraint", "regex(., '" + "a|" * (WORST // 2 - 20) + "b')"),
        ("constraint", "regex(., '" + "(" * (WORST - 20) + "')"),
        ("calculation", "1+" * (WORST // 2) + "1"),
        ("parameters", "start=1 ," * (WORST // 9)),
        ("appearance", "w1-" * (WORST // 3)),
    ],
)
def test_every_column_meets_its_worst_text(column: str, worst: str) -> None:
    columns = ["type", "name", "label", column] if column != "label" else ["type", "name", "label"]
    cells = ["text", "a", "A", worst] if column != "label" else ["text", "a", worst]
    survey = f"| survey |\n| | {' | '.join(columns)} |\n| | {' | '.join(cells)} |\n"
    _is_read_in_time(survey.replace("a|", r"a\|") + SETTINGS)


def _is_read_in_time(written: str) -> None:
    began = monotonic()
    with suppress(FormErrors, WorkbookRefused):
        convert_xlsform(written.encode())
    assert monotonic() - began < SECONDS


def test_a_path_of_any_steps_is_never_tried_twice_over() -> None:
    began = monotonic()
    deep = "/a" * 90
    assert not is_named_by("/**/a" * 45 + "/b", deep)
    assert is_named_by("/**/a" * 45, deep)
    assert is_named_by("/*/**/@id", "/a/b/@id")
    assert not is_named_by("/*/*", "/a/@id")
    assert monotonic() - began < SECONDS
