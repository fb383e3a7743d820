"""XForm XML → the definition: everything that a phone or a server needs to ask and to check.

Every expression is parsed here, once, when a form is published; nobody reads text again.
The shape is documented in docs/forms.md.
"""

from collections.abc import Sequence
from typing import Any

from lxml import etree

from api.domain.safe_xml import parse_xml
from api.domain.xform.body import FormBody
from api.domain.xform.indicators import IndicatorRow, read_indicators
from api.domain.xform.lists import read_lists
from api.domain.xform.nodes import FormNodes, absolute_ref
from api.domain.xform.reader import (
    FormMistakes,
    FormReader,
    Mistake,
    child_element,
    element_attribute,
    local_name,
)
from api.domain.xform.settling import check_references, settle_order
from api.domain.xform.texts import FormTexts

__all__ = ["Definition", "FormMistakes", "IndicatorRow", "Mistake", "build_definition"]

Definition = dict[str, Any]

DEFINITION_SHAPE = 1


def build_definition(xml: str | bytes, indicators: Sequence[IndicatorRow] = ()) -> Definition:
    """Read an XForm. Raises FormMistakes with everything that cannot be taken."""
    html = parse_xml(xml.encode() if isinstance(xml, str) else xml)
    reader = FormReader()
    model, body = _model_and_body(html)
    texts = FormTexts(reader, model)
    root = _primary_instance(model)
    nodes = FormNodes(reader, texts, _repeat_refs(body))
    nodes.read(model, root)
    controls = FormBody(reader, texts, nodes.specs)
    asked = controls.read(body)
    controls.refuse_unasked_files()
    choices, outside = read_lists(reader, texts, model)
    order, reads = settle_order(reader, nodes.specs, outside)
    counted = read_indicators(reader, indicators, nodes.specs)
    check_references(reader, nodes.specs, "/" + local_name(root), {*choices, *outside})
    definition = {
        "shape": DEFINITION_SHAPE,
        "formId": element_attribute(root, "id"),
        "version": element_attribute(root, "version"),
        "title": _form_title(html),
        "languages": texts.languages,
        "root": local_name(root),
        "namespaces": {prefix: uri for prefix, uri in html.nsmap.items() if prefix},
        "nodes": list(nodes.specs.values()),
        "body": asked,
        "choices": {**choices, **controls.inline},
        "lists": outside,
        "order": order,
        "reads": reads,
        "entities": _entity_specs(reader, nodes),
        "indicators": counted,
    }
    if reader.mistakes:
        raise FormMistakes(reader.mistakes)
    return definition


def _single_mistake(code: str, message: str) -> FormMistakes:
    return FormMistakes([Mistake("", "", code, message)])


def _model_and_body(html: etree._Element) -> tuple[etree._Element, etree._Element]:
    head, body = child_element(html, "head"), child_element(html, "body")
    model = child_element(head, "model") if head is not None else None
    if model is None or body is None:
        raise _single_mistake("notXForm", "this is no XForm: no model or no body")
    return model, body


def _primary_instance(model: etree._Element) -> etree._Element:
    instance = child_element(model, "instance")
    root = next(iter(instance), None) if instance is not None else None
    if root is None or not element_attribute(root, "id"):
        raise _single_mistake("noFormId", "the form has no form_id")
    if not element_attribute(root, "version"):
        raise _single_mistake("noVersion", "the form has no version")
    return root


def _repeat_refs(body: etree._Element) -> set[str]:
    return {
        absolute_ref(element_attribute(element, "nodeset"))
        for element in body.iter(tag=etree.Element)
        if local_name(element) == "repeat"
    }


def _form_title(html: etree._Element) -> str:
    head = child_element(html, "head")
    title = child_element(head, "title") if head is not None else None
    return (title.text or "") if title is not None else ""


def _entity_specs(reader: FormReader, nodes: FormNodes) -> list[dict[str, Any]]:
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
