"""Functions about text. Twin: texts.ts. Everything counts in characters (code points)."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import floor, isnan

from api.domain.tree import Node
from api.domain.xpath.digests import decoded, digest
from api.domain.xpath.env import Context
from api.domain.xpath.moments import SPACE
from api.domain.xpath.numbers import rounded
from api.domain.xpath.patterns import compiled, found_in
from api.domain.xpath.signature import MANY, Function, or_here, spread, texts, values
from api.domain.xpath.values import Value, to_text

_WORD = re.compile(r"[^ \t\r\n]+")
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def words(text: str) -> list[str]:
    """The items of a space-separated list."""
    return _WORD.findall(text)


def _concat(arguments: list[Value], _node: Node, _context: Context) -> Value:
    return "".join(map(to_text, spread(arguments)))


def _join(arguments: list[Value], _node: Node, context: Context) -> Value:
    return context.text(arguments[0]).join(map(to_text, spread(arguments[1:])))


def _substring(arguments: list[Value], _node: Node, context: Context) -> Value:
    text = context.text(arguments[0])
    start = rounded(context.number(arguments[1]))
    end = len(text) + 1.0
    if len(arguments) > 2:
        end = min(start + rounded(context.number(arguments[2])), end)
    start = max(start, 1.0)
    return text[int(start) - 1 : int(end) - 1] if start < end else ""


def _substr(arguments: list[Value], _node: Node, context: Context) -> Value:
    text = context.text(arguments[0])
    start = _index(context.number(arguments[1]), len(text))
    end = _index(context.number(arguments[2]), len(text)) if len(arguments) > 2 else len(text)
    return text[start:end]


def _index(number: float, length: int) -> int:
    """A 0-based place; below 0 it counts from the end."""
    if isnan(number):
        return 0
    place = int(max(min(number, length), -length - 1))
    return max(place + length, 0) if place < 0 else place


def _translate(text: str, old: str, new: str) -> str:
    swaps: dict[str, str] = {}
    for at, character in enumerate(old):
        swaps.setdefault(character, new[at : at + 1])
    return "".join(swaps.get(character, character) for character in text)


def _before(text: str, mark: str) -> str:
    return text[: text.find(mark)] if mark in text else ""


def _after(text: str, mark: str) -> str:
    return text[text.find(mark) + len(mark) :] if mark in text else ""


def _selected_at(arguments: list[Value], _node: Node, context: Context) -> Value:
    items = words(context.text(arguments[0]))
    at = context.number(arguments[1])
    return items[int(at)] if 0 <= at < len(items) else ""


def _regex(arguments: list[Value], _node: Node, context: Context) -> Value:
    text, pattern = map(context.text, arguments)
    return found_in(compiled(pattern), text, context)


def _uuid(arguments: list[Value], _node: Node, context: Context) -> Value:
    chance = context.env.chance
    if not arguments:
        return _drawn("xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx", 16, chance)
    count = context.number(arguments[0])
    return _drawn("x" * int(count) if 0 <= count <= MANY else "", 36, chance)


def _drawn(pattern: str, letters: int, chance: Callable[[], float]) -> str:
    """A text by its pattern: x stands for one of `letters`, y for a digit that says "random"."""
    drawn = {"x": lambda: floor(chance() * letters), "y": lambda: floor(8 + chance() * 4)}
    return "".join(_LETTERS[drawn[mark]()] if mark in drawn else mark for mark in pattern)


def _choice_name(arguments: list[Value], _node: Node, context: Context) -> Value:
    value, path = map(context.text, arguments)
    return context.env.choice_label(path.strip(SPACE), value)


TEXTS: dict[str, Function] = {
    "string": or_here(texts(lambda text: text, 1)),
    "concat": values(_concat, 0, MANY),
    "join": values(_join, 1, MANY),
    "contains": texts(lambda text, part: part in text, 2),
    "starts-with": texts(str.startswith, 2),
    "ends-with": texts(str.endswith, 2),
    "substring-before": texts(_before, 2),
    "substring-after": texts(_after, 2),
    "substring": values(_substring, 2, 3),
    "substr": values(_substr, 2, 3),
    "string-length": or_here(texts(lambda text: float(len(text)), 1)),
    "normalize-space": or_here(texts(lambda text: " ".join(words(text)), 1)),
    "translate": texts(_translate, 3),
    "regex": values(_regex, 2),
    "boolean-from-string": texts(lambda text: text in {"true", "1"}, 1),
    "selected": texts(lambda text, item: " ".join(words(item)) in words(text), 2),
    "selected-at": values(_selected_at, 2),
    "count-selected": texts(lambda text: float(len(words(text))), 1),
    "digest": texts(digest, 2, 3),
    "base64-decode": texts(decoded, 1),
    "uuid": values(_uuid, 0, 1),
    "jr:itext": values(lambda given, _n, context: context.env.itext(context.text(given[0])), 1),
    "jr:choice-name": values(_choice_name, 2),
}
