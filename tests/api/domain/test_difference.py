"""Where remarks may stand, and what changed, in a form with rows in rows."""

import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from api.domain.answers import Answer, answers_in_words
from api.domain.difference import compare_answers
from api.domain.instance import FormRules, compile_rules, read_instance
from api.domain.remark import QuestionRemark, are_valid_remarks
from tests.conformance.forms import definition_file

NOW = datetime(2026, 11, 21, tzinfo=UTC)
FIRST = "<visit><visited_on>2026-10-01</visited_on><talk><with>bà</with></talk></visit>"
SECOND = (
    "<visit><visited_on>2026-11-01</visited_on><talk><with>mẹ</with></talk>"
    "<talk><with>chị</with></talk></visit>"
)


@cache
def definition() -> dict[str, Any]:
    said: dict[str, Any] = json.loads(definition_file("household_visit").read_text())
    return said


@cache
def rules() -> FormRules:
    return compile_rules(definition())


def household(visits: str, people: int = 0) -> bytes:
    return (
        f'<data id="household_visit" version="{rules().version}"><people>{people}</people>'
        f"{visits}<income>3</income><meta><instanceID>uuid:1</instanceID></meta></data>"
    ).encode()


def said(visits: str, people: int = 0) -> list[Answer]:
    root = read_instance(household(visits, people))
    return answers_in_words(rules(), definition(), root, {}, NOW, "vi")


@pytest.mark.parametrize(
    ("ref", "there"),
    [
        ("/data/income", True),
        ("/data/visit[2]/visited_on", True),
        ("/data/visit[2]/talk[2]/with", True),
        ("/data/visit[3]/visited_on", False),
        ("/data/visit[1]/talk[2]/with", False),
        ("/data/visit/visited_on", False),
        ("/data/visit[2]", False),
        ("/data/visit[02]/visited_on", False),
        ("/data/income[1]", False),
        ("/data/summary", False),
        ("/data/women", False),
        ("/data/meta/instanceID", False),
        ("", False),
    ],
)
def test_a_remark_names_a_question_in_its_row(ref, there):
    root = read_instance(household(FIRST + SECOND))
    assert are_valid_remarks([QuestionRemark(ref, "Xem lại")], rules(), root) is there


def test_nothing_changed_is_no_difference():
    found = compare_answers(said(FIRST), said(FIRST))
    assert (found.changes, found.added, found.removed) == ([], [], [])


def test_a_row_more_is_told_with_its_answers():
    found = compare_answers(said(FIRST), said(FIRST + SECOND))
    assert found.added == ["/data/visit[2]", "/data/visit[2]/talk[1]", "/data/visit[2]/talk[2]"]
    assert all(change.before is None for change in found.changes)
    assert [change.question.value for change in found.changes] == ["2026-11-01", "mẹ", "chị"]


def test_a_row_less_is_told_with_what_it_said():
    found = compare_answers(said(FIRST + SECOND), said(FIRST))
    assert found.removed[0] == "/data/visit[2]"
    assert [change.question.text for change in found.changes] == ["01/11/2026", "mẹ", "chị"]
    assert all(change.after is None for change in found.changes)


def test_what_is_no_longer_asked_is_gone_and_what_was_left_blank_is_no_change():
    before, after = said(FIRST, people=1), said(FIRST)
    blank = {one.ref for one in before if one.blank}
    assert "/data/place" in blank
    refs = [change.question.ref for change in compare_answers(before, after).changes]
    assert refs == ["/data/people"]
