"""What indicators should reach, unit by unit, with the document and line that says so."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, String, text
from sqlmodel import Field, SQLModel

from api.domain.figure import Absence
from api.storage.columns import Exact

IN_FORCE = text("in_force")


class Target(SQLModel, table=True):
    """One reading of one cell of a plan. Readings may disagree; one is in force, none is summed.

    `reason` is why the plan or the unit has no number here ("-", tạm dừng, chưa đánh giá được);
    `words` are the plan's own where it has words instead of a number. A plan that is kept here is
    `document_id`, and `line` one of its passages. `unconfirmed`: shown, but somebody has to say so.
    """

    __table_args__ = (
        CheckConstraint(
            "reason IN ('notAssigned', 'notBegun', 'notAssessed', 'suspended')",
            name="target_reason",
        ),
        CheckConstraint(
            "value IS NULL OR reason IS NULL OR reason IN ('notBegun', 'notAssessed')",
            name="target_number_or_reason",
        ),
        Index(
            "target_one_in_force",
            "org_unit_id",
            "period",
            "indicator",
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        ),
    )

    org_unit_id: str = Field(foreign_key="org_unit.id", primary_key=True)
    period: str = Field(primary_key=True, max_length=9)
    indicator: str = Field(foreign_key="indicator.code", primary_key=True, max_length=40)
    source_document: str = Field(primary_key=True, max_length=200)
    source_line: str = Field(default="", primary_key=True, max_length=120)
    value: Decimal | None = Field(default=None, sa_type=Exact)
    reason: Absence | None = Field(default=None, sa_type=String)
    words: str = ""
    note: str = ""
    in_force: bool = True
    demonstration: bool = False
    document_id: str | None = Field(default=None, foreign_key="document.id")
    line: int | None = None
    unconfirmed: bool = False
