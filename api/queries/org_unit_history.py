"""All that a unit ever was, what became of it and where it came from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from api.domain.org_unit import Extent, SuccessionStep, current_successors
from api.domain.period import Period
from api.models.org_unit import (
    OrgUnit,
    OrgUnitAlias,
    OrgUnitClosure,
    OrgUnitSuccession,
    OrgUnitVersion,
)
from api.queries import org_units

ONE_DAY = timedelta(days=1)


class DescribedUnit(NamedTuple):
    """A unit by the name that it had on a day, and where it stood: "Xã A, Tỉnh B"."""

    row: OrgUnitVersion
    lineage: str


class NamedSuccession(NamedTuple):
    """A succession, each side by the name that it had then: on its last day, on its first."""

    step: SuccessionStep
    old: OrgUnitVersion
    new: OrgUnitVersion


def find_org_unit(session: Session, unit_id: str) -> OrgUnit | None:
    """The unit itself, whenever it was."""
    return session.get(OrgUnit, unit_id)


def versions_of_unit(session: Session, unit_id: str) -> Sequence[OrgUnitVersion]:
    """Every dated row, earliest first."""
    return session.scalars(
        select(OrgUnitVersion)
        .where(col(OrgUnitVersion.org_unit_id) == unit_id)
        .order_by(col(OrgUnitVersion.valid_from))
    ).all()


def has_stood_below(session: Session, unit_id: str, parent: str) -> bool:
    """Whether it stood directly below that one, on any day."""
    return any(row.parent_id == parent for row in versions_of_unit(session, unit_id))


def aliases_of_unit(session: Session, unit_id: str) -> Sequence[OrgUnitAlias]:
    """The other ways in which its name is written."""
    return session.scalars(
        select(OrgUnitAlias)
        .where(col(OrgUnitAlias.org_unit_id) == unit_id)
        .order_by(col(OrgUnitAlias.name))
    ).all()


def successions_of_unit(session: Session, unit_id: str) -> list[SuccessionStep]:
    """Every succession that starts from this unit or leads to it, through any number of others."""
    found: set[SuccessionStep] = set()
    for start, end in (("from_id", "to_id"), ("to_id", "from_id")):
        frontier, seen = {unit_id}, set[str]()
        while frontier:
            seen |= frontier
            rows = _successions_touching(session, start, frontier)
            found.update(rows)
            frontier = {getattr(row, end) for row in rows} - seen
    return sorted(found)


def heirs_of(session: Session, units: Collection[str]) -> dict[str, set[str]]:
    """What stands today for each of these units: itself when nothing became of it."""
    found: set[SuccessionStep] = set()
    frontier, seen = set(units), set[str]()
    while frontier:
        seen |= frontier
        rows = _successions_touching(session, "from_id", frontier)
        found.update(rows)
        frontier = {row.to_id for row in rows} - seen
    return {unit: current_successors(found, unit) for unit in units}


def _successions_touching(
    session: Session, column: str, units: Collection[str]
) -> list[SuccessionStep]:
    ours = col(getattr(OrgUnitSuccession, column)).in_(units)
    return [
        SuccessionStep(row.from_id, row.to_id, row.on_date, Extent(row.extent))
        for row in session.scalars(select(OrgUnitSuccession).where(ours))
    ]


def versions_on_days(session: Session, days: Mapping[str, date]) -> dict[str, OrgUnitVersion]:
    """What each unit was on the day beside it; what it was first, when it opened later."""
    rows = session.scalars(
        select(OrgUnitVersion)
        .where(col(OrgUnitVersion.org_unit_id).in_(days))
        .order_by(col(OrgUnitVersion.valid_from).desc())
    )
    found: dict[str, OrgUnitVersion] = {}
    for row in rows:
        known = found.get(row.org_unit_id)
        if known is None or known.valid_from > days[row.org_unit_id]:
            found[row.org_unit_id] = row
    return found


def describe_units(session: Session, units: Collection[str], day: date) -> dict[str, DescribedUnit]:
    """Each as it stands that day, or the last way it stood, or the first way it will."""
    words = org_units.lineages_of_units(session, units, day)
    called = versions_on_days(session, dict.fromkeys(units, day))
    return {unit: DescribedUnit(row, words[unit]) for unit, row in called.items()}


def describe_versions(session: Session, rows: Iterable[OrgUnitVersion]) -> list[DescribedUnit]:
    """Dated rows of units, each with what it stood in on its first day."""
    return [
        DescribedUnit(
            row,
            org_units.lineages_of_units(session, {row.org_unit_id}, row.valid_from)[
                row.org_unit_id
            ],
        )
        for row in rows
    ]


def name_successions(session: Session, steps: Iterable[SuccessionStep]) -> list[NamedSuccession]:
    """The steps with the names of both sides."""
    taken = list(steps)
    old = versions_on_days(session, {step.from_id: step.on_date - ONE_DAY for step in taken})
    new = versions_on_days(session, {step.to_id: step.on_date for step in taken})
    return [NamedSuccession(step, old[step.from_id], new[step.to_id]) for step in taken]


def predecessors_of_unit(session: Session, unit: str) -> list[str]:
    """Every unit that went into this one, wholly or in part, through any number of others."""
    before = (
        select(col(OrgUnitSuccession.from_id).label("id"))
        .where(col(OrgUnitSuccession.to_id) == unit)
        .cte("before", recursive=True)
    )
    before = before.union(
        select(col(OrgUnitSuccession.from_id)).join(
            before, before.c.id == col(OrgUnitSuccession.to_id)
        )
    )
    return sorted(set(session.scalars(select(before.c.id))) - {unit})


def succession_days(session: Session) -> list[date]:
    """Every day on which units became others."""
    return list(session.scalars(select(col(OrgUnitSuccession.on_date)).distinct()))


def first_days_below(session: Session, unit: str, after: date, until: date) -> dict[str, date]:
    """What came to stand directly below the unit after a day and up to another: since when."""
    rows = session.scalars(
        select(OrgUnitClosure).where(
            col(OrgUnitClosure.ancestor_id) == unit,
            col(OrgUnitClosure.depth) == 1,
            col(OrgUnitClosure.valid_from) > after,
            col(OrgUnitClosure.valid_from) <= until,
        )
    ).all()
    return {row.descendant_id: row.valid_from for row in reversed(rows)}


def last_days_of_units(session: Session, units: Sequence[str], period: Period) -> dict[str, date]:
    """Of these units, those that were there in the period and are no more: their last day in it."""
    rows = session.scalars(
        select(OrgUnit).where(
            col(OrgUnit.id).in_(units),
            col(OrgUnit.opened_on) <= period.last,
            col(OrgUnit.closed_on) > period.first,
        )
    )
    return {row.id: _last_day_in_period(period, row.closed_on) for row in rows if row.closed_on}


def last_days_below(session: Session, unit: str, period: Period) -> dict[str, date]:
    """What stood directly below the unit in the period and does so no more: its last day there."""
    rows = session.scalars(
        select(OrgUnitClosure).where(
            col(OrgUnitClosure.ancestor_id) == unit,
            col(OrgUnitClosure.depth) == 1,
            col(OrgUnitClosure.valid_from) <= period.last,
            col(OrgUnitClosure.valid_to) > period.first,
        )
    )
    return {
        row.descendant_id: _last_day_in_period(period, row.valid_to) for row in rows if row.valid_to
    }


def _last_day_in_period(period: Period, end: date) -> date:
    return min(end - timedelta(days=1), period.last)
