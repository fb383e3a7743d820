"""The XML tree that expressions read and forms fill: the twin of webapp/engine/tree.ts.

One rule: names are compared as written here, a namespace never hides in a name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    pass

NodeKind = Literal["document", "element", "attribute", "text", "comment", "pi"]
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
KINDS_WITH_CHILDREN = frozenset({"document", "element"})
# Shared by all that hold nothing: half the memory of a record, and nothing can be put into it.
_NO_NODES = cast("list[Node]", ())


class Node:
    """One node. `name` is the local name ("" for document, text and comment).

    `value` is the text of an attribute, text, comment or processing instruction;
    an element's text is the text nodes under it, see `text_of`.
    """

    __slots__ = (
        "attributes",
        "children",
        "kind",
        "name",
        "namespace",
        "parent",
        "prefix",
        "value",
    )

    def __init__(
        self, kind: NodeKind, name: str = "", value: str = "", namespace: str = "", prefix: str = ""
    ) -> None:
        self.kind = kind
        self.name = name
        self.value = value
        self.namespace = namespace
        self.prefix = prefix
        self.parent: Node | None = None
        self.attributes: list[Node] = _NO_NODES
        self.children: list[Node] = [] if kind in KINDS_WITH_CHILDREN else _NO_NODES

    def is_leaf(self) -> bool:
        """Whether its text stands in one piece, and nothing has to be put together for it."""
        children = self.children
        return not children or (len(children) == 1 and children[0].kind == "text")

    def append(self, child: Node) -> Node:
        """Put `child` last, and hand it back."""
        child.parent = self
        self.children.append(child)
        return child

    def insert(self, at: int, child: Node) -> Node:
        """Put `child` before the one that stands at `at`, and hand it back."""
        child.parent = self
        self.children.insert(at, child)
        return child

    def remove(self, child: Node) -> None:
        """Take `child` out; it becomes the root of its own tree."""
        self.children.remove(child)
        child.parent = None

    def add_attribute(self, attribute: Node) -> Node:
        """Put an attribute last, and hand it back."""
        if not self.attributes:
            self.attributes = []
        attribute.parent = self
        self.attributes.append(attribute)
        return attribute


class Listing(Node):
    """The `root` of a long list: its items become nodes only when an expression reaches them.

    Every row is an `item` whose columns are its children. Rows never change.
    """

    __slots__ = ("_index", "_items", "_rows")

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        super().__init__("element", "root")
        self._rows = rows
        self._items: dict[int, Node] = {}
        self._index: dict[str, dict[str, list[int]]] = {}
        del self.children

    def __getattr__(self, name: str) -> list[Node]:
        # Python comes here only while `children` is unset: every other node keeps a plain slot.
        if name != "children":
            raise AttributeError(name)
        self.children = [self._item(at) for at in range(len(self._rows))]
        return self.children

    def find(self, column: str, values: Collection[str]) -> list[Node]:
        """The items whose `column` is one of `values`, in order, by an index made once."""
        index = self._index.get(column) or self._make_index(column)
        found = {at for value in values for at in index.get(value, ())}
        return [self._item(at) for at in sorted(found)]

    def _make_index(self, column: str) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for at, row in enumerate(self._rows):
            if column in row:
                index.setdefault(row[column], []).append(at)
        self._index[column] = index
        return index

    def _item(self, at: int) -> Node:
        known = self._items.get(at)
        if known is not None:
            return known
        item = Node("element", "item")
        item.parent = self
        for name, value in self._rows[at].items():
            set_text(item.append(Node("element", name)), value)
        # Two threads may both come here: the first node stays the only one.
        return self._items.setdefault(at, item)


def list_as_document(rows: Sequence[Mapping[str, str]]) -> Node:
    """Rows as an instance document: `/root/item/<column>`, looked up by index."""
    document = Node("document")
    document.append(Listing(rows))
    return document


def text_of(node: Node) -> str:
    """The string value: everything written in the node, markup left out."""
    if node.kind not in KINDS_WITH_CHILDREN:
        return node.value
    children = node.children
    if len(children) == 1 and children[0].kind == "text":
        return children[0].value
    return "".join(each.value for each in descendant_nodes(node) if each.kind == "text")


def set_text(node: Node, text: str) -> None:
    """Make `text` all that stands in the node."""
    if node.kind not in KINDS_WITH_CHILDREN:
        node.value = text
        return
    node.children.clear()
    if text:
        node.append(Node("text", value=text))


def root_of(node: Node) -> Node:
    """The topmost node: the document, or an element that stands alone."""
    while node.parent is not None:
        node = node.parent
    return node


def descendant_nodes(node: Node) -> Iterator[Node]:
    """Everything below the node in document order, attributes left out."""
    waiting = list(reversed(node.children))
    while waiting:
        each = waiting.pop()
        yield each
        waiting.extend(reversed(each.children))


def in_document_order(nodes: Collection[Node]) -> list[Node]:
    """Each node once, in the order of the document (documents in order of first appearance)."""
    wanted = {id(node): node for node in nodes}
    roots = {id(root): root for root in map(root_of, nodes)}
    return [
        node
        for root in roots.values()
        for node in _nodes_and_attributes(root)
        if id(node) in wanted
    ]


def _nodes_and_attributes(root: Node) -> Iterator[Node]:
    yield root
    yield from root.attributes
    for node in descendant_nodes(root):
        yield node
        yield from node.attributes
