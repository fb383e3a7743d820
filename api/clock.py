"""The only file that asks what time it is. Viet Nam has one zone all year: +07:00."""

from datetime import UTC, date, datetime, timedelta, timezone

VIET_NAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This instant, with its zone."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in Viet Nam."""
    return datetime.now(VIET_NAM).date()
