"""Where units of divided communes went: decisions of people. Appended, never changed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from api.storage.columns import UtcDateTime


class OrgUnitPlacement(SQLModel, table=True):
    """From that day on the unit lies below this parent, somebody said. The last one holds."""

    __tablename__ = "org_unit_placement"
    __table_args__ = (
        CheckConstraint("parent_id <> org_unit_id", name="org_unit_placement_elsewhere"),
        Index("org_unit_placement_of_unit", "org_unit_id", "on_date"),
    )

    id: int | None = Field(default=None, primary_key=True)
    org_unit_id: str = Field(foreign_key="org_unit.id")
    on_date: date
    parent_id: str = Field(foreign_key="org_unit.id")
    source: str = Field(max_length=300)
    decided_at: datetime = Field(sa_type=UtcDateTime)
    decided_by_id: int = Field(foreign_key="user_account.id")
