"""One ODK XPath expression language: text → tree (here only), tree + node → value (twice).

The twin of the evaluator is webapp/engine/xpath/; the phone gets trees and has no parser.
The tree's shape and every difference from other tools: docs/xpath.md.
"""

from api.domain.xpath.env import STEPS, Env
from api.domain.xpath.errors import TooManySteps, XPathError
from api.domain.xpath.evaluate import Expression, compile_tree
from api.domain.xpath.parser import NAMESPACES, Tree, parse
from api.domain.xpath.references import References, references
from api.domain.xpath.values import (
    Moment,
    Value,
    to_boolean,
    to_nodes,
    to_number,
    to_text,
)

__all__ = [
    "NAMESPACES",
    "STEPS",
    "Env",
    "Expression",
    "Moment",
    "References",
    "TooManySteps",
    "Tree",
    "Value",
    "XPathError",
    "compile_tree",
    "parse",
    "references",
    "to_boolean",
    "to_nodes",
    "to_number",
    "to_text",
]
