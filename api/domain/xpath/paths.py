"""Location paths: axes, node tests, predicates, and look-ups in long lists. Twin: paths.ts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.domain.tree import Listing, Node, in_document_order, root_of
from api.domain.xpath.axes import AXES, node_test
from api.domain.xpath.env import Closure, Context
from api.domain.xpath.lookups import look_up_for
from api.domain.xpath.values import XPathValue, to_boolean, to_nodes

SubtreeCompiler = Callable[[Any], Closure]
Walk = Callable[[list[Node], Context], list[Node]]

# From several nodes that do not contain one another, these lead to nodes in document order.
_ORDERED_AXES = frozenset({"child", "attribute", "self"})
_REVERSE_AXES = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})


def build_path(tree: list[Any], build: SubtreeCompiler) -> Closure:
    """["/", step…] from the document, [".", …] from here, ["path", tree, …] from a value."""
    steps = tree[1:]
    start: Closure | None = None
    if tree[0] == "path":
        start, steps = build(tree[1]), tree[2:]
    walks = _walks(steps, build, start is None)
    absolute = tree[0] == "/"

    def answer(node: Node, context: Context) -> XPathValue:
        if start is not None:
            nodes = to_nodes(start(node, context))
        else:
            # The document stays the form's own inside predicates on other instances.
            nodes = [root_of(context.current) if absolute else node]
        for walk in walks:
            nodes = walk(nodes, context)
        return nodes

    return answer


def build_filter(tree: list[Any], build: SubtreeCompiler) -> Closure:
    """["filter", tree, predicate…]: predicates on the nodes of any expression."""
    start = build(tree[1])
    predicates = [_predicate(each, build) for each in tree[2:]]

    def answer(node: Node, context: Context) -> XPathValue:
        nodes = to_nodes(start(node, context))
        for predicate in predicates:
            nodes = predicate(nodes, context)
        return nodes

    return answer


def _walks(steps: list[Any], build: SubtreeCompiler, flat: bool) -> list[Walk]:
    walks = []
    for step in steps:
        spec, predicates = (step, []) if isinstance(step, str) else (step[0], step[1:])
        axis, test = _axis_and_test(spec)
        walks.append(_step(axis, test, predicates, build, flat))
        flat = flat and axis in _ORDERED_AXES
    return walks


def _axis_and_test(spec: str) -> tuple[str, str]:
    if spec in _SHORT_AXES:
        return _SHORT_AXES[spec], "node()"
    if spec[0] == "@":
        return "attribute", spec[1:]
    if spec[0] == "{" or "::" not in spec:
        return "child", spec
    axis, _, test = spec.partition("::")
    return axis, test


_SHORT_AXES = {".": "self", "..": "parent", "//": "descendant-or-self"}


def _step(
    axis_name: str, test_name: str, predicates: list[Any], build: SubtreeCompiler, flat: bool
) -> Walk:
    axis = AXES[axis_name]
    chosen = node_test(test_name, "attribute" if axis_name == "attribute" else "element")
    look_up = look_up_for(predicates[0], build) if predicates and axis_name == "child" else None
    filters = [_predicate(each, build) for each in predicates]
    ordered = flat and axis_name in _ORDERED_AXES
    reverse = axis_name in _REVERSE_AXES

    def reached(node: Node, context: Context) -> list[Node]:
        if look_up is not None and isinstance(node, Listing):
            visited = look_up(node, context)
        else:
            visited = axis(node)
        context.spend(len(visited) + 1)
        nodes = chosen(visited)
        for narrow in filters:
            nodes = narrow(nodes, context)
        return nodes

    def straight(nodes: list[Node], context: Context) -> list[Node]:
        """What most steps are: to a part, without a predicate."""
        if len(nodes) != 1:
            return walk(nodes, context)
        parts = nodes[0].children
        context.spend(len(parts) + 1)
        return chosen(parts)

    def walk(nodes: list[Node], context: Context) -> list[Node]:
        if len(nodes) == 1:
            found = reached(nodes[0], context)
            return found[::-1] if reverse else found
        found = [each for node in nodes for each in reached(node, context)]
        if ordered or not found:
            return found
        context.spend(len(found))
        return in_document_order(found)

    return straight if axis_name == "child" and not predicates else walk


def _predicate(tree: Any, build: SubtreeCompiler) -> Walk:
    if isinstance(tree, float | int):
        at = int(tree) if tree == int(tree) else 0
        return lambda nodes, _context: nodes[at - 1 : at] if at > 0 else []
    holds = build(tree)

    def narrow(nodes: list[Node], context: Context) -> list[Node]:
        outer = context.position, context.size
        context.size = len(nodes)
        context.spend(len(nodes))
        kept: list[Node] = []
        for at, node in enumerate(nodes, 1):
            context.position = at
            value = holds(node, context)
            if value == at if type(value) is float else to_boolean(value):
                kept.append(node)
        context.position, context.size = outer
        return kept

    return narrow
