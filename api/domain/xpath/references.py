"""Which answers an expression reads, found in its tree: never by searching its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from api.domain.xpath.parser import ExpressionTree

NodePath = tuple[str, ...]
# What they are worth hangs on when they are asked.
CLOCK_FUNCTIONS = {"now", "today", "once"}


@dataclass(frozen=True, slots=True)
class References:
    """What an expression depends on.

    paths      in the form's own instance, absolute, without predicates: "/data/group/age".
               A step that names no single element is "*", steps of unknown number are "**",
               an attribute is "@name". Namespaces are left out. Reading a path means reading
               all that stands under it, and how often it is repeated.
    instances  ids of the secondary instances it looks into
    functions  names of the functions that it calls
    """

    paths: frozenset[str]
    instances: frozenset[str]
    functions: frozenset[str]


def find_references(tree: ExpressionTree, context: str = "/") -> References:
    """What `tree` reads when it is evaluated at the node `context`, e.g. "/data/group/age"."""
    here = tuple(step for step in context.split("/") if step)
    reader = _ReferenceReader(here)
    reader.read(tree, here)
    return References(
        frozenset("/" + "/".join(place) for place in reader.places),
        frozenset(reader.instances),
        frozenset(reader.functions),
    )


class _ReferenceReader:
    """Walks a tree; a place is None where the path leads outside the form's own instance."""

    def __init__(self, current: NodePath) -> None:
        self.current = current
        self.places: set[NodePath] = set()
        self.instances: set[str] = set()
        self.functions: set[str] = set()

    def read(self, tree: Any, here: NodePath | None) -> list[NodePath | None]:
        """Note what is read, and say where the nodes that come out of it stand."""
        if not isinstance(tree, list):
            return []
        found = self.located(tree, here)
        self.places.update(place for place in found if place is not None)
        return found

    def located(self, tree: list[Any], here: NodePath | None) -> list[NodePath | None]:
        head, *parts = tree
        if head == "/":
            return [self.walk((), parts)]
        if head == ".":
            return [self.walk(here, parts)]
        if head == "path":
            return [self.walk(start, parts[1:]) for start in self.start(parts[0], here)]
        if head == "filter":
            starts = self.start(parts[0], here)
            for start, predicate in ((s, p) for s in starts for p in parts[1:]):
                self.read(predicate, start)
            return starts
        return self.called(head, parts, here)

    def start(self, tree: Any, here: NodePath | None) -> list[NodePath | None]:
        """Where a path sets out from; setting out from a node is not yet reading it."""
        return self.located(tree, here) if isinstance(tree, list) else []

    def called(self, head: str, parts: list[Any], here: NodePath | None) -> list[NodePath | None]:
        if head == "current":
            self.functions.add(head)
            return [self.current]
        if head == "|":
            return [place for part in parts for place in self.read(part, here)]
        places = [place for part in parts for place in self.read(part, here)]
        if head[0].isalpha() and head not in _OPERATORS:
            self.functions.add(head)
        if head in {"instance", "pulldata"}:
            self.instances.update(part for part in parts[:1] if isinstance(part, str))
            return [None]
        if head == "jr:choice-name" and isinstance(parts[1], str):
            return [tuple(step for step in parts[1].strip().split("/") if step)]
        if head in _CONTEXT_FUNCTIONS and not parts and here is not None:
            return [here]
        return places if head in _PASSING_FUNCTIONS else []

    def walk(self, here: NodePath | None, steps: list[Any]) -> NodePath | None:
        for step in steps:
            spec, predicates = (step, []) if isinstance(step, str) else (step[0], step[1:])
            here = None if here is None else _path_after_step(here, spec)
            for predicate in predicates:
                self.read(predicate, here)
        return here


_OPERATORS = frozenset({"or", "and", "div", "mod", "neg", "error"})
# Without an argument these read the node at which they stand.
_CONTEXT_FUNCTIONS = frozenset(
    ["string", "number", "string-length", "normalize-space", "name", "local-name", "namespace-uri"]
)
# These hand on the nodes of their arguments.
_PASSING_FUNCTIONS = frozenset({"randomize", "indexed-repeat"})


def _path_after_step(here: NodePath, spec: str) -> NodePath:
    if spec == ".":
        return here
    if spec == "..":
        return here[:-1] if here and here[-1] != "**" else here
    if spec == "//":
        return (*here, "**")
    axis, _, test = spec.rpartition("::") if spec[0] not in "{@" else ("", "", spec)
    name = _step_name(test)
    if axis in {"following-sibling", "preceding-sibling"}:
        return (*here[:-1], name)
    if axis == "descendant":
        return (*here, "**", name)
    if axis == "self":
        return here
    if axis:
        return ("**", name)
    return (*here, name) if not test.endswith(")") or test == "node()" else here


def _step_name(test: str) -> str:
    mark = "@" if test[0] == "@" else ""
    name = test.removeprefix("@").rpartition("}")[2]
    return mark + ("*" if name.endswith(")") else name)
