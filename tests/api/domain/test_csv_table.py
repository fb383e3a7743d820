"""Files as Excel saves them, and files that are none."""

import codecs

import pytest

from api.documents.table_csv import render_table_csv
from api.domain.csv_table import MOST_CSV_LINES, CsvRefused, read_csv

NEED, MAY = ("login", "name"), ("note",)
PLAIN = "login,name,note\nlan,Lan,\ntram,Trâm,trạm\n"


def cells(data):
    return [(line.number, line.cells) for line in read_csv(data, NEED, MAY)]


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace(",", ";").encode("utf-8-sig"),
        PLAIN.replace("\n", "\r\n").encode(),
        ("sep=;\r\n" + PLAIN.replace(",", ";")).encode(),
        codecs.BOM_UTF16_LE + PLAIN.replace(",", "\t").encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
        PLAIN.replace("login", " LOGIN ").replace("note", "note,,").encode(),
        PLAIN.replace("Trâm", "Tra\u0302m").encode(),
    ],
)
def test_however_excel_saves_it_it_is_the_same_table(data):
    assert cells(data) == [
        (2, {"login": "lan", "name": "Lan", "note": ""}),
        (3, {"login": "tram", "name": "Trâm", "note": "trạm"}),
    ]


def test_lines_count_as_the_spreadsheet_does():
    data = b'login,name\n\nlan,"Lan\nAnh"\n,\ntram,Tram'
    assert [number for number, _ in cells(data)] == [3, 5]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "csvColumns"),
        (b"login,name\n", "csvEmpty"),
        (b"login,name\n,\n \n", "csvEmpty"),
        (b"login\nlan", "csvColumns"),
        (b"login,name,pet\nlan,Lan,x", "csvColumns"),
        (b"login,name,name\nlan,Lan,x", "csvColumns"),
        (b"login,name\nlan,Lan,more", "csvBroken"),
        (b'login,name\nlan,"Lan', "csvBroken"),
        (b'login,name\nlan,"La"n', "csvBroken"),
        (b"login,name\nlan,L\0n", "csvEncoding"),
        (codecs.BOM_UTF16_LE + "login,name\nlan,L\0n".encode("utf-16-le"), "csvBroken"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "csvEncoding"),
        (codecs.BOM_UTF16_LE + b"x", "csvEncoding"),
        ("login,name\nlan,Lan".encode("utf-16-le"), "csvEncoding"),
        ("login,name\ntram,Tr\u00e2m".encode("cp1258"), "csvEncoding"),
        (b"PK\x03\x04\xff\xfe\xfd", "csvEncoding"),
        (b"login,name\n" + b"a,b\n" * (MOST_CSV_LINES + 1), "csvTooManyLines"),
        (b"login,name\nlan," + b"x" * 200_000, "csvBroken"),
        (b"x" * 2_000_001, "csvTooLarge"),
    ],
)
def test_what_is_no_such_table_is_refused_whole(data, expected):
    with pytest.raises(CsvRefused) as refused:
        read_csv(data, NEED, MAY)
    assert refused.value.code == expected


def test_columns_that_are_wrong_are_named():
    with pytest.raises(CsvRefused) as refused:
        read_csv("login,tên\nlan,Lan".encode(), NEED, MAY)
    assert refused.value.details == {"missing": ["name"], "unknown": ["tên"], "twice": []}


FORMULAS = ["=1+1", "+84", "-5", "@SUM(A1)", "\t=1", "＝cmd|'/c calc'!A1"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_nothing_given_out_is_a_formula_and_it_comes_back_as_it_was(cell):
    given = render_table_csv(("login", "name"), [("lan", cell)])
    text = given.decode("utf-8-sig").splitlines()[1]
    assert text.partition(";")[2].strip('"').startswith("'")
    ((_, back),) = cells(given)
    assert back["name"] == cell
