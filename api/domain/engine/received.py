"""The XML of a record → cells. What the form does not know is noted and left aside.

Namespaces are not compared: clients write `meta` with and without a prefix.
"""

from __future__ import annotations

from collections.abc import Iterator

from api.domain.engine.cells import (
    MOST_REPEAT_ROWS,
    MOST_REPEAT_ROWS_IN_ALL,
    Instance,
    InstanceCell,
)
from api.domain.engine.rules import FormRules, NodeRules
from api.domain.finding import Problem
from api.domain.tree import Node, text_of

MOST_NOTED_PROBLEMS = 50
ALLOWED_META = {"deprecatedID"}


def element_nodes(node: Node) -> Iterator[Node]:
    return (inner for inner in node.children if inner.kind == "element")


def node_attribute(node: Node, name: str) -> str:
    return next((each.value for each in node.attributes if each.name == name), "")


class InstanceReader:
    def __init__(self, rules: FormRules, root: Node) -> None:
        self.instance = Instance(rules)
        self.problems: list[Problem] = []
        self.rows = 0
        """of all repeats together"""
        self._fill(self.instance.root, root)

    def _fill(self, cell: InstanceCell, source: Node | None) -> None:
        """Every node of the form becomes a cell, blank where the record has none."""
        found: dict[str, list[Node]] = {}
        for inner in element_nodes(source) if source is not None else ():
            found.setdefault(inner.name, []).append(inner)
        for spec in cell.spec.attributes:
            value = node_attribute(source, spec.name) if source is not None else ""
            self.instance.add(spec, cell, text=value)
        for spec in cell.spec.parts:
            self._part(cell, spec, found.pop(spec.name, []))
        cell.link()
        for name, nodes in found.items():
            if not (cell.spec.name == "meta" and name in ALLOWED_META):
                self._note(
                    Problem(f"{cell.ref}/{name}", "unknownNode", params=_value_params(nodes[0]))
                )

    def _part(self, cell: InstanceCell, spec: NodeRules, sources: list[Node]) -> None:
        if spec.kind == "repeat":
            self._rows(cell, spec, sources)
            return
        source = sources[0] if sources else None
        text = text_of(source) if source is not None and spec.leaf else ""
        made = self.instance.add(spec, cell, text=text)
        if len(sources) > 1:
            self._note(Problem(made.ref, "unknownNode", params=_value_params(sources[1])))
        if spec.kind == "group":
            self._fill(made, source)
            return
        if source is not None and any(element_nodes(source)):
            self._note(Problem(made.ref, "unknownNode", params=_value_params(source)))

    def _rows(self, cell: InstanceCell, spec: NodeRules, sources: list[Node]) -> None:
        rows = [source for source in sources if not _is_template(source)]
        most = min(MOST_REPEAT_ROWS, MOST_REPEAT_ROWS_IN_ALL - self.rows)
        self.rows += min(len(rows), most)
        for row, source in enumerate(rows[:most], 1):
            self._fill(self.instance.add(spec, cell, row), source)
        if len(rows) > most:
            params = {"rows": str(len(rows)), "most": str(most)}
            self._note(Problem(f"{cell.ref}/{spec.name}", "tooManyRows", params=params))

    def _note(self, problem: Problem) -> None:
        if len(self.problems) < MOST_NOTED_PROBLEMS:
            self.problems.append(problem)


def _is_template(source: Node) -> bool:
    return any(each.name == "template" and each.namespace for each in source.attributes)


def _value_params(node: Node) -> dict[str, str]:
    return {"value": text_of(node)[:200]}
