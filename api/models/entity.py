"""Standing things that records register and later records name: a team, a club, an address."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from api.storage.columns import UtcDateTime


class Entity(SQLModel, table=True):
    """As it stands now. `approved` follows the review of the submission that registered it."""

    __table_args__ = (Index("entity_by_list_unit", "list_name", "org_unit_id"),)

    uuid: str = Field(primary_key=True, max_length=64)
    list_name: str = Field(max_length=120)
    label: str
    data: str = "{}"
    version: int = 1
    org_unit_id: str = Field(foreign_key="org_unit.id")
    submission_id: int = Field(foreign_key="submission.id", index=True)
    approved: bool = False
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)


class EntityVersion(SQLModel, table=True):
    """What one submission version said of an entity: label and properties, kept for ever."""

    __tablename__ = "entity_version"
    __table_args__ = (UniqueConstraint("entity_uuid", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    entity_uuid: str = Field(foreign_key="entity.uuid")
    version: int
    label: str
    data: str
    submission_version_id: int = Field(foreign_key="submission_version.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
