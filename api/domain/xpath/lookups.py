"""Finding rows of a long list by an index instead of one by one. Twin: lookups.ts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.domain.tree import Listing, Node
from api.domain.xpath.env import Closure, Context

TreeCompiler = Callable[[Any], Closure]
LookUp = Callable[[Listing, Context], list[Node]]
_ROW_INDEPENDENT = frozenset({"/", "true", "false", "current", "today", "now", "pi"})


def look_up_for(predicate: Any, build: TreeCompiler) -> LookUp | None:
    """For `[column = value]` and `[column = value and …]`: the rows by an index, not one by one."""
    if not isinstance(predicate, list) or _mentions_place(predicate):
        return None
    for part in predicate[1:] if predicate[0] == "and" else [predicate]:
        for column, value in _sides(part):
            if _is_column(column) and _is_fixed(value):
                return _finder(column[1], build(value))
    return None


def _finder(column: str, value: Closure) -> LookUp:
    def find(root: Listing, context: Context) -> list[Node]:
        wanted = value(context.current, context)
        if isinstance(wanted, str):
            return root.find(column, [wanted])
        if isinstance(wanted, list):
            return root.find(column, [context.node_text(node) for node in wanted])
        return root.children

    return find


def _sides(tree: Any) -> list[tuple[Any, Any]]:
    if not isinstance(tree, list) or tree[0] != "=":
        return []
    return [(tree[1], tree[2]), (tree[2], tree[1])]


def _is_column(tree: Any) -> bool:
    if not isinstance(tree, list) or tree[0] != "." or len(tree) != 2:
        return False
    return (
        isinstance(tree[1], str)
        and tree[1][0] not in "@.*{/"
        and tree[1][-1] not in ")*"
        and "::" not in tree[1]
    )


def _is_fixed(tree: Any) -> bool:
    """Worth the same for every row."""
    if not isinstance(tree, list) or tree[0] == "/":
        return True
    if tree[0] in {".", "id", "lang", "error"}:
        return False
    if tree[0] in {"path", "filter"}:
        return _is_fixed(tree[1])
    return tree[0] in _ROW_INDEPENDENT if len(tree) == 1 else all(map(_is_fixed, tree[1:]))


def _mentions_place(tree: Any) -> bool:
    """Whether it asks where among its like a node stands: an index would change the answer."""
    if not isinstance(tree, list):
        return False
    return tree[0] in {"position", "last"} or any(map(_mentions_place, tree[1:]))
