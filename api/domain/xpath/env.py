"""What an expression may know of the world around its instance: all of it is handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from api.domain.tree import Node, descendant_nodes, text_of
from api.domain.xpath.errors import TooManySteps, XPathError
from api.domain.xpath.values import XPathValue, to_number, to_text

DEFAULT_STEPS = 200_000
# Of one text, in units of UTF-16: what both twins count without looking at every letter.
LONGEST_TEXT = 1_000_000


def text_size(text: str) -> int:
    """Its length as the phone's language says it, so that both pay for it alike."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) >> 1


def steps_of_text(text: str) -> int:
    """What reading or making it costs: a step for every sixteen units."""
    return text_size(text) >> 4 if len(text) > 7 else 0


def _value_itself(_path: str, value: str) -> str:
    return value


def _no_text(_key: str) -> str:
    return ""


def _refuse_chance() -> float:
    raise XPathError("noChance")


@dataclass(slots=True)
class Env:
    """One per instance; serves any number of expressions, one at a time.

    now           aware; its offset is the time zone of every date without one
    instances     secondary instances by id: document nodes, see `tree.listing`; never changed
    choice_label  (path of a question, value of a choice) → label, for jr:choice-name
    itext         text id → words, for jr:itext
    chance        0 ≤ number < 1, for random(), randomize() and uuid(); "noChance" when not told
    steps         how much one evaluation may visit before it raises TooManySteps
    left          how much all evaluations with this Env may still visit, together
    """

    now: datetime = field(default_factory=lambda: datetime(1970, 1, 1, tzinfo=UTC))
    instances: Mapping[str, Node] = field(default_factory=dict)
    choice_label: Callable[[str, str], str] = _value_itself
    itext: Callable[[str], str] = _no_text
    chance: Callable[[], float] = _refuse_chance
    steps: int = DEFAULT_STEPS
    left: int = 1 << 62
    zone: int = field(init=False)

    def __post_init__(self) -> None:
        offset = self.now.utcoffset() or timedelta()
        self.zone = int(offset.total_seconds()) // 60


class Context:
    """One evaluation under way: where it stands, and what it may still spend."""

    __slots__ = ("current", "env", "position", "size", "steps", "zone")

    def __init__(self, env: Env, current: Node) -> None:
        self.env = env
        self.current = current
        self.zone = env.zone
        self.steps = env.steps if env.steps < env.left else env.left
        self.position = 1
        self.size = 1

    def spend(self, steps: int) -> None:
        """Called for everything that is visited, so that no form can stop a phone or the server."""
        self.steps -= steps
        if self.steps < 0:
            raise TooManySteps

    def text(self, value: XPathValue) -> str:
        """The value as text, paid for."""
        if isinstance(value, list) and value:
            return self.paid(self.node_text(value[0]))
        return self.paid(to_text(value))

    def paid(self, text: str) -> str:
        """A text that is read from end to end, or was just made, of no more than it was made of."""
        if len(text) > 7:
            self._spend_on_text(text_size(text))
        return text

    def joined(self, texts: Sequence[str], between: str = "") -> str:
        """One text of many, paid for before it is made: texts that double would fill any memory."""
        marks = text_size(between) * max(len(texts) - 1, 0)
        self._spend_on_text(sum(map(text_size, texts)) + marks)
        return between.join(texts)

    def _spend_on_text(self, size: int) -> None:
        if size > LONGEST_TEXT:
            raise TooManySteps
        if size > 15:
            self.spend(size >> 4)

    def node_text(self, node: Node) -> str:
        """The text of a node, and its cost when that means walking through it."""
        children = node.children
        if len(children) == 1 and children[0].kind == "text":
            return children[0].value
        if not children:
            return text_of(node)
        below = list(descendant_nodes(node))
        self.spend(len(below))
        return self.joined([each.value for each in below if each.kind == "text"])

    def number(self, value: XPathValue) -> float:
        """The value as a number, in the zone of this evaluation."""
        if isinstance(value, float):
            return value
        written = isinstance(value, list | str)
        return to_number(self.text(value) if written else value, self.zone)


Closure = Callable[[Node, Context], XPathValue]
