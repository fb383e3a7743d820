"""The sheet `words`: how a form, and what it registers, is spoken of on the phone.

What no screen would ever say is a mistake: a misspelt word that is passed over is general words
for everybody, and nobody knows why.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from api.domain.xform.texts import language_code
from api.xlsform.workbook import WorkbookSheet

# What a screen can say → the slots that it fills: a number, a month of the year.
OF_A_FORM: dict[str, set[str]] = {"action": set()}
OF_A_LIST: dict[str, set[str]] = {
    "name": set(),
    "mine": set(),
    "here": set(),
    "all": {"n"},
    "members": {"n"},
    "done": {"month", "n"},
    "due": {"month"},
}
KNOWN_WORDS = OF_A_FORM | OF_A_LIST
WORD_COLUMN = "label"
# {n}, or {n|one of them|many of them}.
SLOT = re.compile(r"\{(\w*)(?:\|[^{|}]*\|[^{}]*)?\}")

FormWords = dict[str, dict[str, str]]


class WordMistake(NamedTuple):
    """At this row of the sheet `words`."""

    row: int
    code: str
    message: str


def read_words(
    sheet: WorkbookSheet | None, languages: Sequence[str], *, registers: bool
) -> tuple[FormWords, list[WordMistake]]:
    """{"action": {"vi": …, "en": …}}, and what is wrong with them.

    `languages` are those of the form; `registers`: whether it makes entities, of whose list only
    such a form has anything to say.
    """
    words: FormWords = {}
    mistakes: list[WordMistake] = []
    for number, row in sheet.numbered() if sheet else ():
        key = row.get("word", "")
        said = _by_language(row)
        wrong = _mistake_of(key, said, words, languages, registers=registers)
        if wrong:
            mistakes.append(WordMistake(number, *wrong))
        else:
            words[key] = said
    return words, mistakes


def _by_language(row: Mapping[str, str]) -> dict[str, str]:
    return {
        language_code(column.partition("::")[2].strip()): text
        for column, text in row.items()
        if column.partition("::")[0].strip() == WORD_COLUMN
    }


def _mistake_of(
    key: str, said: dict[str, str], words: FormWords, languages: Sequence[str], *, registers: bool
) -> tuple[str, str] | None:
    """The code and the message of what is wrong with one row."""
    if key not in KNOWN_WORDS:
        return "word", f"the word “{key}” is not known; known are {', '.join(KNOWN_WORDS)}"
    if key in words:
        return "word", f"the word “{key}” stands twice"
    if key in OF_A_LIST and not registers:
        return "word", f"“{key}” is said of a list, and this form registers nothing"
    missing = [language for language in languages if language not in said]
    if missing or len(said) > len(languages):
        return "language", f"“{key}” is said in each language of the form, and in no other"
    slots = {slot for text in said.values() for slot in SLOT.findall(text)}
    if unknown := slots - KNOWN_WORDS[key]:
        return "slot", f"“{key}” has no {{{min(unknown)}}}"
    return None
