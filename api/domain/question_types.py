"""Question types: a registry with one object for each, all that the server knows of it together.

What is plain data stands in question_types.json, which the phone reads too; how an answer is read,
judged and worded stands here. Its one rule: a type that is not in the table is an error, never a
text. How to add one: docs/architecture.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from api.domain.answer_wording import AnswerWording
from api.domain.engine.answer import read_day, read_decimal, read_hour, read_integer, read_point
from api.domain.text import date_text

TABLE: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "question_types.json").read_text(encoding="utf-8")
)
# A generous box around the mainland and the two archipelagos: degrees.
SOUTH, NORTH, WEST, EAST = 6.0, 24.0, 102.0, 118.0
# Few enough digits for both twins to divide exactly.
RANGE_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?")
MOST_RANGE_STEPS = 1_000

Parameters = Mapping[str, str]


class QuestionType:
    """A type whose answers are any text, read as they are written; the others say otherwise."""

    code = ""
    """of the problem of an ill written answer; "" where any text is well written"""

    def __init__(self, name: str) -> None:
        entry = TABLE[name]
        self.name = name
        self.control: str = entry["control"]
        self.data: list[str] = entry["data"]
        self.media: str = entry.get("media", "")
        self.xlsform: list[str] = entry["xlsform"]
        self.parameters: list[str] = entry.get("parameters", [])
        self._appearance = re.compile("|".join(entry["appearances"]))

    def takes(self, appearance: str) -> bool:
        """Does a question of this type stay what it is with this word of its appearance?"""
        return self._appearance.fullmatch(appearance) is not None

    def mistake(self, _: Parameters) -> str:
        """What is wrong with an author's parameters, in words for the author; '' when nothing."""
        return ""

    def parse(self, text: str) -> Any:
        """The value of a written answer that is not blank; None when it is ill written."""
        return text

    def fault(self, text: str, _: Parameters) -> str:
        """The code of what is wrong with an answer that is not blank; '' when nothing."""
        return self.code if self.parse(text) is None else ""

    def in_words(self, text: str, wording: AnswerWording) -> str:
        """A written answer as its writer reads it. What is ill written stays as it is."""
        return text


class IntegerQuestion(QuestionType):
    """Whole numbers."""

    code = "notInteger"

    def parse(self, text: str) -> Any:
        return read_integer(text)

    def in_words(self, text: str, wording: AnswerWording) -> str:
        return wording.number(text)


class DecimalQuestion(QuestionType):
    """Numbers with a point."""

    code = "notDecimal"

    def parse(self, text: str) -> Any:
        return read_decimal(text)

    def in_words(self, text: str, wording: AnswerWording) -> str:
        return wording.number(text)


class DateQuestion(QuestionType):
    """Days of the calendar."""

    code = "notDate"

    def parse(self, text: str) -> Any:
        return read_day(text)

    def in_words(self, text: str, wording: AnswerWording) -> str:
        return text if self.parse(text) is None else date_text(text)


class TimeQuestion(QuestionType):
    """Times of day, read as the clock on the writer's wall showed them."""

    code = "notTime"

    def parse(self, text: str) -> Any:
        return read_hour(text)

    def in_words(self, text: str, wording: AnswerWording) -> str:
        return read_hour(text) or text


class DateTimeQuestion(QuestionType):
    """A day and a time of day, as calendar and clock on the writer's wall showed them."""

    code = "notDateTime"

    def parse(self, text: str) -> Any:
        day, _, hour = text.partition("T")
        found = read_day(day), read_hour(hour)
        return None if None in found else found

    def in_words(self, text: str, wording: AnswerWording) -> str:
        if self.parse(text) is None:
            return text
        day, _, hour = text.partition("T")
        return f"{read_hour(hour)}, {date_text(day)}"


class GeopointQuestion(QuestionType):
    """Places: latitude, longitude, perhaps height and radius in metres."""

    code = "notGeopoint"

    def parse(self, text: str) -> Any:
        return read_point(text)

    def fault(self, text: str, _: Parameters) -> str:
        place = read_point(text)
        if place is None:
            return self.code
        inside = SOUTH <= place[0] <= NORTH and WEST <= place[1] <= EAST
        return "" if inside else "outsideCountry"

    def in_words(self, text: str, wording: AnswerWording) -> str:
        if read_point(text) is None:
            return text
        north, east, *more = text.split(" ")
        place = wording.number(north), wording.number(east)
        if len(more) < 2:
            return wording.say("place", *place)
        return wording.say("placeWithin", *place, wording.number(more[1], 0))


class SelectOneQuestion(QuestionType):
    """One choice of several. `parse` gives the values that are chosen."""

    def parse(self, text: str) -> Any:
        return [text]

    def in_words(self, text: str, wording: AnswerWording) -> str:
        return "; ".join(wording.choice_label(value) for value in self.parse(text))


class SelectMultipleQuestion(SelectOneQuestion):
    """Several choices of several."""

    def parse(self, text: str) -> Any:
        return text.split()


class AcknowledgeQuestion(QuestionType):
    """Something that has to be read: ticked, or not."""

    code = "choiceUnknown"

    def parse(self, text: str) -> Any:
        return True if text == "OK" else None

    def in_words(self, text: str, wording: AnswerWording) -> str:
        return wording.say("acknowledged") if text == "OK" else text


class ImageQuestion(QuestionType):
    """A photo: the answer is the name of its file, which is nothing to read."""

    def in_words(self, text: str, wording: AnswerWording) -> str:
        return wording.say("photo")


class RangeQuestion(DecimalQuestion):
    """A number on a scale, from `start` to `end` in steps of `step`."""

    def mistake(self, parameters: Parameters) -> str:
        if not all(RANGE_NUMBER.fullmatch(parameters.get(name, "")) for name in self.parameters):
            return "a range needs start, end and step: plain numbers"
        start, end, step = (Decimal(parameters[name]) for name in self.parameters)
        if step <= 0 or start >= end:
            return "a range goes upwards: start below end, step above 0"
        if (end - start) % step or (end - start) / step > MOST_RANGE_STEPS:
            return f"a range ends on a step, at most {MOST_RANGE_STEPS} steps from its start"
        return ""

    def parse(self, text: str) -> Any:
        return Decimal(text) if RANGE_NUMBER.fullmatch(text) else None

    def fault(self, text: str, parameters: Parameters) -> str:
        value = self.parse(text)
        if value is None:
            return self.code
        start, end, step = (Decimal(parameters[name]) for name in self.parameters)
        if not start <= value <= end:
            return "outOfRange"
        return "offStep" if (value - start) % step else ""


TEXT = QuestionType("text")
QUESTION_TYPES = {
    one.name: one
    for one in (
        TEXT,
        IntegerQuestion("integer"),
        DecimalQuestion("decimal"),
        DateQuestion("date"),
        TimeQuestion("time"),
        DateTimeQuestion("dateTime"),
        GeopointQuestion("geopoint"),
        SelectOneQuestion("selectOne"),
        SelectMultipleQuestion("selectMultiple"),
        AcknowledgeQuestion("acknowledge"),
        ImageQuestion("image"),
        RangeQuestion("range"),
        QuestionType("note"),
    )
}
if QUESTION_TYPES.keys() != TABLE.keys():
    raise ImportError(f"question_types: {sorted(QUESTION_TYPES.keys() ^ TABLE.keys())}")
