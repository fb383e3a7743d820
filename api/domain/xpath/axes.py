"""The directions that a step can take, and what it stops at. Twin: axes.ts.

Reverse axes list the nearest node first, as positions in predicates count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from api.domain.tree import Node, NodeKind, descendant_nodes


def _self_node(node: Node) -> list[Node]:
    return [node]


def _parent_node(node: Node) -> list[Node]:
    return [node.parent] if node.parent else []


def _ancestor_nodes(node: Node) -> list[Node]:
    found: list[Node] = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found


def _siblings(node: Node) -> tuple[list[Node], list[Node]]:
    """Those before, nearest first, and those after."""
    if node.parent is None or node.kind == "attribute":
        return [], []
    row = node.parent.children
    at = row.index(node)
    return row[:at][::-1], row[at + 1 :]


def _with_descendants(node: Node) -> list[Node]:
    return [node, *descendant_nodes(node)]


def _following(node: Node) -> list[Node]:
    found = list(descendant_nodes(node.parent)) if node.kind == "attribute" and node.parent else []
    for each in [node, *_ancestor_nodes(node)]:
        for after in _siblings(each)[1]:
            found += _with_descendants(after)
    return found


def _preceding(node: Node) -> list[Node]:
    found: list[Node] = []
    for each in [node, *_ancestor_nodes(node)]:
        for before in _siblings(each)[0]:
            found += reversed(_with_descendants(before))
    return found


AXES: dict[str, Callable[[Node], list[Node]]] = {
    "self": _self_node,
    "child": lambda node: node.children,
    "parent": _parent_node,
    "attribute": lambda node: node.attributes,
    "ancestor": _ancestor_nodes,
    "ancestor-or-self": lambda node: [node, *_ancestor_nodes(node)],
    "descendant": lambda node: list(descendant_nodes(node)),
    "descendant-or-self": _with_descendants,
    "following-sibling": lambda node: _siblings(node)[1],
    "preceding-sibling": lambda node: _siblings(node)[0],
    "following": _following,
    "preceding": _preceding,
    # Declarations of namespaces are not kept as nodes.
    "namespace": lambda _node: [],
}


NodeFilter = Callable[[Iterable[Node]], list[Node]]


def node_test(test: str, principal: NodeKind) -> NodeFilter:
    """`name`, `*`, `{namespace}name`, `{namespace}*`, `text()`, `node()` …: those that pass."""
    if test.endswith(")"):
        return _type_test(test)
    if test == "*":
        return lambda nodes: [each for each in nodes if each.kind == principal]
    namespace, _, name = test[1:].partition("}") if test[0] == "{" else ("", "", test)
    if name == "*":
        return lambda nodes: [
            each for each in nodes if each.kind == principal and each.namespace == namespace
        ]
    return lambda nodes: [
        each
        for each in nodes
        if each.name == name and each.kind == principal and each.namespace == namespace
    ]


def _type_test(test: str) -> NodeFilter:
    kind, _, target = test[:-1].partition("(")
    if kind == "node":
        return list
    kind = "pi" if kind == "processing-instruction" else kind
    return lambda nodes: [each for each in nodes if each.kind == kind and target in {"", each.name}]
