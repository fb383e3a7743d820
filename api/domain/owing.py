"""What a phone's last word means for those who look after its owner: which risks there are."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

# Safari clears a tab after seven days without a look: two days are left to go and see.
EVICTABLE_AFTER = timedelta(days=5)
SILENT_AFTER = timedelta(days=3)


class PhoneRisk(StrEnum):
    """Why somebody should go and see."""

    EVICTABLE = "evictable"
    SILENT = "silent"
    CLEARED = "cleared"


@dataclass(frozen=True, slots=True)
class LastHeartbeat:
    """What a phone said last. `newer_at`: when the same person's next phone first came."""

    owed: int
    drafts: int
    persisted: bool
    last_contact_at: datetime
    newer_at: datetime | None = None


def phone_risks(said: LastHeartbeat, now: datetime) -> list[PhoneRisk]:
    """The risks, the worst first; none for a phone that has nothing to lose."""
    away = now - said.last_contact_at
    found = []
    if said.owed and said.newer_at and said.newer_at >= said.last_contact_at:
        found.append(PhoneRisk.CLEARED)
    if (said.owed or said.drafts) and not said.persisted and away >= EVICTABLE_AFTER:
        found.append(PhoneRisk.EVICTABLE)
    if said.owed and away >= SILENT_AFTER:
        found.append(PhoneRisk.SILENT)
    return found


def seconds_ahead(clock: datetime, now: datetime) -> int:
    """Whole seconds that a phone's clock is ahead of ours; it may be years."""
    return round((clock - now).total_seconds())


def to_server_clock(said: datetime, ahead: int, now: datetime) -> datetime:
    """An instant of a phone whose clock is so far ahead; never later than now."""
    try:
        return min(said.astimezone(UTC) - timedelta(seconds=ahead), now)
    except OverflowError:
        return now
