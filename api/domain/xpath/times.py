"""Functions about days and times. Twin: times.ts. The clock is what Env says."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from math import isnan, nan

from api.domain.tree import Node
from api.domain.xpath.env import Context
from api.domain.xpath.moments import (
    MILLISECONDS_PER_DAY,
    XML_SPACE,
    Moment,
    fields_of,
    moment_of_days,
    read_moment,
    read_time,
    zero_padded,
)
from api.domain.xpath.signature import XPathFunction, function_of_values
from api.domain.xpath.values import XPathValue, to_number

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
DATE_MARKS = "YymnbdeaHhMS3"
_DATE_MARK = re.compile(f"%([{DATE_MARKS}])")


def _current_moment(_given: list[XPathValue], _node: Node, context: Context) -> Moment:
    return Moment(float((context.env.now - _EPOCH) // _MILLISECOND), context.zone)


def _current_day(given: list[XPathValue], node: Node, context: Context) -> XPathValue:
    east = context.zone * 60_000
    local = int(_current_moment(given, node, context).ms) + east
    return Moment(float(local // MILLISECONDS_PER_DAY * MILLISECONDS_PER_DAY - east), context.zone)


def _to_moment(value: XPathValue, context: Context) -> Moment:
    """A date from a date, a text that holds one, or a number of days."""
    if isinstance(value, Moment):
        return value
    zone = context.zone
    if isinstance(value, bool | float):
        return moment_of_days(to_number(value), zone)
    text = context.text(value)
    return read_moment(text, zone) or moment_of_days(to_number(text, zone), zone)


def _date(given: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    return _to_moment(given[0], context)


def _decimal_date_time(given: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    return _to_moment(given[0], context).days


def _decimal_time(given: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    zone = context.zone
    text = context.text(given[0]).strip(XML_SPACE)
    moment = given[0] if isinstance(given[0], Moment) else read_moment(text, zone)
    since = read_time(text, zone) if moment is None else moment.ms
    return (
        nan
        if since is None or isnan(since)
        else (int(since) + zone * 60_000) % MILLISECONDS_PER_DAY / MILLISECONDS_PER_DAY
    )


def _format_date(given: list[XPathValue], _node: Node, context: Context) -> XPathValue:
    moment = _to_moment(given[0], context)
    if isnan(moment.ms):
        return ""
    at = fields_of(moment)
    parts = {
        "Y": zero_padded(at.year, 4),
        "y": zero_padded(at.year, 4)[-2:],
        "m": zero_padded(at.month, 2),
        "n": str(at.month),
        "b": _MONTHS[at.month - 1],
        "d": zero_padded(at.day, 2),
        "e": str(at.day),
        "a": _WEEKDAYS[at.weekday],
        "H": zero_padded(at.hour, 2),
        "h": str(at.hour),
        "M": zero_padded(at.minute, 2),
        "S": zero_padded(at.second, 2),
        "3": zero_padded(at.millis, 3),
    }
    return context.paid(_DATE_MARK.sub(lambda mark: parts[mark[1]], context.text(given[1])))


TIME_FUNCTIONS: dict[str, XPathFunction] = {
    "today": function_of_values(_current_day, 0),
    "now": function_of_values(_current_moment, 0),
    "date": function_of_values(_date, 1),
    "date-time": function_of_values(_date, 1),
    "format-date": function_of_values(_format_date, 2),
    "format-date-time": function_of_values(_format_date, 2),
    "decimal-date-time": function_of_values(_decimal_date_time, 1),
    "decimal-time": function_of_values(_decimal_time, 1),
}
