"""Figures of units in a period, read from the totals; what waits for a review is counted live."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from api.domain.aggregations import TotalsKept
from api.domain.figure import Figure, ratio
from api.domain.period import Granularity, Period, month_of
from api.domain.review import AWAITING_STATES, ReviewState
from api.models.data_value import counted_subjects, data_values, totals
from api.models.entity import Entity
from api.models.indicator import Indicator
from api.models.org_unit import OrgUnitClosure as Closure
from api.models.reported_result import ReportedResult
from api.models.submission import Submission
from api.models.target import Target
from api.queries import carried, reported_results, targets
from api.queries.org_units import valid_on_day
from api.queries.targets import PeriodTargets

NumbersByCell = dict[tuple[str, str], Decimal]


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One cell, with all that is shown around it."""

    indicator: Indicator
    figure: Figure
    numerator: Decimal | None
    denominator: Decimal | None
    target: Target | None
    waiting: int
    others: Sequence[Target] = ()
    reported: ReportedResult | None = None

    @property
    def amounts(self) -> tuple[Decimal, ...]:
        """What adds up over units: what it divides, or its own number. A reason adds nothing."""
        numbers = (
            (self.numerator, self.denominator)
            if self.indicator.aggregation.kept is TotalsKept.PARTS
            else (self.figure.value,)
        )
        return tuple(number or Decimal(0) for number in numbers)

    @property
    def share(self) -> Decimal | None:
        """How much of the target is reached, in percent."""
        aim = self.target.value if self.target else None
        if aim is None or self.figure.value is None:
            return None
        return ratio(self.figure.value, aim)


class PlacedTable(Protocol):
    """Columns that say where something lies, and on which day to look there."""

    @property
    def c(self) -> Any:
        """Its columns: org_unit_id and placed_on."""


def closure_join_condition(table: PlacedTable) -> ColumnElement[bool]:
    """Joins a closure row to a placed row: its ancestor is a unit that the row belongs to."""
    return and_(
        col(Closure.descendant_id) == table.c.org_unit_id,
        col(Closure.valid_from) <= table.c.placed_on,
        or_(col(Closure.valid_to).is_(None), col(Closure.valid_to) > table.c.placed_on),
    )


def figures_by_unit(
    session: Session,
    catalogue: Sequence[Indicator],
    units: Collection[str],
    period: Period,
    *,
    day: date,
    begun: bool,
    recorded: bool = True,
) -> dict[str, list[FigureCell]]:
    """Every indicator of the catalogue, by unit. What one divides must be in the catalogue too.

    `day`: when these units were there; `begun`: whether the period has; `recorded`: whether
    anything was, before it was over.
    """
    counted = counted_numbers(session, catalogue, units, period)
    waits = count_waiting_submissions(session, catalogue, units, period, day)
    plan = _PlanStatements(
        targets.targets_of_period(session, units, period.text),
        reported_results.find_reported_results(session, units, period.text),
    )
    began = {"begun": begun, "recorded": recorded}
    return {
        unit: [_figure_cell(one, unit, counted, plan, waits, began) for one in catalogue]
        for unit in units
    }


@dataclass(frozen=True, slots=True)
class _PlanStatements:
    """What the plans say of a period, by unit and indicator code."""

    aims: PeriodTargets
    reported: Mapping[tuple[str, str], ReportedResult]


def _figure_cell(
    one: Indicator,
    unit: str,
    counted: Mapping[tuple[str, str], Decimal],
    plan: _PlanStatements,
    waits: Mapping[tuple[str, str], int],
    began: Mapping[str, bool],
) -> FigureCell:
    at = (unit, one.code)
    target = plan.aims.in_force.get(at)
    stated = target.reason if target else None
    aggregation = one.aggregation
    codes = aggregation.totals_of(one)
    amounts = [counted.get((unit, code), Decimal(0)) for code in codes]
    numerator, denominator = amounts if aggregation.kept is TotalsKept.PARTS else (None, None)
    return FigureCell(
        one,
        aggregation.figure(aggregation.value_of(amounts), stated, **began),
        numerator,
        denominator,
        target,
        waits.get((unit, codes[-1]), 0),
        plan.aims.beside.get(at, ()),
        plan.reported.get(at),
    )


def counted_numbers(
    session: Session, catalogue: Iterable[Indicator], units: Collection[str], period: Period
) -> NumbersByCell:
    """By unit and code, what is counted; a cell that is missing is 0."""
    standing: list[Indicator] = []
    subjects_of_phase: list[Indicator] = []
    added: dict[tuple[str, ...], list[Indicator]] = {}
    for one in catalogue:
        aggregation = one.aggregation
        if aggregation.kept is TotalsKept.PARTS:
            continue
        if aggregation.goes_on:
            standing.append(one)
        elif aggregation.kept is TotalsKept.SUBJECTS and period.granularity is Granularity.PHASE:
            subjects_of_phase.append(one)
        else:
            added.setdefault(tuple(aggregation.totals_periods(period)), []).append(one)
    found = _stock_numbers(session, standing, units, period.months()[-1])
    found |= _subjects_over_years(session, subjects_of_phase, units, period)
    for periods, wanted in added.items():
        found |= _sum_totals(session, wanted, units, totals.c.period.in_(periods))
    return found


def has_anything_counted(session: Session, nation: str, period: Period) -> bool:
    """Had anything been counted anywhere by the end of the year in which this period ends?"""
    december = f"{period.last.year:04d}-12"
    found = select(totals.c.period).where(
        totals.c.org_unit_id == nation,
        func.length(totals.c.period) == len(december),
        totals.c.period <= december,
    )
    return session.execute(found.limit(1)).first() is not None


def _stock_numbers(
    session: Session, wanted: Sequence[Indicator], units: Collection[str], month: str
) -> NumbersByCell:
    """What stands at the end of a month, with what units that became these brought along."""
    if not wanted:
        return {}
    found = _sum_totals(session, wanted, units, totals.c.period <= month)
    brought = carried.find_carry_overs(session, units)
    for before in {one.before for one in brought}:
        into = {one.source: one.unit for one in brought if one.before == before}
        when = and_(totals.c.period <= month, totals.c.period < month_of(before))
        for (source, code), value in _sum_totals(session, wanted, into, when).items():
            at = (into[source], code)
            found[at] = found.get(at, Decimal(0)) + value
    return found


def _sum_totals(
    session: Session,
    wanted: Sequence[Indicator],
    units: Collection[str],
    when: ColumnElement[bool],
) -> NumbersByCell:
    if not wanted:
        return {}
    rows = session.execute(
        select(totals.c.org_unit_id, totals.c.indicator, func.sum(totals.c.value))
        .where(
            totals.c.org_unit_id.in_(units),
            totals.c.indicator.in_([one.code for one in wanted]),
            totals.c.by == "",
            when,
        )
        .group_by(totals.c.org_unit_id, totals.c.indicator)
    )
    return {(unit, code): value for unit, code, value in rows}


def _subjects_over_years(
    session: Session, wanted: Sequence[Indicator], units: Collection[str], period: Period
) -> NumbersByCell:
    """Subjects cannot be added over years: they are counted again."""
    found: NumbersByCell = {}
    for least in {_least_amount(one) for one in wanted}:
        codes = [one.code for one in wanted if _least_amount(one) == least]
        subjects = select_counted_subjects(codes, units, period.years(), least).subquery()
        rows = session.execute(
            select(subjects.c.ancestor_id, subjects.c.indicator, func.count()).group_by(
                subjects.c.ancestor_id, subjects.c.indicator
            )
        )
        found |= {(unit, code): Decimal(number) for unit, code, number in rows}
    return found


def _least_amount(one: Indicator) -> Decimal:
    return one.aggregation.least_amount(one.threshold)


def select_counted_subjects(
    codes: Collection[str], units: Collection[str], periods: Collection[str], least: Decimal
) -> Select[Any]:
    """Each subject below each unit of which these periods together count at least so much."""
    row = counted_subjects.c
    return (
        select(col(Closure.ancestor_id), row.indicator, row.subject)
        .select_from(counted_subjects)
        .join(Closure, closure_join_condition(counted_subjects))
        .where(
            col(Closure.ancestor_id).in_(units),
            row.indicator.in_(codes),
            row.by == "",
            row.period.in_(periods),
        )
        .group_by(col(Closure.ancestor_id), row.indicator, row.subject)
        .having(func.sum(row.amount) >= least)
    )


def count_waiting_submissions(
    session: Session,
    catalogue: Iterable[Indicator],
    units: Collection[str],
    period: Period,
    day: date,
) -> dict[tuple[str, str], int]:
    """By unit and code, how many records would count if every register and record was approved.

    What waits is looked for where its unit lies on `day`: it gets its place when it is counted.
    Records sent back or rejected do not wait for a review.
    """
    register, row = aliased(Submission), data_values.c
    from_the_beginning = [
        one.code for one in catalogue if one.aggregation.first_day(period) is None
    ]
    in_time = and_(
        row.event_date <= period.last,
        or_(row.event_date >= period.first, row.indicator.in_(from_the_beginning)),
    )
    awaits = or_(
        col(Submission.review_state).in_(AWAITING_STATES),
        and_(
            col(Submission.review_state) == ReviewState.APPROVED,
            col(register.review_state).in_(AWAITING_STATES),
        ),
    )
    rows = session.execute(
        select(
            col(Closure.ancestor_id), row.indicator, func.count(func.distinct(row.submission_id))
        )
        .select_from(data_values)
        .join(Submission, col(Submission.id) == row.submission_id)
        .join(
            Closure, and_(col(Closure.descendant_id) == row.org_unit_id, valid_on_day(Closure, day))
        )
        .outerjoin(Entity, and_(col(Entity.uuid) == row.subject, row.subject != ""))
        .outerjoin(register, col(register.id) == col(Entity.submission_id))
        .where(~row.counted, col(Closure.ancestor_id).in_(units), in_time, awaits)
        .group_by(col(Closure.ancestor_id), row.indicator)
    )
    return {(unit, code): number for unit, code, number in rows}
