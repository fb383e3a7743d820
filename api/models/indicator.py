"""The catalogue of figures: what they are called, how they are counted, where they come from."""

from sqlalchemy import CheckConstraint, String
from sqlmodel import Field, SQLModel

from api.domain.aggregations import AGGREGATIONS, Aggregation, TotalsKept, aggregation_of

_KINDS = ", ".join(f"'{kind}'" for kind in AGGREGATIONS)
_DIVIDED = ", ".join(
    f"'{kind}'" for kind, one in AGGREGATIONS.items() if one.kept is TotalsKept.PARTS
)


class Indicator(SQLModel, table=True):
    """One figure of the programme. Forms say by its code what counts for it.

    `kind` is one of AGGREGATIONS; `threshold` is how often a subject must come in a period to
    count, where the kind takes one; `numerator` and `denominator` are the codes that it divides,
    where it divides; what is only such a part is not `shown`. `activity` is what it is about, by
    which screens put a long list together; '' is none of those that have a name.
    """

    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="indicator_kind"),
        CheckConstraint(
            f"(kind IN ({_DIVIDED})) = (numerator <> '' AND denominator <> '')",
            name="indicator_parts",
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
    activity: str = Field(default="", sa_column_kwargs={"server_default": ""})
    kind: str = Field(sa_type=String)
    decimals: int = 0
    threshold: int = 1
    numerator: str = ""
    denominator: str = ""
    shown: bool = True
    source_document: str = ""
    source_line: str = ""
    note: str = ""

    @property
    def aggregation(self) -> Aggregation:
        """How it is counted. Raises UnknownAggregation."""
        return aggregation_of(self.kind)
