"""What phones still owe: each says it with every contact, and supervisors see it. Counts only."""

from datetime import datetime
from typing import Literal

from fastapi import APIRouter

from api.access import credentials
from api.clock import now, today
from api.domain import owing
from api.domain.owing import LastHeartbeat, PhoneRisk
from api.errors import Forbidden, may_refuse
from api.http.auth import PersonDep
from api.http.database import DatabaseDep
from api.queries import audit, phones
from api.queries.phones import OwingPhone
from api.schemas.phones import FormerPhone, Heartbeat, HeartbeatAnswer, OwingPhoneLine, OwingPhones
from api.schemas.wire import JsonObject

router = APIRouter(prefix="/v1", tags=["phones"])

# The oldest app that this server still understands (docs/compatibility.md).
OLDEST_APP_VERSION = "0.1.0"


@router.post("/heartbeats")
def create_heartbeat(said: Heartbeat, person: PersonDep, database: DatabaseDep) -> HeartbeatAnswer:
    """Keep it in place of what this phone said before; what the phone should know comes back."""
    at = now()
    token = "" if said.has_token else credentials.new_token()
    with database.writing_plainly() as connection:
        phone_id = phones.store_heartbeat(connection, _phone_row_from_heartbeat(said, person.id))
        if token:
            phones.add_outbox_token(connection, phone_id, credentials.hash_token(token), at)
        former = phones.earlier_owing_phones(connection, phone_id)
        closed = phones.closed_versions(connection)
    return HeartbeatAnswer(
        server_time=at,
        minimum_version=OLDEST_APP_VERSION,
        closed_versions=list(closed),
        message=closed.get(said.app_version),
        former_phones=[FormerPhone.model_validate(one) for one in former],
        outbox_token=token or None,
    )


def _phone_row_from_heartbeat(said: Heartbeat, user_id: int) -> JsonObject:
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


@router.get("/phones")
@may_refuse("supervisesNothing")
def list_phones(
    person: PersonDep, database: DatabaseDep, only: Literal["totals"] | None = None
) -> OwingPhones:
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
            if one.phone.user_id != person.id and (item := _make_owing_line(one, at))
        ]
        if items and not only:
            details: JsonObject = {"phones": len(items)}
            audit.record_event(session, person.id, "phone.read", "phone", "", at, details)
    return OwingPhones(
        items=[] if only else items,
        total=len(items),
        at_risk=sum(bool(item.risks) for item in items),
    )


def risks_of_phone(one: OwingPhone, at: datetime) -> list[PhoneRisk]:
    """What may happen to what this phone holds."""
    phone = one.phone
    owed = phone.owed + phone.set_aside
    said = LastHeartbeat(owed, phone.drafts, phone.persisted, phone.last_contact_at, one.newer_at)
    return owing.phone_risks(said, at)


def _make_owing_line(one: OwingPhone, at: datetime) -> OwingPhoneLine | None:
    """None for drafts that nothing threatens: they are hers."""
    risks = risks_of_phone(one, at)
    if not (one.phone.owed or one.phone.set_aside or risks):
        return None
    return OwingPhoneLine.from_phone(one, risks)
