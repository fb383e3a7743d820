"""Hand-overs on the wire, as whoever takes part in one sees it."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from api import clock
from api.models.handover import Handover, HandoverState
from api.models.org_unit import OrgUnitVersion
from api.queries import users
from api.schemas.wire import instant

Json = dict[str, Any]


class Seen(StrEnum):
    """What the asker is in it."""

    GIVER = "giver"
    TAKER = "taker"
    SUPERVISOR = "supervisor"


def as_wire(
    session: Session,
    found: Collection[tuple[Handover, Seen]],
    units: Mapping[str, OrgUnitVersion],
) -> list[Json]:
    """Each with the names of its people and of its unit."""
    people = {one for each, _ in found for one in (each.giver_id, each.taker_id, each.begun_by)}
    names = users.names(session, people)

    def person(user_id: int) -> Json:
        return {"id": user_id, "displayName": names.get(user_id, "")}

    return [
        {
            "id": one.id,
            "orgUnit": {"id": one.org_unit_id, "name": units[one.org_unit_id].name},
            "giver": person(one.giver_id),
            "taker": person(one.taker_id),
            "begunBy": person(one.begun_by),
            "begunAt": instant(one.begun_at),
            "expiresAt": instant(one.expires_at),
            "state": _state(one),
            "closedAt": instant(one.closed_at),
            "drafts": one.drafts,
            "draftsWaiting": one.envelope is not None,
            "draftsKeptAt": instant(one.drafts_kept_at),
            "as": seen,
        }
        for one, seen in found
    ]


def _state(handover: Handover) -> HandoverState:
    """What nobody confirmed in time is over, also before a row says so."""
    late = handover.state == HandoverState.OFFERED and handover.expires_at <= clock.now()
    return HandoverState.EXPIRED if late else handover.state
