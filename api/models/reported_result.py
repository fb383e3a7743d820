"""What a plan says was reached before these records began. Shown beside figures, never in them."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, String
from sqlmodel import Field, SQLModel

from api.domain.figure import Absence
from api.storage.columns import Exact


class ReportedResult(SQLModel, table=True):
    """One result as a plan prints it: `numerator` of `denominator`, and the share that it prints.

    `printed` is that share as text, right or wrong; ours is divided anew from the two.
    """

    __tablename__ = "reported_result"
    __table_args__ = (
        CheckConstraint(
            "reason IN ('notAssigned', 'notBegun', 'notAssessed', 'suspended')",
            name="reported_result_reason",
        ),
    )

    org_unit_id: str = Field(foreign_key="org_unit.id", primary_key=True)
    period: str = Field(primary_key=True, max_length=9)
    indicator: str = Field(foreign_key="indicator.code", primary_key=True, max_length=40)
    document_id: str = Field(foreign_key="document.id", primary_key=True)
    line: int = Field(primary_key=True)
    numerator: Decimal | None = Field(default=None, sa_type=Exact)
    denominator: Decimal | None = Field(default=None, sa_type=Exact)
    printed: str = ""
    reason: Absence | None = Field(default=None, sa_type=String)
    words: str = ""
    note: str = ""
