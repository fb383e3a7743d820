"""One rule says which names a form may give, at every place where it gives one."""

import unicodedata
from typing import Any

import pytest

from api.domain.form_names import FormName, find_name_faults, name_fault

HOSTILE = (
    *("constructor", "__proto__", "prototype", "hasOwnProperty", "toString", "valueOf"),
    *("__defineGetter__", "isPrototypeOf", "xml_report", "XMLNS", "a" * 300, ".", ".."),
    *("a/b", "a\\b", "a\u202eb", "a\u200bb", "a\0b", unicodedata.normalize("NFD", "Mường")),
)
GOOD = ("name", "id", "type", "label", "length", "con", "__version__", "thôn", "a" * 100, "axml")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_is_code_or_no_path_is_told(name):
    assert name_fault(FormName("question", name))


@pytest.mark.parametrize("name", GOOD)
def test_a_name_of_real_forms_is_taken(name):
    assert name_fault(FormName("question", name)) is None


@pytest.mark.parametrize("name", ["con", "NUL", "com1", "aux.old"])
def test_a_name_of_a_device_is_told_where_a_file_is_named_so(name):
    assert name_fault(FormName("list", name, is_file=True))
    assert name_fault(FormName("list", name)) is None


def test_a_form_that_would_stand_at_the_address_of_another_one():
    assert name_fault(FormName("form", "meeting.xml", is_file=True))
    assert name_fault(FormName("version", "1.xml")) is None


def test_what_is_told_does_not_turn_round_what_follows():
    said = name_fault(FormName("question", "a\u202eb" + "c" * 300))
    assert said is not None
    assert said.isprintable()
    assert len(said) < 200


DEFINITION: dict[str, Any] = {
    "formId": "a_form",
    "version": "1",
    "languages": ["vi"],
    "nodes": [{"ref": "/data/q"}, {"ref": "/data/meta/entity/@id"}],
    "choices": {"yn": [{"value": "constructor", "columns": {"colour": "red"}}]},
    "lists": ["teams"],
    "entities": [{"ref": "/data/meta/entity", "list": "clubs", "saves": {"members": "/data/q"}}],
    "indicators": [{"indicator": "X", "by": {"sex": "…"}}],
}


def test_a_choice_is_an_answer_and_no_name():
    assert find_name_faults(DEFINITION) == []


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("form", {"formId": "constructor"}),
        ("version", {"version": ".."}),
        ("language", {"languages": ["vi", "__proto__"]}),
        ("question", {"nodes": [{"ref": "/data/constructor/q"}, {"ref": "/data/valueOf"}]}),
        ("list", {"choices": {"toString": []}}),
        ("column", {"choices": {"yn": [{"value": "a", "columns": {"__proto__": "1"}}]}}),
        ("list", {"lists": ["constructor"]}),
        ("list", {"entities": [{"ref": "/data/meta/entity", "list": "..", "saves": {}}]}),
        ("property", {"entities": [{**DEFINITION["entities"][0], "saves": {"valueOf": "/q"}}]}),
        ("disaggregation", {"indicators": [{"indicator": "X", "by": {"constructor": "…"}}]}),
    ],
)
def test_every_place_where_a_form_gives_a_name(kind, changed):
    assert [fault.given.kind for fault in find_name_faults({**DEFINITION, **changed})] == [kind]
