"""The catalogue of figures: what they are called, how they are counted, where they come from."""

from sqlalchemy import CheckConstraint, String
from sqlmodel import Field, SQLModel

from api.domain.figure import IndicatorKind


class Indicator(SQLModel, table=True):
    """One figure of the programme. Forms say by its code what counts for it.

    `threshold` is how often a subject must come in a period to count (distinct, keptAlive);
    `numerator` and `denominator` are the codes that a ratio divides; what is only such a part is
    not `shown`.
    """

    __table_args__ = (
        CheckConstraint(
            "kind IN ('sum', 'distinct', 'stock', 'keptAlive', 'ratio')", name="indicator_kind"
        ),
        CheckConstraint(
            "(kind = 'ratio') = (numerator <> '' AND denominator <> '')", name="indicator_parts"
        ),
        CheckConstraint("threshold >= 1", name="indicator_threshold"),
        CheckConstraint("decimals BETWEEN 0 AND 4", name="indicator_decimals"),
    )

    code: str = Field(primary_key=True, max_length=40)
    position: int
    name: str
    name_en: str
    unit: str
    unit_en: str
    kind: IndicatorKind = Field(sa_type=String)
    decimals: int = 0
    threshold: int = 1
    numerator: str = ""
    denominator: str = ""
    shown: bool = True
    source_document: str = ""
    source_line: str = ""
    note: str = ""
