"""How far somebody reaches into the past: what became wholly hers, and nothing besides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from api.domain.org_unit import came_from, heirs
from api.domain.period import Period
from api.domain.placed import Placed
from api.models.org_unit import OrgUnit
from api.models.org_unit import OrgUnitClosure as Closure
from api.queries import org_unit_history, org_units


def roots_on(session: Session, roots: Sequence[str], day: date, today: date) -> list[str]:
    """The units at and below which somebody with these roots today reaches on another day.

    Her own, and the former ones of which everything is within her reach today. Of a unit that was
    divided, whoever has only a part does not see the whole. See docs/decisions/0006.
    """
    found = list(roots)
    if day < today:
        found += [unit.id for root in roots for unit in _wholly(session, root, roots, day, today)]
    return list(dict.fromkeys(found))


def _wholly(
    session: Session, unit: str, roots: Sequence[str], day: date, today: date
) -> list[Placed]:
    """What stood that day, went into this unit since, and lies today within these roots."""
    found = []
    for former in predecessors(session, unit):
        placed = org_units.unit_on(session, former, day)
        if placed is None or org_units.unit_on(session, former, today):
            continue
        now = heirs(org_unit_history.steps(session, former), former)
        if org_units.covered(session, roots, now, today) == now:
            found.append(placed)
    return found


def predecessors(session: Session, unit: str) -> list[str]:
    """Every unit that went into this one, wholly or in part."""
    steps = came_from(org_unit_history.steps(session, unit), unit)
    return list(dict.fromkeys(step.from_id for step in steps))


@dataclass(frozen=True, slots=True)
class Former:
    """A unit that was there in a period and is no more, by its name on its last day in it."""

    unit: Placed
    last_day: date


@dataclass(frozen=True, slots=True)
class Look:
    """Whose roots, which period is looked at, on which day of the tree, and which day it is."""

    roots: Sequence[str]
    period: Period
    day: date
    today: date


def formerly(session: Session, unit: str, look: Look) -> list[Former]:
    """What this unit came from, as far as it was there in the period and she reaches it."""
    return _stood(session, _ended(session, predecessors(session, unit), look.period), look)


def once_below(session: Session, unit: str, look: Look) -> list[Former]:
    """What stood directly below the unit earlier in the period, and not on the day of the look."""
    return _stood(session, _below(session, unit, look.period), look)


def _stood(session: Session, ended: Mapping[str, date], look: Look) -> list[Former]:
    found = []
    for last_day in sorted(set(ended.values())):
        units = [one for one, last in ended.items() if last == last_day]
        hers = roots_on(session, look.roots, last_day, look.today)
        seen = org_units.covered(session, hers, units, last_day)
        there = {one.id for one in org_units.named(session, seen, look.day)}
        stood = org_units.named(session, seen - there, last_day)
        found += [Former(placed, last_day) for placed in stood]
    return found


def _ended(session: Session, units: Sequence[str], period: Period) -> dict[str, date]:
    """Of these units, those that were there in the period and are no more: their last day in it."""
    rows = session.exec(
        select(OrgUnit).where(
            col(OrgUnit.id).in_(units),
            col(OrgUnit.opened_on) <= period.last,
            col(OrgUnit.closed_on) > period.first,
        )
    )
    return {row.id: _last_in(period, row.closed_on) for row in rows if row.closed_on}


def _below(session: Session, unit: str, period: Period) -> dict[str, date]:
    """What stood directly below the unit in the period and does so no more: its last day there."""
    rows = session.exec(
        select(Closure).where(
            Closure.ancestor_id == unit,
            Closure.depth == 1,
            col(Closure.valid_from) <= period.last,
            col(Closure.valid_to) > period.first,
        )
    )
    return {row.descendant_id: _last_in(period, row.valid_to) for row in rows if row.valid_to}


def _last_in(period: Period, end: date) -> date:
    return min(end - timedelta(days=1), period.last)
