"""Figures, their targets and the records behind them. Out of reach is 404, the units above too."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session

from api.access.inherited import (
    DatedReach,
    find_former_units,
    units_later_below,
    units_once_below,
)
from api.access.reached_then import FigureRequest, is_reached_then, resolve_figure_request
from api.access.reaches_today import sight_of
from api.domain.aggregations import TotalsKept
from api.domain.figure import write_figure
from api.errors import NotFound, Unprocessable, may_refuse
from api.http.auth import PersonDep
from api.http.database import DatabaseDep
from api.models.indicator import Indicator
from api.queries import drill_down, figures, indicators, org_unit_history, org_units, targets
from api.queries.figures import FigureCell
from api.schemas.data_values import FigurePart, FigurePartPage
from api.schemas.figures import (
    ChildFigure,
    FigureLine,
    Figures,
    FiguresByChild,
    FigureUnit,
    FormerUnitLine,
    IndicatorSummary,
    TargetReading,
)

router = APIRouter(prefix="/v1", tags=["indicators"])

FigureUnitQuery = Annotated[str | None, Query(alias="orgUnit", max_length=11)]
FigurePeriodQuery = Annotated[str | None, Query(alias="period", max_length=9)]
FigureDayQuery = Annotated[date | None, Query(description="The day whose units are looked at.")]


@router.get("/indicators")
def list_indicators(_: PersonDep, database: DatabaseDep) -> list[IndicatorSummary]:
    """Every indicator, with how it is counted and where it comes from."""
    with database.reading() as session:
        return [IndicatorSummary.from_indicator(one) for one in indicators.all_indicators(session)]


@router.get("/figures")
@may_refuse("404.1", "noSuchPeriod")
def list_figures(
    person: PersonDep,
    database: DatabaseDep,
    org_unit: FigureUnitQuery = None,
    period: FigurePeriodQuery = None,
    day: FigureDayQuery = None,
) -> Figures:
    """What a unit has reached in a period: by default one's own unit, and this year."""
    with database.reading() as session:
        at = resolve_figure_request(session, person, org_unit, period, day)
        known = indicators.all_indicators(session)
        cells = _figure_cells(session, known, [at.unit.id], at)
        forebears = org_unit_history.predecessors_of_unit(session, at.unit.id)
        former = [
            *find_former_units(session, forebears, at.period, at.reach),
            *units_once_below(session, at.unit.id, at.period, at.reach),
        ]
        assigned = targets.count_targets_by_unit(
            session, [one.unit.id for one in former], at.period.text
        )
        planned = targets.periods_with_targets(session, [at.unit.id, *forebears])
    return Figures(
        org_unit=FigureUnit.model_validate(at.unit),
        period=at.period.text,
        day=at.day,
        elapsed_share=write_figure(at.period.elapsed(at.today), 1),
        items=[FigureLine.from_cell(cell) for cell in cells[at.unit.id] if cell.indicator.shown],
        former_units=[
            FormerUnitLine.from_former(one, assigned.get(one.unit.id, 0)) for one in former
        ],
        planned_periods=planned,
    )


@router.get("/figures/{code}/byChild")
@may_refuse("404.1", "noSuchPeriod")
def list_figures_by_child(
    code: str,
    person: PersonDep,
    database: DatabaseDep,
    org_unit: FigureUnitQuery = None,
    period: FigurePeriodQuery = None,
    day: FigureDayQuery = None,
) -> FiguresByChild:
    """The same figure of every unit directly below; what is recorded above them is `itself`."""
    with database.reading() as session:
        at = resolve_figure_request(session, person, org_unit, period, day)
        one = _require_shown_indicator(session, code)
        parts = [
            part for part in indicators.all_indicators(session) if _is_part_of_indicator(part, one)
        ]
        children = org_units.child_units(session, at.unit.id, at.day)
        former = units_once_below(session, at.unit.id, at.period, at.reach)
        later = units_later_below(session, at.unit.id, at.period, at.reach)
        others = [*(old.unit for old in former), *(new.unit for new in later)]
        ids = [at.unit.id, *(unit.id for unit in (*children, *others))]
        found = _figure_cells(session, parts, ids, at)
    cells = {
        unit: next(cell for cell in each if cell.indicator.code == code)
        for unit, each in found.items()
    }
    whole = cells[at.unit.id]
    items = [
        ChildFigure.of_unit(FigureUnit.model_validate(unit), cells[unit.id]) for unit in children
    ]
    absent = [
        ChildFigure.of_unit(
            FigureUnit.model_validate(old.unit), cells[old.unit.id], last_day=old.last_day
        )
        for old in former
    ]
    absent += [
        ChildFigure.of_unit(
            FigureUnit.model_validate(new.unit), cells[new.unit.id], first_day=new.first_day
        )
        for new in later
    ]
    # What stood in a unit that ended stands in those that it became: it is not added twice.
    parts_of_it = children if one.aggregation.goes_on else [*children, *others]
    rest = _figure_remainder(whole, [cells[unit.id] for unit in parts_of_it])
    if rest is not None:
        items.append(ChildFigure.of_unit(FigureUnit.model_validate(at.unit), rest, itself=True))
    return FiguresByChild(
        org_unit=FigureUnit.model_validate(at.unit),
        period=at.period.text,
        day=at.day,
        elapsed_share=write_figure(at.period.elapsed(at.today), 1),
        indicator=IndicatorSummary.from_indicator(one),
        figure=FigureLine.from_cell(whole),
        items=[*items, *absent],
    )


def _is_part_of_indicator(part: Indicator, one: Indicator) -> bool:
    return part.code in {one.code, *one.aggregation.totals_of(one)}


def _figure_remainder(whole: FigureCell, parts: Sequence[FigureCell]) -> FigureCell | None:
    """What the whole has and none of its parts: recorded at the unit itself. None if nothing."""
    one, aggregation = whole.indicator, whole.indicator.aggregation
    left = aggregation.left_over(whole.amounts, [part.amounts for part in parts])
    figure = aggregation.figure(aggregation.value_of(left), None, begun=True)
    if aggregation.kept is TotalsKept.PARTS:
        numerator, denominator = left
        return FigureCell(one, figure, numerator, denominator, None, 0) if any(left) else None
    waiting = whole.waiting - sum(part.waiting for part in parts)
    if not any(left) and waiting <= 0:
        return None
    return FigureCell(one, figure, None, None, None, max(waiting, 0))


def _figure_cells(
    session: Session, known: Sequence[Indicator], units: Sequence[str], at: FigureRequest
) -> dict[str, list[FigureCell]]:
    """The cells of these units; where nobody wrote anything down in time, no number and not 0."""
    recorded = at.there and (not at.over or _was_anything_recorded(session, at))
    return figures.figures_by_unit(
        session, known, units, at.period, day=at.day, begun=at.begun, recorded=recorded
    )


def _was_anything_recorded(session: Session, at: FigureRequest) -> bool:
    return figures.has_anything_counted(
        session, org_units.find_nation(session, at.today).id, at.period
    )


@router.get("/dataValues")
@may_refuse("404.1", "noSuchPeriod")
def list_data_values(
    person: PersonDep,
    database: DatabaseDep,
    indicator: Annotated[str, Query(max_length=40)],
    org_unit: FigureUnitQuery = None,
    period: FigurePeriodQuery = None,
    day: FigureDayQuery = None,
    after: Annotated[str, Query(max_length=300)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> FigurePartPage:
    """The records behind a figure; over all pages their values add up to it exactly.

    What is divided has two parts: all of its numerator, then all of its denominator. Whoever does
    not see other people's records is told that they are there, and not which.
    """
    with database.reading() as session:
        at = resolve_figure_request(session, person, org_unit, period, day)
        one = _require_shown_indicator(session, indicator)
        parts = [_require_indicator(session, code) for code in one.aggregation.totals_of(one)]
        page = _data_value_page(session, parts, at, after, limit)
        sees_all = is_reached_then(
            session, at.unit.id, DatedReach(sight_of(person).roots, at.day, at.today)
        )
    return FigurePartPage(
        indicator=IndicatorSummary.from_indicator(one),
        parts=[IndicatorSummary.from_indicator(part) for part in parts],
        org_unit=FigureUnit.model_validate(at.unit),
        period=at.period.text,
        items=[FigurePart.from_item(item, person.id, sees_all=sees_all) for item in page.items],
        next=page.after,
    )


def _data_value_page(
    session: Session, parts: Sequence[Indicator], at: FigureRequest, after: str, limit: int
) -> drill_down.DrillDownPage:
    number, _, place = after.partition(":")
    try:
        part = parts[int(number or 0)]
        page = drill_down.drill_down_figure(session, part, at.unit.id, at.period, place, limit)
    except (ValueError, IndexError) as error:
        raise Unprocessable("invalid", "`after` is the `next` of the page before.") from error
    nth = parts.index(part)
    if page.after is not None:
        return drill_down.DrillDownPage(page.items, f"{nth}:{page.after}")
    more = f"{nth + 1}:" if nth + 1 < len(parts) else None
    return drill_down.DrillDownPage(page.items, more)


@router.get("/targets")
@may_refuse("404.1", "noSuchPeriod")
def list_targets(
    person: PersonDep,
    database: DatabaseDep,
    org_unit: FigureUnitQuery = None,
    period: FigurePeriodQuery = None,
) -> list[TargetReading]:
    """Every reading of a unit's targets, those in force first."""
    with database.reading() as session:
        at = resolve_figure_request(session, person, org_unit, period)
        readings = targets.readings_of_unit(session, at.unit.id, at.period.text if period else None)
    return [TargetReading.from_target(reading) for reading in readings]


def _require_shown_indicator(session: Session, code: str) -> Indicator:
    """What no screen shows, nobody takes apart: small numbers in it may give somebody away."""
    one = _require_indicator(session, code)
    if not one.shown:
        raise NotFound("indicator")
    return one


def _require_indicator(session: Session, code: str) -> Indicator:
    one = indicators.find_indicator(session, code)
    if one is None:
        raise NotFound("indicator")
    return one
