"""= != < <= > >= between values of any kind. Twin: compare.ts.

Two texts are equal as text; against a number or a date both become numbers. Dates compare in
whole milliseconds, so that `. = today() - 7` does not fail by a hair of binary fraction.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from math import floor, isfinite

from api.domain.xpath.env import Context
from api.domain.xpath.moments import DAY, Moment, read_moment
from api.domain.xpath.values import Value, to_boolean, to_number

Rule = Callable[[float, float], bool]
Single = bool | float | str | Moment

_RULES: dict[str, Rule] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


SYMBOLS = frozenset({"=", "!=", *_RULES})


def comparison(symbol: str) -> Callable[[Value, Value, Context], bool]:
    """The function that answers `left symbol right`."""
    if symbol == "=":
        return lambda left, right, context: _equal(left, right, context, True)
    if symbol == "!=":
        return lambda left, right, context: _equal(left, right, context, False)
    rule = _RULES[symbol]
    return lambda left, right, context: _any(
        left, right, context, lambda one, other: _ordered(one, other, rule, context.zone)
    )


def against(symbol: str, number: float) -> Callable[[Value, Context], bool]:
    """`left symbol number` for a number that is written in the form: what most constraints are."""
    compare = comparison(symbol)
    rule: Rule = {**_RULES, "=": operator.eq, "!=": operator.ne}[symbol]

    def holds(left: Value, context: Context) -> bool:
        if isinstance(left, list) and len(left) == 1:
            text = context.node_text(left[0])
            if "-" not in text[1:]:
                context.spend(2)
                return rule(to_number(text, context.zone), number)
        return compare(left, number, context)

    return holds


def _equal(left: Value, right: Value, context: Context, wanted: bool) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return (to_boolean(left) == to_boolean(right)) is wanted
    if isinstance(left, list) and isinstance(right, list):
        return _meet(_singles(left, context), _singles(right, context), wanted)
    if isinstance(left, list) and isinstance(right, str):
        # What most conditions are: a question and a choice.
        return any((text == right) is wanted for text in _singles(left, context))
    return _any(left, right, context, lambda one, other: _same(one, other, context.zone) is wanted)


def _meet(left: list[Single], right: list[Single], wanted: bool) -> bool:
    """Whether a text of the left equals (or else differs from) one of the right; not n × m."""
    one, other = set(left), set(right)
    return bool(one & other) if wanted else bool(one and other and len(one | other) > 1)


def _any(
    left: Value, right: Value, context: Context, holds: Callable[[Single, Single], bool]
) -> bool:
    """Whether it holds for any pair of what stands on both sides."""
    if not isinstance(left, list) and not isinstance(right, list):
        return holds(left, right)
    ones, others = _singles(left, context), _singles(right, context)
    context.spend(len(ones) * len(others))
    return any(holds(one, other) for one in ones for other in others)


def _singles(value: Value, context: Context) -> list[Single]:
    if isinstance(value, list):
        context.spend(len(value))
        return [context.node_text(node) for node in value]
    return [value]


def _same(one: Single, other: Single, zone: int) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    return _ordered(one, other, operator.eq, zone)


def _ordered(one: Single, other: Single, rule: Rule, zone: int) -> bool:
    left, right = _measure(one, zone), _measure(other, zone)
    if isinstance(left, Moment) or isinstance(right, Moment):
        return rule(_millis(left), _millis(right))
    return rule(left, right)


def _measure(value: Single, zone: int) -> float | Moment:
    if isinstance(value, Moment):
        return value
    if isinstance(value, str) and "-" in value[1:]:
        moment = read_moment(value, zone)
        if moment is not None:
            return moment
    return to_number(value, zone)


def _millis(value: float | Moment) -> float:
    if isinstance(value, Moment):
        return value.ms
    return float(floor(value * DAY + 0.5)) if isfinite(value) else value
