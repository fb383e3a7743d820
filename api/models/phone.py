"""What each phone said last of what it still owes, and closed app versions. Counts only."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from api.storage.columns import UtcDateTime


class Phone(SQLModel, table=True):
    """One person on one browser of one phone, as of its last contact. Nothing about content.

    `oldest_at` is by the server's clock; `clock_skew` is how many seconds the phone is ahead.
    """

    __table_args__ = (
        UniqueConstraint("user_id", "device_id"),
        CheckConstraint("owed >= 0 AND set_aside >= 0 AND drafts >= 0", name="phone_counts"),
    )

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="user_account.id")
    device_id: str = Field(max_length=120)
    app_version: str = Field(max_length=40)
    owed: int
    oldest_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    set_aside: int
    drafts: int
    persisted: bool
    free_mb: int | None = None
    clock_skew: int
    first_contact_at: datetime = Field(sa_type=UtcDateTime)
    last_contact_at: datetime = Field(sa_type=UtcDateTime)


class OutboxToken(SQLModel, table=True):
    """By this a file with unsent records proves which phone it came from. Only its hash is kept."""

    __tablename__ = "outbox_token"

    token_hash: str = Field(primary_key=True, max_length=64)
    phone_id: int = Field(foreign_key="phone.id", index=True)
    issued_at: datetime = Field(sa_type=UtcDateTime)


class ClosedVersion(SQLModel, table=True):
    """An app version with which nothing new is written any more; `words` say why, to people."""

    __tablename__ = "closed_version"

    version: str = Field(primary_key=True, max_length=40)
    words: str = Field(max_length=500)
    closed_at: datetime = Field(sa_type=UtcDateTime)
