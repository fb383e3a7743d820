"""The text of an expression becomes a tree: lists that JSON can carry (docs/xpath.md).

Read once, on the server, when a form is published. What we do not support is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isinf
from typing import Any, NoReturn

from api.domain.xpath.axes import AXES
from api.domain.xpath.errors import XPathError
from api.domain.xpath.functions import FUNCTIONS, refuse_literals

# A number, a string, or [operator or function or kind of path, …]: see docs/xpath.md.
ExpressionTree = float | str | list[Any]

MAX_LENGTH = 32_767
MAX_DEPTH = 150

FORM_NAMESPACES = {
    "h": "http://www.w3.org/1999/xhtml",
    "jr": "http://openrosa.org/javarosa",
    "orx": "http://openrosa.org/xforms",
    "odk": "http://www.opendatakit.org/xforms",
    "entities": "http://www.opendatakit.org/xforms/entities",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

_NODE_TYPES = frozenset({"comment", "node", "processing-instruction", "text"})
_SHORT_STEPS = {"self::node()": ".", "parent::node()": "..", "descendant-or-self::node()": "//"}
_PRECEDENCE_LEVELS = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
    ("|",),
)
_PRECEDENCE = {operator: level for level, row in enumerate(_PRECEDENCE_LEVELS) for operator in row}
_UNION_PRECEDENCE = _PRECEDENCE["|"]
_CHAINED_OPERATORS = frozenset({"or", "and", "+", "-", "*", "div", "mod", "|"})

_SPACE_TOKEN = re.compile(r"[ \t\r\n]*")
_NUMBER_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_LITERAL_TOKEN = re.compile(r"\"([^\"]*)\"|'([^']*)'")
# The words may stand against a figure or a quote ("1and1"), never against a letter.
_OPERATOR_TOKEN = re.compile(r"(?:and|or|div|mod)(?![^\W\d])|!=|<=|>=|[=<>|+*-]")
_NC_NAME = r"[^\W\d][\w\u0300-\u036f\u00b7.-]*"
_NAME_TOKEN = re.compile(rf"({_NC_NAME})(?::(?!:)({_NC_NAME}|\*))?")


def parse_expression(
    text: str, namespaces: Mapping[str, str] | None = None, *, strict: bool = True
) -> ExpressionTree:
    """Read an expression. `namespaces` are prefixes beside `NAMESPACES`.

    With `strict` (publication) an unknown function or a wrong number of arguments is refused here;
    without, it becomes a piece of the tree that refuses when it is evaluated.
    """
    if len(text) > MAX_LENGTH:
        raise XPathError("tooLong", MAX_LENGTH)
    parser = _Parser(text, {**FORM_NAMESPACES, **(namespaces or {})}, strict)
    tree = parser.whole()
    _refuse_depth(tree)
    return tree


def _refuse_depth(tree: ExpressionTree) -> None:
    """Left-nested chains grow without recursion in the parser, but not in those who read them."""
    waiting: list[tuple[Any, int]] = [(tree, 0)]
    while waiting:
        each, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise XPathError("tooDeep")
        if isinstance(each, list):
            waiting.extend((part, depth + 1) for part in each)


class _Parser:
    def __init__(self, text: str, namespaces: Mapping[str, str], strict: bool) -> None:
        self.text = text
        self.namespaces = namespaces
        self.strict = strict
        self.at = 0
        self.depth = 0

    def whole(self) -> ExpressionTree:
        tree = self.expression()
        if self.at < len(self.text):
            self.refuse("syntax")
        return tree

    def refuse(self, reason: str, at: int | None = None, detail: str = "") -> NoReturn:
        where = self.at if at is None else at
        raise XPathError(reason, where, detail or self.text[where : where + 20])

    def skip(self) -> None:
        found = _SPACE_TOKEN.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def taken(self, symbol: str) -> bool:
        """Step over `symbol` and the space after it, when it comes next."""
        if not self.text.startswith(symbol, self.at):
            return False
        self.at += len(symbol)
        self.skip()
        return True

    def match(self, what: re.Pattern[str]) -> re.Match[str] | None:
        """Step over what the pattern finds here, and the space after it."""
        found = what.match(self.text, self.at)
        if found:
            self.at = found.end()
            self.skip()
        return found

    def expect(self, symbol: str) -> None:
        if not self.taken(symbol):
            self.refuse("syntax")

    def expression(self, level: int = 0) -> ExpressionTree:
        """Everything that binds at least as tightly as `level`."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.refuse("tooDeep")
        self.skip()
        left = (
            _negate_tree(self.expression(_UNION_PRECEDENCE)) if self.taken("-") else self.operand()
        )
        while (found := _OPERATOR_TOKEN.match(self.text, self.at)) and _PRECEDENCE[
            found[0]
        ] >= level:
            self.at = found.end()
            left = _join_operands(found[0], left, self.expression(_PRECEDENCE[found[0]] + 1))
        self.depth -= 1
        return left

    def operand(self) -> ExpressionTree:
        """A value with its predicates and the path that goes on from it, or a location path."""
        tree = self.primary()
        if tree is None:
            return self.location()
        predicates = self.predicates()
        if predicates:
            tree = ["filter", tree, *predicates]
        steps = self.more_steps()
        return ["path", tree, *steps] if steps else tree

    def primary(self) -> ExpressionTree | None:
        if found := self.match(_NUMBER_TOKEN):
            return self.number(found)
        if found := self.match(_LITERAL_TOKEN):
            return str(found[1] if found[1] is not None else found[2])
        if self.taken("("):
            tree = self.expression()
            self.expect(")")
            return tree
        if self.text.startswith("$", self.at):
            self.refuse("variable")
        return self.call()

    def number(self, found: re.Match[str]) -> ExpressionTree:
        number = float(found[0])
        if isinf(number):
            self.refuse("syntax", found.start())
        return int(number) if number.is_integer() and number < 1e15 else number

    def call(self) -> ExpressionTree | None:
        start = self.at
        found = self.match(_NAME_TOKEN)
        if found is None:
            return None
        if found[0] in _NODE_TYPES or not self.taken("("):
            self.at = start
            return None
        arguments: list[ExpressionTree] = []
        if not self.taken(")"):
            arguments.append(self.expression())
            while self.taken(","):
                arguments.append(self.expression())
            self.expect(")")
        return self.checked(found[0], arguments, start)

    def checked(self, name: str, arguments: list[ExpressionTree], start: int) -> ExpressionTree:
        known = FUNCTIONS.get(name)
        reason = "" if known else "unknownFunction"
        if known and not known.takes(len(arguments)):
            reason = "arguments"
        if reason and self.strict:
            self.refuse(reason, start, name)
        if reason:
            return ["error", reason, name]
        if self.strict:
            refuse_literals(name, arguments)
        return [name, *arguments]

    def location(self) -> ExpressionTree:
        if not self.text.startswith("/", self.at):
            return [".", *self.more_steps(self.step())]
        if self.text.startswith("//", self.at):
            return ["/", *self.more_steps()]
        self.taken("/")
        return ["/", *self.more_steps(self.step())] if self.at_step() else ["/"]

    def at_step(self) -> bool:
        ahead = self.text[self.at : self.at + 1]
        return ahead in {".", "@", "*"} or _NAME_TOKEN.match(self.text, self.at) is not None

    def more_steps(self, first: ExpressionTree = ".") -> list[ExpressionTree]:
        """`first`, and the steps after it that are joined by slashes."""
        steps = [first]
        while self.text.startswith("/", self.at):
            if self.taken("//"):
                steps += _descendant_steps(self.step())
            else:
                self.taken("/")
                steps.append(self.step())
        return [step for step in steps if step != "."]

    def step(self) -> ExpressionTree:
        if self.taken(".."):
            spec = ".."
        elif self.taken("."):
            spec = "."
        elif self.taken("@"):
            spec = "@" + self.node_test()
        else:
            spec = self.axis_step()
        predicates = self.predicates()
        return [spec, *predicates] if predicates else spec

    def axis_step(self) -> str:
        start = self.at
        found = self.match(_NAME_TOKEN)
        if found is None or not self.taken("::"):
            self.at = start
            return self.node_test()
        axis = found[0]
        if axis not in AXES:
            self.refuse("syntax", start)
        test = self.node_test()
        written = f"{axis}::{test}"
        if axis == "child":
            return test
        return "@" + test if axis == "attribute" else _SHORT_STEPS.get(written, written)

    def node_test(self) -> str:
        if self.taken("*"):
            return "*"
        start = self.at
        found = self.match(_NAME_TOKEN)
        if found is None:
            self.refuse("syntax")
        if found[0] in _NODE_TYPES and self.taken("("):
            return self.node_type(found[0])
        if found[2] is None:
            return found[1]
        if found[1] not in self.namespaces:
            self.refuse("unknownPrefix", start, found[1])
        return f"{{{self.namespaces[found[1]]}}}{found[2]}"

    def node_type(self, name: str) -> str:
        target = ""
        if name == "processing-instruction" and (found := self.match(_LITERAL_TOKEN)):
            target = found[1] if found[1] is not None else found[2]
        self.expect(")")
        return f"{name}({target})"

    def predicates(self) -> list[ExpressionTree]:
        found: list[ExpressionTree] = []
        while self.taken("["):
            found.append(self.expression())
            self.expect("]")
        return found


def _negate_tree(tree: ExpressionTree) -> ExpressionTree:
    return -tree if isinstance(tree, float | int) and tree else ["neg", tree]


def _descendant_steps(step: ExpressionTree) -> list[ExpressionTree]:
    """The steps that `//step` stands for: one where it can be one."""
    if isinstance(step, str) and step[0] not in ".@" and "::" not in step:
        return ["descendant::" + step]
    return ["//", step]


def _join_operands(operator: str, left: ExpressionTree, right: ExpressionTree) -> ExpressionTree:
    if operator in _CHAINED_OPERATORS and isinstance(left, list) and left[0] == operator:
        return [*left, right]
    return [operator, left, right]
