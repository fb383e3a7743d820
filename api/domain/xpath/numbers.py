"""Functions about numbers and about true and false. Twin: numbers.ts.

What is no number makes the answer NaN, as the phone's JavaScript does; nothing here raises.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from math import copysign, floor, inf, isfinite, isnan, nan

from api.domain.tree import Node
from api.domain.xpath.env import Closure, Context
from api.domain.xpath.signature import (
    MANY,
    XPathFunction,
    function_of_numbers,
    function_of_values,
    or_context_node,
    spread_node_sets,
)
from api.domain.xpath.values import XPathValue, to_boolean, to_nodes, to_number


def apply_rounding(number: float, rule: Callable[[float], int]) -> float:
    """`rule` (floor, ceil, trunc) on what is finite; a zero keeps the sign of the number."""
    if not isfinite(number):
        return number
    return copysign(float(rule(number)), number) if abs(number) < 1 else float(rule(number))


def round_half_up(number: float) -> float:
    """To the nearest whole number, halves up."""
    if not isfinite(number):
        return number
    below = floor(number)
    nearest = float(below + 1 if number - below >= 0.5 else below)
    return nearest or copysign(0.0, number)


def _round(number: float, digits: float = 0.0) -> float:
    if not isfinite(number) or not isfinite(digits) or not digits:
        return round_half_up(number)
    places = int(max(min(digits, 400), -400))
    return _shift_decimal_point(round_half_up(_shift_decimal_point(number, places)), -places)


def _shift_decimal_point(number: float, places: int) -> float:
    """The decimal point moved in the written number: 1.005 has no binary noise to round."""
    if not isfinite(number):
        return number
    written, _, exponent = repr(number).partition("e")
    return float(f"{written}e{int(exponent or 0) + places}")


def quotient(left: float, right: float) -> float:
    """Division that knows infinity and the sign of zero."""
    if right:
        return left / right
    if isnan(left) or isnan(right) or left == 0:
        return nan
    return copysign(inf, left) * copysign(1.0, right)


def remainder(left: float, right: float) -> float:
    """What is left over; it has the sign of `left`."""
    return math.fmod(left, right) if isfinite(left) and right else nan


def power(base: float, exponent: float) -> float:
    """As JavaScript has it: 1 to an unknown or infinite power is unknown."""
    if isnan(exponent) or (abs(base) == 1 and abs(exponent) == inf):
        return nan
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -inf if base < 0 and math.fmod(exponent, 2) else inf
    except ValueError:
        if base:
            return nan
        return copysign(inf, base) if math.fmod(exponent, 2) in {1, -1} else inf


def _without_raising(function: Callable[..., float]) -> Callable[..., float]:
    def answer(*given: float) -> float:
        try:
            return function(*given)
        except OverflowError:
            return inf
        except ValueError:
            return nan

    return answer


def _logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -inf if number == 0 else _without_raising(function)(number)


def _sum(arguments: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    total = 0.0
    for node in to_nodes(arguments[0]):
        total += context.number([node])
    return total


def _extreme(choose: Callable[[list[float]], float]) -> XPathFunction:
    def answer(arguments: list[XPathValue], _node: Node, context: Context) -> XPathValue:
        found = [context.number(value) for value in spread_node_sets(arguments, context)]
        return choose(found) if found and not any(map(isnan, found)) else nan

    return function_of_values(answer, 1, MANY)


def _is_checked(value: XPathValue, context: Context) -> bool:
    """A figure counts above 0, any other text when something is written."""
    if not isinstance(value, str):
        return to_boolean(value)
    number = to_number(context.paid(value))
    return bool(value) if isnan(number) else number > 0


def _is_within_limits(total: float, least: float, most: float) -> bool:
    """-1 stands for no limit."""
    return (least == -1 or total >= least) and (most == -1 or total <= most)


def _checklist(arguments: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    least, most = map(context.number, arguments[:2])
    given = spread_node_sets(arguments[2:], context)
    return _is_within_limits(sum(_is_checked(each, context) for each in given), least, most)


def _weighted_checklist(arguments: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    least, most = map(context.number, arguments[:2])
    total = 0.0
    for answer, weight in zip(arguments[2::2], arguments[3::2], strict=True):
        for each, worth in zip(
            spread_node_sets([answer], context), spread_node_sets([weight], context), strict=False
        ):
            total += context.number(worth) if _is_checked(each, context) else 0.0
    return _is_within_limits(total, least, most)


def _if(arguments: list[Closure]) -> Closure:
    condition, then, otherwise = arguments
    return lambda node, context: (
        then(node, context) if to_boolean(condition(node, context)) else otherwise(node, context)
    )


def _coalesce(arguments: list[Closure]) -> Closure:
    def answer(node: Node, context: Context) -> XPathValue:
        for argument in arguments:
            text = context.text(argument(node, context))
            if text:
                return text
        return ""

    return answer


def _once(arguments: list[Closure]) -> Closure:
    (argument,) = arguments
    return lambda node, context: context.node_text(context.current) or argument(node, context)


def _same_number(number: float) -> float:
    return number


NUMBER_FUNCTIONS: dict[str, XPathFunction] = {
    "number": or_context_node(function_of_numbers(_same_number, 1)),
    "int": function_of_numbers(lambda number: apply_rounding(number, math.trunc), 1),
    "floor": function_of_numbers(lambda number: apply_rounding(number, math.floor), 1),
    "ceiling": function_of_numbers(lambda number: apply_rounding(number, math.ceil), 1),
    "round": function_of_numbers(_round, 1, 2),
    "abs": function_of_numbers(abs, 1),
    "pow": function_of_numbers(power, 2),
    "sqrt": function_of_numbers(_without_raising(math.sqrt), 1),
    "exp": function_of_numbers(_without_raising(math.exp), 1),
    "exp10": function_of_numbers(lambda number: power(10.0, number), 1),
    "log": function_of_numbers(_logarithm(math.log), 1),
    "log10": function_of_numbers(_logarithm(math.log10), 1),
    "sin": function_of_numbers(_without_raising(math.sin), 1),
    "cos": function_of_numbers(_without_raising(math.cos), 1),
    "tan": function_of_numbers(_without_raising(math.tan), 1),
    "asin": function_of_numbers(_without_raising(math.asin), 1),
    "acos": function_of_numbers(_without_raising(math.acos), 1),
    "atan": function_of_numbers(math.atan, 1),
    "atan2": function_of_numbers(math.atan2, 2),
    "pi": function_of_values(lambda _given, _node, _context: math.pi, 0),
    "random": function_of_values(lambda _given, _node, context: context.env.chance(), 0),
    "sum": function_of_values(_sum, 1),
    "min": _extreme(min),
    "max": _extreme(max),
    "boolean": function_of_values(lambda given, _node, _context: to_boolean(given[0]), 1),
    "not": function_of_values(lambda given, _node, _context: not to_boolean(given[0]), 1),
    "true": function_of_values(lambda _given, _node, _context: True, 0),
    "false": function_of_values(lambda _given, _node, _context: False, 0),
    "if": XPathFunction(_if, 3, 3),
    "coalesce": XPathFunction(_coalesce, 1, MANY),
    "once": XPathFunction(_once, 1, 1),
    "checklist": function_of_values(_checklist, 3, MANY),
    "weighted-checklist": function_of_values(_weighted_checklist, 4, MANY, by=2),
}
