"""From an approved record to data values, by the indicators sheet of its form."""

import json
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from api.domain.evaluation import Lists, evaluate_instance
from api.domain.indicator import (
    IndicatorContribution,
    contributions_of_evaluation,
    indicator_contributions,
)
from api.domain.instance import FormRules, check_instance, compile_rules, read_instance
from api.xlsform.conversion import convert_xlsform
from tests.conformance.forms import NAMES, cases, definition_file

FORMS = Path(__file__).parents[3] / "forms"
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=timezone(timedelta(hours=7)))

MEETING = """<data id="sinh_hoat_to" version="2026113001"><session><team>t-1</team>
<date>2026-11-20</date></session><org_unit>talu1</org_unit><participants><women>12</women>
<men>5</men><total>17</total><ethnic>16</ethnic></participants>
<meta><instanceID>uuid:1</instanceID></meta></data>"""

REGISTER = """<data id="to_truyen_thong" version="2026113001"><org_unit>talu1</org_unit>
<kind>new</kind><decision><decision_date>2026-03-02</decision_date></decision>
<meta><entity dataset="teams" create="1" id="t-1"><label>Tổ</label></entity>
<instanceID>uuid:2</instanceID></meta></data>"""

FORM = """
| survey |
| | type | name | label | calculation | relevant |
| | text | org_unit | Where | | |
| | date | day | Day | | |
| | decimal | money | Money | | |
| | calculate | double | | ${{money}} * 2 | |
| | text | secret | Secret | | ${{money}} > 100 |
| settings |
| | form_id | version |
| | f | 1 |
| indicators |
| | indicator | value | when | date | org_unit | subject | by |
{rows}
"""


@cache
def rules(name: str) -> FormRules:
    return compile_rules(convert_xlsform((FORMS / f"{name}.md").read_bytes()).definition)


def counted(rows: str, answers: str) -> list[IndicatorContribution]:
    form = compile_rules(convert_xlsform(FORM.format(rows=rows).encode()).definition)
    xml = f'<data id="f" version="1">{answers}<meta><instanceID>u</instanceID></meta></data>'
    return indicator_contributions(form, read_instance(xml.encode()), {}, NOW)


WHERE = "<org_unit>talu1</org_unit><day>2026-11-20</day>"


TEAM = "5b1f7a52-1111-4a4a-8b8b-333333333333"


def test_twelve_women_at_a_meeting():
    meeting = MEETING.replace("<team>t-1<", f"<team>{TEAM}<")
    found = indicator_contributions(rules("sinh_hoat_to"), read_instance(meeting.encode()), {}, NOW)
    assert [(each.indicator, int(each.value), dict(each.by)) for each in found] == [
        ("TTCD_DUYTRI", 1, {}),
        ("TTCD_BUOI", 1, {}),
        ("TTCD_LUOT", 12, {"sex": "female"}),
        ("TTCD_LUOT", 5, {"sex": "male"}),
        ("TTCD_LUOT_NU", 12, {}),
        ("TTCD_LUOT_DTTS", 16, {}),
    ]
    assert {(each.org_unit, each.date) for each in found} == {("talu1", date(2026, 11, 20))}
    assert [each.subject for each in found] == [TEAM, "", "", "", "", ""]


def test_a_team_that_no_register_can_have_made_is_not_kept_alive():
    found = indicator_contributions(rules("sinh_hoat_to"), read_instance(MEETING.encode()), {}, NOW)
    assert "TTCD_DUYTRI" not in {each.indicator for each in found}


def test_a_new_team_is_established_and_standing():
    found = indicator_contributions(
        rules("to_truyen_thong"), read_instance(REGISTER.encode()), {}, NOW
    )
    assert [(each.indicator, each.subject, each.date) for each in found] == [
        ("TTCD_MOI", "t-1", date(2026, 3, 2)),
        ("TTCD_DANG", "t-1", date(2026, 3, 2)),
    ]
    assert dict(found[1].by) == {"kind": "new"}


def test_a_consolidated_team_only_stands():
    register = REGISTER.replace("<kind>new", "<kind>consolidated")
    found = indicator_contributions(
        rules("to_truyen_thong"), read_instance(register.encode()), {}, NOW
    )
    assert [each.indicator for each in found] == ["TTCD_DANG"]


def test_without_a_day_or_a_place_nothing_counts():
    meeting = MEETING.replace("<date>2026-11-20</date>", "<date>soon</date>")
    assert (
        indicator_contributions(rules("sinh_hoat_to"), read_instance(meeting.encode()), {}, NOW)
        == []
    )
    meeting = MEETING.replace("<org_unit>talu1</org_unit>", "")
    assert (
        indicator_contributions(rules("sinh_hoat_to"), read_instance(meeting.encode()), {}, NOW)
        == []
    )


def test_without_its_subject_a_distinct_figure_does_not_count():
    meeting = MEETING.replace("<team>t-1</team>", "")
    found = indicator_contributions(rules("sinh_hoat_to"), read_instance(meeting.encode()), {}, NOW)
    assert "TTCD_DUYTRI" not in [each.indicator for each in found]
    assert "TTCD_BUOI" in [each.indicator for each in found]


def test_money_is_never_a_float():
    (one,) = counted("| | X | ${money} | | ${day} | | | |", WHERE + "<money>0.10</money>")
    assert str(one.value) == "0.10"


def test_a_sum_that_does_not_add_up_is_made_again():
    answers = WHERE + "<money>2</money><double>500</double>"
    (one,) = counted("| | X | ${double} | | ${day} | | | |", answers)
    assert one.value == Decimal(4)


def test_what_was_not_asked_does_not_count():
    row = "| | X | string-length(${secret}) | ${secret} != '' | ${day} | | | |"
    assert counted(row, WHERE + "<money>5</money><secret>abc</secret>") == []
    assert counted(row, WHERE + "<money>500</money><secret>abc</secret>")[0].value == 3


def test_values_that_are_no_numbers():
    row = "| | X | ${money} | | ${day} | | | |"
    for money in ("", "NaN", "many", "Infinity"):
        assert counted(row, WHERE + f"<money>{money}</money>") == []


def test_several_disaggregations_with_signs_in_them():
    row = "| | X | | | ${day} | ${org_unit} | | a=${org_unit}; b='x;y=z'; c=if(1 = 1, 'p', 'q') |"
    (one,) = counted(row, WHERE)
    assert one.by == {"a": "talu1", "b": "x;y=z", "c": "p"}


def test_a_rule_that_reads_a_list_which_is_not_here_counts_nothing():
    rows = (
        "| | X | | instance('teams')/root/item/name != '' | ${day} | | | |\n"
        "| | Y | | | ${day} | | | |"
    )
    form = FORM.replace(
        "| | text | secret",
        "| | select_one_from_file teams.csv | team | Team | | |\n| | text | secret",
    )
    made = compile_rules(convert_xlsform(form.format(rows=rows).encode()).definition)
    xml = f'<data id="f" version="1">{WHERE}<meta><instanceID>u</instanceID></meta></data>'
    found = indicator_contributions(made, read_instance(xml.encode()), {}, NOW)
    assert [each.indicator for each in found] == ["Y"]


def test_counting_twice_gives_the_same():
    once = indicator_contributions(rules("sinh_hoat_to"), read_instance(MEETING.encode()), {}, NOW)
    later = NOW + timedelta(days=400)
    assert (
        indicator_contributions(rules("sinh_hoat_to"), read_instance(MEETING.encode()), {}, later)
        == once
    )


def counted_with_its_check(form: FormRules, xml: str, lists: Lists) -> list[IndicatorContribution]:
    """As at receipt: with the lists of that day, by the clock of the record."""
    evaluation = evaluate_instance(form, read_instance(xml.encode()), lists, NOW)
    check_instance(evaluation)
    return contributions_of_evaluation(evaluation, NOW)


@pytest.mark.parametrize("name", NAMES)
def test_counted_with_its_check_it_counts_what_a_recount_counts(name):
    told = cases(name)
    form = compile_rules(json.loads(definition_file(name).read_text()))
    for case in told["cases"]:
        xml = case["expected"]["xml"]
        recount = indicator_contributions(form, read_instance(xml.encode()), {}, NOW)
        assert counted_with_its_check(form, xml, told["lists"]) == recount, case["name"]


def test_every_form_of_ours_is_evaluated_once():
    for path in FORMS.glob("*.md"):
        assert compile_rules(convert_xlsform(path.read_bytes()).definition).settles_alone, path


@pytest.mark.parametrize(
    "relevant",
    [
        "count(instance('teams')/root/item) = 0",
        "today() < date('2020-01-01')",
        "jr:choice-name(${{team}}, '${{team}}') = 't'",
    ],
)
def test_what_is_asked_by_a_list_or_by_the_clock_is_counted_without_them(relevant):
    form = FORM.replace(
        "| | text | secret",
        "| | select_one_from_file teams.csv | team | Team | | |\n"
        f"| | text | asked | Asked | | {relevant} |\n| | text | secret",
    )
    row = "| | X | string-length(${asked}) | | ${day} | | | |"
    made = compile_rules(convert_xlsform(form.format(rows=row).encode()).definition)
    assert not made.settles_alone
    xml = (
        f'<data id="f" version="1">{WHERE}<team>t</team><asked>abc</asked>'
        "<meta><instanceID>u</instanceID></meta></data>"
    )
    recount = indicator_contributions(made, read_instance(xml.encode()), {}, NOW)
    lists = {"teams": [{"name": "t", "label": "Tổ"}]}
    assert counted_with_its_check(made, xml, lists) == recount
