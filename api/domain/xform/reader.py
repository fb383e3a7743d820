"""What every part of the reading shares: names without namespaces, expressions, mistakes.

A mistake is collected, not raised: an author wants to hear of all of them at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from api.domain.xpath import ExpressionTree, XPathError, parse_expression

LocalizedText = dict[str, Any]
MOST_MISTAKES = 200


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something in a form that the engine cannot or must not take: where, and in what words."""

    ref: str
    column: str
    code: str
    message: str
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class ParsedExpression:
    """An expression of the form, and where its author wrote it."""

    tree: ExpressionTree
    ref: str
    column: str
    sheet: str
    row: int


class FormMistakes(Exception):
    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes, first: {mistakes[0].message}")
        self.mistakes = mistakes


@dataclass(slots=True)
class FormReader:
    mistakes: list[Mistake] = field(default_factory=list)
    parsed: list[ParsedExpression] = field(default_factory=list)

    def refuse(
        self, ref: str, column: str, code: str, message: str, sheet: str = "", row: int = 0
    ) -> None:
        if len(self.mistakes) < MOST_MISTAKES:
            self.mistakes.append(Mistake(ref, column, code, message, sheet, row))

    def tree(
        self, text: str, ref: str, column: str, sheet: str = "", row: int = 0
    ) -> ExpressionTree | None:
        """The parsed expression, or nothing and a mistake."""
        try:
            tree = parse_expression(text.strip())
        except XPathError as error:
            where = f", at “{error.detail}”" if error.detail else ""
            message = f"{column}: {error.reason}{where} in {text.strip()}"
            self.refuse(ref, column, "expression", message, sheet, row)
            return None
        self.parsed.append(ParsedExpression(tree, ref, column, sheet, row))
        return tree


def local_name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def element_attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name, whatever prefix the form's author gave it; '' if none."""
    for key, value in element.attrib.items():
        if etree.QName(key).localname == name:
            return str(value)
    return ""


def child_elements(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    for child in element.iterchildren(tag=etree.Element):
        if not names or local_name(child) in names:
            yield child


def child_element(element: etree._Element, name: str) -> etree._Element | None:
    return next(child_elements(element, name), None)
