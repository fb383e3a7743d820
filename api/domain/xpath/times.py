"""Functions about days and times. Twin: times.ts. The clock is what Env says."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from math import isnan, nan

from api.domain.tree import Node
from api.domain.xpath.env import Context
from api.domain.xpath.moments import (
    DAY,
    SPACE,
    Moment,
    fields_of,
    moment_of_days,
    read_moment,
    read_time,
    written,
)
from api.domain.xpath.signature import Function, values
from api.domain.xpath.values import Value, to_number

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
MARKS = "YymnbdeaHhMS3"
_MARK = re.compile(f"%([{MARKS}])")


def _now(_given: list[Value], _node: Node, context: Context) -> Moment:
    return Moment(float((context.env.now - _EPOCH) // _MILLISECOND), context.zone)


def _today(given: list[Value], node: Node, context: Context) -> Value:
    east = context.zone * 60_000
    local = int(_now(given, node, context).ms) + east
    return Moment(float(local // DAY * DAY - east), context.zone)


def _moment(value: Value, context: Context) -> Moment:
    """A date from a date, a text that holds one, or a number of days."""
    if isinstance(value, Moment):
        return value
    zone = context.zone
    if isinstance(value, bool | float):
        return moment_of_days(to_number(value), zone)
    text = context.text(value)
    return read_moment(text, zone) or moment_of_days(to_number(text, zone), zone)


def _date(given: list[Value], _node: Node, context: Context) -> Value:
    return _moment(given[0], context)


def _decimal_date_time(given: list[Value], _node: Node, context: Context) -> Value:
    return _moment(given[0], context).days


def _decimal_time(given: list[Value], _node: Node, context: Context) -> Value:
    zone = context.zone
    text = context.text(given[0]).strip(SPACE)
    moment = given[0] if isinstance(given[0], Moment) else read_moment(text, zone)
    since = read_time(text, zone) if moment is None else moment.ms
    return nan if since is None or isnan(since) else (int(since) + zone * 60_000) % DAY / DAY


def _format_date(given: list[Value], _node: Node, context: Context) -> Value:
    moment = _moment(given[0], context)
    if isnan(moment.ms):
        return ""
    at = fields_of(moment)
    parts = {
        "Y": written(at.year, 4),
        "y": written(at.year, 4)[-2:],
        "m": written(at.month, 2),
        "n": str(at.month),
        "b": _MONTHS[at.month - 1],
        "d": written(at.day, 2),
        "e": str(at.day),
        "a": _WEEKDAYS[at.weekday],
        "H": written(at.hour, 2),
        "h": str(at.hour),
        "M": written(at.minute, 2),
        "S": written(at.second, 2),
        "3": written(at.millis, 3),
    }
    return _MARK.sub(lambda mark: parts[mark[1]], context.text(given[1]))


TIMES: dict[str, Function] = {
    "today": values(_today, 0),
    "now": values(_now, 0),
    "date": values(_date, 1),
    "date-time": values(_date, 1),
    "format-date": values(_format_date, 2),
    "format-date-time": values(_format_date, 2),
    "decimal-date-time": values(_decimal_date_time, 1),
    "decimal-time": values(_decimal_time, 1),
}
