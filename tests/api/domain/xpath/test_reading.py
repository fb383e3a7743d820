"""Text becomes a tree once, on the server; what we do not support is said then and there."""

import json

import pytest

from api.domain.xpath import XPathError, parse_expression

TREES = [
    ("1.50", 1.5),
    ("'thôn'", "thôn"),
    ("-1", -1),
    ("- -1", 1),
    ("-a", ["neg", [".", "a"]]),
    ("/data/age", ["/", "data", "age"]),
    (".", ["."]),
    ("../sex", [".", "..", "sex"]),
    ("./a/./b", [".", "a", "b"]),
    ("@id", [".", "@id"]),
    ("/", ["/"]),
    ("//u", ["/", "descendant::u"]),
    ("//u[1]", ["/", "//", ["u", 1]]),
    ("a//@x", [".", "a", "//", "@x"]),
    ("child::a/attribute::b/self::node()/parent::node()", [".", "a", "@b", ".."]),
    ("text()", [".", "text()"]),
    ("processing-instruction('x')", [".", "processing-instruction(x)"]),
    ("orx:meta", [".", "{http://openrosa.org/xforms}meta"]),
    ("jr:itext('a')", ["jr:itext", "a"]),
    ("a or b or c and d", ["or", [".", "a"], [".", "b"], ["and", [".", "c"], [".", "d"]]]),
    ("1 + 2 - 3", ["-", ["+", 1, 2], 3]),
    ("1 - (2 - 3)", ["-", 1, ["-", 2, 3]]),
    ("2 * 3 = 6", ["=", ["*", 2, 3], 6]),
    ("-a | b", ["neg", ["|", [".", "a"], [".", "b"]]]),
    ("div div mod", ["div", [".", "div"], [".", "mod"]]),
    ("* * *", ["*", [".", "*"], [".", "*"]]),
    ("current()/../x", ["path", ["current"], "..", "x"]),
    ("(a)[2]/b", ["path", ["filter", [".", "a"], 2], "b"]),
    (
        "instance('teams')/root/item[name = /data/team]/label",
        [
            "path",
            ["instance", "teams"],
            "root",
            ["item", ["=", [".", "name"], ["/", "data", "team"]]],
        ]
        + ["label"],
    ),
]


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_the_tree_is_small_and_survives_json(text: str, tree: object) -> None:
    assert parse_expression(text) == tree
    assert json.loads(json.dumps(parse_expression(text))) == tree


REFUSED = [
    ("", "syntax", 0),
    ("1 +", "syntax", 3),
    ("a b", "syntax", 2),
    ("count(", "syntax", 6),
    ("'a", "syntax", 0),
    ("$age > 1", "variable", 0),
    ("1 + uper(.)", "unknownFunction", 4),
    ("if(a, 'x')", "arguments", 0),
    ("weighted-checklist(1, 2, a, 1, b)", "arguments", 0),
    ("odk2:x", "unknownPrefix", 0),
    ("sideways::x", "syntax", 0),
    ("9" * 400, "syntax", 0),
    ("1 + " * 9000 + "1", "tooLong", 32_767),
]


@pytest.mark.parametrize(("text", "reason", "position"), REFUSED)
def test_a_refusal_says_what_and_where(text: str, reason: str, position: int) -> None:
    with pytest.raises(XPathError) as caught:
        parse_expression(text)
    assert (caught.value.reason, caught.value.position) == (reason, position)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("regex(., '(?=a)')", "regex"),
        ("regex(., '(a)\\1')", "regex"),
        ("digest(., 'MD5')", "digest"),
        ("digest(., 'SHA-256', 'base32')", "digest"),
        ("format-date(., '%A')", "dateFormat"),
    ],
)
def test_what_is_written_out_is_checked_before_anybody_meets_it(text: str, reason: str) -> None:
    with pytest.raises(XPathError) as caught:
        parse_expression(text)
    assert caught.value.reason == reason


DEEP = [
    "(" * 10_000 + "1" + ")" * 10_000,
    "not(" * 8_000,
    "a[" * 10_000,
    "-" * 20_000 + "1",
    "1" + "+1-1" * 5_000,
    "1 or 1 and 1 = 1 < 1 + 1 * -(" * 1_000,
    "if(a, 'x', " * 2_900,
    "a[b[" * 7_000 + "1",
    "1=" * 10_000 + "1",
]


@pytest.mark.parametrize("text", DEEP, ids=lambda text: text[:12])
def test_nesting_is_refused_before_it_can_hurt(text: str) -> None:
    with pytest.raises(XPathError) as caught:
        parse_expression(text)
    assert caught.value.reason == "tooDeep"


def test_long_but_flat_is_fine() -> None:
    parse_expression(" or ".join(f". = 'choice_{number}'" for number in range(1_000)))
    parse_expression("/a" * 10_000)
    parse_expression("if(. = 1, 'x', " * 100 + "''" + ")" * 100)


def test_other_prefixes_can_be_told() -> None:
    assert parse_expression("n:a", {"n": "urn:n"}) == [".", "{urn:n}a"]


def test_without_strictness_a_refusal_waits_for_the_evaluation() -> None:
    assert parse_expression("false() and fn(1)", strict=False) == [
        "and",
        ["false"],
        ["error", "unknownFunction", "fn"],
    ]
