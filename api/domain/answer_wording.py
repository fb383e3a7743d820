"""Our own words of answers, and for whom an answer is put into words. Its one rule: the phone says
the same with words of its own, held together by tests/conformance/question_types.json.
"""

from collections.abc import Callable
from dataclasses import dataclass

from api.domain.text import printed_number

WORDS = {
    "vi": {
        "acknowledged": "Đã đọc",
        "photo": "1 ảnh",
        "place": "Vĩ độ {0}, kinh độ {1}",
        "placeWithin": "Vĩ độ {0}, kinh độ {1}, sai khoảng {2} m",
    },
    "en": {
        "acknowledged": "Read",
        "photo": "1 picture",
        "place": "Latitude {0}, longitude {1}",
        "placeWithin": "Latitude {0}, longitude {1}, within {2} m",
    },
}


@dataclass(frozen=True, slots=True)
class AnswerWording:
    """For whom an answer is put into words: the reader's language, "vi" or "en".

    `choice_label` gives the label of a chosen value in that language, or the value itself.
    """

    language: str
    choice_label: Callable[[str], str]

    def say(self, word: str, *parts: str) -> str:
        """One of our own words, filled in."""
        return WORDS[self.language][word].format(*parts)

    def number(self, text: str, decimals: int | None = None) -> str:
        """A number as people of that language write it."""
        return printed_number(text, self.language, decimals)
