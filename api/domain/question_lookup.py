"""Which type a question of a definition is, or a row of a workbook.

Its one rule: what is not in the table of question types is an error, never a text.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.domain.question_types import QUESTION_TYPES, TEXT, QuestionType

_BY_CONTROL = {
    (one.control, data, one.media): one for one in QUESTION_TYPES.values() for data in one.data
}
CONTROLS = frozenset(control for control, _, _ in _BY_CONTROL)
DATA_TYPES = frozenset(data for _, data, _ in _BY_CONTROL)
PARAMETERS = frozenset(name for one in QUESTION_TYPES.values() for name in one.parameters)


class UnknownQuestionType(Exception):
    """A question of a type that is not in the table: this version can neither ask nor check it."""

    def __init__(self, ref: str, control: str, data: str) -> None:
        super().__init__(f"{ref}: there is no question type “{control}” for data “{data}”")
        self.ref, self.control, self.data = ref, control, data


def question_type_of(ref: str, control: str, data: str, media: str = "") -> QuestionType:
    """The type of a question of a definition. Raises UnknownQuestionType."""
    found = _BY_CONTROL.get((control, data, media))
    if found is None:
        raise UnknownQuestionType(ref, f"{control} {media}".strip(), data)
    return found


def unasked_type_of(ref: str, data: str) -> QuestionType:
    """The type of an answer that nobody is asked for. Raises UnknownQuestionType."""
    if data not in DATA_TYPES:
        raise UnknownQuestionType(ref, "", data)
    return _BY_CONTROL.get(("input", data, ""), TEXT)


def question_types_of(definition: Mapping[str, Any]) -> dict[str, QuestionType]:
    """The type of every field of a definition, by its ref. Raises UnknownQuestionType."""
    fields = {
        node["ref"]: node.get("type", "string")
        for node in definition["nodes"]
        if node["kind"] == "field"
    }
    found = {ref: unasked_type_of(ref, data) for ref, data in fields.items()}
    for control in _questions_in(definition["body"]):
        ref = control["ref"]
        data, media = fields.get(ref, "string"), control.get("mediaType", "")
        found[ref] = question_type_of(ref, control["kind"], data, media)
    return found


def _questions_in(controls: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for control in controls:
        if "children" in control:
            yield from _questions_in(control["children"])
        else:
            yield control


def xlsform_type_of(word: str) -> QuestionType | None:
    """The type that a survey's column `type` names with its first word, if we know it."""
    return next((one for one in QUESTION_TYPES.values() if word.lower() in one.xlsform), None)
