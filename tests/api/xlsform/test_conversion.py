"""What an author hears: a form that works, or the sheet and the row of every mistake."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook as Book

from api.domain.question_lookup import question_types_of
from api.domain.question_types import QUESTION_TYPES
from api.xlsform.archive import WorkbookRefused
from api.xlsform.conversion import FormErrors, convert_xlsform
from api.xlsform.workbook import read_workbook

FORMS = sorted((Path(__file__).parents[3] / "forms").glob("*.md"))

SETTINGS = """
| settings |
| | form_title | form_id | version |
| | A form | a_form | 1 |
"""
CHOICES = """
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
"""


def form(survey: str, rest: str = SETTINGS + CHOICES) -> bytes:
    return f"| survey |\n{survey}\n{rest}".encode()


def errors(workbook: bytes, kind: str = "md") -> list[tuple[str, int, str]]:
    with pytest.raises(FormErrors) as refused:
        convert_xlsform(workbook, kind)
    return [(each.sheet, each.row, each.code) for each in refused.value.errors]


def xlsx(sheets: dict[str, Any]) -> bytes:
    book = Book()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, change: dict[str, bytes]) -> bytes:
    """The same archive with parts changed or added."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in change:
                new.writestr(part, old.read(part))
        for part, content in change.items():
            new.writestr(part, content)
    return out.getvalue()


RANGE = "| | type | name | label | appearance | parameters |\n"
GOOD: dict[str, Any] = {
    "survey": [["type", "name", "label"], ["integer", "n", "How many?"]],
    "settings": [["form_title", "form_id", "version"], ["A form", "a_form", 2026112101]],
}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_form_of_ours_is_published_within_a_second(path):
    convert_xlsform(path.read_bytes())  # pyxform itself takes a second to wake up
    made = convert_xlsform(path.read_bytes())
    assert made.form_id == path.stem
    assert made.xml.startswith("<?xml")


LISTS = {"select_one": " yn", "select_multiple": " yn"}
FILES = {f"{word}_from_file": " teams.csv" for word in LISTS}


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_an_author_may_ask_every_type_of_the_table(name):
    for word in QUESTION_TYPES[name].xlsform:
        asked = word + (LISTS | FILES).get(word, "")
        made = convert_xlsform(form(f"| | type | name | label |\n| | {asked} | a | A |"))
        assert question_types_of(made.definition)["/data/a"].name == name, word


def test_the_same_form_as_excel_and_as_csv():
    from_excel = convert_xlsform(xlsx(GOOD), "xlsx")
    from_csv = convert_xlsform(
        b"survey\n,type,name,label\n,integer,n,How many?\n"
        b"settings\n,form_title,form_id,version\n,A form,a_form,2026112101\n",
        "csv",
    )
    assert from_excel.version == "2026112101"
    assert from_excel.definition == from_csv.definition


def test_a_formula_is_text_and_nothing_is_calculated():
    rows = [["type", "name", "label"], ["integer", "n", "=1+1"], ["text", "t", "=cmd|'/c calc'!A1"]]
    with pytest.raises(FormErrors):  # a formula that nobody ever calculated has no text: no label
        convert_xlsform(xlsx({**GOOD, "survey": rows}), "xlsx")


def test_prose_around_the_tables_and_escaped_bars():
    made = convert_xlsform(
        b"# A form\n\nWhat it is for.\n\n"
        + form(
            r"| | type | name | label |"
            "\n"
            r"| | text | a | one \| two |"
        )
    )
    assert made.definition["body"][0]["label"] == {"": "one | two"}


@pytest.mark.parametrize(
    ("survey", "expected"),
    [
        (RANGE + "| | range | a | A | vertical | |", ("survey", 2, "appearance")),
        (RANGE + "| | range | a | A | | start=9 end=1 step=1 |", ("survey", 2, "parameters")),
        (RANGE + "| | range | a | A | | start=1 end=9 step=3 |", ("survey", 2, "parameters")),
        (RANGE + "| | range | a | A | | step=0.001 |", ("survey", 2, "parameters")),
        (RANGE + "| | range | a | A | | tick_interval=2 |", ("survey", 2, "parameters")),
        (RANGE + "| | integer | a | A | | start=1 |", ("survey", 2, "parameters")),
        ("| | type | name | label |\n| | audio | a | A |", ("survey", 2, "questionType")),
        ("| | type | name | label |\n| | barcode | a | A |", ("survey", 2, "questionType")),
        ("| | type | name | label |\n| | geotrace | a | A |", ("survey", 2, "questionType")),
        ("| | type | name | label |\n| | rank yn | a | A |", ("survey", 2, "questionType")),
        ("| | type | name | label |\n| | audit | audit | |", ("survey", 2, "metadata")),
        ("| | type | name | label |\n| | email | email | |", ("survey", 2, "metadata")),
        ("| | type | name | label |\n| | nonsense | a | A |", ("survey", 2, "xlsform")),
        (
            "| | type | name | label |\n| | text | a | A |\n| | text | a | A |",
            ("survey", 3, "xlsform"),
        ),
        ("| | type | name | label |\n| | select_one zz | a | A |", ("survey", 2, "xlsform")),
        (
            "| | type | name | label | appearance |\n| | integer | n | N | |\n"
            "| | text | a | A | signature |",
            ("survey", 3, "appearance"),
        ),
        (
            "| | type | name | label | appearance |\n| | select_one yn | a | A | search('x') |",
            ("survey", 2, "appearance"),
        ),
        (
            "| | type | name | label | constraint |\n| | integer | a | A | . > |",
            ("survey", 2, "expression"),
        ),
        (
            "| | type | name | label | constraint |\n| | begin_group | g | G | |\n"
            "| | integer | a | A | frob(.) |\n| | end_group | | | |",
            ("survey", 3, "expression"),
        ),
        (
            "| | type | name | label | constrant |\n| | integer | a | A | . > 0 |",
            ("survey", 2, "column"),
        ),
        (
            "| | type | name | label | trigger |\n| | integer | a | A | |\n"
            "| | integer | b | B | ${a} |",
            ("survey", 3, "column"),
        ),
        (
            "| | type | name | label | media::image |\n| | integer | a | A | a.png |",
            ("survey", 2, "column"),
        ),
        (
            "| | type | name | label | parameters |\n| | select_one yn | a | A | randomize=true |",
            ("survey", 2, "parameters"),
        ),
        (
            "| | type | name | label | calculation |\n| | calculate | a | | ${b} |\n"
            "| | calculate | b | | ${a} |",
            ("survey", 2, "circle"),
        ),
        (
            "| | type | name | label | calculation |\n| | calculate | a | | ${b} |",
            ("survey", 2, "xlsform"),
        ),
        (
            "| | type | name | label | calculation |\n| | text | t | T | |\n"
            "| | calculate | a | | ${last-saved#t} |",
            ("survey", 0, "list"),
        ),
        (
            "| | type | name | label | default |\n| | text | a | A | instance('x')/root/item |",
            ("survey", 2, "unknownName"),
        ),
        (
            "| | type | name | label | choice_filter |\n| | select_one yn | a | A | frob(name) |",
            ("survey", 2, "expression"),
        ),
        (
            "| | type | name | label | repeat_count |\n| | begin_repeat | r | R | frob(1) |\n"
            "| | text | t | T | |\n| | end_repeat | | | |",
            ("survey", 2, "expression"),
        ),
    ],
)
def test_a_mistake_names_its_sheet_and_row(survey, expected):
    assert expected in errors(form(survey))


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("", ("settings", 2, "formId")),
        ("", ("settings", 2, "version")),
        (SETTINGS.replace("a_form", "a form"), ("settings", 2, "formId")),
        (SETTINGS.replace("| 1 |", "| |"), ("settings", 2, "version")),
        (SETTINGS.replace("version |", "version | public_key |").replace("| 1 |", "| 1 | MII |"),
         ("settings", 2, "column")),
        (SETTINGS.replace("version |", "version | instance_name |").replace(
            "| 1 |", "| 1 | frob(${a}) |"), ("settings", 2, "expression")),
        (SETTINGS + "| indicator |\n| | indicator |\n| | X |", ("indicator", 0, "sheet")),
        (SETTINGS + "| entities |\n| | list_name | label | color |\n| | x | ${a} | red |",
         ("entities", 2, "column")),
        (SETTINGS + "| entities |\n| | list_name | label |\n| | x | frob(${a}) |",
         ("entities", 2, "expression")),
        (SETTINGS + "| choices |\n| | list_name | name | label | image |\n| | x | a | A | a.png |",
         ("choices", 2, "column")),
        (SETTINGS + "| indicators |\n| | indicator | date | org_unit |\n| | X | today() | 'a' |\n"
         "| | Y | | 'a' |", ("indicators", 3, "missing")),
        (SETTINGS + "| indicators |\n| | indicator | date | org_unit |\n| | X | ${zz} | 'a' |",
         ("indicators", 2, "unknownName")),
        (SETTINGS + "| indicators |\n| | indicator | date |\n| | X | today() |",
         ("indicators", 2, "missing")),
        (SETTINGS + "| indicators |\n| | indicator | date | org_unit | by |\n"
         "| | X | today() | 'a' | sex |", ("indicators", 2, "by")),
        (SETTINGS + "| indicators |\n| | indicator | date | org_unit | value |\n"
         "| | X | today() | 'a' | 1 + |", ("indicators", 2, "expression")),
        (SETTINGS + "| indicators |\n| | indicator | date | org_unit | weight |\n"
         "| | X | today() | 'a' | 3 |", ("indicators", 2, "column")),
    ],
)  # fmt: skip
def test_the_other_sheets_too(rest, expected):
    survey = "| | type | name | label |\n| | text | a | A |"
    assert expected in errors(form(survey, rest))


def test_rows_are_counted_as_a_spreadsheet_counts_them():
    rows = [["type", "name", "label"], [], ["text", "a", "A"], [None], ["audio", "b", "B"]]
    assert ("survey", 5, "questionType") in errors(xlsx({**GOOD, "survey": rows}), "xlsx")


def test_all_mistakes_at_once():
    survey = "| | type | name | label |\n| | audio | a | A |\n| | rank yn | b | B |"
    assert {row for _, row, _ in errors(form(survey))} == {2, 3}


def test_a_sheet_for_the_author_and_an_empty_column_harm_nobody():
    survey = "| | type | name | label | trigger | notes |\n| | text | a | A | | ask Mai |"
    convert_xlsform(form(survey, SETTINGS + "| _history |\n| | who | when |\n| | Mai | 2026 |"))


def test_no_survey_at_all():
    assert errors(b"| settings |\n| | form_id | version |\n| | a | 1 |") == [
        ("survey", 0, "missing")
    ]


def refused(data: bytes, kind: str) -> tuple[str, int]:
    with pytest.raises(WorkbookRefused) as error:
        read_workbook(data, kind)
    return error.value.code, error.value.status


def test_what_is_no_workbook():
    assert refused(b"PK\x03\x04nothing", "xlsx") == ("notXlsx", 400)
    assert refused(b"\xff\xfe|", "md") == ("notUtf8", 400)
    assert refused(b"", "xls") == ("unknownKind", 415)
    assert refused(b"| survey |\n| | type | type |", "md") == ("doubledColumn", 422)
    assert refused(b"x" * 10_000_001, "md") == ("tooLarge", 413)


def test_a_bomb_is_not_unpacked():
    bomb = repacked(xlsx(GOOD), {"xl/sharedStrings.xml": b"<sst>" + b" " * 30_000_000 + b"</sst>"})
    assert len(bomb) < 300_000
    assert refused(bomb, "xlsx") == ("tooLarge", 413)


def test_a_part_that_lies_about_its_size():
    lying = bytearray(repacked(xlsx(GOOD), {"xl/media.xml": b"<a>" + b"b" * 5_000_000 + b"</a>"}))
    size = (5_000_007).to_bytes(4, "little")
    while size in lying:
        at = lying.index(size)
        lying[at : at + 4] = (10).to_bytes(4, "little")
    assert refused(bytes(lying), "xlsx")[1] in {400, 413}


def test_two_hundred_thousand_rows():
    rows = b"<row/>" * 200_000
    many = repacked(
        xlsx(GOOD),
        {
            "xl/worksheets/sheet1.xml": b"<worksheet><sheetData>"
            + rows
            + b"</sheetData></worksheet>",
            "xl/noise.bin": bytes(range(256)) * 4_000,
        },
    )
    assert refused(many, "xlsx")[1] in {413, 422}


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        ("xl/sharedStrings.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///x">]><sst/>', "doctype"),
        ("xl/sharedStrings.xml", "<?xml version='1.0'?><sst/>".encode("utf-16"), "doctype"),
        ("xl/vbaProject.bin", b"\0", "activeContent"),
        ("xl/externalLinks/externalLink1.xml", b"<a/>", "activeContent"),
        ("xl/embeddings/oleObject1.bin", b"\0", "activeContent"),
        (
            "xl/_rels/x.rels",
            b'<Relationships><Relationship Id="1" Type="x/attachedTemplate" '
            b'Target="http://127.0.0.1/" TargetMode="External"/></Relationships>',
            "activeContent",
        ),
    ],
)  # fmt: skip
def test_active_content_is_refused(part, content, code):
    assert refused(repacked(xlsx(GOOD), {part: content}), "xlsx") == (code, 400)


TEXTS = "| | type | name | label |"
ENTITY = """
| entities |
| | list_name | label |
| | {name} | ${{q}} |
"""


@pytest.mark.parametrize(
    ("survey", "rest", "place"),
    [
        (f"{TEXTS}\n| | text | q | Q |", SETTINGS.replace("a_form", "constructor"),
         ("settings", 2)),
        (f"{TEXTS}\n| | text | q | Q |\n| | text | __proto__ | P |", SETTINGS, ("survey", 3)),
        (f"{TEXTS}\n| | begin_group | valueOf | G |\n| | text | q | Q |\n| | end_group | | |",
         SETTINGS, ("survey", 2)),
        (f"{TEXTS}\n| | text | xml_q | Q |", SETTINGS, ("survey", 2)),
        (f"{TEXTS}\n| | text | {'q' * 300} | Q |", SETTINGS, ("survey", 2)),
        (f"{TEXTS}\n| | text | tho\u0302n | Q |", SETTINGS, ("survey", 2)),
        (f"{TEXTS}\n| | select_one toString | q | Q |",
         SETTINGS + CHOICES.replace("yn", "toString"), ("choices", 2)),
        (f"{TEXTS}\n| | select_one_from_file constructor.csv | q | Q |", SETTINGS, ("survey", 2)),
        (f"{TEXTS} save_to |\n| | text | q | Q | constructor |",
         SETTINGS + ENTITY.format(name="teams"), ("survey", 2)),
        (f"{TEXTS}\n| | text | q | Q |", SETTINGS + ENTITY.format(name="con"), ("entities", 2)),
        ("| | type | name | label::__proto__ |\n| | text | q | Q |", SETTINGS, ("survey", 1)),
        (f"{TEXTS} choice_filter |\n| | select_one yn | q | Q | constructor = 1 |",
         SETTINGS + "| choices |\n| | list_name | name | label | constructor |\n"
         "| | yn | yes | Yes | 1 |", ("choices", 1)),
        (f"{TEXTS}\n| | text | q | Q |", SETTINGS + "| indicators |\n"
         "| | indicator | date | org_unit | by |\n| | X | today() | 'a' | constructor=1 |",
         ("indicators", 2)),
    ],
)  # fmt: skip
def test_a_name_that_is_code_is_told_where_it_was_given(survey, rest, place):
    assert (*place, "name") in errors(form(survey, rest))


PROTECTED = """
| settings |
| | form_title | form_id | version | protection |
| | A form | a_form | 1 | {said} |
"""


@pytest.mark.parametrize("said", ["vault", "sealed"])
def test_how_a_phone_protects_it_is_in_the_definition_and_nowhere_else(said):
    made = convert_xlsform(
        form("| | type | name | label |\n| | text | q | Q |", PROTECTED.format(said=said))
    )
    assert made.definition["protection"] == said
    assert said not in made.xml
    plain = convert_xlsform(form("| | type | name | label |\n| | text | q | Q |"))
    assert "protection" not in plain.definition


def test_a_protection_that_nobody_knows_is_a_mistake():
    survey = "| | type | name | label |\n| | text | q | Q |"
    mistakes = errors(form(survey, PROTECTED.format(said="locked")))
    assert mistakes == [("settings", 2, "protection")]


HIDDEN = f"""{TEXTS} hint | notes |
| | text | q | Q\u202eR | ok | |
| | text | r | R | a\u200bb | |
"""


def test_letters_that_nobody_sees_are_a_warning_at_their_cell_and_no_refusal():
    title = SETTINGS.replace("A form", "A fo\u200drm")
    made = convert_xlsform(form(HIDDEN, title + "| _mine |\n| | a |\n| | b\u200bc |"))
    assert [(one.sheet, one.row, one.column, one.code) for one in made.warnings] == [
        ("survey", 2, "label", "bidiControl"),
        ("survey", 3, "hint", "invisibleLetter"),
        ("settings", 2, "form_title", "invisibleLetter"),
    ]
    assert convert_xlsform(form(f"{TEXTS}\n| | text | q | Câu hỏi |")).warnings == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_no_form_of_ours_has_any(path):
    assert convert_xlsform(path.read_bytes()).warnings == []
