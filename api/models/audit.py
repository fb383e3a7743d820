"""Who did or looked at what, and when. The database itself refuses to change or delete a row."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from api.storage.columns import UtcDateTime


class Audit(SQLModel, table=True):
    """One act. `details` is JSON without any person's name or answer."""

    __table_args__ = (
        Index("audit_by_object", "object_type", "object_id"),
        Index("audit_by_actor", "actor_id", "id"),
        Index("audit_by_time", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    actor_id: int | None = Field(default=None, foreign_key="user_account.id")
    action: str = Field(max_length=60)
    object_type: str = Field(max_length=40)
    object_id: str = Field(max_length=250)
    details: str = "{}"
