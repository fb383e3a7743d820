"""Functions about numbers and about true and false. Twin: numbers.ts.

What is no number makes the answer NaN, as the phone's JavaScript does; nothing here raises.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from math import copysign, floor, inf, isfinite, isnan, nan

from api.domain.tree import Node
from api.domain.xpath.env import Closure, Context
from api.domain.xpath.signature import MANY, Function, numbers, or_here, spread, values
from api.domain.xpath.values import Value, to_boolean, to_nodes, to_number


def whole(number: float, rule: Callable[[float], int]) -> float:
    """`rule` (floor, ceil, trunc) on what is finite; a zero keeps the sign of the number."""
    if not isfinite(number):
        return number
    return copysign(float(rule(number)), number) if abs(number) < 1 else float(rule(number))


def rounded(number: float) -> float:
    """To the nearest whole number, halves up."""
    if not isfinite(number):
        return number
    below = floor(number)
    nearest = float(below + 1 if number - below >= 0.5 else below)
    return nearest or copysign(0.0, number)


def _round(number: float, digits: float = 0.0) -> float:
    if not isfinite(number) or not isfinite(digits) or not digits:
        return rounded(number)
    places = int(max(min(digits, 400), -400))
    return _shifted(rounded(_shifted(number, places)), -places)


def _shifted(number: float, places: int) -> float:
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


def _safe(function: Callable[..., float]) -> Callable[..., float]:
    def answer(*given: float) -> float:
        try:
            return function(*given)
        except OverflowError:
            return inf
        except ValueError:
            return nan

    return answer


def _logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -inf if number == 0 else _safe(function)(number)


def _sum(arguments: list[Value], _node: Node, context: Context) -> Value:
    total = 0.0
    for node in to_nodes(arguments[0]):
        total += context.number([node])
    return total


def _extreme(choose: Callable[[list[float]], float]) -> Function:
    def answer(arguments: list[Value], _node: Node, context: Context) -> Value:
        found = [to_number(value, context.zone) for value in spread(arguments)]
        return choose(found) if found and not any(map(isnan, found)) else nan

    return values(answer, 1, MANY)


def _counts(value: Value) -> bool:
    """A figure counts above 0, any other text when something is written."""
    if not isinstance(value, str):
        return to_boolean(value)
    number = to_number(value)
    return bool(value) if isnan(number) else number > 0


def _between(total: float, least: float, most: float) -> bool:
    """-1 stands for no limit."""
    return (least == -1 or total >= least) and (most == -1 or total <= most)


def _checklist(arguments: list[Value], _node: Node, context: Context) -> Value:
    least, most = map(context.number, arguments[:2])
    return _between(sum(map(_counts, spread(arguments[2:]))), least, most)


def _weighted_checklist(arguments: list[Value], _node: Node, context: Context) -> Value:
    least, most = map(context.number, arguments[:2])
    total = 0.0
    for answer, weight in zip(arguments[2::2], arguments[3::2], strict=True):
        for each, worth in zip(spread([answer]), spread([weight]), strict=False):
            total += to_number(worth, context.zone) if _counts(each) else 0.0
    return _between(total, least, most)


def _if(arguments: list[Closure]) -> Closure:
    condition, then, otherwise = arguments
    return lambda node, context: (
        then(node, context) if to_boolean(condition(node, context)) else otherwise(node, context)
    )


def _coalesce(arguments: list[Closure]) -> Closure:
    def answer(node: Node, context: Context) -> Value:
        for argument in arguments:
            text = context.text(argument(node, context))
            if text:
                return text
        return ""

    return answer


def _once(arguments: list[Closure]) -> Closure:
    (argument,) = arguments
    return lambda node, context: context.node_text(context.current) or argument(node, context)


def _same(number: float) -> float:
    return number


NUMBERS: dict[str, Function] = {
    "number": or_here(numbers(_same, 1)),
    "int": numbers(lambda number: whole(number, math.trunc), 1),
    "floor": numbers(lambda number: whole(number, math.floor), 1),
    "ceiling": numbers(lambda number: whole(number, math.ceil), 1),
    "round": numbers(_round, 1, 2),
    "abs": numbers(abs, 1),
    "pow": numbers(power, 2),
    "sqrt": numbers(_safe(math.sqrt), 1),
    "exp": numbers(_safe(math.exp), 1),
    "exp10": numbers(lambda number: power(10.0, number), 1),
    "log": numbers(_logarithm(math.log), 1),
    "log10": numbers(_logarithm(math.log10), 1),
    "sin": numbers(_safe(math.sin), 1),
    "cos": numbers(_safe(math.cos), 1),
    "tan": numbers(_safe(math.tan), 1),
    "asin": numbers(_safe(math.asin), 1),
    "acos": numbers(_safe(math.acos), 1),
    "atan": numbers(math.atan, 1),
    "atan2": numbers(math.atan2, 2),
    "pi": values(lambda _given, _node, _context: math.pi, 0),
    "random": values(lambda _given, _node, context: context.env.chance(), 0),
    "sum": values(_sum, 1),
    "min": _extreme(min),
    "max": _extreme(max),
    "boolean": values(lambda given, _node, _context: to_boolean(given[0]), 1),
    "not": values(lambda given, _node, _context: not to_boolean(given[0]), 1),
    "true": values(lambda _given, _node, _context: True, 0),
    "false": values(lambda _given, _node, _context: False, 0),
    "if": Function(_if, 3, 3),
    "coalesce": Function(_coalesce, 1, MANY),
    "once": Function(_once, 1, 1),
    "checklist": values(_checklist, 3, MANY),
    "weighted-checklist": values(_weighted_checklist, 4, MANY, by=2),
}
