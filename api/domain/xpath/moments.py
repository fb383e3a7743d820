"""Days and times without a clock: text ↔ milliseconds since 1970-01-01 UTC. Twin: moments.ts.

Calendar arithmetic is our own so that both twins agree to the millisecond.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import floor, isfinite, nan

MILLISECONDS_PER_DAY = 86_400_000
LATEST_MOMENT = 8.64e15

XML_SPACE = " \t\r\n"

_DATE_TEXT = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:T(.*))?")
_TIME_TEXT = re.compile(
    r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?"
    r"(?:(Z)|([+-])([0-9]{2})(?::?([0-9]{2}))?)?"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as an expression sees it. `ms` is NaN when the text was no date.

    `zone` is in minutes east of UTC and only says how the moment is written.
    """

    ms: float
    zone: int

    @property
    def days(self) -> float:
        """Days since 1970-01-01T00:00Z: what a date is worth as a number."""
        return self.ms / MILLISECONDS_PER_DAY


def moment_of_days(days: float, zone: int) -> Moment:
    """The moment that lies so many days after 1970-01-01T00:00Z."""
    ms = days * MILLISECONDS_PER_DAY
    return Moment(
        float(floor(ms + 0.5)) if isfinite(ms) and abs(ms) <= LATEST_MOMENT else nan, zone
    )


def read_moment(text: str, zone: int) -> Moment | None:
    """A date or a dateTime as text; without an offset it is local. None when it is neither."""
    found = _DATE_TEXT.fullmatch(text.strip(XML_SPACE))
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    if not 1 <= month <= 12 or not 1 <= day <= days_in_month(year, month):
        return None
    start = days_from_civil(year, month, day) * MILLISECONDS_PER_DAY
    if found[4] is None:
        return Moment(float(start - zone * 60_000), zone)
    since_midnight = read_time(found[4], zone)
    return None if since_midnight is None else Moment(float(start + since_midnight), zone)


def read_time(text: str, zone: int) -> int | None:
    """A time as milliseconds after midnight UTC (below 0 or beyond a day when zones differ)."""
    found = _TIME_TEXT.fullmatch(text)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    east = zone
    if found[5]:
        east = 0
    elif found[6]:
        east = int(found[7]) * 60 + int(found[8] or 0)
        east = -east if found[6] == "-" else east
    if hour > 23 or minute > 59 or second > 59 or int(found[8] or 0) > 59 or abs(east) >= 24 * 60:
        return None
    millis = int((found[4] or "")[:3].ljust(3, "0"))
    return ((hour * 60 + minute - east) * 60 + second) * 1000 + millis


def write_moment(moment: Moment) -> str:
    """A local midnight as a date, anything else as a dateTime with its offset, no date as ""."""
    if moment.ms != moment.ms:
        return ""
    at = fields_of(moment)
    date = f"{zero_padded(at.year, 4)}-{zero_padded(at.month, 2)}-{zero_padded(at.day, 2)}"
    if not at.hour and not at.minute and not at.second and not at.millis:
        return date
    clock = f"{zero_padded(at.hour, 2)}:{zero_padded(at.minute, 2)}:{zero_padded(at.second, 2)}"
    hours, minutes = divmod(abs(moment.zone), 60)
    sign = "-" if moment.zone < 0 else "+"
    offset = f"{sign}{zero_padded(hours, 2)}:{zero_padded(minutes, 2)}"
    return f"{date}T{clock}.{zero_padded(at.millis, 3)}{offset}"


def zero_padded(number: int, width: int) -> str:
    """A whole number with zeros in front."""
    return str(number).rjust(width, "0")


@dataclass(frozen=True, slots=True)
class MomentFields:
    """A moment taken apart, in its own zone. `weekday` 0 is Sunday."""

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int
    millis: int
    weekday: int


def fields_of(moment: Moment) -> MomentFields:
    """Taken apart in its own zone; the moment must be a date."""
    days, rest = divmod(int(moment.ms) + moment.zone * 60_000, MILLISECONDS_PER_DAY)
    year, month, day = civil_from_days(days)
    seconds, millis = divmod(rest, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return MomentFields(year, month, day, hour, minute, second, millis, (days + 4) % 7)


def days_in_month(year: int, month: int) -> int:
    """How many days the month has."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 + leap if month == 2 else 30 if month in {4, 6, 9, 11} else 31


def days_from_civil(year: int, month: int, day: int) -> int:
    """Days after 1970-01-01; years begin in March, so that the leap day comes last."""
    shifted = year - 1 if month <= 2 else year
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return shifted * 365 + shifted // 4 - shifted // 100 + shifted // 400 + of_year - 719_468


def civil_from_days(days: int) -> tuple[int, int, int]:
    """Year, month and day; the inverse of `days_from_civil`."""
    era, of_era = divmod(days + 719_468, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * of_year + 2) // 153
    day = of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year + era * 400 + (month <= 2), month, day
