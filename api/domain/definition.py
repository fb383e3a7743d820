"""XForm XML → the definition: everything that a phone or a server needs to ask and to check.

Every expression is parsed here, once, when a form is published; nobody reads text again.
The shape is documented in docs/forms.md.
"""

from collections.abc import Sequence
from typing import Any

from lxml import etree

from api.domain.safe_xml import parse_xml
from api.domain.xform.body import Body
from api.domain.xform.indicators import IndicatorRow, read_indicators
from api.domain.xform.lists import read_lists
from api.domain.xform.nodes import Nodes, absolute
from api.domain.xform.reader import FormMistakes, Mistake, Reader, attribute, child, local
from api.domain.xform.settling import check_references, settle_order
from api.domain.xform.texts import Texts

__all__ = ["Definition", "FormMistakes", "IndicatorRow", "Mistake", "build"]

Definition = dict[str, Any]

SHAPE = 1


def build(xml: str | bytes, indicators: Sequence[IndicatorRow] = ()) -> Definition:
    """Read an XForm. Raises FormMistakes with everything that cannot be taken."""
    html = parse_xml(xml.encode() if isinstance(xml, str) else xml)
    reader = Reader()
    model, body = _halves(html)
    texts = Texts(reader, model)
    root = _primary(model)
    nodes = Nodes(reader, texts, _repeats(body))
    nodes.read(model, root)
    controls = Body(reader, texts, nodes.specs)
    asked = controls.read(body)
    controls.refuse_unasked_files()
    choices, outside = read_lists(reader, texts, model)
    order, reads = settle_order(reader, nodes.specs, outside)
    counted = read_indicators(reader, indicators, nodes.specs)
    check_references(reader, nodes.specs, "/" + local(root), {*choices, *outside})
    definition = {
        "shape": SHAPE,
        "formId": attribute(root, "id"),
        "version": attribute(root, "version"),
        "title": _title(html),
        "languages": texts.languages,
        "root": local(root),
        "namespaces": {prefix: uri for prefix, uri in html.nsmap.items() if prefix},
        "nodes": list(nodes.specs.values()),
        "body": asked,
        "choices": {**choices, **controls.inline},
        "lists": outside,
        "order": order,
        "reads": reads,
        "entities": _entities(reader, nodes),
        "indicators": counted,
    }
    if reader.mistakes:
        raise FormMistakes(reader.mistakes)
    return definition


def _mistaken(code: str, message: str) -> FormMistakes:
    return FormMistakes([Mistake("", "", code, message)])


def _halves(html: etree._Element) -> tuple[etree._Element, etree._Element]:
    head, body = child(html, "head"), child(html, "body")
    model = child(head, "model") if head is not None else None
    if model is None or body is None:
        raise _mistaken("notXForm", "this is no XForm: no model or no body")
    return model, body


def _primary(model: etree._Element) -> etree._Element:
    instance = child(model, "instance")
    root = next(iter(instance), None) if instance is not None else None
    if root is None or not attribute(root, "id"):
        raise _mistaken("noFormId", "the form has no form_id")
    if not attribute(root, "version"):
        raise _mistaken("noVersion", "the form has no version")
    return root


def _repeats(body: etree._Element) -> set[str]:
    return {
        absolute(attribute(element, "nodeset"))
        for element in body.iter(tag=etree.Element)
        if local(element) == "repeat"
    }


def _title(html: etree._Element) -> str:
    head = child(html, "head")
    title = child(head, "title") if head is not None else None
    return (title.text or "") if title is not None else ""


def _entities(reader: Reader, nodes: Nodes) -> list[dict[str, Any]]:
    """What a record registers: one entity of one list, outside any repeat."""
    found = []
    for ref, spec in nodes.specs.items():
        if spec["kind"] == "attribute" and ref.endswith("/entity/@dataset"):
            owner = ref.removesuffix("/@dataset")
            if any(owner.startswith(f"{repeat}/") for repeat in nodes.repeats):
                reader.refuse(owner, "repeat", "entities", "entities made in a repeat")
            found.append({"ref": owner, "list": spec.get("value", ""), "saves": nodes.saves})
    if len(found) > 1:
        reader.refuse("", "list_name", "entities", "one form can make entities of one list only")
    return found
