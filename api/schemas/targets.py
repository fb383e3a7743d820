"""Targets as administrators set and read them."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field

from api.domain.figure import Absence, stated_absence
from api.models.indicator import Indicator
from api.models.target import Target
from api.schemas.figures import rounded_text
from api.schemas.org_unit_briefs import UnitBrief
from api.schemas.typed_text import TypedLine, TypedNote, TypedSource, TypedUnitId
from api.schemas.wire import RequestModel, WireModel

# What no plan says, nobody sets either.
StatedAbsence = Annotated[Absence, AfterValidator(stated_absence)]


class AdministeredTarget(WireModel):
    """One reading; `byHand`: an administrator changed it here, so no file does."""

    indicator: str
    indicator_name: str
    indicator_name_en: str
    period: str
    org_unit: UnitBrief
    value: str | None
    reason: Absence | None
    words: str
    source_document: str
    source_line: str
    note: str
    in_force: bool
    demonstration: bool
    by_hand: bool

    @classmethod
    def from_target(cls, target: Target, one: Indicator, unit: UnitBrief, *, by_hand: bool) -> Self:
        """`value` with the decimals of its indicator."""
        return cls(
            indicator=target.indicator,
            indicator_name=one.name,
            indicator_name_en=one.name_en,
            period=target.period,
            org_unit=unit,
            value=rounded_text(target.value, one.decimals),
            reason=target.reason,
            words=target.words,
            source_document=target.source_document,
            source_line=target.source_line,
            note=target.note,
            in_force=target.in_force,
            demonstration=target.demonstration,
            by_hand=by_hand,
        )


class TargetPage(WireModel):
    """Latest period first."""

    items: list[AdministeredTarget]
    total: int
    next: str | None


class NewThreshold(RequestModel):
    """How often a subject must come in a period to count, and who says so."""

    threshold: int = Field(ge=1, le=366)
    source: TypedSource = Field(min_length=1)


class NewTarget(RequestModel):
    """One cell of one plan: a number, a reason why there is none, or the plan's own words."""

    org_unit_id: TypedUnitId
    period: TypedLine = Field(max_length=9)
    indicator: TypedLine = Field(max_length=40)
    value: TypedLine | None = Field(default=None, max_length=20)
    reason: StatedAbsence | None = None
    words: TypedLine = Field(default="", max_length=500)
    source_document: TypedSource = Field(min_length=1)
    source_line: TypedLine = Field(default="", max_length=120)
    note: TypedNote = ""
