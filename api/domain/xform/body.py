"""The body → controls: what is asked, in which group, with which choices and appearance.

An appearance that would change the meaning of a question, and that we do not draw, is refused.
"""

import re
from typing import Any

from lxml import etree

from api.domain.question_lookup import CONTROLS, PARAMETERS, UnknownQuestionType, question_type_of
from api.domain.question_types import QuestionType
from api.domain.xform.nodes import NodeSpec, absolute_ref
from api.domain.xform.reader import (
    FormReader,
    child_element,
    child_elements,
    element_attribute,
    local_name,
)
from api.domain.xform.texts import FormTexts
from api.domain.xpath import ExpressionTree, find_references

Control = dict[str, Any]

KNOWN_CONTROL_ATTRIBUTES = {"ref", "nodeset", "appearance", "mediatype", "count"}
QUESTION_CHILDREN = {"label", "hint", "itemset", "item"}
# What holds questions together; what the questions themselves take says their table.
HOLDER_APPEARANCES = {
    "group": re.compile(r"field-list|w\d+"),
    "repeat": re.compile(r"field-list"),
}
ITEMSET = re.compile(r"^instance\(\s*['\"]([^'\"]+)['\"]\s*\)/root/item\s*(\[.*\])?$", re.DOTALL)


class FormBody:
    def __init__(self, reader: FormReader, texts: FormTexts, specs: dict[str, NodeSpec]) -> None:
        self.reader, self.texts, self.specs = reader, texts, specs
        self.inline: dict[str, list[Any]] = {}
        self.asked: list[Control] = []

    def read(self, parent: etree._Element, in_field_list: bool = False) -> list[Control]:
        controls = []
        for element in child_elements(parent):
            kind = local_name(element)
            if kind == "group":
                controls.append(self._group(element, in_field_list))
            elif kind == "repeat":
                controls.append(self._repeat(element, None, in_field_list))
            elif kind in CONTROLS:
                controls.append(self._question(element))
            elif kind not in {"label", "hint"}:
                self._unknown(element, kind)
        return controls

    def refuse_unasked_files(self) -> None:
        """A file that nobody is asked for is made by the machine: an audit log, a recording."""
        asked = {control["ref"] for control in self.asked}
        for ref, spec in self.specs.items():
            if spec.get("type") == "binary" and ref not in asked:
                self.reader.refuse(ref, "type", "metadata", f"{ref}: no one is asked for this file")

    def _unknown(self, element: etree._Element, kind: str) -> None:
        ref = absolute_ref(element_attribute(element, "ref"))
        self.reader.refuse(ref, "type", "questionType", f"question type “{kind}”")

    def _group(self, element: etree._Element, in_field_list: bool) -> Control:
        repeat = child_element(element, "repeat")
        ref = absolute_ref(element_attribute(element, "ref"))
        if repeat is not None and ref in {"", absolute_ref(element_attribute(repeat, "nodeset"))}:
            return self._repeat(repeat, element, in_field_list)
        control = self._control(element, "group", ref)
        listed = in_field_list or "field-list" in control.get("appearance", ())
        return {**control, "children": self.read(element, listed)}

    def _repeat(
        self, element: etree._Element, wrapper: etree._Element | None, in_field_list: bool
    ) -> Control:
        ref = absolute_ref(element_attribute(element, "nodeset"))
        if in_field_list:
            self.reader.refuse(
                ref, "appearance", "appearance", "a repeat inside a field-list is not supported"
            )
        control = self._control(element, "repeat", ref)
        if wrapper is not None:
            control |= self._words(wrapper, ref)
        count = element_attribute(element, "count")
        if count and ref in self.specs:
            self.specs[ref]["count"] = self.reader.tree(count, ref, "repeat_count")
        listed = "field-list" in control.get("appearance", ())
        return {**control, "children": self.read(element, listed)}

    def _question(self, element: etree._Element) -> Control:
        kind, ref = local_name(element), absolute_ref(element_attribute(element, "ref"))
        for inner in child_elements(element):
            if local_name(inner) not in QUESTION_CHILDREN:
                what = "trigger" if local_name(inner) == "setvalue" else local_name(inner)
                self.reader.refuse(ref, what, "unsupported", f"{what} is not supported")
        control = self._control(element, kind, ref)
        if media := element_attribute(element, "mediatype"):
            control["mediaType"] = media
        question = self._question_type(control, ref)
        if question is not None:
            control |= self._parameters(element, question, ref)
            self._refuse_appearances(control, question)
        if kind in {"select1", "select"}:
            control |= self._choices(element, ref)
        if kind == "input" and self._only_read(ref):
            control["kind"] = "note"
        self.asked.append(control)
        return control

    def _question_type(self, control: Control, ref: str) -> QuestionType | None:
        data = self.specs.get(ref, {}).get("type", "string")
        try:
            return question_type_of(ref, control["kind"], data, control.get("mediaType", ""))
        except UnknownQuestionType as unknown:
            message = f"a question “{unknown.control}” with an answer of type “{data}”"
            self.reader.refuse(ref, "type", "questionType", message)
            return None

    def _parameters(self, element: etree._Element, question: QuestionType, ref: str) -> Control:
        given = {name: element_attribute(element, name) for name in question.parameters}
        parameters = {name: value for name, value in given.items() if value}
        if mistake := question.mistake(parameters):
            self.reader.refuse(ref, "parameters", "parameters", mistake)
        return {"parameters": parameters} if parameters else {}

    def _refuse_appearances(self, control: Control, question: QuestionType) -> None:
        for word in control.get("appearance", ()):
            if not question.takes(word):
                message = f"appearance “{word}” of a {question.name} question is not supported"
                self.reader.refuse(control["ref"], "appearance", "appearance", message)

    def _only_read(self, ref: str) -> bool:
        spec = self.specs.get(ref, {})
        answers = ("calculate", "first", "value", "preload")
        plain = spec.get("readonly") is True and spec.get("type") == "string"
        return plain and not any(name in spec for name in answers)

    def _control(self, element: etree._Element, kind: str, ref: str) -> Control:
        if ref and ref not in self.specs:
            self.reader.refuse(ref, "name", "unknownNode", f"{ref} is asked and is not there")
        for name in element.attrib:
            column = str(etree.QName(name).localname)
            if column not in KNOWN_CONTROL_ATTRIBUTES | PARAMETERS:
                message = f"“{column}” of a {kind} is not supported"
                self.reader.refuse(ref, f"body::{column}", "column", message)
        control: Control = {"ref": ref, "kind": kind, **self._words(element, ref)}
        said = element_attribute(element, "appearance").split()
        holder = HOLDER_APPEARANCES.get(kind)
        for word in said:
            if holder and not holder.fullmatch(word):
                message = f"appearance “{word}” of a {kind} is not supported"
                self.reader.refuse(ref, "appearance", "appearance", message)
        return {**control, "appearance": said} if said else control

    def _words(self, element: etree._Element, ref: str) -> Control:
        words = {
            name: self.texts.of(child_element(element, name), ref, name)
            for name in ("label", "hint")
        }
        return {name: text for name, text in words.items() if text}

    def _choices(self, element: etree._Element, ref: str) -> Control:
        itemset = child_element(element, "itemset")
        if itemset is None:
            return self._items(element, ref)
        nodeset = element_attribute(itemset, "nodeset").strip()
        found = ITEMSET.match(nodeset)
        if not found:
            self.reader.refuse(ref, "type", "choices", f"choices from “{nodeset}”")
            return {}
        control: Control = {"list": found[1]}
        if found[2]:
            control["offered"] = self.reader.tree(nodeset, ref, "choice_filter")
        for part, usual in (("value", "name"), ("label", "label")):
            cell = child_element(itemset, part)
            column = element_attribute(cell, "ref") if cell is not None else usual
            if column not in {usual, "jr:itext(itextId)"}:
                control[f"{part}Column"] = column
        if local_name(element) == "select1" and control.get("offered") is not None:
            control |= _chosen_row(control["offered"], control.get("valueColumn", "name"))
        return control

    def _items(self, element: etree._Element, ref: str) -> Control:
        """Choices written into the question itself, as other tools do."""
        choices = []
        for item in child_elements(element, "item"):
            value = child_element(item, "value")
            choices.append(
                {
                    "value": (value.text or "").strip() if value is not None else "",
                    "label": self.texts.of(child_element(item, "label"), ref, "label"),
                }
            )
        self.inline[ref] = choices
        return {"list": ref}


def _chosen_row(offered: ExpressionTree, column: str) -> Control:
    """The offered row that holds the answer: found by index, without looking at all the others."""
    if not isinstance(offered, list) or not isinstance(offered[-1], list):
        return {}
    item, *predicates = offered[-1]
    by_place = find_references(offered).functions & {"position", "last"}
    if by_place or any(isinstance(each, int | float) for each in predicates):
        return {}
    return {"chosen": [*offered[:-1], [item, ["=", [".", column], ["current"]], *predicates]]}
