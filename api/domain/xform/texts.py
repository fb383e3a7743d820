"""Words of the form's author, in every language, with the expressions that stand inside them."""

import re
from typing import Any

from lxml import etree

from api.domain.xform.reader import (
    FormReader,
    LocalizedText,
    child_element,
    child_elements,
    element_attribute,
    local_name,
)

LANGUAGE_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$")
ITEXT = re.compile(r"^\s*jr:itext\(\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)\s*$")


def language_code(name: str) -> str:
    """“Tiếng Việt (vi)” is vi; a form without languages has the one language ''."""
    found = LANGUAGE_CODE.search(name)
    return found[1] if found else "" if name == "default" else name


class FormTexts:
    def __init__(self, reader: FormReader, model: etree._Element) -> None:
        self.reader = reader
        self.by_id: dict[str, dict[str, etree._Element]] = {}
        self.languages: list[str] = []
        itext = child_element(model, "itext")
        for translation in child_elements(itext, "translation") if itext is not None else ():
            self._keep(translation)
        self.languages = self.languages or [""]

    def _keep(self, translation: etree._Element) -> None:
        code = language_code(element_attribute(translation, "lang"))
        first = element_attribute(translation, "default") == "true()"
        self.languages.insert(0 if first else len(self.languages), code)
        for text in child_elements(translation, "text"):
            self.by_id.setdefault(element_attribute(text, "id"), {})[code] = text

    def of(self, element: etree._Element | None, ref: str, column: str) -> LocalizedText:
        """The words of a label or hint element, by language."""
        if element is None:
            return {}
        reference = element_attribute(element, "ref")
        if reference:
            return self.named(reference, ref, column)
        words = self._pieces(element, ref, column)
        return {self.languages[0]: words} if words else {}

    def said(self, attribute_value: str, ref: str, column: str) -> LocalizedText:
        """The words of a message attribute: a reference to them, or the words themselves."""
        if not attribute_value:
            return {}
        if ITEXT.match(attribute_value):
            return self.named(attribute_value, ref, column)
        return {self.languages[0]: attribute_value}

    def named(self, reference: str, ref: str, column: str) -> LocalizedText:
        found = ITEXT.match(reference)
        if not found:
            self.reader.refuse(ref, column, "text", f"{column}: “{reference}” is not supported")
            return {}
        return self.by_key(found[1] or found[2] or "", ref, column)

    def by_key(self, key: str, ref: str, column: str) -> LocalizedText:
        words: LocalizedText = {}
        for code, text in self.by_id.get(key, {}).items():
            for value in child_elements(text, "value"):
                form = element_attribute(value, "form")
                if form:
                    column_name = "guidance_hint" if form == "guidance" else f"media::{form}"
                    self.reader.refuse(ref, column_name, "media", f"{column_name}: not supported")
                elif pieces := self._pieces(value, ref, column):
                    words[code] = pieces
        return words

    def _pieces(self, element: etree._Element, ref: str, column: str) -> Any:
        """One string, or strings and expressions in turn; '' when nothing is said."""
        pieces: list[Any] = [element.text or ""]
        for inner in child_elements(element):
            if local_name(inner) != "output":
                self.reader.refuse(
                    ref, column, "text", f"{column}: <{local_name(inner)}> in a text"
                )
                continue
            tree = self.reader.tree(element_attribute(inner, "value"), ref, column)
            if tree is not None:
                pieces.append({"value": tree})
            pieces.append(inner.tail or "")
        pieces[0] = pieces[0].lstrip()
        if isinstance(pieces[-1], str):
            pieces[-1] = pieces[-1].rstrip()
        kept = [piece for piece in pieces if piece != ""]
        if all(isinstance(piece, str) for piece in kept):
            return "".join(kept)
        return kept
