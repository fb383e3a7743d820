"""What Lan's form asks is answered rightly, and never for longer than its budget allows."""

import random
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from api.domain.tree import (
    Listing,
    Node,
    in_document_order,
    list_as_document,
    set_text,
    text_of,
)
from api.domain.xpath import (
    Env,
    Moment,
    TooManySteps,
    XPathError,
    XPathValue,
    compile_tree,
    parse_expression,
    to_nodes,
    to_number,
    to_text,
)
from api.domain.xpath.moments import civil_from_days, days_from_civil
from api.domain.xpath.values import write_number
from tests.lxml_nodes import node_from_lxml

NOW = datetime.fromisoformat("2026-11-21T08:30:00+07:00")


def record(xml: str) -> Node:
    return node_from_lxml(etree.fromstring(xml))


def value(text: str, here: Node, env: Env | None = None) -> XPathValue:
    return compile_tree(parse_expression(text))(here, env or Env(now=NOW))


def first(root: Node, path: str) -> Node:
    return to_nodes(value(path, root))[0]


def test_a_date_answered_today_is_not_in_the_future() -> None:
    root = record("<data><day>2026-11-21</day></data>")
    day = first(root, "/data/day")
    assert value(". <= today()", day) is True
    set_text(day, "2026-11-22")
    assert value(". <= today()", day) is False
    assert value(". <= today() + 1", day) is True
    set_text(day, "")
    assert value(". <= today()", day) is False


def test_midnight_belongs_to_viet_nam() -> None:
    late = Env(now=datetime.fromisoformat("2026-11-21T00:30:00+07:00"))
    root = record("<data/>")
    assert to_text(value("today()", root, late)) == "2026-11-21"
    assert value("today()", root, late) == Moment(1795194000000.0, 420)


@given(st.integers(-700_000, 2_900_000))
def test_days_and_dates_are_inverse(days: int) -> None:
    assert days_from_civil(*civil_from_days(days)) == days


@given(st.dates())
def test_the_calendar_is_the_one_on_the_wall(day: object) -> None:
    shown = str(day)
    root = record("<data/>")
    assert to_text(value(f"date('{shown}')", root)) == shown


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_is_the_same_number_when_read(number: float) -> None:
    text = write_number(number)
    assert "e" not in text.lower()
    assert to_number(text) == number


def test_the_same_closure_serves_many_records() -> None:
    expression = compile_tree(parse_expression("count(/data/member[sex = 'nu'])"))
    for women in range(4):
        root = record("<data>" + "<member><sex>nu</sex></member>" * women + "<member/></data>")
        assert expression(root, Env(now=NOW)) == women


def test_once_keeps_what_stands_there() -> None:
    root = record("<data><id/></data>")
    here = first(root, "/data/id")
    made = to_text(value("once(uuid())", here, Env(now=NOW, chance=random.Random(1).random)))
    set_text(here, made)
    assert len(made) == 36
    assert made[14] == "4"
    assert to_text(value("once(uuid())", here)) == made


def test_chance_is_handed_in_or_refused() -> None:
    with pytest.raises(XPathError) as caught:
        value("random()", record("<data/>"))
    assert caught.value.reason == "noChance"
    assert value("random()", record("<data/>"), Env(now=NOW, chance=lambda: 0.5)) == 0.5


def test_choice_names_and_itext_come_from_the_form() -> None:
    env = Env(
        now=NOW,
        choice_label=lambda path, value: f"{path}={value}",
        itext=lambda key: {"hi": "Chào"}.get(key, ""),
    )
    root = record("<data><sex>nu</sex></data>")
    assert value("jr:choice-name(/data/sex, '/data/sex')", root, env) == "/data/sex=nu"
    assert value("jr:itext('hi')", root, env) == "Chào"


class Counted(dict[str, str]):
    """A row that notes when it is turned into nodes."""

    opened = 0

    def items(self):
        Counted.opened += 1
        return super().items()


def test_a_row_among_eleven_thousand_is_found_by_index() -> None:
    rows = [
        Counted(name=f"u{at}", parent=f"p{at % 1000}", label=f"Xã {at}") for at in range(11_067)
    ]
    env = Env(now=NOW, instances={"units": list_as_document(rows)})
    root = record("<data><unit>u9000</unit></data>")
    Counted.opened = 0
    label = compile_tree(parse_expression("instance('units')/root/item[name = /data/unit]/label"))
    assert to_text(label(root, env)) == "Xã 9000"
    assert to_text(value("pulldata('units', 'label', 'name', 'u7')", root, env)) == "Xã 7"
    assert (
        value("count(instance('units')/root/item[parent = 'p1' and name != 'u1'])", root, env) == 11
    )
    assert Counted.opened < 20
    for _ in range(100):
        label(root, env)


def test_an_index_answers_as_a_walk_does() -> None:
    rows = [{"name": str(at % 7), "size": str(at), "of": str(at % 3)} for at in range(50)]
    listed = list_as_document(rows)
    plain = Node("document")
    top = plain.append(Node("element", "root"))
    for row in rows:
        item = top.append(Node("element", "item"))
        for name, text in row.items():
            set_text(item.append(Node("element", name)), text)
    root = record("<data><a>3</a><a>5</a><b/></data>")
    for predicate in (
        "[name = '3']",
        "[name = 3]",
        "[name = /data/a]",
        "[name = /data/b]",
        "[name = of]",
        "[name = '3' and position() < 5]",
        "[name = '3'][2]",
        "[name = '3' and size > 20][last()]",
        "[of = '1' and name = current()/a]",
        "[name = string()]",
        "[true() = name]",
    ):
        path = f"instance('x')/root/item{predicate}/size"
        one, other = (
            [text_of(node) for node in to_nodes(value(path, root, Env(NOW, {"x": made})))]
            for made in (listed, plain)
        )
        assert one == other, predicate


def test_an_expression_that_scans_for_ever_is_stopped() -> None:
    root = record("<data>" + "<a><b>1</b></a>" * 3000 + "</data>")
    for text in (
        "//*[//*]",
        "//a[count(//a) > 1]",
        "count(//b[. < //b])",
        "//*[contains(string(/), 'x')]",
    ):
        with pytest.raises(TooManySteps):
            value(text, root)
    assert value("count(//b[. = //b[1]])", record("<data><b>1</b><b>1</b></data>")) == 2
    with pytest.raises(TooManySteps):
        value("count(//b)", root, Env(now=NOW, steps=50))


def test_a_hostile_pattern_takes_linear_time() -> None:
    root = record(f"<data>{'a' * 5_000}!</data>")
    assert value("regex(/data, '^(a+)+$')", root) is False
    assert value("regex(/data, '^(a|a)*$')", root) is False
    assert value("regex(/data, '(a*)*b')", root) is False
    with pytest.raises(TooManySteps):
        value("regex(/data, '(a?){300}b')", root, Env(now=NOW, steps=10_000))


def test_a_pattern_that_was_calculated_is_refused_when_it_is_bad() -> None:
    root = record("<data><p>(</p></data>")
    with pytest.raises(XPathError) as caught:
        value("regex('x', /data/p)", root)
    assert caught.value.reason == "regex"


def test_deep_records_are_read_without_recursion() -> None:
    deep = record("<data>" + "<g>" * 100 + "<a>1</a>" + "</g>" * 100 + "</data>")
    assert to_text(value("//a", deep)) == "1"
    assert value("count(//a/ancestor::g)", deep) == 100
    node = top = Node("element", "a")
    for _ in range(5_000):
        node = node.append(Node("element", "a"))
    set_text(node, "x")
    assert text_of(top) == "x"


def test_a_list_that_is_not_there_is_said() -> None:
    with pytest.raises(XPathError) as caught:
        value("instance('teams')/root/item", record("<data/>"))
    assert (caught.value.reason, caught.value.detail) == ("noInstance", "teams")


def test_the_record_s_own_namespace_can_be_left_out() -> None:
    tree = etree.fromstring('<data xmlns="urn:f" xmlns:orx="urn:o"><a>1</a><orx:a>2</orx:a></data>')
    assert value("count(/data)", node_from_lxml(tree)) == 0
    root = node_from_lxml(tree, plain={"urn:f"})
    assert to_text(value("/data/a", root)) == "1"
    assert value("count(/data/*)", root) == 2


def test_order_is_that_of_the_document() -> None:
    root = record("<data><a/><b><c/></b><d/></data>")
    nodes = [first(root, path) for path in ("/data/d", "/data/b/c", "/data/a", "/data/d")]
    assert [node.name for node in in_document_order(nodes)] == ["a", "c", "d"]


def test_a_listing_can_be_walked_like_any_tree() -> None:
    document = list_as_document([{"name": "a"}, {"name": "b"}])
    assert isinstance(document.children[0], Listing)
    assert text_of(document) == "ab"
