"""Hand-overs on the wire, as whoever takes part in one sees it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field

from api.models.handover import Handover, HandoverState
from api.models.org_unit import OrgUnitVersion
from api.schemas.briefs import PersonBrief, UnitName
from api.schemas.typed_text import TypedLine, TypedLogin, TypedUnitId
from api.schemas.wire import Instant, JsonObject, RequestModel, WireModel

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


class HandoverLine(WireModel):
    """A unit's work that one leader offers to the next, as it stands now.

    `draftsWaiting`: they lie here, sealed, for the taker's phone. `as`: what the asker is in it.
    """

    id: int
    org_unit: UnitName
    giver: PersonBrief
    taker: PersonBrief
    begun_by: PersonBrief
    begun_at: Instant
    expires_at: Instant
    state: HandoverState
    closed_at: Instant | None
    drafts: int
    drafts_waiting: bool
    drafts_kept_at: Instant | None
    seen_as: HandoverRole = Field(alias="as")

    @classmethod
    def from_handover(
        cls,
        one: Handover,
        seen_as: HandoverRole,
        unit: OrgUnitVersion,
        names: Mapping[int, str],
        at: datetime,
    ) -> Self:
        """As it stands at that moment; `names` of its people by id."""
        giver, taker, begun_by = (
            PersonBrief(id=each, display_name=names.get(each, ""))
            for each in (one.giver_id, one.taker_id, one.begun_by)
        )
        return cls(
            id=one.id or 0,
            org_unit=UnitName(id=one.org_unit_id, name=unit.name),
            giver=giver,
            taker=taker,
            begun_by=begun_by,
            begun_at=one.begun_at,
            expires_at=one.expires_at,
            state=_effective_state(one, at),
            closed_at=one.closed_at,
            drafts=one.drafts,
            drafts_waiting=one.envelope is not None,
            drafts_kept_at=one.drafts_kept_at,
            seen_as=seen_as,
        )


class HandoverList(WireModel):
    """Those that the asker takes part in, or supervises."""

    items: list[HandoverLine]


class Reporter(WireModel):
    """Whose work may be handed over, and where."""

    person: PersonBrief
    org_unit: UnitName


class ReporterList(WireModel):
    """At most fifty."""

    items: list[Reporter]


class HandoverDrafts(WireModel):
    """The drafts as the giver's phone wrote them."""

    drafts: list[JsonObject]


def _effective_state(handover: Handover, at: datetime) -> HandoverState:
    """What nobody confirmed in time is over, also before a row says so."""
    late = handover.state == HandoverState.OFFERED and handover.expires_at <= at
    return HandoverState.EXPIRED if late else handover.state
