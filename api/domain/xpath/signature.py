"""How a function takes its arguments: as they are, as text, or as numbers. Twin: signature.ts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from api.domain.tree import Node
from api.domain.xpath.env import Closure, Context
from api.domain.xpath.values import XPathValue

MANY = 1_000


@dataclass(frozen=True, slots=True)
class XPathFunction:
    """`make` turns compiled arguments into a compiled call; it takes `least` to `most` of them,
    in steps of `by` (pairs, for some)."""

    make: Callable[[list[Closure]], Closure]
    least: int
    most: int
    by: int = 1

    def takes(self, count: int) -> bool:
        return self.least <= count <= self.most and (count - self.least) % self.by == 0


def function_of_values(
    answer: Callable[[list[XPathValue], Node, Context], XPathValue],
    least: int,
    most: int | None = None,
    by: int = 1,
) -> XPathFunction:
    """All arguments are evaluated and handed over as they are, with where we stand."""

    def make(arguments: list[Closure]) -> Closure:
        return lambda node, context: answer([a(node, context) for a in arguments], node, context)

    return XPathFunction(make, least, least if most is None else most, by)


def function_of_texts(
    answer: Callable[..., XPathValue], least: int, most: int | None = None
) -> XPathFunction:
    """Every argument becomes text."""

    def make(arguments: list[Closure]) -> Closure:
        if len(arguments) == 1:
            (only,) = arguments
            return lambda node, context: answer(context.text(only(node, context)))
        return lambda node, context: answer(*[context.text(a(node, context)) for a in arguments])

    return XPathFunction(make, least, least if most is None else most)


def function_of_numbers(
    answer: Callable[..., XPathValue], least: int, most: int | None = None
) -> XPathFunction:
    """Every argument becomes a number."""

    def make(arguments: list[Closure]) -> Closure:
        if len(arguments) == 1:
            (only,) = arguments
            return lambda node, context: answer(context.number(only(node, context)))
        return lambda node, context: answer(*[context.number(a(node, context)) for a in arguments])

    return XPathFunction(make, least, least if most is None else most)


def or_context_node(function: XPathFunction) -> XPathFunction:
    """The same function; without an argument it takes the context node."""

    def make(arguments: list[Closure]) -> Closure:
        return function.make(arguments or [_context_node])

    return XPathFunction(make, 0, function.most)


def _context_node(node: Node, _context: Context) -> XPathValue:
    return [node]


def spread_node_sets(arguments: list[XPathValue], context: Context) -> list[XPathValue]:
    """Node-sets taken apart: the text of every node, and all else as it is."""
    found: list[XPathValue] = []
    for argument in arguments:
        if isinstance(argument, list):
            found.extend(map(context.node_text, argument))
        else:
            found.append(argument)
    return found
