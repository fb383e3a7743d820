"""One object for each type of the table, and both twins say the same of an answer."""

import json
import re
from math import isnan
from pathlib import Path
from typing import Any

import pytest

from api.domain.answer_wording import AnswerWording
from api.domain.instance import compile_rules
from api.domain.question_lookup import UnknownQuestionType, question_type_of, unasked_type_of
from api.domain.question_types import QUESTION_TYPES, TABLE
from api.domain.xpath import to_number
from tests.conformance.forms import definition_file

ROOT = Path(__file__).parents[3]
CASES = json.loads((ROOT / "tests/conformance/question_types.json").read_text())
PAGE = (ROOT / "docs" / "forms.md").read_text()
FAULT_CODES = sorted({case[2] for case in CASES["faults"]} - {""})


def wording(language: str) -> AnswerWording:
    labels = {one["value"]: one["label"][language] for one in CASES["choices"]}
    return AnswerWording(language, lambda value: labels.get(value, value))


@pytest.mark.parametrize("case", CASES["faults"])
def test_what_is_wrong_with_an_answer(case):
    name, value, fault, *parameters = case
    assert QUESTION_TYPES[name].fault(value, parameters[0] if parameters else {}) == fault


@pytest.mark.parametrize(("name", "value", "vi", "en"), CASES["inWords"])
def test_an_answer_in_the_words_of_its_writer(name, value, vi, en):
    question = QUESTION_TYPES[name]
    assert [question.in_words(value, wording(each)) for each in ("vi", "en")] == [vi, en]


def test_every_type_has_its_cases():
    assert {case[0] for case in CASES["faults"]} == QUESTION_TYPES.keys()
    assert {case[0] for case in CASES["inWords"]} == QUESTION_TYPES.keys()
    assert {one.code for one in QUESTION_TYPES.values()} - {""} <= set(FAULT_CODES)


@pytest.mark.parametrize("name", TABLE)
def test_expressions_compare_it_as_the_table_says(name):
    good = next(value for one, value, fault, *_ in CASES["faults"] if (one, fault) == (name, ""))
    is_number = not isnan(to_number(good))
    assert is_number is (TABLE[name]["compares"] in {"number", "moment"})


def test_the_forms_page_takes_every_type_and_refuses_none():
    found = re.search(r"\nQuestions: (.+?);.*\nRefused with sheet and row, (.+?);", PAGE, re.DOTALL)
    assert found
    taken, refused = (set(re.findall(r"\w+", part.lower())) for part in found.groups())
    for one in QUESTION_TYPES.values():
        assert one.xlsform[0] in taken, one.name
        assert one.xlsform[0] not in refused, one.name


@pytest.mark.parametrize("code", FAULT_CODES)
def test_every_fault_has_its_line_on_the_forms_page_and_words_for_people(code):
    assert f"`{code}`" in PAGE.partition("\n## Problems\n")[2]
    for language in ("vi", "en"):
        assert f"'problem.{code}'" in (ROOT / f"webapp/words/{language}/codes.ts").read_text()


@pytest.mark.parametrize(
    ("control", "data", "media"),
    [
        ("range", "string", ""),
        ("input", "geoshape", ""),
        ("input", "binary", ""),
        ("select1", "int", ""),
        ("upload", "binary", "audio/*"),
        ("nonsense", "string", ""),
    ],
)
def test_no_type_is_no_text(control, data, media):
    with pytest.raises(UnknownQuestionType):
        question_type_of("/data/a", control, data, media)


def test_what_nobody_is_asked_for_has_a_type_too():
    assert unasked_type_of("/data/a", "dateTime").name == "dateTime"
    assert unasked_type_of("/data/a", "binary").name == "text"
    with pytest.raises(UnknownQuestionType):
        unasked_type_of("/data/a", "geoshape")


def changed(part: str, **how: str) -> dict[str, Any]:
    """A published definition, as a later version of this server might have written it."""
    definition: dict[str, Any] = json.loads(definition_file("sinh_hoat_to").read_text())
    asked = next(each for each in definition["body"] if each["ref"] == "/data/remark")
    node = next(each for each in definition["nodes"] if each["ref"] == "/data/remark")
    (asked if part == "body" else node).update(how)
    return definition


@pytest.mark.parametrize(
    "definition", [changed("body", kind="rank"), changed("nodes", type="geoshape")]
)
def test_a_definition_with_a_type_that_is_not_there_is_not_compiled(definition):
    with pytest.raises(UnknownQuestionType) as unknown:
        compile_rules(definition)
    assert unknown.value.ref == "/data/remark"
