"""A unit's work on its way from one leader to the next, with the drafts that she sends along."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, text
from sqlmodel import Field, SQLModel

from api.storage.columns import UtcDateTime

HANDOVER_IS_OPEN = text("state = 'offered'")


class HandoverState(StrEnum):
    """Offered by one side; taken by the other, or over without that."""

    OFFERED = "offered"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Handover(SQLModel, table=True):
    """One offer. `begun_by` is the giver, or a supervisor in her place; the taker is neither.

    `envelope` holds the drafts, sealed to the server, until the taker's phone has kept them.
    """

    __table_args__ = (
        CheckConstraint(
            "state IN ('offered', 'taken', 'withdrawn', 'expired')", name="handover_state"
        ),
        CheckConstraint("giver_id <> taker_id", name="handover_to_somebody_else"),
        CheckConstraint("begun_by <> taker_id", name="handover_by_two"),
        CheckConstraint("drafts >= 0", name="handover_drafts"),
        Index(
            "handover_one_open",
            "giver_id",
            "org_unit_id",
            unique=True,
            sqlite_where=HANDOVER_IS_OPEN,
            postgresql_where=HANDOVER_IS_OPEN,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    org_unit_id: str = Field(foreign_key="org_unit.id")
    giver_id: int = Field(foreign_key="user_account.id", index=True)
    taker_id: int = Field(foreign_key="user_account.id", index=True)
    begun_by: int = Field(foreign_key="user_account.id")
    begun_at: datetime = Field(sa_type=UtcDateTime, index=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    state: HandoverState = Field(sa_type=String)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    drafts: int = 0
    envelope: bytes | None = Field(default=None, sa_type=LargeBinary)
    drafts_kept_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
