"""Kinds of figures (DHIS2: aggregation types): one object per kind, all of its arithmetic together.

Its one rule: a kind is asked, never compared by its name. What is not in AGGREGATIONS is an error,
never 0. How a kind is added: docs/architecture.md.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Protocol

from api.domain.figure import Absence, Figure, ratio
from api.domain.period import Period

NOTHING = Decimal(0)


class UnknownAggregation(ValueError):
    """A kind of figure that nobody here can count."""


class TotalsKept(StrEnum):
    """What totals keep of a kind. Each of these has its own way through queries/."""

    MONTHS = "months"  # values, added up month by month
    SUBJECTS = "subjects"  # subjects, counted in every month, quarter, half and year
    PARTS = "parts"  # nothing: other indicators are counted, and divided only to be shown


class CataloguedIndicator(Protocol):
    """As much of an indicator as says which totals it is made of."""

    @property
    def code(self) -> str:
        """What forms say."""

    @property
    def numerator(self) -> str:
        """The code of what is divided, or ''."""

    @property
    def denominator(self) -> str:
        """The code of what it is divided by, or ''."""


class Aggregation(ABC):
    """One kind of figure. Amounts are exact; only figure.write_figure rounds, once, half up."""

    kind: ClassVar[str]
    kept: ClassVar[TotalsKept]
    # Whether `threshold` of the catalogue, "at least n times", means something.
    takes_threshold: ClassVar[bool] = False
    # What was counted once stands in every later period, and in what its unit wholly became.
    goes_on: ClassVar[bool] = False
    # Why there is no number where there is nothing to divide by.
    without_parts: ClassVar[Absence] = Absence.NOT_ASSESSED

    # What one record contributes.

    @property
    def takes_records(self) -> bool:
        """Whether a form may count for it."""
        return self.kept is not TotalsKept.PARTS

    def month_change(self, value: Decimal, sign: int) -> Decimal | None:
        """What a value that comes (1) or is undone (-1) adds to its month; None: nothing is kept
        by month."""
        return sign * value if self.kept is TotalsKept.MONTHS else None

    def says_of_subject(self, subject: str) -> bool:
        """Whether a value says that a subject was there, rather than adding an amount."""
        return self.kept is TotalsKept.SUBJECTS and subject != ""

    def subject_change(self, amount: Decimal, threshold: int, sign: int) -> Decimal:
        """What a subject with this amount adds to its period when it comes (1) or goes (-1)."""
        return Decimal(sign) if amount >= self.least_amount(threshold) else NOTHING

    def least_amount(self, threshold: int) -> Decimal:
        """How much of a subject must be counted in a period for it to count; less is nothing."""
        return Decimal(threshold)

    # How totals add over units.

    def totals_of(self, one: CataloguedIndicator) -> tuple[str, ...]:
        """The codes whose totals make it: its own, or those that it divides. The records of the
        last one are those that may wait for a review."""
        return (one.code,)

    def value_of(self, amounts: Sequence[Decimal]) -> Decimal | None:
        """Its number from the amounts of `totals_of`, wherever and whenever these were added up;
        None where there is nothing to divide by."""
        return amounts[0]

    def left_over(
        self, whole: Sequence[Decimal], below: Iterable[Sequence[Decimal]]
    ) -> tuple[Decimal, ...]:
        """The amounts that a unit has itself, and none of the units below it."""
        return tuple(a - b for a, b in zip(whole, _add_amounts(len(whole), below), strict=True))

    # How they add over periods.

    def first_day(self, period: Period) -> date | None:
        """From when on values matter to a period's figure; None: from the beginning."""
        return None if self.goes_on else period.first

    def totals_periods(self, period: Period) -> list[str]:
        """The periods of the totals that lie in this one and add up."""
        return period.months() if self.kept is TotalsKept.MONTHS else [period.text]

    # The cell.

    def figure(
        self,
        counted: Decimal | None,
        stated: Absence | None,
        *,
        begun: bool,
        recorded: bool = True,
    ) -> Figure:
        """The cell for what was counted, given what the plan states and whether the period has
        begun.

        `counted` is None where nothing can be divided. Something counted always shows, whatever was
        stated. Of a period that was over before anything was `recorded`, nothing counted is not 0.
        """
        if not begun and (self.goes_on or not counted):
            return Figure(None, stated or Absence.NOT_BEGUN)
        if not counted and not recorded:
            return Figure(None, stated or Absence.NOT_RECORDED)
        if counted is None:
            return Figure(None, stated or self.without_parts)
        if counted == 0 and stated is not None:
            return Figure(None, stated)
        return Figure(counted)

    # The catalogue.

    def objection(self, threshold: int, parts: Sequence["Aggregation"]) -> str:
        """Why no indicator can be counted so, in words; '' when it can."""
        if threshold != 1 and not self.takes_threshold:
            return f"{self.kind} takes no threshold"
        return self._objection_to_parts(parts)

    @abstractmethod
    def _objection_to_parts(self, parts: Sequence["Aggregation"]) -> str: ...


def _add_amounts(length: int, many: Iterable[Sequence[Decimal]]) -> list[Decimal]:
    columns = list(zip(*many, strict=True)) or [()] * length
    return [sum(column, NOTHING) for column in columns]


class _Counted(Aggregation):
    """It has totals of its own."""

    def _objection_to_parts(self, parts: Sequence[Aggregation]) -> str:
        return f"{self.kind} divides nothing" if parts else ""


class SumOfValues(_Counted):
    """Values added up where and when they happened."""

    kind = "sum"
    kept = TotalsKept.MONTHS


class StandingStock(_Counted):
    """What stands at the end of the period: everything that ever came less what went."""

    kind = "stock"
    kept = TotalsKept.MONTHS
    goes_on = True


class DistinctSubjects(_Counted):
    """Different subjects in the period. They cannot be added over periods: counted again."""

    kind = "distinct"
    kept = TotalsKept.SUBJECTS
    takes_threshold = True


class SubjectsKeptAlive(_Counted):
    """Different subjects that came at least `threshold` times in the period."""

    kind = "keptAlive"
    kept = TotalsKept.SUBJECTS
    takes_threshold = True


class _Divided(Aggregation):
    """Two other indicators, each added up first over units and periods; divided last."""

    kept = TotalsKept.PARTS
    factor: ClassVar[int]

    def totals_of(self, one: CataloguedIndicator) -> tuple[str, ...]:
        return (one.numerator, one.denominator)

    def value_of(self, amounts: Sequence[Decimal]) -> Decimal | None:
        numerator, denominator = amounts
        return ratio(numerator, denominator, self.factor)

    def _objection_to_parts(self, parts: Sequence[Aggregation]) -> str:
        if len(parts) != len(("numerator", "denominator")):
            return f"{self.kind} needs a numerator and a denominator"
        strange = sorted({part.kind for part in parts if not self._may_divide(part)})
        return f"{self.kind} cannot divide {' and '.join(strange)}" if strange else ""

    def _may_divide(self, part: Aggregation) -> bool:
        return part.takes_records


class RatioInPercent(_Divided):
    """A share: numerator over denominator, times 100. A share of nothing is not assessed."""

    kind = "ratio"
    factor = 100


class AverageOfSums(_Divided):
    """How much a time: what was added up, over how often. Without any time there is no data."""

    kind = "average"
    factor = 1
    without_parts = Absence.NO_DATA

    def _may_divide(self, part: Aggregation) -> bool:
        return part.kept is TotalsKept.MONTHS and not part.goes_on


AGGREGATIONS: Mapping[str, Aggregation] = {
    one.kind: one
    for one in (
        SumOfValues(),
        StandingStock(),
        DistinctSubjects(),
        SubjectsKeptAlive(),
        RatioInPercent(),
        AverageOfSums(),
    )
}


def aggregation_of(kind: str) -> Aggregation:
    """How this kind is counted. Raises UnknownAggregation."""
    try:
        return AGGREGATIONS[kind]
    except KeyError:
        raise UnknownAggregation(
            f"no kind of figure is called {kind!r}; there are {', '.join(AGGREGATIONS)}"
        ) from None
