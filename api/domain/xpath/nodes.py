"""Functions about nodes: counting, naming, finding them in repeats and lists. Twin: nodes.ts."""

from __future__ import annotations

from collections.abc import Callable
from math import floor, fmod, isfinite

from api.domain.tree import XML_NAMESPACE, Listing, Node, descendant_nodes, root_of, text_of
from api.domain.xpath.env import Closure, Context
from api.domain.xpath.errors import XPathError
from api.domain.xpath.signature import (
    XPathFunction,
    function_of_values,
    or_context_node,
    spread_node_sets,
)
from api.domain.xpath.texts import split_words
from api.domain.xpath.values import XPathValue, to_nodes

# Park and Miller's generator, so that a seed gives the same order on every phone.
_MODULUS = 2_147_483_647
_FACTOR = 16_807


def _function_of_nodes(answer: Callable[[list[Node], Context], XPathValue]) -> XPathFunction:
    return function_of_values(lambda given, _node, context: answer(to_nodes(given[0]), context), 1)


def _function_of_first_node(answer: Callable[[Node], str]) -> XPathFunction:
    return or_context_node(
        _function_of_nodes(lambda nodes, _context: answer(nodes[0]) if nodes else "")
    )


def _count_non_empty(nodes: list[Node], context: Context) -> XPathValue:
    return float(sum(1 for node in nodes if context.node_text(node)))


def _position(given: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    if not given:
        return float(context.position)
    nodes = to_nodes(given[0])
    if not nodes:
        return 0.0
    node = nodes[0]
    if node.parent is None or node.kind == "attribute":
        return 1.0
    siblings = node.parent.children
    context.spend(len(siblings))
    before = siblings[: siblings.index(node)]
    return 1.0 + sum(1 for each in before if _same_name(each, node))


def _same_name(one: Node, other: Node) -> bool:
    return one.kind == other.kind and one.name == other.name and one.namespace == other.namespace


def _written_name(node: Node) -> str:
    return f"{node.prefix}:{node.name}" if node.prefix else node.name


def _id(given: list[XPathValue], node: Node, context: Context) -> XPathValue:
    texts = spread_node_sets(given, context)
    wanted = {word for text in texts for word in split_words(context.text(text))}
    found: list[Node] = []
    for each in descendant_nodes(root_of(node)):
        context.spend(1)
        if any(a.name == "id" and not a.namespace and a.value in wanted for a in each.attributes):
            found.append(each)
    return list(found)


def _lang(given: list[XPathValue], node: Node, context: Context) -> XPathValue:
    wanted = context.text(given[0]).lower()
    above: Node | None = node
    while above is not None:
        for attribute in above.attributes:
            if attribute.name == "lang" and attribute.namespace == XML_NAMESPACE:
                return f"{attribute.value.lower()}-".startswith(f"{wanted}-")
        above = above.parent
    return False


def _secondary_instance(context: Context, name: str) -> Node:
    found = context.env.instances.get(name)
    if found is None:
        raise XPathError("noInstance", detail=name)
    return found


def _pulldata(given: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    name, wanted, key, value = map(context.text, given)
    for root in _secondary_instance(context, name).children:
        for item in _items(root, key, value, context):
            return next((text_of(each) for each in item.children if each.name == wanted), "")
    return ""


def _items(root: Node, key: str, value: str, context: Context) -> list[Node]:
    if isinstance(root, Listing):
        return root.find(key, [value])
    context.spend(len(root.children))
    return [
        item
        for item in root.children
        if any(each.name == key and text_of(each) == value for each in item.children)
    ]


def _indexed_repeat(arguments: list[Closure]) -> Closure:
    wanted, *pairs = arguments

    def answer(node: Node, context: Context) -> XPathValue:
        inside: Node | None = None
        for repeat, index in zip(pairs[::2], pairs[1::2], strict=True):
            rows = _nodes_within(to_nodes(repeat(node, context)), inside, context)
            at = context.number(index(node, context))
            if not (1 <= at <= len(rows)):
                return []
            inside = rows[int(at) - 1]
        return _nodes_within(to_nodes(wanted(node, context)), inside, context)

    return answer


def _nodes_within(nodes: list[Node], above: Node | None, context: Context) -> list[Node]:
    context.spend(len(nodes))
    return nodes if above is None else [node for node in nodes if _is_under(node, above)]


def _is_under(node: Node, above: Node) -> bool:
    parent = node.parent
    while parent is not None and parent is not above:
        parent = parent.parent
    return parent is above


def _randomize(given: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    chance = context.env.chance
    if len(given) > 1:
        seed = context.number(given[1])
        chance = _seeded_chance(int(seed) if isfinite(seed) else 0)
    shuffled: list[Node] = []
    for at, node in enumerate(to_nodes(given[0])):
        place = floor(chance() * (at + 1))
        shuffled.append(node)
        shuffled[at] = shuffled[place]
        shuffled[place] = node
    return shuffled


def _seeded_chance(seed: int) -> Callable[[], float]:
    state = int(fmod(seed, _MODULUS))
    state += _MODULUS - 1 if state <= 0 else 0

    def chance() -> float:
        nonlocal state
        state = state * _FACTOR % _MODULUS
        return (state - 1) / (_MODULUS - 1)

    return chance


def _instance_of(given: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    return [_secondary_instance(context, context.text(given[0]))]


NODE_FUNCTIONS: dict[str, XPathFunction] = {
    "count": _function_of_nodes(lambda nodes, _context: float(len(nodes))),
    "count-non-empty": _function_of_nodes(_count_non_empty),
    "position": function_of_values(_position, 0, 1),
    "last": function_of_values(lambda _given, _node, context: float(context.size), 0),
    "name": _function_of_first_node(_written_name),
    "local-name": _function_of_first_node(lambda node: node.name),
    "namespace-uri": _function_of_first_node(lambda node: node.namespace),
    "id": function_of_values(_id, 1),
    "lang": function_of_values(_lang, 1),
    "current": function_of_values(lambda _given, _node, context: [context.current], 0),
    "instance": function_of_values(_instance_of, 1),
    "indexed-repeat": XPathFunction(_indexed_repeat, 3, 7, by=2),
    "pulldata": function_of_values(_pulldata, 4),
    "randomize": function_of_values(_randomize, 1, 2),
}
