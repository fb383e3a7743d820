"""What the server makes of a record: the evidence is kept, and what does not fit is noted."""

import json
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import pytest

from api.domain.instance import (
    MOST_PROBLEMS,
    CheckedInstance,
    FormRules,
    InstanceError,
    compile_rules,
    read_instance,
)
from api.domain.tree import list_as_document
from api.xlsform.conversion import convert_xlsform
from tests.checking import check

FORMS = Path(__file__).parents[3] / "forms"
BENCH = Path(__file__).parents[2] / "conformance/forms/household_visit.definition.json"
HANOI = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=HANOI)
TEAMS = {
    "teams": [
        {"name": "t-1", "label": "Tổ truyền thông Tà Lú 1", "org_unit": "talu1"},
        {"name": "t-2", "label": "Tổ truyền thông Tà Lú 2", "org_unit": "talu2"},
    ]
}

MEETING = """<data id="sinh_hoat_to" version="2026113001">
  <start>2026-11-20T18:40:00.000+07:00</start><end>2026-11-20T18:42:00.000+07:00</end>
  <session><team>t-1</team><date>2026-11-20</date></session><org_unit>talu1</org_unit>
  <place>community_house</place><topics>violence safe_birth</topics>
  <channels>small_group</channels><languages>raglai kinh</languages>
  <participants><women>12</women><men>5</men><total>17</total><ethnic>16</ethnic></participants>
  <photo>sinh-hoat.jpg</photo><remark/>
  <meta><instanceID>uuid:1</instanceID><instanceName>Tà Lú 1 · 20/11/2026</instanceName></meta>
</data>"""


@cache
def rules(name: str = "sinh_hoat_to") -> FormRules:
    return compile_rules(convert_xlsform((FORMS / f"{name}.md").read_bytes()).definition)


def checked(*changes: tuple[str, str], **how) -> CheckedInstance:
    text = MEETING
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    how = {"lists": TEAMS, "now": NOW, "username": "totruong", **how}
    return check(rules(), read_instance(text.encode()), **how)


def codes(record: CheckedInstance) -> list[tuple[str, str]]:
    return [(problem.ref, problem.code) for problem in record.problems]


def test_a_faultless_meeting_says_what_it_is():
    record = checked()
    assert record.problems == []
    assert (record.form_id, record.version) == ("sinh_hoat_to", "2026113001")
    assert (record.instance_id, record.deprecated_id) == ("uuid:1", None)
    assert record.org_unit == "talu1"
    assert record.instance_name == "Tà Lú 1 · 20/11/2026"
    assert record.attachments == ["sinh-hoat.jpg"]


def test_a_record_of_collect_with_its_own_prefixes():
    record = checked(
        (
            '<data id="sinh_hoat_to"',
            '<data xmlns:orx="http://openrosa.org/xforms" '
            'xmlns:h="http://www.w3.org/1999/xhtml" id="sinh_hoat_to"',
        ),
        ("<meta>", "<orx:meta>"),
        ("</meta>", "<orx:deprecatedID>uuid:0</orx:deprecatedID></orx:meta>"),
        ("<instanceID>", "<orx:instanceID>"),
        ("</instanceID>", "</orx:instanceID>"),
    )
    assert record.problems == []
    assert (record.instance_id, record.deprecated_id) == ("uuid:1", "uuid:0")


def test_the_authors_words_come_with_the_figures_of_the_record():
    problem = checked(("<ethnic>16", "<ethnic>19")).problems[0]
    assert problem.message == {
        "vi": "Không thể nhiều hơn 17 người. Chị xem lại số nữ, số nam.",
        "en": "It cannot be more than 17. Look again at women and men.",
    }


def test_a_total_that_does_not_add_up_is_noted_and_judged_by_the_right_one():
    record = checked(("<total>17", "<total>170"), ("<ethnic>16", "<ethnic>19"))
    assert codes(record) == [
        ("/data/participants/ethnic", "constraint"),
        ("/data/participants/total", "calculation"),
    ]
    assert record.problems[1].params == {"sent": "170", "value": "17"}


def test_the_same_number_written_otherwise_is_the_same():
    assert checked(("<total>17", "<total>17.0")).problems == []


def test_nodes_that_the_form_does_not_know():
    record = checked(
        ("<remark/>", "<remark/><spy>1</spy><place>home</place>"),
        ("<team>t-1", "<team><b>t-1</b>"),
    )
    assert codes(record) == [
        ("/data/session/team", "unknownNode"),
        ("/data/place", "unknownNode"),
        ("/data/spy", "unknownNode"),
    ]


def test_a_thousand_unknown_nodes_are_noted_fifty_times():
    spies = "".join(f"<spy{number}/>" for number in range(1_000))
    assert len(checked(("<remark/>", spies)).problems) == 50


def test_missing_nodes_are_blank():
    record = checked(("<place>community_house</place>", ""), ("<women>12</women>", ""))
    assert codes(record) == [
        ("/data/place", "required"),
        ("/data/participants/women", "required"),
        ("/data/participants/ethnic", "constraint"),
        ("/data/participants/total", "calculation"),
    ]


def test_an_answer_to_what_was_not_asked():
    register = rules("to_truyen_thong")
    xml = (
        '<data id="to_truyen_thong" version="2026113001"><page><has_page>no</has_page>'
        "<page_link>https://zalo.me/g/x</page_link></page>"
        "<meta><instanceID>uuid:2</instanceID></meta></data>"
    )
    found = codes(check(register, read_instance(xml.encode()), {}, NOW))
    assert ("/data/page/page_link", "irrelevant") in found
    assert ("/data/page/page_link", "constraint") not in found


def test_a_team_that_is_not_on_the_list():
    record = checked(("<team>t-1", "<team>t-9"))
    assert codes(record) == [("/data/session/team", "choiceUnknown")]
    assert record.org_unit == "talu1"


def test_a_list_that_is_not_here_raises_no_problem():
    assert checked(("<team>t-1", "<team>t-9"), lists={}).problems == []


def test_lists_may_be_kept_ready_between_two_records():
    ready = {name: list_as_document(rows) for name, rows in TEAMS.items()}
    assert checked(lists=ready).problems == checked().problems == []


def test_a_place_that_is_not_the_teams_is_noted_and_stays_as_sent():
    record = checked(("<org_unit>talu1", "<org_unit>talu2"))
    assert codes(record) == [("/data/org_unit", "listChanged")]
    assert record.org_unit == "talu2"


def test_somebody_elses_name_in_the_record():
    rules_of_bench = compile_rules(json.loads(BENCH.read_text()))
    xml = (
        '<data id="household_visit" version="3"><username>mai</username>'
        "<meta><instanceID>uuid:3</instanceID></meta></data>"
    )
    found = codes(check(rules_of_bench, read_instance(xml.encode()), {}, NOW, "totruong"))
    assert ("/data/username", "otherUsername") in found


def moment(day: str) -> str:
    return f"{day}T18:42:00.000+07:00"


class TestClocks:
    """today() is the day of the record, as far as its phone's clock can be believed."""

    def test_a_record_that_waited_for_weeks_is_judged_by_its_own_day(self):
        late = checked(now=NOW + timedelta(days=60))
        assert late.problems == []
        assert late.clock == datetime(2026, 11, 20, 18, 42, tzinfo=HANOI)

    def test_a_day_after_the_record_is_a_mistake_even_when_it_has_come(self):
        record = checked(("<date>2026-11-20", "<date>2026-11-25"), now=NOW + timedelta(days=60))
        assert codes(record) == [("/data/session/date", "constraint")]

    def test_a_clock_a_year_ahead_is_noted_and_not_used(self):
        record = checked((moment("2026-11-20"), moment("2027-11-20")), ("<date>2026", "<date>2027"))
        assert codes(record) == [("/data/session/date", "constraint"), ("/data/end", "clockAhead")]
        assert record.clock == NOW

    def test_a_clock_some_hours_ahead_is_forgiven(self):
        assert checked((moment("2026-11-20"), moment("2026-11-21"))).problems == []

    def test_a_clock_that_stood_still_in_1970(self):
        published = datetime(2026, 11, 1, tzinfo=HANOI)
        record = checked((moment("2026-11-20"), moment("1970-01-01")), published=published)
        assert codes(record) == [("/data/end", "clockBehind")]

    @pytest.mark.parametrize(
        "end", ["", "yesterday", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00"]
    )
    def test_no_clock_at_all(self, end):
        record = checked(
            ("2026-11-20T18:42:00.000+07:00", end), ("2026-11-20T18:40:00.000+07:00", "")
        )
        assert record.clock.tzinfo is not None
        assert {code for _, code in codes(record)} <= {"notDateTime", "clockAhead"}


class TestHostileXml:
    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>', "doctype"),
            (b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x"><r/>', "doctype"),
            (b"<!--" + b" " * 9_000 + b"--><!doctype r><r/>", "doctype"),
            (b"<r>\0</r>", "notUtf8"),
            (b"<r>\xff\xfe</r>", "notUtf8"),
            ("<r>ơ</r>".encode("utf-16"), "notUtf8"),
            (b'<?xml version="1.0" encoding="UTF-7"?><r/>', "notUtf8"),
            (b'<?xml version="1.0" encoding="latin-1"?><r/>', "notUtf8"),
            (b"<r>&undefined;</r>", "malformed"),
            (b"<r>&#0;</r>", "malformed"),
            (b"<r", "malformed"),
            (b"", "malformed"),
            (b"{}", "malformed"),
            (b"<r><a></r></a>", "malformed"),
            (b"<a>" * 101 + b"</a>" * 101, "tooDeep"),
            (b"<a>" * 10_000 + b"</a>" * 10_000, "tooDeep"),
            (b"<r>" + b"<a/>" * 100_001 + b"</r>", "tooManyElements"),
            (b"<r " + b" ".join(b'a%d="1"' % n for n in range(101)) + b"/>", "tooManyElements"),
            (b"<r>" + b"a" * 5_000_000 + b"</r>", "tooLarge"),
            (b'<r version="1"/>', "noFormId"),
            (b'<r id="" version="1"/>', "noFormId"),
            (b'<r id="f"/>', "noVersion"),
            (b'<r id="f" version="1"/>', "noInstanceId"),
            (b'<r id="f" version="1"><meta><instanceID/></meta></r>', "noInstanceId"),
            (b'<r id="f" version="1"><meta><instanceID> </instanceID></meta></r>', "noInstanceId"),
        ],
        ids=range(25),
    )  # fmt: skip
    def test_what_is_no_record(self, data, code):
        with pytest.raises(InstanceError) as refused:
            read_instance(data)
        assert refused.value.code == code

    def test_nobody_laughs_a_billion_times(self):
        entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        bomb = f'<!DOCTYPE l [<!ENTITY l0 "ha">{entities}]><l>&l9;</l>'.encode()
        with pytest.raises(InstanceError, match="doctype"):
            read_instance(bomb)

    def test_asides_are_dropped_and_nothing_is_fetched(self):
        root = read_instance(
            b'<?xml-stylesheet href="http://127.0.0.1:9/x"?><data id="f" version="1" '
            b'xmlns:xi="http://www.w3.org/2001/XInclude"><!-- a --><?b c?>'
            b'<xi:include href="file:///etc/passwd" parse="text"/>'
            b"<meta><instanceID>uuid:1</instanceID></meta></data>"
        )
        assert [child.name for child in root.children] == ["include", "meta"]
        assert root.children[0].children == []

    def test_a_hundred_thousand_namespaces(self):
        inner = "".join(f'<a{n} xmlns:n{n}="u:{n}"/>' for n in range(50_000))
        data = (
            f'<data id="f" version="1">{inner}<meta><instanceID>u</instanceID></meta></data>'
        ).encode()
        read_instance(data)

    def test_far_too_many_rows_are_cut_and_said(self):
        rules_of_bench = compile_rules(json.loads(BENCH.read_text()))
        rows = "<person><age>5</age><sex>male</sex></person>" * 20_000
        xml = (
            f'<data id="household_visit" version="3"><people>20000</people>{rows}'
            "<meta><instanceID>uuid:3</instanceID></meta></data>"
        )
        found = codes(check(rules_of_bench, read_instance(xml.encode()), {}, NOW))
        assert ("/data/person", "tooManyRows") in found
        assert "notChecked" in {code for _, code in found}

    def test_rows_in_rows_that_all_look_at_all(self):
        rules = compile_rules(convert_xlsform(ROWS_IN_ROWS.encode(), "md").definition)
        inner = "<b><n>1</n><m>2</m></b>" * 900
        xml = (
            f'<data id="rows" version="1">{f"<a>{inner}</a>" * 20}'
            "<meta><instanceID>uuid:4</instanceID></meta></data>"
        )
        root = read_instance(xml.encode())
        found = check(rules, root, {}, NOW).problems
        assert {"tooManyRows", "notChecked"} <= {problem.code for problem in found}
        assert len(found) <= MOST_PROBLEMS


ROWS_IN_ROWS = """
| survey |
| | type | name | label | calculation | constraint |
| | begin_repeat | a | A | | |
| | begin_repeat | b | B | | |
| | integer | n | N | | . < sum(../../../a/b/n) |
| | calculate | m | | sum(../../../a/b/n) + position(..) | |
| | end_repeat | | | | |
| | end_repeat | | | | |

| settings |
| | form_title | form_id | version |
| | Rows in rows | rows | 1 |
"""


def test_fewer_rows_than_were_counted():
    rules_of_bench = compile_rules(json.loads(BENCH.read_text()))
    xml = (
        '<data id="household_visit" version="3"><people>2</people>'
        "<person><age>5</age><sex>male</sex><number>1</number><older>0</older></person>"
        "<meta><instanceID>uuid:3</instanceID></meta></data>"
    )
    found = codes(check(rules_of_bench, read_instance(xml.encode()), {}, NOW))
    assert ("/data/person", "rowsMissing") in found


def test_a_thousand_records_do_not_change_the_rules():
    for _ in range(3):
        assert codes(checked(("<ethnic>16", "<ethnic>19"))) == [
            ("/data/participants/ethnic", "constraint")
        ]
        assert checked().problems == []


def test_words_that_look_into_a_list_which_is_not_here():
    form = """
| survey |
| | type | name | label | calculation | constraint | constraint_message |
| | select_one_from_file teams.csv | team | Team | | | |
| | calculate | name | | instance('teams')/root/item[name = ${team}]/label | | |
| | integer | n | N | | . > 5 | Too few for ${name} and ${n}. |
| | integer | m | M | | . > instance('teams')/root/item/least | At least. |
| settings |
| | form_id | version |
| | f | 1 |
"""
    made = compile_rules(convert_xlsform(form.encode()).definition)
    xml = (
        '<data id="f" version="1"><team>t-9</team><n>3</n><m>1</m>'
        "<meta><instanceID>u</instanceID></meta></data>"
    )
    found = check(made, read_instance(xml.encode()), {}, NOW).problems
    assert [(each.ref, each.message) for each in found] == [
        ("/data/n", {"": "Too few for  and 3."})
    ]
