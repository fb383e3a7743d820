"""Hand-overs on the wire, as whoever takes part in one sees it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from api.models.handover import Handover, HandoverState
from api.models.org_unit import OrgUnitVersion
from api.schemas.typed_text import TypedLine, TypedLogin, TypedUnitId
from api.schemas.wire import RequestModel, format_instant

Json = dict[str, Any]

HandoverId = Annotated[int, Field(ge=1, lt=2**31)]


class HandoverOffer(RequestModel):
    """To whom, by her login. `giver_id`: a supervisor acts in the place of this giver."""

    org_unit_id: TypedUnitId
    taker: TypedLogin
    giver_id: HandoverId | None = None


class ReporterSearch(RequestModel):
    """Whose name or login. In a body, so that no address holds what was typed."""

    q: TypedLine = Field(default="", max_length=100)


class SealedDrafts(RequestModel):
    """An envelope about `handover:<id>` with a JSON list of drafts, in base64url."""

    envelope: str = Field(max_length=95_000)


class HandoverRole(StrEnum):
    """What the asker is in it."""

    GIVER = "giver"
    TAKER = "taker"
    SUPERVISOR = "supervisor"


def handovers_as_wire(
    found: Collection[tuple[Handover, HandoverRole]],
    units: Mapping[str, OrgUnitVersion],
    names: Mapping[int, str],
    at: datetime,
) -> list[Json]:
    """Each as it stands at that moment, with the names of its people and of its unit."""

    def person(user_id: int) -> Json:
        return {"id": user_id, "displayName": names.get(user_id, "")}

    return [
        {
            "id": one.id,
            "orgUnit": {"id": one.org_unit_id, "name": units[one.org_unit_id].name},
            "giver": person(one.giver_id),
            "taker": person(one.taker_id),
            "begunBy": person(one.begun_by),
            "begunAt": format_instant(one.begun_at),
            "expiresAt": format_instant(one.expires_at),
            "state": _effective_state(one, at),
            "closedAt": format_instant(one.closed_at),
            "drafts": one.drafts,
            "draftsWaiting": one.envelope is not None,
            "draftsKeptAt": format_instant(one.drafts_kept_at),
            "as": seen,
        }
        for one, seen in found
    ]


def _effective_state(handover: Handover, at: datetime) -> HandoverState:
    """What nobody confirmed in time is over, also before a row says so."""
    late = handover.state == HandoverState.OFFERED and handover.expires_at <= at
    return HandoverState.EXPIRED if late else handover.state
