"""Targets as administrators read them."""

from typing import Self

from api.domain.figure import Absence
from api.models.indicator import Indicator
from api.models.target import Target
from api.schemas.figures import rounded_text
from api.schemas.org_unit_briefs import UnitBrief
from api.schemas.wire import WireModel


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
