"""Figures, their targets and the records behind them. Out of reach is 404, the units above too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session

from api import auth
from api.auth import Person, PersonDep
from api.db import DatabaseDep
from api.domain import period as periods
from api.domain.figure import Kind, figure, ratio, written
from api.domain.period import Period
from api.domain.placed import Placed
from api.errors import NotFound, Unprocessable
from api.figures_wire import (
    Json,
    former_as_wire,
    indicator_as_wire,
    item_as_wire,
    shown_as_wire,
    target_as_wire,
    unit_as_wire,
)
from api.models.indicator import Indicator
from api.queries import (
    drill_down,
    figures,
    indicators,
    org_unit_history,
    org_units,
    past_reach,
    targets,
)
from api.queries.figures import Shown
from api.queries.past_reach import Former
from api.sight import sight_of

router = APIRouter(prefix="/v1", tags=["indicators"])

UnitId = Annotated[str | None, Query(alias="orgUnit", max_length=11)]
PeriodText = Annotated[str | None, Query(alias="period", max_length=9)]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which unit's figures of which period are asked for, and the day whose tree is looked at.

    That is the last day of the period so far, or the unit's own last day in it, or today for a
    unit that was not there then.
    """

    unit: Placed
    period: Period
    today: date
    day: date

    @property
    def begun(self) -> bool:
        """Whether the period has begun."""
        return self.period.first <= self.today

    @property
    def over(self) -> bool:
        """Whether the period has ended."""
        return self.period.last < self.today


@router.get("/indicators")
def catalogue(_: PersonDep, database: DatabaseDep) -> list[Json]:
    """Every indicator, with how it is counted and where it comes from."""
    with database.reading() as session:
        return [indicator_as_wire(one) for one in indicators.listed(session)]


@router.get("/figures")
def of_unit(
    person: PersonDep, database: DatabaseDep, org_unit: UnitId = None, period: PeriodText = None
) -> Json:
    """What a unit has reached in a period: by default one's own unit, and this year."""
    with database.reading() as session:
        asked = _asked(session, person, org_unit, period)
        known = indicators.listed(session)
        cells = _shown(session, known, [asked.unit.id], asked)
        former = _formerly(session, person, asked)
        assigned = targets.numbers_in(session, [one.unit.id for one in former], asked.period.text)
        planned = targets.periods_of(
            session, [asked.unit.id, *past_reach.predecessors(session, asked.unit.id)]
        )
    return {
        "orgUnit": unit_as_wire(asked.unit),
        "period": asked.period.text,
        "elapsedShare": written(asked.period.elapsed(asked.today), 1),
        "items": [shown_as_wire(cell) for cell in cells[asked.unit.id] if cell.indicator.shown],
        "formerUnits": [former_as_wire(one, assigned.get(one.unit.id, 0)) for one in former],
        "plannedPeriods": planned,
    }


def _formerly(session: Session, person: Person, asked: Asked) -> list[Former]:
    roots = person.roots(asked.today)
    return past_reach.formerly(session, asked.unit.id, roots, asked.period, asked.day, asked.today)


@router.get("/figures/{code}/byChild")
def by_child(
    code: str,
    person: PersonDep,
    database: DatabaseDep,
    org_unit: UnitId = None,
    period: PeriodText = None,
) -> Json:
    """The same figure of every unit directly below; what is recorded above them is `itself`."""
    with database.reading() as session:
        asked = _asked(session, person, org_unit, period)
        one = _open(session, code)
        parts = [part for part in indicators.listed(session) if _serves(part, one)]
        children = org_units.children(session, asked.unit.id, asked.day)
        ids = [asked.unit.id, *(child.id for child in children)]
        found = _shown(session, parts, ids, asked)
        cells = {
            unit: next(cell for cell in each if cell.indicator.code == code)
            for unit, each in found.items()
        }
    items = [
        {"orgUnit": unit_as_wire(child), **shown_as_wire(cells[child.id])} for child in children
    ]
    rest = _rest(cells[asked.unit.id], [cells[child.id] for child in children])
    if rest is not None:
        items.append({"orgUnit": unit_as_wire(asked.unit), **shown_as_wire(rest), "itself": True})
    return {
        "orgUnit": unit_as_wire(asked.unit),
        "period": asked.period.text,
        "elapsedShare": written(asked.period.elapsed(asked.today), 1),
        "indicator": indicator_as_wire(one),
        "figure": shown_as_wire(cells[asked.unit.id]),
        "items": items,
    }


def _shown(
    session: Session, known: Sequence[Indicator], units: Sequence[str], asked: Asked
) -> dict[str, list[Shown]]:
    nation = org_units.nation(session, asked.today).id
    recorded = not asked.over or figures.recorded_by(session, nation, asked.period)
    return figures.shown(
        session, known, units, asked.period, day=asked.day, begun=asked.begun, recorded=recorded
    )


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
    after: Annotated[str, Query(max_length=300)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Json:
    """The records behind a figure; over all pages their values add up to it exactly.

    A ratio has two parts: all of its numerator, then all of its denominator. Whoever does not see
    other people's records is told that they are there, and not which.
    """
    with database.reading() as session:
        asked = _asked(session, person, org_unit, period)
        one = _open(session, indicator)
        page = _page(session, one, asked, after, limit)
        sees_all = _reaches(session, sight_of(person).roots, asked.unit.id, asked.day)
    return {
        "indicator": indicator_as_wire(one),
        "orgUnit": unit_as_wire(asked.unit),
        "period": asked.period.text,
        "items": [item_as_wire(item, person, sees_all=sees_all) for item in page.items],
        "next": page.after,
    }


def _page(
    session: Session, one: Indicator, asked: Asked, after: str, limit: int
) -> drill_down.Page:
    parts = [one]
    if one.kind == Kind.RATIO:
        parts = [_known(session, one.numerator), _known(session, one.denominator)]
    number, _, place = after.partition(":")
    try:
        part = parts[int(number or 0)]
        page = drill_down.behind(session, part, asked.unit.id, asked.period, place, limit)
    except (ValueError, IndexError) as error:
        raise Unprocessable("invalid", "`after` is the `next` of the page before.") from error
    at = parts.index(part)
    if page.after is not None:
        return drill_down.Page(page.items, f"{at}:{page.after}")
    more = f"{at + 1}:" if at + 1 < len(parts) else None
    return drill_down.Page(page.items, more)


@router.get("/targets")
def targets_of(
    person: PersonDep, database: DatabaseDep, org_unit: UnitId = None, period: PeriodText = None
) -> list[Json]:
    """Every reading of a unit's targets, those in force first."""
    with database.reading() as session:
        asked = _asked(session, person, org_unit, period)
        readings = targets.readings(session, asked.unit.id, asked.period.text if period else None)
    return [
        {"indicator": reading.indicator, "period": reading.period, **target_as_wire(reading)}
        for reading in readings
    ]


def _asked(session: Session, person: Person, unit: str | None, period: str | None) -> Asked:
    """Reach goes down, never up: a commune does not read its province (docs/counting.md)."""
    today = auth.today()
    try:
        wanted = periods.parse(period or str(today.year))
    except ValueError as error:
        raise Unprocessable(
            "noSuchPeriod", "A period is 2026, 2026S1, 2026Q4, 2026-11 or 2022-2025."
        ) from error
    roots = person.roots(today)
    unit = unit or next(iter(roots), "")
    for day in _days(session, unit, wanted, today):
        placed = org_units.unit_on(session, unit, day)
        if placed is not None and _reaches(session, roots, unit, day):
            return Asked(placed, wanted, today, day)
    raise NotFound("orgUnit")


def _days(session: Session, unit: str, period: Period, today: date) -> list[date]:
    """On which days to look for a unit, the first of them on which it was there."""
    found = org_unit_history.unit(session, unit)
    days = [min(period.last, today), today]
    if found and found.closed_on and period.first < found.closed_on <= days[0]:
        days.insert(1, found.closed_on - timedelta(days=1))
    return days


def _reaches(session: Session, roots: Sequence[str], unit: str, day: date) -> bool:
    """By where the unit lay that day, or where it lies today, or by what became hers since."""
    today = auth.today()
    if any(org_units.covers(session, roots, unit, when) for when in (day, today)):
        return True
    return org_units.covers(session, past_reach.roots_on(session, roots, day, today), unit, day)


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
