"""An instance as cells: one for every node of the form, one per row in a repeat.

A cell that is not relevant leaves the tree that expressions read, and keeps its answer: so a
blank is a blank everywhere, without any expression knowing of relevance. Twin: cells.ts.
"""

from __future__ import annotations

from typing import cast

from api.domain.engine.rules import FormRules, NodeRules
from api.domain.tree import Node, set_text, text_of

MOST_REPEAT_ROWS = 1_000
MOST_REPEAT_ROWS_IN_ALL = 2_000
NO_PARTS = cast("list[InstanceCell]", ())


class InstanceCell:
    __slots__ = ("kept", "node", "parent", "parts", "relevant", "row", "spec")

    def __init__(self, spec: NodeRules, parent: InstanceCell | None, row: int = 0) -> None:
        kind = "attribute" if spec.kind == "attribute" else "element"
        self.spec, self.parent, self.row = spec, parent, row
        self.node = Node(kind, spec.name)  # type: ignore[arg-type]
        self.parts: list[InstanceCell] = NO_PARTS if spec.leaf else []
        self.relevant = True
        self.kept = True
        """a row within the count of its repeat"""
        if parent is not None:
            self.node.parent = parent.node

    @property
    def ref(self) -> str:
        """The address of this cell: rows are counted from 1, /data/visit[2]/note."""
        if self.parent is None:
            return self.spec.ref
        row = f"[{self.row}]" if self.spec.kind == "repeat" else ""
        at = "@" if self.spec.kind == "attribute" else ""
        return f"{self.parent.ref}/{at}{self.spec.name}{row}"

    @property
    def text(self) -> str:
        return text_of(self.node)

    def alive(self) -> bool:
        """Relevant, and everything above it too."""
        cell: InstanceCell | None = self
        while cell is not None:
            if not cell.relevant:
                return False
            cell = cell.parent
        return True

    def show(self, relevant: bool) -> None:
        relevant = relevant and self.kept
        if relevant is not self.relevant and self.parent is not None:
            self.relevant = relevant
            self.parent.link()

    def link(self) -> None:
        """Let the tree show just the relevant parts, in the order of the form."""
        self.node.children = [
            part.node for part in self.parts if part.relevant and part.spec.kind != "attribute"
        ]


class Instance:
    """All cells of one record, and each by the ref of its spec."""

    def __init__(self, rules: FormRules) -> None:
        self.rules = rules
        self.by_ref: dict[str, list[InstanceCell]] = {ref: [] for ref in rules.specs}
        self.root = InstanceCell(rules.root, None)
        self.by_ref[rules.root.ref].append(self.root)
        self.document = Node("document")
        self.document.append(self.root.node)

    def add(
        self, spec: NodeRules, parent: InstanceCell, row: int = 0, text: str = ""
    ) -> InstanceCell:
        """A new cell, last among its brothers. The parent is linked when all are there."""
        cell = InstanceCell(spec, parent, row)
        parent.parts.append(cell)
        self.by_ref[spec.ref].append(cell)
        if spec.kind == "attribute":
            parent.node.add_attribute(cell.node)
        if text:
            set_text(cell.node, text)
        return cell

    def one(self, ref: str) -> InstanceCell | None:
        """The first living cell of a ref."""
        return next((cell for cell in self.by_ref.get(ref, ()) if cell.alive()), None)

    def text(self, ref: str) -> str:
        cell = self.one(ref)
        return cell.text if cell else ""

    def living(self) -> list[InstanceCell]:
        """Every cell that is asked or kept now, in the order of the form."""
        found: list[InstanceCell] = []
        waiting = [self.root]
        while waiting:
            cell = waiting.pop()
            found.append(cell)
            waiting.extend(part for part in reversed(cell.parts) if part.relevant)
        return found[1:]
