"""Totals → figures: sum first, divide last, round once. A figure is a number or a reason. Pure."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class IndicatorKind(StrEnum):
    """How an indicator is counted (docs/counting.md)."""

    SUM = "sum"
    DISTINCT = "distinct"
    STOCK = "stock"
    KEPT_ALIVE = "keptAlive"
    RATIO = "ratio"


ADDITIVE_KINDS = frozenset({IndicatorKind.SUM, IndicatorKind.STOCK})
SUBJECT_KINDS = frozenset({IndicatorKind.DISTINCT, IndicatorKind.KEPT_ALIVE})


class Absence(StrEnum):
    """Why there is no number. None of these is 0."""

    NOT_ASSIGNED = "notAssigned"
    NOT_BEGUN = "notBegun"
    NOT_ASSESSED = "notAssessed"
    SUSPENDED = "suspended"
    NOT_RECORDED = "notRecorded"


def stated_absence(text: str) -> Absence | None:
    """The reason that a plan gives; that nothing was recorded here, no plan says."""
    said = Absence(text) if text else None
    if said is Absence.NOT_RECORDED:
        raise ValueError(f"{text} cannot be stated")
    return said


@dataclass(frozen=True, slots=True)
class Figure:
    """What one cell shows: exactly one of the two is there."""

    value: Decimal | None
    reason: Absence | None = None


def make_figure(
    kind: IndicatorKind,
    counted: Decimal | None,
    stated: Absence | None,
    *,
    begun: bool,
    recorded: bool = True,
) -> Figure:
    """The cell for what was counted, given what the plan states and whether the period has begun.

    `counted` is None for a share of nothing. Something counted always shows, whatever was stated.
    Of a period that was over before anything was `recorded`, nothing counted is not 0.
    """
    if not begun and (kind == IndicatorKind.STOCK or not counted):
        return Figure(None, stated or Absence.NOT_BEGUN)
    if not counted and not recorded:
        return Figure(None, stated or Absence.NOT_RECORDED)
    if counted is None:
        return Figure(None, stated or Absence.NOT_ASSESSED)
    if counted == 0 and stated is not None:
        return Figure(None, stated)
    return Figure(counted)


def ratio(numerator: Decimal, denominator: Decimal, factor: int = 100) -> Decimal | None:
    """A share of nothing is unknown, not zero."""
    return numerator * factor / denominator if denominator else None


def round_figure(value: Decimal, decimals: int) -> Decimal:
    """Half up, away from zero; only for showing."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) + 0


def write_figure(value: Decimal, decimals: int) -> str:
    """As it goes on the wire: rounded, a point, no exponent, no thousands."""
    return f"{round_figure(value, decimals):f}"
