"""Is a written answer of its type? Regular and calendar rules only. Twin: answer.ts."""

import re
from calendar import monthrange

NUMBER_ANSWER = r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"
INTEGER_ANSWER = re.compile(r"-?[0-9]{1,15}")
DECIMAL_ANSWER = re.compile(NUMBER_ANSWER)
DATE_ANSWER = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
TIME_ANSWER = re.compile(
    r"([01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
GEOPOINT_ANSWER = re.compile(rf"({NUMBER_ANSWER}) ({NUMBER_ANSWER})(?: {NUMBER_ANSWER}){{0,2}}")

# A generous box around the mainland and the two archipelagos.
SOUTH, NORTH, WEST, EAST = 6.0, 24.0, 102.0, 118.0


def answer_type_fault(kind: str, value: str) -> str:
    """The code of what is wrong with an answer that is not blank; '' when it is well written."""
    if kind == "string":
        return ""
    if kind == "int":
        return "" if INTEGER_ANSWER.fullmatch(value) else "notInteger"
    if kind == "decimal":
        return "" if DECIMAL_ANSWER.fullmatch(value) else "notDecimal"
    if kind == "date":
        return "" if _is_date(value) else "notDate"
    if kind == "time":
        return "" if TIME_ANSWER.fullmatch(value) else "notTime"
    if kind == "dateTime":
        day, _, hour = value.partition("T")
        return "" if _is_date(day) and TIME_ANSWER.fullmatch(hour) else "notDateTime"
    if kind == "geopoint":
        return _point_fault(value)
    return ""


def fit_to_type(kind: str, text: str) -> str:
    """A calculated moment as its question keeps it: of a date the day, of a time the hour."""
    day, mark, hour = text.partition("T")
    if mark and kind in {"date", "time"}:
        return day if kind == "date" else hour
    return text


def _is_date(value: str) -> bool:
    found = DATE_ANSWER.fullmatch(value)
    if not found:
        return False
    year, month, day = (int(part) for part in found.groups())
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _point_fault(value: str) -> str:
    found = GEOPOINT_ANSWER.fullmatch(value)
    if not found:
        return "notGeopoint"
    north, east = float(found[1]), float(found[2])
    if abs(north) > 90 or abs(east) > 180:
        return "notGeopoint"
    return "" if SOUTH <= north <= NORTH and WEST <= east <= EAST else "outsideCountry"
