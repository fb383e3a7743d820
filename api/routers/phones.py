"""What phones still owe: each says it with every contact, and supervisors see it. Counts only."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from api.access import credentials
from api.clock import now, today
from api.domain import owing
from api.domain.owing import LastHeartbeat, PhoneRisk
from api.errors import Forbidden, may_refuse
from api.http.auth import PersonDep
from api.models.phone import Phone
from api.queries import audit, phones
from api.queries.phones import OwingPhone
from api.schemas.typed_text import TypedLine
from api.schemas.wire import RequestModel, format_instant
from api.storage.db import DatabaseDep

router = APIRouter(prefix="/v1", tags=["phones"])

# The oldest app that this server still understands (docs/compatibility.md).
OLDEST_APP_VERSION = "0.1.0"
PhoneCount = Annotated[int, Field(ge=0, le=1_000_000)]
Json = dict[str, Any]


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


@router.post("/heartbeats")
def create_heartbeat(said: Heartbeat, person: PersonDep, database: DatabaseDep) -> Json:
    """Keep it in place of what this phone said before; what the phone should know comes back."""
    at = now()
    token = "" if said.has_token else credentials.new_token()
    with database.writing_plainly() as connection:
        phone_id = phones.store_heartbeat(connection, _phone_row_from_heartbeat(said, person.id))
        if token:
            phones.add_outbox_token(connection, phone_id, credentials.hash_token(token), at)
        former = phones.earlier_owing_phones(connection, phone_id)
        closed = phones.closed_versions(connection)
    return {
        "serverTime": format_instant(at),
        "minimumVersion": OLDEST_APP_VERSION,
        "closedVersions": list(closed),
        "message": closed.get(said.app_version),
        "formerPhones": [_former_phone_as_wire(one) for one in former],
        "outboxToken": token or None,
    }


def _phone_row_from_heartbeat(said: Heartbeat, user_id: int) -> Json:
    at = now()
    ahead = owing.seconds_ahead(said.clock, at)
    oldest = said.oldest_at and owing.to_server_clock(said.oldest_at, ahead, at)
    return {
        "user_id": user_id,
        "device_id": said.device_id,
        "app_version": said.app_version,
        "owed": said.owed,
        "oldest_at": oldest,
        "set_aside": said.set_aside,
        "drafts": said.drafts,
        "persisted": said.persisted,
        "free_mb": said.free_mb,
        # A clock of the year 9999 is wrong enough with what the column holds.
        "clock_skew": max(-(2**31), min(ahead, 2**31 - 1)),
        "last_contact_at": at,
    }


def _former_phone_as_wire(phone: Phone) -> Json:
    return {
        "owed": phone.owed,
        "oldestAt": format_instant(phone.oldest_at),
        "lastContactAt": format_instant(phone.last_contact_at),
    }


@router.get("/phones")
@may_refuse("supervisesNothing")
def list_phones(
    person: PersonDep, database: DatabaseDep, only: Literal["totals"] | None = None
) -> Json:
    """Phones within a supervisor's reach that owe records, or may lose what is on them.

    With `only=totals` how many, and whose they are is not said.
    """
    day, at = today(), now()
    roots = person.supervised(day)
    if not roots:
        raise Forbidden("supervisesNothing")
    with database.writing() as session:
        found = phones.find_owing_phones(session, roots, day)
        items = [
            item
            for one in found
            if one.phone.user_id != person.id
            and (item := _phone_as_wire(one, risks_of_phone(one, at)))
        ]
        if items and not only:
            details: Json = {"phones": len(items)}
            audit.record_event(session, person.id, "phone.read", "phone", "", at, details)
    return {
        "items": [] if only else items,
        "total": len(items),
        "atRisk": sum(bool(item["risks"]) for item in items),
    }


def risks_of_phone(one: OwingPhone, at: Any) -> list[PhoneRisk]:
    """What may happen to what this phone holds."""
    phone = one.phone
    owed = phone.owed + phone.set_aside
    said = LastHeartbeat(owed, phone.drafts, phone.persisted, phone.last_contact_at, one.newer_at)
    return owing.phone_risks(said, at)


def _phone_as_wire(one: OwingPhone, risks: list[PhoneRisk]) -> Json | None:
    """None for drafts that nothing threatens: they are hers."""
    phone = one.phone
    if not (phone.owed or phone.set_aside or risks):
        return None
    return {
        "id": phone.id,
        "person": {"id": phone.user_id, "displayName": one.name},
        "orgUnit": {"id": one.unit_id, "name": one.unit_name},
        "owed": phone.owed,
        "setAside": phone.set_aside,
        "drafts": phone.drafts,
        "oldestAt": format_instant(phone.oldest_at),
        "lastContactAt": format_instant(phone.last_contact_at),
        "persisted": phone.persisted,
        "risks": risks,
    }
