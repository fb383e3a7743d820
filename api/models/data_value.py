"""What the current version of each submission counts for, and the totals kept from it.

Rows here can all be made again from the submissions: `sothon recount` does so.
"""

from datetime import date
from decimal import Decimal

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from api.storage.columns import Exact

LONGEST_SUBJECT = 200


class DataValue(SQLModel, table=True):
    """One contribution of one submission version to one indicator.

    `counted` is false while the submission, or the register of the subject that it names, is not
    approved. `by` is JSON with sorted keys. `placed_on`: the day on which the unit's place in the
    tree is looked up, the event's own unless the unit did not exist then.
    """

    __tablename__ = "data_value"
    __table_args__ = (
        # A row is in one of the two: what counts is looked up by figure, what waits by place.
        Index(
            "data_value_counted",
            "org_unit_id",
            "indicator",
            "event_date",
            "placed_on",
            sqlite_where=text("counted = 1"),
            postgresql_where=text("counted"),
        ),
        Index(
            "data_value_waiting",
            "org_unit_id",
            "event_date",
            sqlite_where=text("counted = 0"),
            postgresql_where=text("NOT counted"),
        ),
        Index("data_value_by_subject", "subject", "indicator"),
    )

    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    submission_version_id: int = Field(foreign_key="submission_version.id")
    indicator: str = Field(max_length=40)
    org_unit_id: str = Field(foreign_key="org_unit.id")
    event_date: date
    placed_on: date
    subject: str = Field(default="", max_length=LONGEST_SUBJECT)
    by: str = "{}"
    value: Decimal = Field(sa_type=Exact)
    counted: bool = False


class CountedSubject(SQLModel, table=True):
    """How much of a subject was counted in a period, and where it stood at the period's end."""

    __tablename__ = "counted_subject"
    __table_args__ = (Index("counted_subject_by_unit", "org_unit_id", "indicator", "period"),)

    subject: str = Field(primary_key=True, max_length=LONGEST_SUBJECT)
    indicator: str = Field(primary_key=True, max_length=40)
    by: str = Field(primary_key=True, max_length=LONGEST_SUBJECT)
    period: str = Field(primary_key=True, max_length=9)
    org_unit_id: str = Field(foreign_key="org_unit.id")
    placed_on: date
    amount: Decimal = Field(sa_type=Exact)


class Total(SQLModel, table=True):
    """An indicator at a unit, everything below it included. `by` is '' for all, or `sex=female`.

    Sums and stocks have rows for months only; counts of subjects for months, quarters, halves and
    years, because they cannot be added over time.
    """

    __table_args__ = ({"sqlite_with_rowid": False},)

    org_unit_id: str = Field(primary_key=True, foreign_key="org_unit.id")
    indicator: str = Field(primary_key=True, max_length=40)
    by: str = Field(primary_key=True, max_length=LONGEST_SUBJECT)
    period: str = Field(primary_key=True, max_length=9)
    value: Decimal = Field(sa_type=Exact)


# Counting is Core statements: it is on the way of every approval.
data_values = SQLModel.metadata.tables["data_value"]
counted_subjects = SQLModel.metadata.tables["counted_subject"]
totals = SQLModel.metadata.tables["total"]
