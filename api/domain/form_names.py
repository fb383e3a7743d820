"""Which names an author may give: a name becomes a key, a path, an element and a file's name.

One rule for every name of a form, asked when it is published and, of what stands, when the server
starts. Pure.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.domain.text import nfc

MOST_NAME_LETTERS = 100
# What every object of JavaScript has, and what every function has: a table that is asked for one
# of these by name answers with a piece of the language.
WORDS_OF_JAVASCRIPT = frozenset(
    {
        *("__proto__", "__defineGetter__", "__defineSetter__", "__lookupGetter__"),
        *("__lookupSetter__", "constructor", "hasOwnProperty", "isPrototypeOf", "prototype"),
        *("propertyIsEnumerable", "toLocaleString", "toString", "valueOf"),
    }
)
# Windows opens a device for a file of such a name, whatever follows its first dot.
DEVICE_NAME = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
PATH_LETTERS = frozenset("/\\")
# The route of the XForm of a form ends so: a form of this name would stand at another one's place.
ROUTE_ENDING = ".xml"


@dataclass(frozen=True, slots=True)
class FormName:
    """A name that a form gives. `kind` is form, version, language, question, list, column,
    property or disaggregation; `place` where it stands: a ref, a list's name, a row's number.
    """

    kind: str
    name: str
    place: str = ""
    is_file: bool = False


@dataclass(frozen=True, slots=True)
class NameFault:
    """A name that is not taken, and why in the author's words."""

    given: FormName
    message: str


def find_name_faults(definition: Mapping[str, Any]) -> list[NameFault]:
    """Every name of a definition that cannot be taken, each once at each of its places."""
    names = dict.fromkeys(_names_of(definition))
    return [NameFault(given, fault) for given in names if (fault := name_fault(given))]


def name_fault(given: FormName) -> str | None:
    """Why the name is not taken; None for a good one."""
    name = given.name
    shown = f"“{_shown(name)}”"
    if name in WORDS_OF_JAVASCRIPT:
        return f"{shown} is a word of the language that phones speak; take another name"
    if name.lower().startswith("xml"):
        return f"{shown}: XML keeps names that begin with xml for itself; take another name"
    if len(name) > MOST_NAME_LETTERS:
        return f"{shown}: a name has at most {MOST_NAME_LETTERS} letters"
    if name != nfc(name):
        return f"{shown} is written with loose marks; type it again (Unicode NFC)"
    if name in {".", ".."} or any(_cannot_stand_in(letter) for letter in name):
        return f"{shown}: a name has no / or \\ and no letters that nobody sees"
    if given.is_file and DEVICE_NAME.fullmatch(name):
        return f"{shown}: files are named so, and Windows keeps this name for a device"
    if given.kind == "form" and name.lower().endswith(ROUTE_ENDING):
        return f"{shown}: a form_id does not end in {ROUTE_ENDING}"
    return None


def _cannot_stand_in(letter: str) -> bool:
    return letter in PATH_LETTERS or (letter != " " and unicodedata.category(letter)[0] in "CZ")


def _shown(name: str) -> str:
    """Short, and nothing in it that turns or hides what follows."""
    seen = "".join(letter if letter.isprintable() else "�" for letter in name[:40])
    return seen + "…" if len(name) > 40 else seen


def _names_of(definition: Mapping[str, Any]) -> Iterator[FormName]:
    yield FormName("form", definition["formId"], is_file=True)
    yield FormName("version", definition["version"])
    yield from (FormName("language", code) for code in definition["languages"])
    for node in definition["nodes"]:
        ref = node["ref"]
        if "/@" not in ref:
            yield FormName("question", ref.rpartition("/")[2], ref)
    yield from _names_of_lists(definition)
    for number, row in enumerate(definition["indicators"]):
        yield from _all("disaggregation", row.get("by", ()), str(number))


def _names_of_lists(definition: Mapping[str, Any]) -> Iterator[FormName]:
    for name, rows in definition["choices"].items():
        yield FormName("list", name, name)
        for row in rows:
            yield from _all("column", row.get("columns", ()), name)
    for name in definition["lists"]:
        yield FormName("list", name, name, is_file=True)
    for entity in definition["entities"]:
        yield FormName("list", entity["list"], entity["ref"], is_file=True)
        yield from _all("property", entity["saves"])


def _all(kind: str, names: Iterable[str], place: str = "") -> Iterator[FormName]:
    return (FormName(kind, name, place) for name in names)
