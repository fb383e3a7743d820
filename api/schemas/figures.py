"""Figures and targets as they go on the wire: numbers are text, with a point."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import Field

from api.access.inherited import FormerUnit
from api.domain.aggregations import AGGREGATIONS
from api.domain.figure import Absence, ratio, write_figure
from api.domain.org_unit import Level
from api.models.indicator import Indicator
from api.models.reported_result import ReportedResult
from api.models.target import Target
from api.queries.figures import FigureCell
from api.schemas.wire import Omittable, WireModel

AggregationName = Annotated[str, Field(json_schema_extra={"enum": list(AGGREGATIONS)})]


class FigureUnit(WireModel):
    """A unit by its name on the day that was asked for."""

    id: str
    code: str | None
    name: str
    level: Level


class FormerUnitLine(FigureUnit):
    """A unit that is no more, the last day on which it was there, and how many targets it had."""

    last_day: date
    targets: int

    @classmethod
    def from_former(cls, former: FormerUnit, assigned: int) -> Self:
        """`assigned`: targets of the period that was asked for."""
        unit = dict(FigureUnit.model_validate(former.unit))
        return cls(**unit, last_day=former.last_day, targets=assigned)


class IndicatorSummary(WireModel):
    """What the catalogue says of an indicator; `source` to read, and apart."""

    code: str
    name: str
    name_en: str
    unit: str
    unit_en: str
    activity: str
    kind: AggregationName
    decimals: int
    threshold: int
    takes_threshold: bool
    numerator: str | None
    denominator: str | None
    source: str
    source_document: str
    source_line: str
    note: str

    @classmethod
    def from_indicator(cls, one: Indicator) -> Self:
        """Nothing divided: `numerator` and `denominator` are None."""
        return cls(
            code=one.code,
            name=one.name,
            name_en=one.name_en,
            unit=one.unit,
            unit_en=one.unit_en,
            activity=one.activity,
            kind=one.kind,
            decimals=one.decimals,
            threshold=one.threshold,
            takes_threshold=one.aggregation.takes_threshold,
            numerator=one.numerator or None,
            denominator=one.denominator or None,
            source=source_citation(one.source_document, one.source_line),
            source_document=one.source_document,
            source_line=one.source_line,
            note=one.note,
        )


class FigureTarget(WireModel):
    """One reading of one cell of a plan. `reason` is why the target has no number; `stated` may
    also be about the result: assigned, and not begun."""

    value: str | None
    reason: Absence | None
    stated: Absence | None
    words: str
    source: str
    source_document: str
    source_line: str
    document_id: str | None
    line: int | None
    note: str
    in_force: bool
    unconfirmed: bool
    demonstration: bool

    @classmethod
    def from_target(cls, target: Target) -> Self:
        """Exactly as the plan has it."""
        return cls(**_target_fields(target))


class _OfIndicator(WireModel):
    indicator: str
    period: str


class TargetReading(FigureTarget, _OfIndicator):
    """A reading, with the indicator and the period that it is about."""

    @classmethod
    def from_target(cls, target: Target) -> Self:
        """Exactly as the plan has it."""
        fields = _target_fields(target)
        return cls(indicator=target.indicator, period=target.period, **fields)


class ReportedFigure(WireModel):
    """What a plan says was reached. `share` is divided anew; `printed` is what the plan prints."""

    numerator: str | None
    denominator: str | None
    share: str | None
    printed: str
    reason: Absence | None
    words: str
    document_id: str
    line: int
    note: str

    @classmethod
    def from_result(cls, result: ReportedResult) -> Self:
        """Nothing of it is put right."""
        above, under = result.numerator, result.denominator
        share = None if above is None or under is None else ratio(above, under)
        return cls(
            numerator=exact_text(above),
            denominator=exact_text(under),
            share=rounded_text(share, 2),
            printed=result.printed,
            reason=result.reason,
            words=result.words,
            document_id=result.document_id,
            line=result.line,
            note=result.note,
        )


class FigureLine(WireModel):
    """One cell: exactly one of `value` and `reason` is there."""

    indicator: IndicatorSummary
    value: str | None
    reason: Absence | None
    target: FigureTarget | None
    other_readings: list[FigureTarget]
    reported: ReportedFigure | None
    share: str | None
    waiting: int
    numerator: str | None
    denominator: str | None

    @classmethod
    def from_cell(cls, cell: FigureCell) -> Self:
        """Rounded once, here."""
        return cls(**_cell_fields(cell))


class _AtUnit(WireModel):
    org_unit: FigureUnit


class ChildFigure(FigureLine, _AtUnit):
    """One unit's cell: `itself` for what was recorded above all of them, `lastDay` of a unit that
    is no more, `firstDay` of one that was not there yet."""

    itself: Omittable[bool] = None
    last_day: Omittable[date] = None
    first_day: Omittable[date] = None

    @classmethod
    def of_unit(
        cls,
        unit: FigureUnit,
        cell: FigureCell,
        *,
        itself: bool | None = None,
        last_day: date | None = None,
        first_day: date | None = None,
    ) -> Self:
        """At most one of the three is said."""
        return cls(
            org_unit=unit,
            **_cell_fields(cell),
            itself=itself,
            last_day=last_day,
            first_day=first_day,
        )


class Figures(WireModel):
    """A unit's figures of a period; the units are those of `day`."""

    org_unit: FigureUnit
    period: str
    day: date
    elapsed_share: str
    items: list[FigureLine]
    former_units: list[FormerUnitLine]
    planned_periods: list[str]


class FiguresByChild(WireModel):
    """One figure, and the same of every unit directly below."""

    org_unit: FigureUnit
    period: str
    day: date
    elapsed_share: str
    indicator: IndicatorSummary
    figure: FigureLine
    items: list[ChildFigure]


def source_citation(document: str, line: str) -> str:
    """Where something stands, to read in one line."""
    return ", ".join(part for part in (document, line) if part)


def rounded_text(value: Decimal | None, decimals: int) -> str | None:
    """Half up."""
    return None if value is None else write_figure(value, decimals)


def exact_text(value: Decimal | None) -> str | None:
    """Every decimal that there is, and none that is not."""
    return None if value is None else f"{value.normalize():f}"


def _target_fields(target: Target) -> dict[str, Any]:
    return {
        "value": exact_text(target.value),
        "reason": target.reason if target.value is None else None,
        "stated": target.reason,
        "words": target.words,
        "source": source_citation(target.source_document, target.source_line),
        "source_document": target.source_document,
        "source_line": target.source_line,
        "document_id": target.document_id,
        "line": target.line,
        "note": target.note,
        "in_force": target.in_force,
        "unconfirmed": target.unconfirmed,
        "demonstration": target.demonstration,
    }


def _cell_fields(cell: FigureCell) -> dict[str, Any]:
    one = cell.indicator
    return {
        "indicator": IndicatorSummary.from_indicator(one),
        "value": rounded_text(cell.figure.value, one.decimals),
        "reason": cell.figure.reason,
        "target": FigureTarget.from_target(cell.target) if cell.target else None,
        "other_readings": [FigureTarget.from_target(reading) for reading in cell.others],
        "reported": ReportedFigure.from_result(cell.reported) if cell.reported else None,
        "share": rounded_text(cell.share, 2),
        "waiting": cell.waiting,
        "numerator": exact_text(cell.numerator),
        "denominator": exact_text(cell.denominator),
    }
