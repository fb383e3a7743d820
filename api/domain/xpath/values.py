"""What an expression can be worth, and how one kind becomes another. Twin: values.ts."""

from __future__ import annotations

import re
from decimal import Decimal
from math import inf, isnan, nan

from api.domain.tree import Node, text_of
from api.domain.xpath.errors import XPathError
from api.domain.xpath.moments import XML_SPACE, Moment, read_moment, write_moment

__all__ = ["Moment", "XPathValue", "to_boolean", "to_nodes", "to_number", "to_text", "write_number"]

XPathValue = bool | float | str | Moment | list[Node]

_NUMBER_TEXT = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def to_boolean(value: XPathValue) -> bool:
    """A blank, 0, NaN, no node and no date are false."""
    if value is True or value is False:
        return value
    if isinstance(value, float):
        return value != 0 and not isnan(value)
    if isinstance(value, Moment):
        return not isnan(value.ms)
    return bool(value)


def to_number(value: XPathValue, zone: int = 0) -> float:
    """A date is worth its days since 1970-01-01 UTC; what is no number is NaN, and so is a blank.

    `zone` (minutes east of UTC) is where a date without an offset was written.
    """
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, Moment):
        return value.days
    text = (value if isinstance(value, str) else to_text(value)).strip(XML_SPACE)
    if _NUMBER_TEXT.fullmatch(text):
        return float(text)
    moment = read_moment(text, zone)
    return nan if moment is None else moment.days


def to_text(value: XPathValue) -> str:
    """The string value; of a node-set, that of its first node."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return write_number(value)
    if isinstance(value, Moment):
        return write_moment(value)
    return text_of(value[0]) if value else ""


def to_nodes(value: XPathValue) -> list[Node]:
    """Nothing but a node-set becomes a node-set."""
    if isinstance(value, list):
        return value
    raise XPathError("notNodes")


def write_number(number: float) -> str:
    """A number as XPath writes it: never an exponent, never "-0"."""
    if isnan(number):
        return "NaN"
    if abs(number) == inf:
        return "Infinity" if number > 0 else "-Infinity"
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    text = repr(number)
    if "e" in text:
        text = format(Decimal(text), "f")
    return text.removesuffix(".0")
