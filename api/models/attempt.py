"""Wrong secrets that are not forgotten yet, and the devices on which people signed in before."""

from datetime import datetime

from sqlalchemy import Float
from sqlmodel import Field, SQLModel

from api.storage.columns import UtcDateTime


class AttemptCount(SQLModel, table=True):
    """One tally of api/domain/attempts. What it counts stands in no row: `key` is a keyed hash.

    Seconds since 1970, because the database itself reckons with them.
    """

    __tablename__ = "attempt_count"

    key: str = Field(primary_key=True, max_length=64)
    level: float = Field(sa_type=Float(53))
    at: float = Field(sa_type=Float(53))
    forgotten_at: float = Field(sa_type=Float(53), index=True)


class KnownDevice(SQLModel, table=True):
    """This person signed in with the browser that keeps this token. Only its SHA-256 is kept."""

    __tablename__ = "known_device"

    token_hash: str = Field(primary_key=True, max_length=64)
    user_id: int = Field(primary_key=True, foreign_key="user_account.id", index=True)
    last_at: datetime = Field(sa_type=UtcDateTime)
