"""= != < <= > >= between values of any kind. Twin: compare.ts.

Two texts are equal as text; against a number or a date both become numbers. Dates compare in
whole milliseconds, so that `. = today() - 7` does not fail by a hair of binary fraction.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from math import floor, isfinite

from api.domain.xpath.env import Context, steps_of_text
from api.domain.xpath.moments import MILLISECONDS_PER_DAY, Moment, read_moment
from api.domain.xpath.values import XPathValue, to_boolean, to_number

NumberComparison = Callable[[float, float], bool]
SingleValue = bool | float | str | Moment

_ORDER_COMPARISONS: dict[str, NumberComparison] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


COMPARISON_SYMBOLS = frozenset({"=", "!=", *_ORDER_COMPARISONS})


def comparison_for(symbol: str) -> Callable[[XPathValue, XPathValue, Context], bool]:
    """The function that answers `left symbol right`."""
    if symbol == "=":
        return lambda left, right, context: _equal(left, right, context, True)
    if symbol == "!=":
        return lambda left, right, context: _equal(left, right, context, False)
    rule = _ORDER_COMPARISONS[symbol]
    return lambda left, right, context: _holds_for_any(
        left, right, context, lambda one, other: _compare_measures(one, other, rule, context.zone)
    )


def comparison_with_number(symbol: str, number: float) -> Callable[[XPathValue, Context], bool]:
    """`left symbol number` for a number that is written in the form: what most constraints are."""
    compare = comparison_for(symbol)
    rule: NumberComparison = {**_ORDER_COMPARISONS, "=": operator.eq, "!=": operator.ne}[symbol]

    def holds(left: XPathValue, context: Context) -> bool:
        # A leaf only: the text of a group would be paid for twice where it is no plain number.
        if isinstance(left, list) and len(left) == 1 and left[0].is_leaf():
            text = context.node_text(left[0])
            if "-" not in text[1:]:
                context.spend(2 + steps_of_text(text))
                return rule(to_number(text, context.zone), number)
        return compare(left, number, context)

    return holds


def _equal(left: XPathValue, right: XPathValue, context: Context, wanted: bool) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return (to_boolean(left) == to_boolean(right)) is wanted
    if isinstance(left, list) and isinstance(right, list):
        return _meet(_single_values(left, context), _single_values(right, context), wanted)
    if isinstance(left, list) and isinstance(right, str):
        # What most conditions are: a question and a choice.
        return any((text == right) is wanted for text in _single_values(left, context))
    return _holds_for_any(
        left, right, context, lambda one, other: _is_same_value(one, other, context.zone) is wanted
    )


def _meet(left: list[SingleValue], right: list[SingleValue], wanted: bool) -> bool:
    """Whether a text of the left equals (or else differs from) one of the right; not n × m."""
    one, other = set(left), set(right)
    return bool(one & other) if wanted else bool(one and other and len(one | other) > 1)


def _holds_for_any(
    left: XPathValue,
    right: XPathValue,
    context: Context,
    holds: Callable[[SingleValue, SingleValue], bool],
) -> bool:
    """Whether it holds for any pair of what stands on both sides."""
    if not isinstance(left, list) and not isinstance(right, list):
        context.spend(_steps_of_values([left]) + _steps_of_values([right]))
        return holds(left, right)
    ones, others = _single_values(left, context), _single_values(right, context)
    # Each of the one side is read again for each of the other.
    context.spend(
        len(ones) * len(others)
        + len(ones) * _steps_of_values(others)
        + len(others) * _steps_of_values(ones)
    )
    return any(holds(one, other) for one in ones for other in others)


def _steps_of_values(values: list[SingleValue]) -> int:
    return sum(steps_of_text(each) for each in values if isinstance(each, str))


def _single_values(value: XPathValue, context: Context) -> list[SingleValue]:
    if isinstance(value, list):
        context.spend(len(value))
        return [context.node_text(node) for node in value]
    return [value]


def _is_same_value(one: SingleValue, other: SingleValue, zone: int) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    return _compare_measures(one, other, operator.eq, zone)


def _compare_measures(
    one: SingleValue, other: SingleValue, rule: NumberComparison, zone: int
) -> bool:
    left, right = _measure(one, zone), _measure(other, zone)
    if isinstance(left, Moment) or isinstance(right, Moment):
        return rule(_millis(left), _millis(right))
    return rule(left, right)


def _measure(value: SingleValue, zone: int) -> float | Moment:
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
    return float(floor(value * MILLISECONDS_PER_DAY + 0.5)) if isfinite(value) else value
