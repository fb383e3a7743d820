"""Which moment `today()` means for a record: the phone's, when the phone's clock can be believed.

A record may have waited for weeks, so its own clock is asked first; a clock that runs ahead of
the server's, or that stood before its form was published, is noted and not used.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from api.domain.engine.cells import Instance
from api.domain.finding import Problem

HANOI = timezone(timedelta(hours=7))
CLOCK_SLACK = timedelta(days=1)
NOON = "T12:00:00+07:00"


def submission_clock(
    instance: Instance, received: datetime, published: datetime | None
) -> tuple[datetime, list[Problem]]:
    """The moment to evaluate with, and what is odd about the record's own."""
    for preload in ("end", "start", "today"):
        ref = instance.rules.preloads.get(preload, "")
        moment = _parse_instant(instance.text(ref))
        if moment is not None:
            return _believable_moment(moment, ref, received, published)
    return received.astimezone(HANOI), []


def _believable_moment(
    moment: datetime, ref: str, received: datetime, published: datetime | None
) -> tuple[datetime, list[Problem]]:
    if moment > received + CLOCK_SLACK:
        code = "clockAhead"
    elif published is not None and moment < published - CLOCK_SLACK:
        code = "clockBehind"
    else:
        return moment, []
    params = {"value": moment.isoformat(), "received": received.isoformat()}
    return received.astimezone(moment.tzinfo), [Problem(ref, code, params=params)]


def _parse_instant(said: str) -> datetime | None:
    text = said + NOON if len(said) == 10 else said
    try:
        moment = datetime.fromisoformat(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=HANOI)
        aware.astimezone(HANOI)  # the first and the last day of the calendar have no such moment
    except (ValueError, OverflowError):
        return None
    return aware
