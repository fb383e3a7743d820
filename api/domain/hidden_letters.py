"""Letters in a text that nobody sees: what turns its direction, what is nothing, piles of marks.

An author is warned of them and may keep them: some scripts need them between their words. Pure.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from api.domain.text import nfc

# Embeddings, overrides and isolates turn what follows them; marks turn what stands beside them.
TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Width nought, or blank though they are letters: joiners, soft hyphens, fillers, tags.
NOTHING = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_TURNING, _NOTHING = re.compile(f"[{TURNING}]"), re.compile(f"[{NOTHING}]")
# A family of four is one sign: joiners between pictures are seen in what they make.
_JOINED_PICTURES = re.compile("(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d")
# More than any script piles upon one letter; Vietnamese has none left once it is composed.
MOST_MARKS = 3


class HiddenLetters(StrEnum):
    """What is hidden in a text."""

    TURNS = "bidiControl"
    NOTHING = "invisibleLetter"
    PILE = "piledMarks"


def hidden_letters(text: str) -> Iterator[HiddenLetters]:
    """Each kind that is in the text, once."""
    if text.isascii():
        return
    if _TURNING.search(text):
        yield HiddenLetters.TURNS
    if _NOTHING.search(_JOINED_PICTURES.sub("", text)):
        yield HiddenLetters.NOTHING
    if _has_pile(nfc(text)):
        yield HiddenLetters.PILE


def _has_pile(text: str) -> bool:
    height = 0
    for letter in text:
        height = height + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if height >= MOST_MARKS:
            return True
    return False
