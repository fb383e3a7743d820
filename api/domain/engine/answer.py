"""Written answers → values, by regular and calendar rules only; nothing where it is ill written.

Which question wants which of them says api/domain/question_types.py. Twin: answer.ts.
"""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

NUMBER_ANSWER = r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"
INTEGER_ANSWER = re.compile(r"-?[0-9]{1,15}")
DECIMAL_ANSWER = re.compile(NUMBER_ANSWER)
DATE_ANSWER = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
TIME_ANSWER = re.compile(
    r"(([01][0-9]|2[0-3]):[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]{1,9})?)?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
GEOPOINT_ANSWER = re.compile(rf"({NUMBER_ANSWER}) ({NUMBER_ANSWER})(?: {NUMBER_ANSWER}){{0,2}}")


def read_integer(text: str) -> int | None:
    """A whole number of at most fifteen digits."""
    return int(text) if INTEGER_ANSWER.fullmatch(text) else None


def read_decimal(text: str) -> Decimal | None:
    """A number, exactly as it is written."""
    return Decimal(text) if DECIMAL_ANSWER.fullmatch(text) else None


def read_day(text: str) -> date | None:
    """A day of the calendar, 2026-11-21."""
    found = DATE_ANSWER.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups())
    stands = year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return date(year, month, day) if stands else None


def read_hour(text: str) -> str | None:
    """Hours and minutes of a time of day, 08:30; seconds and offset are left out."""
    found = TIME_ANSWER.fullmatch(text)
    return found[1] if found else None


def read_point(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees."""
    found = GEOPOINT_ANSWER.fullmatch(text)
    if not found:
        return None
    north, east = float(found[1]), float(found[2])
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 else None


def fit_to_type(kind: str, text: str) -> str:
    """A calculated moment as its question keeps it: of a date the day, of a time the hour."""
    day, mark, hour = text.partition("T")
    if mark and kind in {"date", "time"}:
        return day if kind == "date" else hour
    return text
