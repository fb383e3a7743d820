"""What phones say that they owe, and what they and supervisors are told of it. Counts only."""

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import AwareDatetime, Field

from api.domain.owing import PhoneRisk
from api.queries.phones import OwingPhone
from api.schemas.briefs import PersonBrief, UnitName
from api.schemas.typed_text import TypedLine
from api.schemas.wire import Instant, RequestModel, WireModel

PhoneCount = Annotated[int, Field(ge=0, le=1_000_000)]


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


class Heartbeat(RequestModel):
    """What a phone says of itself. `has_token`: it can prove itself in an exported file."""

    device_id: Annotated[TypedLine, Field(min_length=1, max_length=120)]
    app_version: Annotated[TypedLine, Field(min_length=1, max_length=40)]
    owed: PhoneCount
    oldest_at: AwareDatetime | None = None
    set_aside: PhoneCount = 0
    drafts: PhoneCount = 0
    persisted: bool = False
    free_mb: Annotated[int, Field(ge=0, lt=2**31)] | None = None
    clock: AwareDatetime
    has_token: bool = True
