"""Functions about text. Twin: texts.ts. Everything counts in characters (code points)."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import floor, isnan

from api.domain.tree import Node
from api.domain.xpath.digests import decode_base64, digest
from api.domain.xpath.env import Context
from api.domain.xpath.moments import XML_SPACE
from api.domain.xpath.numbers import round_half_up
from api.domain.xpath.patterns import compile_pattern, is_pattern_found
from api.domain.xpath.signature import (
    MANY,
    XPathFunction,
    function_of_texts,
    function_of_values,
    or_context_node,
    spread_node_sets,
)
from api.domain.xpath.values import XPathValue, to_text

_WORD = re.compile(r"[^ \t\r\n]+")
_RANDOM_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def split_words(text: str) -> list[str]:
    """The items of a space-separated list."""
    return _WORD.findall(text)


def _concat(arguments: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    return context.joined([to_text(each) for each in spread_node_sets(arguments, context)])


def _join(arguments: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    between = context.text(arguments[0])
    return context.joined(
        [to_text(each) for each in spread_node_sets(arguments[1:], context)], between
    )


def _substring(arguments: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    text = context.text(arguments[0])
    start = round_half_up(context.number(arguments[1]))
    end = len(text) + 1.0
    if len(arguments) > 2:
        end = min(start + round_half_up(context.number(arguments[2])), end)
    start = max(start, 1.0)
    return text[int(start) - 1 : int(end) - 1] if start < end else ""


def _substr(arguments: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    text = context.text(arguments[0])
    start = _character_index(context.number(arguments[1]), len(text))
    end = (
        _character_index(context.number(arguments[2]), len(text))
        if len(arguments) > 2
        else len(text)
    )
    return text[start:end]


def _character_index(number: float, length: int) -> int:
    """A 0-based place; below 0 it counts from the end."""
    if isnan(number):
        return 0
    place = int(max(min(number, length), -length - 1))
    return max(place + length, 0) if place < 0 else place


def _translate(arguments: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    text, old, new = map(context.text, arguments)
    swaps: dict[str, str] = {}
    for at, character in enumerate(old):
        swaps.setdefault(character, new[at : at + 1])
    return context.paid("".join(swaps.get(character, character) for character in text))


def _text_before(text: str, mark: str) -> str:
    return text[: text.find(mark)] if mark in text else ""


def _text_after(text: str, mark: str) -> str:
    return text[text.find(mark) + len(mark) :] if mark in text else ""


def _selected_at(arguments: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    items = split_words(context.text(arguments[0]))
    at = context.number(arguments[1])
    return items[int(at)] if 0 <= at < len(items) else ""


def _regex(arguments: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    text, pattern = map(context.text, arguments)
    return is_pattern_found(compile_pattern(pattern), text, context)


def _uuid(arguments: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    chance = context.env.chance
    if not arguments:
        return _random_text("xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx", 16, chance)
    count = context.number(arguments[0])
    return _random_text("x" * int(count) if 0 <= count <= MANY else "", 36, chance)


def _random_text(pattern: str, letters: int, chance: Callable[[], float]) -> str:
    """A text by its pattern: x stands for one of `letters`, y for a digit that says "random"."""
    drawn = {"x": lambda: floor(chance() * letters), "y": lambda: floor(8 + chance() * 4)}
    return "".join(_RANDOM_LETTERS[drawn[mark]()] if mark in drawn else mark for mark in pattern)


def _choice_name(arguments: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    value, path = map(context.text, arguments)
    return context.paid(context.env.choice_label(path.strip(XML_SPACE), value))


TEXT_FUNCTIONS: dict[str, XPathFunction] = {
    "string": or_context_node(function_of_texts(lambda text: text, 1)),
    "concat": function_of_values(_concat, 0, MANY),
    "join": function_of_values(_join, 1, MANY),
    "contains": function_of_texts(lambda text, part: part in text, 2),
    "starts-with": function_of_texts(str.startswith, 2),
    "ends-with": function_of_texts(str.endswith, 2),
    "substring-before": function_of_texts(_text_before, 2),
    "substring-after": function_of_texts(_text_after, 2),
    "substring": function_of_values(_substring, 2, 3),
    "substr": function_of_values(_substr, 2, 3),
    "string-length": or_context_node(function_of_texts(lambda text: float(len(text)), 1)),
    "normalize-space": or_context_node(
        function_of_texts(lambda text: " ".join(split_words(text)), 1)
    ),
    "translate": function_of_values(_translate, 3),
    "regex": function_of_values(_regex, 2),
    "boolean-from-string": function_of_texts(lambda text: text in {"true", "1"}, 1),
    "selected": function_of_texts(
        lambda text, item: " ".join(split_words(item)) in split_words(text), 2
    ),
    "selected-at": function_of_values(_selected_at, 2),
    "count-selected": function_of_texts(lambda text: float(len(split_words(text))), 1),
    "digest": function_of_texts(digest, 2, 3),
    "base64-decode": function_of_texts(decode_base64, 1),
    "uuid": function_of_values(_uuid, 0, 1),
    "jr:itext": function_of_values(
        lambda given, _n, context: context.paid(context.env.itext(context.text(given[0]))), 1
    ),
    "jr:choice-name": function_of_values(_choice_name, 2),
}
