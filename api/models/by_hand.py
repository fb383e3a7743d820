"""What an administrator changed: the files in forms/ no longer decide it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlmodel import Field, SQLModel

from api.storage.columns import UtcDateTime


class ByHandKind(StrEnum):
    """What can be taken out of the files' hands, and what its key is."""

    ORG_UNIT = "orgUnit"  # the unit's id
    INDICATOR = "indicator"  # its code; only the threshold
    TARGET = "target"  # unit/period/indicator


class ByHand(SQLModel, table=True):
    """Who took it over last, and when."""

    __tablename__ = "by_hand"

    kind: ByHandKind = Field(sa_type=String, primary_key=True)
    key: str = Field(primary_key=True, max_length=80)
    at: datetime = Field(sa_type=UtcDateTime)
    by_id: int = Field(foreign_key="user_account.id")
