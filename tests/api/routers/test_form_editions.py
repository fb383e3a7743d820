"""A new version of a form: nobody, hostile files, a trial that keeps nothing, and then for all."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import anyio
import pytest

from api.xlsform import limited_process
from api.xlsform.conversion import convert_xlsform
from tests import records
from tests.api.xlsform.test_conversion import GOOD, repacked, xlsx
from tests.api.xlsform.test_hostile_workbooks import links, with_parts
from tests.offices import SON, THAO, code, offices, unit
from tests.people import ADMIN, LAN, MAI, new_id
from tests.templates import FORMS

pytestmark = pytest.mark.one_database

__all__ = ["offices"]
AT = "/v1/projects/1/forms"
MD = {"Content-Type": "text/markdown"}
XLSX = {"Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
MEETING = (FORMS / "sinh_hoat_to.md").read_text()
VERSION = "2099010101"
NEW = MEETING.replace(records.VERSION, VERSION).encode()


def upload(client, content, *, publish=False, headers=MD):
    return client.post(f"{AT}?publish={str(publish).lower()}", content=content, headers=headers)


def catalogue(client):
    return {one["xmlFormId"]: one for one in client.get("/v1/administration/forms").json()}


def test_only_administrators_try_and_only_the_nation_publishes(offices):
    assert code(upload(offices(MAI), NEW)) == (403, "notAdministrator")
    thao = offices(THAO)
    assert upload(thao, NEW).json()["outcome"] == "newVersion"
    assert code(upload(thao, NEW, publish=True)) == (403, "nationOnly")
    assert len(catalogue(thao)["sinh_hoat_to"]["versions"]) == 1


def test_a_trial_keeps_nothing_and_says_what_would_change(offices):
    admin = offices(ADMIN)
    before = catalogue(admin)
    said = upload(admin, NEW).json()
    assert (said["published"], said["outcome"], said["version"]) == (False, "newVersion", VERSION)
    assert said["errors"] == said["added"] == said["removed"] == []
    assert upload(admin, MEETING.encode()).json()["outcome"] == "same"
    assert upload(admin, MEETING.encode() + b"\n").json()["outcome"] == "versionStands"
    assert catalogue(admin) == before


def test_a_form_says_whether_what_it_writes_makes_entities(offices):
    said = {one["xmlFormId"]: one["entityRelated"] for one in offices(LAN).get(AT).json()}
    makes = {path.stem: "| entities |" in path.read_text() for path in FORMS.glob("*.md")}
    assert set(makes.values()) == {True, False}
    assert said == makes


def small(version, *rows):
    survey = "".join(f"| | {kind} | {name} | {label} |\n" for kind, name, label in rows)
    settings = f"| settings |\n| | form_title | form_id | version |\n| | Nhỏ | nho | {version} |\n"
    return ("| survey |\n| | type | name | label |\n" + survey + settings).encode()


def test_a_trial_says_which_questions_come_go_and_change(offices):
    admin = offices(ADMIN)
    first = small(1, ("text", "a", "A"), ("integer", "b", "B"), ("text", "c", "C"))
    said = upload(admin, first, publish=True).json()
    assert (said["outcome"], said["name"]) == ("newForm", "Nhỏ")
    second = small(2, ("text", "a", "A"), ("decimal", "b", "B"), ("text", "d", "D"))
    said = upload(admin, second).json()
    assert (said["added"], said["removed"]) == (["/data/d"], ["/data/c"])
    assert said["changed"] == ["/data/b"]


def test_the_process_apart_reads_as_the_server_would():
    assert anyio.run(limited_process.compile_workbook, NEW, "md") == convert_xlsform(NEW, "md")


def test_a_published_version_is_everybodys_and_old_records_keep_theirs(offices, world):
    lan, admin = offices(LAN), offices(ADMIN)
    records.send(lan, records.team(unit(world, LAN)))
    said = upload(admin, NEW, publish=True)
    assert (said.status_code, said.json()["published"]) == (200, True)
    assert upload(admin, NEW, publish=True).json()["outcome"] == "same"
    assert code(upload(admin, NEW + b"\n", publish=True)) == (409, "versionStands")
    newest, oldest = catalogue(admin)["sinh_hoat_to"]["versions"]
    assert (newest["version"], newest["current"]) == (VERSION, True)
    assert newest["publishedBy"]["displayName"] == "Quản trị"
    assert (oldest["current"], oldest["publishedBy"]) == (False, None)
    assert lan.get(f"{AT}/sinh_hoat_to").json()["version"] == VERSION
    for who, number in ((ADMIN, 1), (THAO, 1), (SON, 0)):
        (version,) = catalogue(offices(who))["to_truyen_thong"]["versions"]
        assert version["submissions"] == number, who.login
    with world.reading() as session:
        noted = session.connection().exec_driver_sql(
            "SELECT object_id FROM audit WHERE action = 'form.publish'"
        )
        assert noted.scalars().all() == [f"sinh_hoat_to/{VERSION}"]


def test_counts_are_of_records_as_they_stand(offices, world):
    lan = offices(LAN)
    first = new_id()
    village, entity = unit(world, LAN), first.removeprefix("uuid:")
    records.send(lan, records.team(village, id=first, entity=entity))
    edit = records.team(village, entity=entity, replaces=first)
    at = f"{AT}/to_truyen_thong/submissions/{first}"
    assert lan.put(at, content=edit).status_code == 200
    for who in (ADMIN, THAO):
        assert catalogue(offices(who))["to_truyen_thong"]["versions"][0]["submissions"] == 1


def test_the_workbook_comes_back_as_it_was(offices):
    at = f"{AT}/sinh_hoat_to/versions/{records.VERSION}/workbook"
    assert code(offices(LAN).get(at)) == (403, "notAdministrator")
    said = offices(SON).get(at)
    assert said.content == MEETING.encode()
    assert said.headers["content-type"].startswith("text/markdown")
    assert said.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in said.headers["content-security-policy"]
    assert code(offices(SON).get(at.replace(records.VERSION, "1"))) == (404, "404.1")


def test_the_author_hears_of_mistakes_by_sheet_and_row(offices):
    admin = offices(ADMIN)
    broken = NEW.replace(b"| TTCD_BUOI |", b"| NO_SUCH |")
    divided = NEW.replace(b"| TTCD_BUOI |", b"| TTCD_TYLE_NU |")
    nobody = NEW.replace(b"| ${team} | |", b"| | |")
    assert nobody != NEW
    wrong = b"| survey |\n| | type | name | label |\n| | nonsense | a | A |\n" + (
        b"| settings |\n| | form_title | form_id | version |\n| | F | f | 1 |\n"
    )
    messages = {}
    for content, sheet, row, what in (
        (wrong, "survey", 2, "xlsform"),
        (broken, "indicators", 0, "unknownIndicator"),
        (divided, "indicators", 0, "dividedIndicator"),
        (nobody, "indicators", 2, "noSubject"),
        (b"no table at all", "survey", 0, "missing"),
    ):
        said = upload(admin, content).json()
        assert said["outcome"] == "mistakes"
        assert (sheet, row, what) in [
            (one["sheet"], one["row"], one["code"]) for one in said["errors"]
        ]
        messages[what] = said["errors"][0]["message"]
    # The last of them, published.
    refused = upload(admin, content, publish=True)
    assert code(refused) == (422, "formMistakes")
    assert refused.json()["details"]["errors"] == said["errors"]
    assert "sinh_hoat_to counts for NO_SUCH" in messages["unknownIndicator"]
    assert "TTCD_DUYTRI" in messages["noSubject"]
    assert "“subject”" in messages["noSubject"]


def bomb():
    """A few kilobytes that unpack to sixty million."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return out.getvalue()


def many_parts():
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for number in range(600):
            archive.writestr(f"part{number}.xml", b"<x/>")
    return out.getvalue()


def million_rows():
    rows = b"<row><c><v>1</v></c></row>" * 60_000
    sheet = b'<worksheet xmlns="http://x"><sheetData>' + rows + b"</sheetData></worksheet>"
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return out.getvalue()


BOOK = xlsx(GOOD)
DOCTYPE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'


@pytest.mark.one_world
@pytest.mark.parametrize(
    ("content", "headers", "expected"),
    [
        (bomb(), XLSX, "workbookTooLarge"),
        (many_parts(), XLSX, "workbookTooLarge"),
        (million_rows(), XLSX, "workbookTooManyRows"),
        (repacked(BOOK, {"xl/vbaProject.bin": b"x"}), XLSX, "workbookActive"),
        (repacked(BOOK, {"xl/sharedStrings.xml": DOCTYPE}), XLSX, "workbookActive"),
        (links(b"<Relationship TargetMode" * 33_000), XLSX, "workbookNotRead"),
        (with_parts(("../survey.xml", b"<x/>")), XLSX, "workbookActive"),
        (b"| survey |\n| | type |\n| | " + b"a" * 40_000 + b" |", MD, "workbookTooLarge"),
        (b"PK\x03\x04 and no more", XLSX, "workbookNotRead"),
        (b"", XLSX, "workbookNotRead"),
        (BOOK[: len(BOOK) // 2], XLSX, "workbookNotRead"),
        (b"\xff\xfe\x00", MD, "workbookNotRead"),
        (b"x" * 11_000_000, MD, "workbookTooLarge"),
        (b"x" * 26_000_000, MD, "bodyTooLarge"),
        (NEW, {"Content-Type": "application/vnd.ms-excel"}, "workbookKind"),
        (NEW, {}, "workbookKind"),
        (
            b"| survey |\n| | type | name | label | label |\n| | text | a | A | B |",
            MD,
            "workbookColumnTwice",
        ),
    ],
    ids=lambda said: said if isinstance(said, str) else "",
)
def test_hostile_files_are_refused_and_nothing_is_kept(offices, content, headers, expected):
    admin = offices(ADMIN)
    before = catalogue(admin)
    for publish in (False, True):
        said = upload(admin, content, publish=publish, headers=headers)
        assert 400 <= said.status_code < 500
        assert said.json()["code"] == expected
    assert catalogue(admin) == before


def test_a_workbook_that_eats_time_or_memory_ends_alone(offices, monkeypatch):
    """The limits are real: with almost none of them, the reader ends and the server goes on."""
    admin = offices(ADMIN)
    monkeypatch.setattr(limited_process, "READER_WALL_SECONDS", 0.05)
    assert code(upload(admin, NEW)) == (422, "workbookTooHeavy")
    monkeypatch.undo()
    deep = b"(" * 30_000
    survey = b"| survey |\n| | type | name | label | relevant |\n| | text | a | A | %s |\n" % deep
    settings = b"| settings |\n| | form_title | form_id | version |\n| | F | f | 1 |\n"
    said = upload(admin, survey + settings)
    assert said.status_code in {200, 422}
    assert said.json().get("outcome", "mistakes") == "mistakes"
    assert upload(admin, NEW).json()["outcome"] == "newVersion"


def test_a_warning_is_told_with_its_cell_and_publishing_goes_on(offices):
    admin = offices(ADMIN)
    strange = small(7, ("text", "a", "A\u202eB"))
    for publish in (False, True):
        said = upload(admin, strange, publish=publish).json()
        assert said["published"] is publish
        (warning,) = said["warnings"]
        place = (warning["sheet"], warning["row"], warning["column"], warning["code"])
        assert place == ("survey", 2, "label", "bidiControl")
