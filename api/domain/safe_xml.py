"""Bytes from anywhere → an XML tree, or a refusal. The only door to an XML parser.

No DOCTYPE, no entities, no network, UTF-8 only; depth, size and number of elements are bounded.
Forms are read by lxml, which knows prefixes; records, which come by the thousand and from
anybody, by expat: it stops at the first excess and keeps no name that it has seen.
"""

import re
from xml.parsers import expat

from lxml import etree

from api.domain.tree import Node, NodeKind

MOST_XML_BYTES = 5_000_000
MOST_DEPTH = 100
MOST_ELEMENTS = 100_000
MOST_ATTRIBUTES = 100
# Every element holds its namespace: a long one on each of many would fill any memory.
LONGEST_XML_NAME = 500
UTF8 = {"UTF-8", "UTF8", "US-ASCII", "ASCII"}
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
DECLARED_ENCODING = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"'>]*)")


class XmlRefused(Exception):
    """`code` is stable: tooLarge, notUtf8, doctype, malformed, tooDeep, tooManyElements."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details


def read_nodes(data: bytes) -> Node:
    """The root element of a record. Comments and processing instructions are dropped."""
    _refuse_before_parsing(data)
    growing = _TreeBuilder()
    parser = expat.ParserCreate("UTF-8", " ")
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = growing.start
    parser.EndElementHandler = growing.end
    parser.CharacterDataHandler = growing.text
    parser.StartDoctypeDeclHandler = growing.doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise XmlRefused("malformed", line=error.lineno) from None
    return growing.document.children[0]


class _TreeBuilder:
    """The tree as it grows; refuses as soon as there is too much of anything."""

    def __init__(self) -> None:
        self.document = self.here = Node("document")
        self.depth = self.elements = 0

    def start(self, name: str, attributes: list[str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MOST_DEPTH:
            raise XmlRefused("tooDeep", most=MOST_DEPTH)
        if self.elements > MOST_ELEMENTS or len(attributes) > 2 * MOST_ATTRIBUTES:
            raise XmlRefused("tooManyElements", most=MOST_ELEMENTS)
        self.here = self.here.append(_namespaced_node("element", name, ""))
        for at in range(0, len(attributes), 2):
            self.here.add_attribute(
                _namespaced_node("attribute", attributes[at], attributes[at + 1])
            )

    def end(self, _name: str) -> None:
        self.depth -= 1
        self.here = self.here.parent or self.document

    def text(self, text: str) -> None:
        self.here.append(Node("text", "", text))

    def doctype(self, *_said: object) -> None:
        raise XmlRefused("doctype")


def _namespaced_node(kind: NodeKind, name: str, value: str) -> Node:
    if len(name) > LONGEST_XML_NAME:
        raise XmlRefused("tooLarge", most=LONGEST_XML_NAME)
    namespace, _, local = name.rpartition(" ")
    return Node(kind, local, value, namespace)


def parse_xml(data: bytes) -> etree._Element:
    """A form. Comments and processing instructions are dropped; nothing is ever fetched."""
    _refuse_before_parsing(data)
    try:
        root = etree.fromstring(data, _hardened_parser())
    except etree.XMLSyntaxError as error:
        raise XmlRefused("malformed", line=error.lineno or 0) from None
    document = root.getroottree().docinfo
    if document.internalDTD is not None:
        raise XmlRefused("doctype")
    if (document.encoding or "UTF-8").upper() not in UTF8:
        raise XmlRefused("notUtf8")
    _refuse_shape(root)
    return root


def _refuse_before_parsing(data: bytes) -> None:
    """Cheap gates: what they stop is never parsed at all."""
    if len(data) > MOST_XML_BYTES:
        raise XmlRefused("tooLarge", most=MOST_XML_BYTES)
    if b"\0" in data:
        raise XmlRefused("notUtf8")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise XmlRefused("notUtf8") from None
    declared = DECLARED_ENCODING.match(data)
    if declared and declared[1].decode().upper() not in UTF8:
        raise XmlRefused("notUtf8")
    if b"<!" in data and DOCTYPE.search(data):
        raise XmlRefused("doctype")


def _hardened_parser() -> etree.XMLParser:
    """A fresh one each time: a parser keeps state and is not to be shared between threads."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )


def _refuse_shape(root: etree._Element) -> None:
    elements = 0
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        elements += 1
        if depth > MOST_DEPTH:
            raise XmlRefused("tooDeep", most=MOST_DEPTH)
        if elements > MOST_ELEMENTS:
            raise XmlRefused("tooManyElements", most=MOST_ELEMENTS)
        if len(element.attrib) > MOST_ATTRIBUTES:
            raise XmlRefused("tooManyElements", most=MOST_ATTRIBUTES)
        waiting.extend((inner, depth + 1) for inner in element)
