"""Single-use codes with which people set their password. Only a slow hash of a code is kept."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from api.storage.columns import UtcDateTime

INVITATION_IS_OPEN = text("accepted_at IS NULL AND voided_at IS NULL")


class Invitation(SQLModel, table=True):
    """One code for one user: accepted once, or voided by a newer one, or too old. One is open."""

    __table_args__ = (
        Index(
            "invitation_one_open",
            "user_id",
            unique=True,
            sqlite_where=INVITATION_IS_OPEN,
            postgresql_where=INVITATION_IS_OPEN,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="user_account.id")
    code_hash: str = Field(unique=True, max_length=64)
    created_by: int = Field(foreign_key="user_account.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    voided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
