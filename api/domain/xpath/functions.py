"""Every function of the language by its name. Twin: functions.ts. A new one needs cases."""

import re
from typing import Any

from api.domain.xpath.digests import check_digest
from api.domain.xpath.errors import XPathError
from api.domain.xpath.nodes import NODE_FUNCTIONS
from api.domain.xpath.numbers import NUMBER_FUNCTIONS
from api.domain.xpath.patterns import compile_pattern
from api.domain.xpath.places import PLACE_FUNCTIONS
from api.domain.xpath.signature import XPathFunction
from api.domain.xpath.texts import TEXT_FUNCTIONS
from api.domain.xpath.times import DATE_MARKS, TIME_FUNCTIONS

FUNCTIONS: dict[str, XPathFunction] = {
    **TEXT_FUNCTIONS,
    **NUMBER_FUNCTIONS,
    **NODE_FUNCTIONS,
    **TIME_FUNCTIONS,
    **PLACE_FUNCTIONS,
}

_UNKNOWN_MARK = re.compile(f"%(?![{DATE_MARKS}])[A-Za-z0-9]")


def refuse_literals(name: str, arguments: list[Any]) -> None:
    """Refuse what is written in an expression and that no evaluator could do."""
    second = arguments[1] if len(arguments) > 1 else None
    if not isinstance(second, str):
        return
    if name == "regex":
        compile_pattern(second)
    if name == "digest":
        check_digest(second, *[each for each in arguments[2:] if isinstance(each, str)])
    if name in {"format-date", "format-date-time"} and (found := _UNKNOWN_MARK.search(second)):
        raise XPathError("dateFormat", detail=found[0])
