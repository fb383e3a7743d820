"""One ODK XPath expression language: text → tree (here only), tree + node → value (twice).

The twin of the evaluator is webapp/engine/xpath/; the phone gets trees and has no parser.
The tree's shape and every difference from other tools: docs/xpath.md.
"""

from api.domain.xpath.env import DEFAULT_STEPS, LONGEST_TEXT, Env, text_size
from api.domain.xpath.errors import TooManySteps, XPathError
from api.domain.xpath.evaluate import Expression, compile_tree
from api.domain.xpath.parser import FORM_NAMESPACES, ExpressionTree, parse_expression
from api.domain.xpath.references import CLOCK_FUNCTIONS, References, find_references
from api.domain.xpath.values import Moment, XPathValue, to_boolean, to_nodes, to_number, to_text

__all__ = [
    "CLOCK_FUNCTIONS",
    "DEFAULT_STEPS",
    "FORM_NAMESPACES",
    "LONGEST_TEXT",
    "Env",
    "Expression",
    "ExpressionTree",
    "Moment",
    "References",
    "TooManySteps",
    "XPathError",
    "XPathValue",
    "compile_tree",
    "find_references",
    "parse_expression",
    "text_size",
    "to_boolean",
    "to_nodes",
    "to_number",
    "to_text",
]
