"""What lxml has parsed as a tree of ours: for conformance cases that declare namespaces."""

from collections.abc import Collection

from lxml.etree import _Element

from api.domain.tree import XML_NAMESPACE, Node


def node_from_lxml(root: _Element, plain: Collection[str] = ()) -> Node:
    """A document node over what lxml has parsed; names in a `plain` namespace lose it.

    The caller has already refused DOCTYPEs, depth and size.
    """
    document = Node("document")
    for sibling in reversed(list(root.itersiblings(preceding=True))):
        _append_lxml(document, sibling, plain)
    _append_lxml(document, root, plain)
    for sibling in root.itersiblings():
        _append_lxml(document, sibling, plain)
    return document


def _append_lxml(parent: Node, element: _Element, plain: Collection[str]) -> None:
    waiting = [(parent, element, False)]
    while waiting:
        above, source, with_tail = waiting.pop()
        if source is None:
            continue
        node = above.append(_convert_element(source, plain))
        if with_tail and source.tail:
            above.append(Node("text", value=source.tail))
        if node.kind != "element":
            continue
        if source.text:
            node.append(Node("text", value=source.text))
        waiting.extend((node, child, True) for child in reversed(source))


def _convert_element(source: _Element, plain: Collection[str]) -> Node:
    tag = source.tag
    if not isinstance(tag, str):
        return _comment_or_instruction(source)
    namespace, name = _split_tag(tag)
    node = Node("element", name, "", "" if namespace in plain else namespace, source.prefix or "")
    for key, value in source.attrib.items():
        uri, local = _split_tag(str(key))
        prefix = _namespace_prefix(source, uri) if uri else ""
        node.add_attribute(Node("attribute", local, str(value), uri, prefix))
    return node


def _namespace_prefix(source: _Element, uri: str) -> str:
    if uri == XML_NAMESPACE:
        return "xml"
    return next((prefix for prefix, known in source.nsmap.items() if known == uri and prefix), "")


def _comment_or_instruction(source: _Element) -> Node:
    target = getattr(source, "target", None)
    if target is None:
        return Node("comment", value=source.text or "")
    return Node("pi", target, source.text or "")


def _split_tag(tag: str) -> tuple[str, str]:
    if not tag.startswith("{"):
        return "", tag
    namespace, _, name = tag[1:].partition("}")
    return namespace, name
