"""How far somebody reaches into the past: what became wholly hers, and nothing besides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from api.domain.period import Period
from api.domain.placed import PlacedUnit
from api.models.org_unit import OrgUnit
from api.models.org_unit import OrgUnitClosure as Closure
from api.models.org_unit import OrgUnitSuccession as Succession
from api.queries import org_unit_history, org_units


def roots_on_day(session: Session, roots: Sequence[str], day: date, today: date) -> list[str]:
    """The units at and below which somebody with these roots today reaches on another day.

    Her own, and the former ones of which everything is within her reach today. Of a unit that was
    divided, whoever has only a part does not see the whole. See docs/decisions/0006.
    """
    found = list(roots)
    if day < today:
        found += [
            unit.id
            for root in roots
            for unit in _wholly_inherited_units(session, root, roots, day, today)
        ]
    return list(dict.fromkeys(found))


def _wholly_inherited_units(
    session: Session, unit: str, roots: Sequence[str], day: date, today: date
) -> list[PlacedUnit]:
    """What stood that day, went into this unit since, and lies today within these roots."""
    formers = predecessors(session, unit)
    there = {one.id for one in org_units.find_units_on_day(session, formers, today)}
    stood = [
        one for one in org_units.find_units_on_day(session, formers, day) if one.id not in there
    ]
    now = org_unit_history.heirs_of(session, [one.id for one in stood])
    hers = org_units.filter_at_or_below(session, roots, set().union(*now.values()), today)
    return [one for one in stood if now[one.id] <= hers]


def predecessors(session: Session, unit: str) -> list[str]:
    """Every unit that went into this one, wholly or in part, through any number of others."""
    before = (
        select(col(Succession.from_id).label("id"))
        .where(Succession.to_id == unit)
        .cte("before", recursive=True)
    )
    before = before.union(
        select(col(Succession.from_id)).join(before, before.c.id == col(Succession.to_id))
    )
    return sorted(set(session.exec(select(before.c.id))) - {unit})


@dataclass(frozen=True, slots=True)
class FormerUnit:
    """A unit that was there in a period and is no more, by its name on its last day in it."""

    unit: PlacedUnit
    last_day: date


@dataclass(frozen=True, slots=True)
class LaterUnit:
    """A unit that was not there yet, by its name at the period's end, and its first day."""

    unit: PlacedUnit
    first_day: date


@dataclass(frozen=True, slots=True)
class ReachInPeriod:
    """Whose roots, which period is looked at, on which day of the tree, and which day it is."""

    roots: Sequence[str]
    period: Period
    day: date
    today: date


def find_former_units(
    session: Session, units: Sequence[str], look: ReachInPeriod
) -> list[FormerUnit]:
    """Of these predecessors, what was there in the period and she reaches."""
    return _former_units_reached(session, _last_days_of_units(session, units, look.period), look)


def units_once_below(session: Session, unit: str, look: ReachInPeriod) -> list[FormerUnit]:
    """What stood directly below the unit earlier in the period, and not on the day of the look."""
    return _former_units_reached(session, _last_days_below(session, unit, look.period), look)


def units_later_below(session: Session, unit: str, look: ReachInPeriod) -> list[LaterUnit]:
    """What stands directly below the unit later in the period, and not on the day of the look."""
    until = min(look.period.last, look.today)
    rows = session.exec(
        select(Closure).where(
            Closure.ancestor_id == unit,
            Closure.depth == 1,
            col(Closure.valid_from) > look.day,
            col(Closure.valid_from) <= until,
        )
    ).all()
    first = {row.descendant_id: row.valid_from for row in reversed(rows)}
    there = {one.id for one in org_units.find_units_on_day(session, first, look.day)}
    seen = org_units.filter_at_or_below(session, look.roots, first.keys() - there, look.today)
    return [
        LaterUnit(placed, first[placed.id])
        for placed in org_units.find_units_on_day(session, seen, until)
    ]


def _former_units_reached(
    session: Session, ended: Mapping[str, date], look: ReachInPeriod
) -> list[FormerUnit]:
    found = []
    for last_day in sorted(set(ended.values())):
        units = [one for one, last in ended.items() if last == last_day]
        hers = roots_on_day(session, look.roots, last_day, look.today)
        seen = org_units.filter_at_or_below(session, hers, units, last_day)
        there = {one.id for one in org_units.find_units_on_day(session, seen, look.day)}
        stood = org_units.find_units_on_day(session, seen - there, last_day)
        found += [FormerUnit(placed, last_day) for placed in stood]
    return found


def _last_days_of_units(session: Session, units: Sequence[str], period: Period) -> dict[str, date]:
    """Of these units, those that were there in the period and are no more: their last day in it."""
    rows = session.exec(
        select(OrgUnit).where(
            col(OrgUnit.id).in_(units),
            col(OrgUnit.opened_on) <= period.last,
            col(OrgUnit.closed_on) > period.first,
        )
    )
    return {row.id: _last_day_in_period(period, row.closed_on) for row in rows if row.closed_on}


def _last_days_below(session: Session, unit: str, period: Period) -> dict[str, date]:
    """What stood directly below the unit in the period and does so no more: its last day there."""
    rows = session.exec(
        select(Closure).where(
            Closure.ancestor_id == unit,
            Closure.depth == 1,
            col(Closure.valid_from) <= period.last,
            col(Closure.valid_to) > period.first,
        )
    )
    return {
        row.descendant_id: _last_day_in_period(period, row.valid_to) for row in rows if row.valid_to
    }


def _last_day_in_period(period: Period, end: date) -> date:
    return min(end - timedelta(days=1), period.last)
