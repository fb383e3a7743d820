"""A tree becomes closures: compiled once, evaluated often. Twin: evaluate.ts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.domain.tree import Node, in_document_order
from api.domain.xpath.compare import COMPARISON_SYMBOLS, comparison_for, comparison_with_number
from api.domain.xpath.env import Closure, Context, Env
from api.domain.xpath.errors import XPathError
from api.domain.xpath.functions import FUNCTIONS
from api.domain.xpath.numbers import quotient, remainder
from api.domain.xpath.parser import ExpressionTree
from api.domain.xpath.paths import build_filter, build_path
from api.domain.xpath.values import XPathValue, to_boolean, to_nodes

Expression = Callable[[Node, Env], XPathValue]

_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "div": quotient,
    "mod": remainder,
}


def compile_tree(tree: ExpressionTree) -> Expression:
    """The tree as a function of a context node and an Env; safe to share between threads.

    Evaluating raises XPathError where there is no answer (`notNodes`, `noInstance`, a bad regular
    expression that was calculated) and TooManySteps beyond the budget of the Env.
    """
    run = _build_closure(tree)

    def answer(node: Node, env: Env) -> XPathValue:
        context = Context(env, node)
        granted = context.steps
        try:
            return run(node, context)
        finally:
            env.left -= granted - context.steps

    return answer


def _build_closure(tree: Any) -> Closure:
    if isinstance(tree, str):
        return lambda _node, _context: tree
    if isinstance(tree, int | float):
        number = float(tree)
        return lambda _node, _context: number
    head: str = tree[0]
    if head in {"/", ".", "path"}:
        return build_path(tree, _build_closure)
    if head == "filter":
        return build_filter(tree, _build_closure)
    if head == "error":
        return _build_refusal(*tree[1:])
    if head in COMPARISON_SYMBOLS and type(tree[2]) in {int, float}:
        return _build_number_comparison(head, _build_closure(tree[1]), float(tree[2]))
    arguments = [_build_closure(each) for each in tree[1:]]
    if head in _ARITHMETIC:
        return _chain(_ARITHMETIC[head], arguments)
    if head in _LOGIC:
        return _LOGIC[head](arguments)
    if head in FUNCTIONS:
        return FUNCTIONS[head].make(arguments)
    return _build_comparison(head, arguments)


def _build_refusal(reason: str, detail: str) -> Closure:
    def refuse(_node: Node, _context: Context) -> XPathValue:
        raise XPathError(reason, detail=detail)

    return refuse


def _build_number_comparison(symbol: str, left: Closure, number: float) -> Closure:
    holds = comparison_with_number(symbol, number)
    return lambda node, context: holds(left(node, context), context)


def _build_comparison(symbol: str, arguments: list[Closure]) -> Closure:
    left, right = arguments
    holds = comparison_for(symbol)
    return lambda node, context: holds(left(node, context), right(node, context), context)


def _chain(operate: Callable[[float, float], float], arguments: list[Closure]) -> Closure:
    """a - b - c …, from the left."""
    first, *others = arguments

    def answer(node: Node, context: Context) -> XPathValue:
        number = context.number(first(node, context))
        for each in others:
            number = operate(number, context.number(each(node, context)))
        return number

    return answer


def _build_negation(arguments: list[Closure]) -> Closure:
    (only,) = arguments
    return lambda node, context: -context.number(only(node, context))


def _logic(settled: bool) -> Callable[[list[Closure]], Closure]:
    """`or` is settled by the first true part, `and` by the first false one."""

    def make(arguments: list[Closure]) -> Closure:
        def answer(node: Node, context: Context) -> XPathValue:
            for each in arguments:
                if to_boolean(each(node, context)) is settled:
                    return settled
            return not settled

        return answer

    return make


def _union(arguments: list[Closure]) -> Closure:
    def answer(node: Node, context: Context) -> XPathValue:
        found = [each for a in arguments for each in to_nodes(a(node, context))]
        context.spend(len(found))
        return in_document_order(found)

    return answer


_LOGIC: dict[str, Callable[[list[Closure]], Closure]] = {
    "or": _logic(True),
    "and": _logic(False),
    "|": _union,
    "neg": _build_negation,
}
