"""Data values: what a submission counts for, noted at receipt, counted by its approval.

A value counts when its submission is approved and, where it names an entity, the register of that
entity is approved too. Undone, it stays here uncounted; a new version replaces it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session, col

from api.columns import exactly
from api.domain.counting import Places, Rule, Value, as_by
from api.domain.indicator import Tally
from api.domain.review import ReviewState
from api.models.data_value import LONGEST, data_values
from api.models.entity import Entity
from api.models.submission import Submission
from api.queries import totals
from api.queries.totals import AT_ONCE, VALUE, Plan

MOST = Decimal(10) ** 12
# Entities are named by UUIDs: such a subject waits for its register even before that has come.
_UUID = re.compile(r"(uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)


class ValueTooLarge(Exception):
    """A number that no activity of a programme can have."""


class Named(NamedTuple):
    """An entity that values name."""

    approved: bool
    org_unit: str


@dataclass(frozen=True, slots=True)
class Source:
    """The version of a submission that is counted."""

    submission_id: int
    version_id: int
    org_unit: str


@dataclass(frozen=True, slots=True)
class Prospect:
    """What an approval would count: its own rows, and other submissions' that waited for it."""

    rows: Sequence[dict[str, Any]]
    freed: Mapping[int, Value]
    plan: Plan


def note(session: Session, source: Source, tallies: Iterable[Tally], *, new: bool) -> None:
    """Remember at receipt what a version would count for, instead of the version before it.

    `new`: there is none before it. Only an open submission takes a version: nothing of it counts.
    """
    if not new:
        totals.gate(session)
        _forget(session, source.submission_id)
    _insert(session, noted(source, tallies))


def noted(source: Source, tallies: Iterable[Tally]) -> list[dict[str, Any]]:
    """The rows of a version that is not approved; a number that cannot be is not kept."""
    return [_row(source, one) for one in tallies if abs(one.value) <= MOST]


def _row(source: Source, one: Tally) -> dict[str, Any]:
    """Until it is counted a value stays at the submission's own unit, which is known to exist."""
    return {
        "submission_id": source.submission_id,
        "submission_version_id": source.version_id,
        "indicator": one.indicator,
        "org_unit_id": source.org_unit,
        "event_date": one.date,
        "placed_on": one.date,
        "subject": one.subject[:LONGEST],
        "by": as_by({name: value for name, value in one.by.items() if value}),
        "value": exactly(one.value),
        "counted": False,
    }


def _forget(session: Session, submission_id: int) -> None:
    session.execute(delete(data_values).where(data_values.c.submission_id == submission_id))


def replace(session: Session, submission_id: int, rows: Sequence[dict[str, Any]]) -> None:
    """Make these the data values of a submission; totals are not touched."""
    _forget(session, submission_id)
    _insert(session, rows)


def _insert(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(insert(data_values), rows)


def registered(session: Session, submission_id: int) -> list[str]:
    """The entities whose register this submission is."""
    uuids = select(col(Entity.uuid)).where(col(Entity.submission_id) == submission_id)
    return list(session.execute(uuids).scalars())


def prospect(
    session: Session, rules: Mapping[str, Rule], source: Source, tallies: Sequence[Tally]
) -> Prospect:
    """What approving this version now would count. Reads only. Raises ValueTooLarge."""
    if any(abs(one.value) > MOST for one in tallies):
        raise ValueTooLarge
    own = registered(session, source.submission_id)
    waiting = _waiting_for(session, own, source.submission_id)
    named = _named(session, {*own, *_subjects(tallies)})
    named |= {uuid: named[uuid]._replace(approved=True) for uuid in own}
    places = _places(session, source, tallies, [*named.values(), *waiting.values()])
    rows = [_placed(_row(source, one), one.org_unit, named, places) for one in tallies]
    freed = {number: value for number, value in waiting.items() if _stands(value, named, places)}
    coming = [_value(row) for row in rows if row["counted"]]
    plan = totals.plan(session, rules, leaving={}, coming=[*coming, *freed.values()])
    return Prospect(rows, freed, plan)


def standing(session: Session, source: Source, tallies: Sequence[Tally]) -> list[dict[str, Any]]:
    """The rows of an approved version, as the registers of what it names stand now."""
    named = _named(session, _subjects(tallies))
    places = _places(session, source, tallies, named.values())
    return [_placed(_row(source, one), one.org_unit, named, places) for one in tallies]


def _subjects(tallies: Iterable[Tally]) -> set[str]:
    return {one.subject[:LONGEST] for one in tallies} - {""}


def _places(
    session: Session,
    source: Source,
    tallies: Iterable[Tally],
    others: Iterable[Named | Value],
) -> Places:
    said = {one.org_unit for one in tallies}
    return totals.places(session, {source.org_unit} | said | {one.org_unit for one in others})


def _placed(
    row: dict[str, Any], org_unit: str, named: Mapping[str, Named], places: Places
) -> dict[str, Any]:
    """The row at its final place, and whether it counts once its submission is approved.

    A record speaks for its own unit and what lies below it; anything else stays at its own unit.
    """
    own, day = row["org_unit_id"], row["event_date"]
    there = places.placed_on(org_unit, day)
    if there is not None and own in places.lineage(org_unit, there):
        row["org_unit_id"] = org_unit
    row["placed_on"] = places.placed_on(row["org_unit_id"], day) or day
    row["counted"] = _stands(_value(row), named, places)
    return row


def _value(row: Mapping[str, Any]) -> Value:
    return Value(
        row["indicator"],
        row["value"],
        row["org_unit_id"],
        row["event_date"],
        row["subject"],
        row["by"],
        row["submission_id"],
    )


def _stands(value: Value, named: Mapping[str, Named], places: Places) -> bool:
    """Nobody counts an entity that is not approved, or that belongs to people far away."""
    entity = named.get(value.subject)
    if entity is None:
        return _UUID.fullmatch(value.subject) is None
    return entity.approved and places.near(value.org_unit, entity.org_unit, value.event_date)


def _named(session: Session, subjects: set[str]) -> dict[str, Named]:
    rows = session.execute(
        select(col(Entity.uuid), col(Entity.approved), col(Entity.org_unit_id)).where(
            col(Entity.uuid).in_(subjects)
        )
    )
    return {uuid: Named(approved, unit) for uuid, approved, unit in rows}


def _waiting_for(session: Session, uuids: Sequence[str], submission_id: int) -> dict[int, Value]:
    """Values of other approved submissions that name these entities and do not count yet."""
    if not uuids:
        return {}
    rows = session.execute(
        select(*VALUE)
        .join(Submission, col(Submission.id) == data_values.c.submission_id)
        .where(
            data_values.c.subject.in_(uuids),
            ~data_values.c.counted,
            data_values.c.submission_id != submission_id,
            col(Submission.review_state) == ReviewState.APPROVED,
        )
    )
    return totals.as_values(rows)


def lock(session: Session, submission_id: int, tallies: Iterable[Tally]) -> None:
    """Everything that this submission names or registers, for this transaction alone."""
    before = select(data_values.c.subject).where(data_values.c.submission_id == submission_id)
    subjects = _subjects(tallies) | {*session.execute(before).scalars()}
    totals.lock(session, (subjects | {*registered(session, submission_id)}) - {""})


def count(
    session: Session, rules: Mapping[str, Rule], source: Source, tallies: Sequence[Tally]
) -> None:
    """The submission was approved: it counts, and so does what waited for its register."""
    lock(session, source.submission_id, tallies)
    found = prospect(session, rules, source, tallies)
    _approve_entities(session, source.submission_id, approved=True)
    replace(session, source.submission_id, found.rows)
    _set_counted(session, found.freed, counted=True)
    totals.apply(session, found.plan)


def uncount(session: Session, rules: Mapping[str, Rule], submission_id: int) -> None:
    """The approval was undone: what it counted, and what named its entities, counts no more."""
    lock(session, submission_id, ())
    own = registered(session, submission_id)
    by_it = data_values.c.submission_id == submission_id
    rows = session.execute(
        select(*VALUE).where(by_it | data_values.c.subject.in_(own), data_values.c.counted)
    )
    leaving = totals.as_values(rows)
    plan = totals.plan(session, rules, leaving=leaving, coming=())
    _approve_entities(session, submission_id, approved=False)
    _set_counted(session, leaving, counted=False)
    totals.apply(session, plan)


def _approve_entities(session: Session, submission_id: int, *, approved: bool) -> None:
    session.execute(
        update(Entity).where(col(Entity.submission_id) == submission_id).values(approved=approved)
    )


def _set_counted(session: Session, numbers: Iterable[int], *, counted: bool) -> None:
    wanted = sorted(numbers)
    for start in range(0, len(wanted), AT_ONCE):
        some = data_values.c.id.in_(wanted[start : start + AT_ONCE])
        session.execute(update(data_values).where(some).values(counted=counted))
