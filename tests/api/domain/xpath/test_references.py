"""What an answer depends on comes from the tree: a name inside a predicate is not missed."""

import pytest

from api.domain.xpath import find_references, parse_expression

CASES = [
    ("1 + 2", set()),
    (". > 0", {"/data/g/age"}),
    ("../sex = 'nu'", {"/data/g/sex"}),
    ("/data/women + /data/men", {"/data/women", "/data/men"}),
    ("count(/data/member[age > 15]/child)", {"/data/member/age", "/data/member/child"}),
    (
        "sum(../../member[../g/sex = sex]/age)",
        {"/data/g/sex", "/data/member/sex", "/data/member/age"},
    ),
    ("current()/../sex", {"/data/g/sex"}),
    ("instance('teams')/root/item[name = /data/team]/label", {"/data/team"}),
    ("instance('teams')/root/item[org = current()/../sex]/label", {"/data/g/sex"}),
    ("pulldata('teams', 'label', 'name', ../team)", {"/data/g/team"}),
    ("(../a | ../b)[. != '']", {"/data/g/a", "/data/g/b"}),
    ("position(..)", {"/data/g"}),
    ("indexed-repeat(/data/r/n, /data/r, ../i)", {"/data/r/n", "/data/r", "/data/g/i"}),
    ("if(../a, once(uuid()), .)", {"/data/g/a", "/data/g/age"}),
    ("string()", {"/data/g/age"}),
    ("//u", {"/**/u"}),
    ("../*", {"/data/g/*"}),
    ("/data/@version", {"/data/@version"}),
    ("/data/orx:meta/orx:instanceID", {"/data/meta/instanceID"}),
    ("../preceding-sibling::g[1]/age", {"/data/g/age"}),
    ("ancestor::r/n", {"/**/r/n"}),
    ("/data/text()", {"/data"}),
    ("jr:choice-name(../sex, ' /data/g/sex ')", {"/data/g/sex"}),
]


@pytest.mark.parametrize(("text", "paths"), CASES)
def test_every_path_is_named_from_the_top(text: str, paths: set[str]) -> None:
    assert find_references(parse_expression(text), "/data/g/age").paths == paths


def test_lists_and_functions_are_named_too() -> None:
    found = find_references(
        parse_expression(
            "if(instance('a')/root/item[x = pulldata('b', 'c', 'd', 'e')], today(), random())"
        )
    )
    assert found.instances == {"a", "b"}
    assert found.functions == {"if", "instance", "pulldata", "today", "random"}
