"""How people write a unit's name when they look for it: with its kind, shortened, without dấu."""

from collections.abc import Iterable

from api.domain.text import nfc, search_key

# As search keys: words that may stand before a name, and how they are shortened.
KIND_WORDS = (
    *("tinh", "thanh pho", "tp", "tp.", "huyen", "h.", "quan", "q.", "thi xa", "tx", "tx."),
    *("thi tran", "tt", "tt.", "xa", "x.", "phuong", "p", "p.", "dac khu"),
    *("thon", "ban", "buon", "lang", "ap", "khom", "to dan pho", "tdp"),
)


def name_readings(key: str) -> list[str]:
    """What may have been meant: the key as it is, and without the kind that it begins with.

    Both, because "Bản Bo" is a village called Bo, and a commune called Bản Bo.
    """
    bare = next((key[len(kind) :].strip() for kind in KIND_WORDS if key.startswith(kind + " ")), "")
    return [reading for reading in (key, bare) if reading]


def closeness(text: str, code: str | None, names: Iterable[str]) -> int:
    """0 written so, or its code; 1 so without dấu; 2 begins so; 3 a word begins so; 4 inside."""
    typed = " ".join(nfc(text).lower().split())
    if typed == code:
        return 0
    return min((_closeness_to_name(typed, name) for name in names), default=4)


def _closeness_to_name(typed: str, name: str) -> int:
    if typed == nfc(name).lower():
        return 0
    key = search_key(name)
    return min(
        1 if key == wanted else 2 if key.startswith(wanted) else 3 if f" {wanted}" in key else 4
        for wanted in name_readings(search_key(typed))
    )
