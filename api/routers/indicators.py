"""Figures, their targets and the records behind them. Out of reach is 404, the units above too."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session

from api.access.figures import Asked, asked, reaches, shown
from api.access.submissions import sight_of
from api.domain.figure import Kind, figure, ratio, written
from api.domain.placed import Placed
from api.errors import NotFound, Unprocessable
from api.http.auth import PersonDep
from api.models.indicator import Indicator
from api.queries import drill_down, indicators, org_units, past_reach, targets
from api.queries.figures import Shown
from api.schemas.figures import (
    Json,
    former_as_wire,
    indicator_as_wire,
    item_as_wire,
    shown_as_wire,
    target_as_wire,
    unit_as_wire,
)
from api.storage.db import DatabaseDep

router = APIRouter(prefix="/v1", tags=["indicators"])

UnitId = Annotated[str | None, Query(alias="orgUnit", max_length=11)]
PeriodText = Annotated[str | None, Query(alias="period", max_length=9)]
Day = Annotated[date | None, Query(description="The day whose units are looked at.")]


@router.get("/indicators")
def catalogue(_: PersonDep, database: DatabaseDep) -> list[Json]:
    """Every indicator, with how it is counted and where it comes from."""
    with database.reading() as session:
        return [indicator_as_wire(one) for one in indicators.listed(session)]


@router.get("/figures")
def of_unit(
    person: PersonDep,
    database: DatabaseDep,
    org_unit: UnitId = None,
    period: PeriodText = None,
    day: Day = None,
) -> Json:
    """What a unit has reached in a period: by default one's own unit, and this year."""
    with database.reading() as session:
        at = asked(session, person, org_unit, period, day)
        known = indicators.listed(session)
        cells = shown(session, known, [at.unit.id], at)
        forebears = past_reach.predecessors(session, at.unit.id)
        former = [
            *past_reach.formerly(session, forebears, at.look),
            *past_reach.once_below(session, at.unit.id, at.look),
        ]
        assigned = targets.numbers_in(session, [one.unit.id for one in former], at.period.text)
        planned = targets.periods_of(session, [at.unit.id, *forebears])
    return {
        "orgUnit": unit_as_wire(at.unit),
        "period": at.period.text,
        "day": at.day,
        "elapsedShare": written(at.period.elapsed(at.today), 1),
        "items": [shown_as_wire(cell) for cell in cells[at.unit.id] if cell.indicator.shown],
        "formerUnits": [former_as_wire(one, assigned.get(one.unit.id, 0)) for one in former],
        "plannedPeriods": planned,
    }


@router.get("/figures/{code}/byChild")
def by_child(
    code: str,
    person: PersonDep,
    database: DatabaseDep,
    org_unit: UnitId = None,
    period: PeriodText = None,
    day: Day = None,
) -> Json:
    """The same figure of every unit directly below; what is recorded above them is `itself`."""
    with database.reading() as session:
        at = asked(session, person, org_unit, period, day)
        one = _open(session, code)
        parts = [part for part in indicators.listed(session) if _serves(part, one)]
        children = org_units.children(session, at.unit.id, at.day)
        former = past_reach.once_below(session, at.unit.id, at.look)
        later = past_reach.later_below(session, at.unit.id, at.look)
        others = [*(old.unit for old in former), *(new.unit for new in later)]
        ids = [at.unit.id, *(unit.id for unit in (*children, *others))]
        found = shown(session, parts, ids, at)
    cells = {
        unit: next(cell for cell in each if cell.indicator.code == code)
        for unit, each in found.items()
    }
    whole = cells[at.unit.id]
    items = [_of(unit, cells[unit.id]) for unit in children]
    absent = [_of(old.unit, cells[old.unit.id], lastDay=old.last_day) for old in former]
    absent += [_of(new.unit, cells[new.unit.id], firstDay=new.first_day) for new in later]
    # What stood in a unit that ended stands in those that it became: it is not added twice.
    parts_of_it = children if one.kind == Kind.STOCK else [*children, *others]
    rest = _rest(whole, [cells[unit.id] for unit in parts_of_it])
    if rest is not None:
        items.append(_of(at.unit, rest, itself=True))
    return {
        "orgUnit": unit_as_wire(at.unit),
        "period": at.period.text,
        "day": at.day,
        "elapsedShare": written(at.period.elapsed(at.today), 1),
        "indicator": indicator_as_wire(one),
        "figure": shown_as_wire(whole),
        "items": [*items, *absent],
    }


def _of(unit: Placed, cell: Shown, **besides: object) -> Json:
    return {"orgUnit": unit_as_wire(unit), **shown_as_wire(cell), **besides}


def _serves(part: Indicator, one: Indicator) -> bool:
    return part.code in {one.code, one.numerator, one.denominator}


def _rest(whole: Shown, parts: Sequence[Shown]) -> Shown | None:
    """What the whole has and none of its parts: recorded at the unit itself. None if nothing."""
    one = whole.indicator
    if one.kind == Kind.RATIO:
        above = _left(whole.numerator, [part.numerator for part in parts])
        under = _left(whole.denominator, [part.denominator for part in parts])
        cell = figure(Kind.RATIO, ratio(above, under), None, begun=True)
        return Shown(one, cell, above, under, None, 0) if above or under else None
    left = _left(whole.figure.value, [part.figure.value for part in parts])
    waiting = whole.waiting - sum(part.waiting for part in parts)
    cell = figure(Kind(one.kind), left, None, begun=True)
    return Shown(one, cell, None, None, None, max(waiting, 0)) if left or waiting > 0 else None


def _left(whole: Decimal | None, parts: Sequence[Decimal | None]) -> Decimal:
    return (whole or Decimal(0)) - sum((part or Decimal(0) for part in parts), Decimal(0))


@router.get("/dataValues")
def behind(
    person: PersonDep,
    database: DatabaseDep,
    indicator: Annotated[str, Query(max_length=40)],
    org_unit: UnitId = None,
    period: PeriodText = None,
    day: Day = None,
    after: Annotated[str, Query(max_length=300)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Json:
    """The records behind a figure; over all pages their values add up to it exactly.

    A ratio has two parts: all of its numerator, then all of its denominator. Whoever does not see
    other people's records is told that they are there, and not which.
    """
    with database.reading() as session:
        at = asked(session, person, org_unit, period, day)
        one = _open(session, indicator)
        page = _page(session, one, at, after, limit)
        sees_all = reaches(session, sight_of(person).roots, at.unit.id, at.day)
    return {
        "indicator": indicator_as_wire(one),
        "orgUnit": unit_as_wire(at.unit),
        "period": at.period.text,
        "items": [item_as_wire(item, person, sees_all=sees_all) for item in page.items],
        "next": page.after,
    }


def _page(session: Session, one: Indicator, at: Asked, after: str, limit: int) -> drill_down.Page:
    parts = [one]
    if one.kind == Kind.RATIO:
        parts = [_known(session, one.numerator), _known(session, one.denominator)]
    number, _, place = after.partition(":")
    try:
        part = parts[int(number or 0)]
        page = drill_down.behind(session, part, at.unit.id, at.period, place, limit)
    except (ValueError, IndexError) as error:
        raise Unprocessable("invalid", "`after` is the `next` of the page before.") from error
    nth = parts.index(part)
    if page.after is not None:
        return drill_down.Page(page.items, f"{nth}:{page.after}")
    more = f"{nth + 1}:" if nth + 1 < len(parts) else None
    return drill_down.Page(page.items, more)


@router.get("/targets")
def targets_of(
    person: PersonDep, database: DatabaseDep, org_unit: UnitId = None, period: PeriodText = None
) -> list[Json]:
    """Every reading of a unit's targets, those in force first."""
    with database.reading() as session:
        at = asked(session, person, org_unit, period)
        readings = targets.readings(session, at.unit.id, at.period.text if period else None)
    return [
        {"indicator": reading.indicator, "period": reading.period, **target_as_wire(reading)}
        for reading in readings
    ]


def _open(session: Session, code: str) -> Indicator:
    """What no screen shows, nobody takes apart: small numbers in it may give somebody away."""
    one = _known(session, code)
    if not one.shown:
        raise NotFound("indicator")
    return one


def _known(session: Session, code: str) -> Indicator:
    one = indicators.by_code(session, code)
    if one is None:
        raise NotFound("indicator")
    return one
