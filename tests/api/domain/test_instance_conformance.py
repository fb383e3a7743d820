"""What the phone wrote, the server reads: the same problems, title, place, files and entities."""

import json
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any

import pytest

from api.domain.answers import answers_in_words
from api.domain.instance import FormRules, compile_rules, read_instance
from api.xlsform.conversion import convert_xlsform
from tests.checking import check
from tests.conformance.forms import NAMES, ROOT, cases, definition_file

CASES = [(name, case["name"]) for name in NAMES for case in cases(name)["cases"]]

# The one with questions of nearly every type, and the most used one.
WORDED = ("household_visit", "sinh_hoat_to")


@cache
def rules(name: str) -> FormRules:
    return compile_rules(json.loads(definition_file(name).read_text()))


@pytest.mark.parametrize("name", NAMES)
def test_the_definition_is_that_of_the_workbook(name):
    """If not: python -m tests.conformance.forms, and look at what changed."""
    definition = convert_xlsform((ROOT / cases(name)["workbook"]).read_bytes()).definition
    assert definition == json.loads(definition_file(name).read_text())


def answers(name: str, case: dict[str, Any]) -> dict[str, str]:
    """What a reviewer reads, by question."""
    said = answers_in_words(
        rules(name),
        json.loads(definition_file(name).read_text()),
        read_instance(case["expected"]["xml"].encode()),
        case.get("lists", cases(name)["lists"]),
        datetime.fromisoformat(case["finalized"]),
        case.get("language", "vi"),
    )
    return {one.ref: one.text for one in said if one.text}


@pytest.mark.parametrize("name", WORDED)
def test_the_reader_reads_what_the_writer_read(name):
    for case in cases(name)["cases"]:
        assert answers(name, case) == case["words"], case["name"]


@pytest.mark.parametrize(("name", "story"), CASES)
def test_both_engines_say_the_same(name, story):
    told = cases(name)
    case = next(each for each in told["cases"] if each["name"] == story)
    expected, language = case["expected"], case.get("language", "vi")
    checked = check(
        rules(name),
        read_instance(expected["xml"].encode()),
        case.get("lists", told["lists"]),
        datetime.fromisoformat(case["finalized"]),
        "totruong",
    )
    assert [
        {"ref": each.ref, "code": each.code, "message": each.message.get(language, "")}
        for each in checked.problems
    ] == expected["problems"]
    assert checked.instance_name == expected["title"]
    assert (checked.org_unit or "") == expected["orgUnit"]
    assert checked.attachments == expected["attachments"]
    assert [asdict(entity) for entity in checked.entities] == expected["entities"]
