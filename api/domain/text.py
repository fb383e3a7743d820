"""Vietnamese text: NFC, search without dấu, dictionary order, numbers and dates as printed.

search_key, number_text and date_text have a twin in webapp/words/text.ts; both must pass
tests/conformance/text.json.
"""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

# ngang, huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries.
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = "aăâeêioôơuưy"
VIETNAMESE_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONED = {
    unicodedata.normalize("NFC", letter + tone): (letter, rank)
    for letter in VOWELS
    for rank, tone in enumerate(TONES)
}
_LETTER_RANK = {letter: rank for rank, letter in enumerate(VIETNAMESE_ALPHABET)}
_RUN = re.compile(r"\d+|.", re.DOTALL)
# Longer ones are somebody's mischief; nobody reads them with dots.
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{0,20})?")
_ENGLISH_MARKS = {ord(","): ".", ord("."): ","}
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")

SortKey = tuple[list[tuple[int, int]], list[int], str]


def nfc(text: str) -> str:
    """The one form in which text is stored; keyboards send several."""
    return unicodedata.normalize("NFC", text)


def is_storable(text: str) -> bool:
    """Without a NUL or half a letter: every database can keep it, every answer can repeat it."""
    return _UNSTORABLE.search(text) is None


def has_visible_text(text: str) -> bool:
    """Is there anything to be read in it, beside blanks and letters that nobody can see?"""
    return any(unicodedata.category(letter)[0] not in "CZ" for letter in text)


def search_key(text: str) -> str:
    """Lower case without dấu, đ as d, single spaces: "Đặng Thị  HOÀ" and "dang thi hoa" agree.

    Where the tone mark stood in the syllable no longer matters. Invisible characters vanish.
    """
    return " ".join("".join(map(_bare_letter, unicodedata.normalize("NFD", text.lower()))).split())


def _bare_letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in {"Mn", "Cf"}:
        return ""
    if category == "Cc" or category[0] == "Z":
        return " "
    return "d" if letter == "đ" else letter


def sort_key(text: str) -> SortKey:
    """Dictionary order of whole names: letters first, tones only between equals, 2 before 10."""
    runs = _RUN.findall(nfc(text).lower())
    weights = [_sort_weight(run) for run in runs]
    return [weight[:2] for weight in weights], [weight[2] for weight in weights], nfc(text)


def _sort_weight(run: str) -> tuple[int, int, int]:
    """(what it is, where it stands among its like, its tone): blanks, signs, numbers, letters."""
    if run.isdigit():
        return 2, int(run), 0
    letter, tone = _TONED.get(run, (run, 0))
    if letter not in _LETTER_RANK and unicodedata.normalize("NFD", letter)[0] in _LETTER_RANK:
        letter, tone = unicodedata.normalize("NFD", letter)[0], len(TONES)
    if letter in _LETTER_RANK:
        return 3, _LETTER_RANK[letter], tone
    return (0 if run.isspace() else 4 if run.isalpha() else 1), ord(run), 0


def number_text(value: Decimal, decimals: int | None = None) -> str:
    """1.200.000 and 48,28: rounded half up, here and nowhere before. No decimals: as it is."""
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{value:,f}" if value else f"{abs(value):,f}"
    return text.translate({ord(","): ".", ord("."): ","})


def printed_number(text: str, language: str, decimals: int | None = None) -> str:
    """A plain number as it is read: 1.200,5 in "vi", 1,200.5 in "en". Anything else stays."""
    if not _PLAIN_NUMBER.fullmatch(text):
        return text
    printed = number_text(Decimal(text), decimals)
    return printed.translate(_ENGLISH_MARKS) if language == "en" else printed


def date_text(day: date | str) -> str:
    """21/11/2026, also from "2026-11-21"; what is not known is left out: 11/2026, 1990."""
    return "/".join(reversed(str(day).split("-")))
