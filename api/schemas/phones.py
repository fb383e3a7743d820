"""What phones are told when they say what they owe, and supervisors of it. Counts only."""

from collections.abc import Iterable
from typing import Self

from api.domain.owing import PhoneRisk
from api.queries.phones import OwingPhone
from api.schemas.briefs import PersonBrief, UnitName
from api.schemas.wire import Instant, WireModel


class FormerPhone(WireModel):
    """A phone of the same person that still owed when this one first came."""

    owed: int
    oldest_at: Instant | None
    last_contact_at: Instant


class HeartbeatAnswer(WireModel):
    """`outbox_token` is told to a phone that has none, and once."""

    server_time: Instant
    minimum_version: str
    closed_versions: list[str]
    message: str | None
    former_phones: list[FormerPhone]
    outbox_token: str | None


class OwingPhoneLine(WireModel):
    """Somebody's phone that has not sent everything, as her supervisor sees it."""

    id: int
    person: PersonBrief
    org_unit: UnitName
    owed: int
    set_aside: int
    drafts: int
    oldest_at: Instant | None
    last_contact_at: Instant
    persisted: bool
    risks: list[PhoneRisk]

    @classmethod
    def from_phone(cls, one: OwingPhone, risks: Iterable[PhoneRisk]) -> Self:
        """`risks`: what may happen to what it holds."""
        phone = one.phone
        return cls(
            id=phone.id or 0,
            person=PersonBrief(id=phone.user_id, display_name=one.name),
            org_unit=UnitName(id=one.unit_id, name=one.unit_name),
            owed=phone.owed,
            set_aside=phone.set_aside,
            drafts=phone.drafts,
            oldest_at=phone.oldest_at,
            last_contact_at=phone.last_contact_at,
            persisted=phone.persisted,
            risks=list(risks),
        )


class OwingPhones(WireModel):
    """Where only the totals were asked for, no `items`."""

    items: list[OwingPhoneLine]
    total: int
    at_risk: int
