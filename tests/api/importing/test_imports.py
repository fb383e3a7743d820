"""A file of people, villages or targets: tried without a trace, taken whole, twice the same."""

import csv
from collections import Counter
from io import StringIO

import pytest

from api import clock
from api.domain.csv_table import MOST_CSV_LINES
from api.models import all_tables
from tests.offices import SON, THAO, YEN, code, id_of, offices, unit
from tests.people import ADMIN, BAC_AI_DONG, HOA, LAN, MAI

pytestmark = pytest.mark.one_database

__all__ = ["offices"]
TODAY = clock.today()
KINDS = ("users", "orgUnits", "targets")
PEOPLE = f"""login;name;role;org_unit;village;valid_from
thuy;Thủy;reporter;{BAC_AI_DONG};Tà Lú 1;01/07/2025
thuy;Thủy;supervisor;{BAC_AI_DONG};;2026-01-01
lan;Lan;reporter;{BAC_AI_DONG};ta lu 1;
mai;Mai Hoa;supervisor;{BAC_AI_DONG};;
"""
VILLAGES = f"""parent,level,kind,name,valid_from,source
{BAC_AI_DONG},village,Thôn,Suối Mới,2026-01-01,NQ 1
{BAC_AI_DONG},village,Thôn,Tà Lú 1,,
"""
TARGETS = f"""indicator;org_unit;period;value;reason;source_document
TTCD_MOI;{BAC_AI_DONG};2027;3;;QĐ 5
TTCD_BUOI;{BAC_AI_DONG};2027;1200;;QĐ 5
TKVV;{BAC_AI_DONG};2027;;suspended;QĐ 5
"""
# What only the tree is made of, and what is checked where the tree is changed.
COUNTRY = {"org_unit_closure", "org_unit_succession", "org_unit_alias"}
FILES = {"users": PEOPLE, "orgUnits": VILLAGES, "targets": TARGETS}


def send(client, kind, text, *, dry=True):
    content = text if isinstance(text, bytes) else text.encode("utf-8-sig")
    return client.post(f"/v1/imports/{kind}?dryRun={str(dry).lower()}", content=content)


def outcomes(said):
    assert said.status_code == 200, said.text
    return [line["outcome"] for line in said.json()["lines"]]


def everything(world, *only):
    """Every row of every table, or of some."""
    with world.reading() as session:
        return {
            table.name: Counter(map(tuple, session.execute(table.select())))
            for table in all_tables().sorted_tables
            if table.name in only or not (only or table.name in COUNTRY)
        }


@pytest.mark.one_world
@pytest.mark.parametrize("matter", KINDS)
def test_who_has_no_office_brings_nothing(offices, matter):
    assert code(send(offices(MAI), matter, FILES[matter])) == (403, "notAdministrator")
    assert code(offices(MAI).get(f"/v1/imports/{matter}.csv")) == (403, "notAdministrator")


@pytest.mark.parametrize("matter", KINDS)
def test_another_province_is_told_that_there_is_no_such_unit(offices, world, matter):
    son = offices(SON)
    said = send(son, matter, FILES[matter]).json()
    assert {line["code"] for line in said["lines"]} <= {"unitUnknown", "lineTwice"}
    before = everything(world)
    assert code(send(son, matter, FILES[matter], dry=False)) == (422, "importHasErrors")
    assert everything(world) == before
    given = son.get(f"/v1/imports/{matter}.csv").text
    assert "Bác Ái" not in given
    assert "Lan" not in given


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ("users", ["new", "changed", "same", "changed"]),
        ("orgUnits", ["new", "same"]),
        ("targets", ["new", "new", "new"]),
    ],
)
def test_a_trial_writes_nothing_and_taking_it_twice_changes_nothing(
    offices, world, matter, expected
):
    thao = offices(THAO)
    before = everything(world)
    tried = send(thao, matter, FILES[matter])
    assert outcomes(tried) == expected
    assert tried.json()["applied"] is False
    assert everything(world) == before
    taken = send(thao, matter, FILES[matter], dry=False)
    assert (outcomes(taken), taken.json()["applied"]) == (expected, True)
    after = everything(world)
    again = send(thao, matter, FILES[matter], dry=False)
    assert set(outcomes(again)) == {"same"}
    noted = {name: rows for name, rows in everything(world).items() if name != "audit"}
    assert noted == {name: rows for name, rows in after.items() if name != "audit"}


def test_thuy_is_there_with_both_her_places(offices, world):
    send(offices(THAO), "users", PEOPLE, dry=False)
    (her,) = offices(THAO).post("/v1/users/searches", json={"q": "thuy"}).json()["items"]
    assert [(one["role"], one["validFrom"]) for one in her["assignments"]] == [
        ("supervisor", "2026-01-01"),
        ("reporter", "2025-07-01"),
    ]
    assert her["hasPassword"] is False
    assert offices(THAO).get(f"/v1/users/{id_of(world, MAI)}").json()["displayName"] == "Mai Hoa"
    (found,) = send(offices(THAO), "users", PEOPLE).json()["lines"][:1]
    assert found["details"]["validFrom"] == "2025-07-01"
    with world.reading() as session:
        noted = session.connection().exec_driver_sql(
            "SELECT action, details FROM audit WHERE action IN ('import.apply', 'user.create')"
        )
        told = dict(map(tuple, noted.all()))
    assert '"counts": {"changed": 2, "error": 0, "new": 1, "same": 1}' in told["import.apply"]
    assert "Th" not in "".join(told.values())


HEAD = "login,name,role,org_unit,village,valid_from,valid_to\n"


@pytest.mark.one_world
@pytest.mark.parametrize(
    ("line", "expected", "column"),
    [
        ("hai chữ,A,viewer,22801,,,", "loginForm", "login"),
        (",A,viewer,22801,,,", "missing", "login"),
        ("a1,,viewer,22801,,,", "missing", "name"),
        ("a1,=cmd|'/c calc'!A1,viewer,22801,,,", "formulaCell", "name"),
        ("=HYPERLINK(1),A,viewer,22801,,,", "formulaCell", "login"),
        ("a1,A\u202eB,viewer,22801,,,", "lettersWrong", "name"),
        ("a1," + "x" * 201 + ",viewer,22801,,,", "tooLong", "name"),
        ("a1,A,owner,22801,,,", "roleUnknown", "role"),
        ("a1,A,viewer,,,,", "missing", "org_unit"),
        ("a1,A,viewer,99999,,,", "unitUnknown", "org_unit"),
        ("a1,A,viewer,' or 1=1--,,,", "unitUnknown", "org_unit"),
        ("a1,A,viewer,52,,,", "unitUnknown", "org_unit"),
        ("a1,A,viewer,22801,Không Có,,", "unitUnknown", "village"),
        ("a1,A,viewer,22801,,31/02/2026,", "dayWrong", "valid_from"),
        ("a1,A,viewer,22801,,46000,", "dayWrong", "valid_from"),
        ("a1,A,viewer,22801,,2026-05-01,2026-04-01", "daysWrong", "valid_to"),
        ("binh,Bình,viewer,22801,,,", "loginTaken", "login"),
        ("thao,Thảo,admin,22801,,,", "ownRights", "login"),
        ("lan,Lan,reporter,22801,tà lú 1,2025-08-01,", "assignmentStands", "valid_from"),
    ],
)
def test_a_line_that_cannot_be_says_why_and_where(offices, line, expected, column):
    said = send(offices(THAO), "users", HEAD + line).json()
    (told,) = said["lines"]
    assert (told["line"], told["outcome"]) == (2, "error")
    assert (told["code"], told["column"]) == (expected, column)


def test_lines_that_contradict_each_other_are_told(offices):
    twice = HEAD + "a1,A,viewer,22801,,,\na1,B,viewer,22795,,,\na1,A,viewer,22801,,,\n"
    said = send(offices(THAO), "users", twice)
    assert [line["code"] for line in said.json()["lines"]] == [None, "lineTwice", "lineTwice"]


def test_one_wrong_line_keeps_all_others_out(offices, world):
    thao = offices(THAO)
    before = everything(world)
    file = HEAD + "a1,A,viewer,22801,,,\na2,B,owner,22801,,,\n"
    said = send(thao, "users", file, dry=False)
    assert code(said) == (422, "importHasErrors")
    assert said.json()["details"]["counts"] == {"new": 1, "changed": 0, "same": 0, "error": 1}
    assert everything(world) == before


def test_a_line_ends_a_place_and_nobody_ends_her_own(offices, world):
    until = f"{TODAY.day:02}/{TODAY.month:02}/{TODAY.year}"
    file = HEAD + f"tram,Trâm,reporter,22801,Trạm Y tế xã Bác Ái Đông,2025-07-01,{until}\n"
    thao = offices(THAO)
    held = thao.get("/v1/users?limit=200").json()["items"]
    name = next(one for one in held if one["email"] == "tram")["assignments"][0]["orgUnit"]["name"]
    file = file.replace("Trạm Y tế xã Bác Ái Đông", name)
    assert outcomes(send(thao, "users", file, dry=False)) == ["changed"]
    assert outcomes(send(thao, "users", file)) == ["same"]
    own = HEAD + f"thao,Thảo,admin,56,,2025-07-01,{until}\n"
    assert send(thao, "users", own).json()["lines"][0]["code"] == "ownRights"


def test_excel_takes_zeros_away_and_they_are_found_again(offices, world):
    """Mường Lầm is 04231; a spreadsheet writes 4231."""
    file = HEAD + "a1,A,viewer,4231,,,\na2,B,viewer,1,,,\n"
    assert outcomes(send(offices(ADMIN), "users", file)) == ["new", "new"]


VILLAGE = "parent,level,kind,name,code,valid_from\n"


@pytest.mark.one_world
@pytest.mark.parametrize(
    ("line", "expected", "column"),
    [
        ("22801,commune,Xã,A,,", "unitLevel", "level"),
        ("22801,hamlet,Thôn,A,,", "levelUnknown", "level"),
        ("22801,village,Thôn,,,", "missing", "name"),
        ("22801,village,Thôn,+A,,", "formulaCell", "name"),
        ("22801,village,Thôn,A,x y,", "lettersWrong", "code"),
        ("22801,village,Thôn,A,,1/1/1900", "dayTooFar", "valid_from"),
        ("22801,village,Thôn,A,,2024-01-01", "unitNotThere", "parent"),
        ("22801,village,Làng,Tà Lú 1,,2025-07-01", "changeTooEarly", "valid_from"),
        ("nowhere,village,Thôn,A,,", "unitUnknown", "parent"),
    ],
)
def test_a_village_line_that_cannot_be_says_why_and_where(offices, line, expected, column):
    (told,) = send(offices(YEN), "orgUnits", VILLAGE + line).json()["lines"]
    assert (told["code"], told["column"]) == (expected, column)


PAST = "parent,level,kind,name,valid_from,source,former_parent\n"


@pytest.mark.one_world
@pytest.mark.parametrize(
    ("line", "expected", "column"),
    [
        ("22801,village,Thôn,A,2022-01-01,,22801", "missing", "source"),
        ("22801,village,Thôn,A,,NQ 1,22801", "missing", "valid_from"),
        ("22801,village,Thôn,A,2022-01-01,NQ 1,00007", "unitUnknown", "former_parent"),
        ("22801,village,Thôn,A,2025-08-01,NQ 1,22801", "unitUnknown", "former_parent"),
        ("22801,village,Thôn,Tà Lú 1,2022-01-01,NQ 1,22798", "nameTaken", "name"),
    ],
)
def test_a_past_that_cannot_be_says_why_and_where(offices, line, expected, column):
    """22801 was Phước Đại, and is Bác Ái Đông, which it went into; 22798 was Phước Thành."""
    (told,) = send(offices(YEN), "orgUnits", PAST + line).json()["lines"]
    assert (told["code"], told["column"]) == (expected, column)


def test_a_village_line_brings_its_past_and_twice_the_same(offices):
    yen = offices(YEN)
    file = PAST + "22801,village,Thôn,Suối Mới,01/01/2022,NQ 1667,22801\n"
    said = send(yen, "orgUnits", file, dry=False)
    assert outcomes(said) == ["new"]
    assert outcomes(send(yen, "orgUnits", file)) == ["same"]
    made = yen.get(f"/v1/orgUnits/{said.json()['lines'][0]['details']['id']}").json()
    assert [(row["validFrom"], row["validTo"]) for row in made["versions"]] == [
        ("2022-01-01", "2025-07-01"),
        ("2025-07-01", None),
    ]


def test_a_village_line_writes_a_name_otherwise_from_its_day(offices, world):
    yen, village = offices(YEN), unit(world, LAN)
    file = VILLAGE + f"22801,village,Làng,Tà Lú 1,,{TODAY}\n"
    assert outcomes(send(yen, "orgUnits", file, dry=False)) == ["changed"]
    assert outcomes(send(yen, "orgUnits", file)) == ["same"]
    rows = yen.get(f"/v1/orgUnits/{village}").json()["versions"]
    assert [row["kind"] for row in rows][-2:] == ["Thôn", "Làng"]


@pytest.mark.one_world
@pytest.mark.parametrize(
    ("line", "expected", "column"),
    [
        ("NOPE;22801;2027;3;;QĐ", "indicatorUnknown", "indicator"),
        ("TTCD_MOI;22801;2027Q9;3;;QĐ", "noSuchPeriod", "period"),
        ("TTCD_MOI;22801;2027;1.200;;QĐ", "numberWrong", "value"),
        ("TTCD_MOI;22801;2027;-5;;QĐ", "numberWrong", "value"),
        ("TTCD_MOI;22801;2027;3;suspended;QĐ", "targetBoth", "reason"),
        ("TTCD_MOI;22801;2027;;never;QĐ", "reasonUnknown", "reason"),
        ("TTCD_MOI;22801;2027;;;QĐ", "targetEmpty", "value"),
        ("TTCD_MOI;22801;2027;3;;", "missing", "source_document"),
    ],
)
def test_a_target_line_that_cannot_be_says_why_and_where(offices, line, expected, column):
    head = "indicator;org_unit;period;value;reason;source_document\n"
    (told,) = send(offices(THAO), "targets", head + line).json()["lines"]
    assert (told["code"], told["column"]) == (expected, column)


@pytest.mark.parametrize("matter", KINDS)
@pytest.mark.parametrize("who", [THAO, ADMIN], ids=lambda who: who.login)
def test_what_is_given_out_comes_back_and_changes_nothing(offices, world, matter, who):
    client = offices(who)
    given = client.get(f"/v1/imports/{matter}.csv")
    assert given.headers["content-disposition"].startswith("attachment;")
    rows = list(csv.DictReader(StringIO(given.content.decode("utf-8-sig")), delimiter=";"))
    assert rows
    said = send(client, matter, given.content)
    wrong = [line for line in said.json()["lines"] if line["outcome"] != "same"]
    assert wrong == []
    assert said.json()["counts"]["same"] == len(rows)


def test_formulas_that_somebody_typed_leave_as_text(offices, world):
    admin = offices(ADMIN)
    note = {"note": "=WEBSERVICE(1)", "words": "-"}
    said = {"orgUnitId": unit(world, HOA), "period": "2027", "indicator": "TTCD_MOI"}
    source = {"sourceDocument": "@QĐ", "value": "1"}
    assert admin.post("/v1/targets", json=said | note | source).status_code == 201
    given = admin.get("/v1/imports/targets.csv").content.decode("utf-8-sig")
    row = next(line for line in given.splitlines() if "WEBSERVICE" in line)
    assert "'=WEBSERVICE(1)" in row
    assert ";'-;'@QĐ;" in row
    assert send(admin, "targets", given).json()["counts"]["error"] == 0


HOSTILE = [
    (b"", 422, "csvColumns"),
    (b"login\n", 422, "csvColumns"),
    (HEAD.encode(), 400, "csvEmpty"),
    (HEAD.encode() + b"a,\0,viewer,22801,,,\n", 400, "csvEncoding"),
    (HEAD.encode() + "a1,Trâm,viewer,22801,,,".encode("cp1258"), 400, "csvEncoding"),
    (HEAD.encode() + b'a,"b', 400, "csvBroken"),
    (HEAD.encode() + b"a,b,viewer,22801,,,\n" * 1_000_000, 413, None),
    (HEAD.encode() + b"a,b,viewer,22801,,,\n" * 2_000, 413, "csvTooManyLines"),
    (HEAD.encode() + b"x" * 2_000_000, 413, "csvTooLarge"),
    (b"PK\x03\x04\xff\xff", 400, "csvEncoding"),
    (b"\xff\xfe\x00\xd8", 400, "csvEncoding"),
]


@pytest.mark.one_world
@pytest.mark.parametrize(("content", "status", "expected"), HOSTILE, ids=lambda _: "")
def test_hostile_files_get_a_clear_answer_and_leave_nothing(
    offices, world, content, status, expected
):
    before = everything(world, "user_account")
    for dry in (True, False):
        said = send(offices(ADMIN), "users", content, dry=dry)
        assert said.status_code == status, said.text
        assert expected is None or said.json()["code"] == expected
    assert everything(world, "user_account") == before


def test_as_many_lines_as_a_file_may_have(offices, world):
    lines = "".join(f"nguoi{n},Người {n},reporter,22801,,,\n" for n in range(MOST_CSV_LINES))
    said = send(offices(THAO), "users", HEAD + lines, dry=False)
    assert said.json()["counts"] == {"new": MOST_CSV_LINES, "changed": 0, "same": 0, "error": 0}
    assert send(offices(THAO), "users", HEAD + lines).json()["counts"]["same"] == MOST_CSV_LINES
