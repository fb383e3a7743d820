"""A figure is a number or a reason: sum first, divide last, round once. Pure.

Which of the two it is, each kind of figure says: aggregations.py.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Absence(StrEnum):
    """Why there is no number. None of these is 0."""

    NOT_ASSIGNED = "notAssigned"
    NOT_BEGUN = "notBegun"
    NOT_ASSESSED = "notAssessed"
    SUSPENDED = "suspended"
    NOT_RECORDED = "notRecorded"
    NO_DATA = "noData"


def stated_absence(text: str) -> Absence | None:
    """The reason that a plan gives; that nothing was recorded here, or is there, no plan says."""
    said = Absence(text) if text else None
    if said in {Absence.NOT_RECORDED, Absence.NO_DATA}:
        raise ValueError(f"{text} cannot be stated")
    return said


@dataclass(frozen=True, slots=True)
class Figure:
    """What one cell shows: exactly one of the two is there."""

    value: Decimal | None
    reason: Absence | None = None


def ratio(numerator: Decimal, denominator: Decimal, factor: int = 100) -> Decimal | None:
    """A share of nothing is unknown, not zero."""
    return numerator * factor / denominator if denominator else None


def round_figure(value: Decimal, decimals: int) -> Decimal:
    """Half up, away from zero; only for showing."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) + 0


def write_figure(value: Decimal, decimals: int) -> str:
    """As it goes on the wire: rounded, a point, no exponent, no thousands."""
    return f"{round_figure(value, decimals):f}"
