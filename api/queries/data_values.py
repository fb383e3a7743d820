"""Data values: what a submission counts for, noted at receipt, counted by its approval.

A value counts when its submission is approved and, where it names an entity, the register of that
entity is approved too. Undone, it stays here uncounted; a new version replaces it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlmodel import Session

from api.domain.counting import Places, Rule, Value, as_by
from api.domain.indicator import Tally
from api.domain.review import ReviewState
from api.models.data_value import LONGEST, data_values
from api.models.entity import Entity
from api.models.submission import Submission
from api.queries import locking, totals
from api.queries.ready import Open, connection_of
from api.queries.totals import VALUE, Plan, some
from api.storage.columns import exactly, table_of

MOST = Decimal(10) ** 12
# Entities are named by UUIDs: such a subject waits for its register even before that has come.
_UUID = re.compile(r"(uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)


entities = table_of(Entity)
_REGISTERED = select(entities.c.uuid).where(entities.c.submission_id == bindparam("submission"))
_NAMED = select(entities.c.uuid, entities.c.approved, entities.c.org_unit_id).where(
    entities.c.uuid.in_(some("subjects"))
)
_APPROVE = (
    update(entities)
    .where(entities.c.submission_id == bindparam("submission"))
    .values(approved=bindparam("so"))
)
_FORGET = delete(data_values).where(data_values.c.submission_id == bindparam("submission"))
_INSERT = insert(data_values)
_SUBJECTS = select(data_values.c.subject).where(
    data_values.c.submission_id == bindparam("submission"), data_values.c.subject != ""
)
_WAITING = (
    select(*VALUE)
    .join(table_of(Submission), table_of(Submission).c.id == data_values.c.submission_id)
    .where(
        data_values.c.subject.in_(some("subjects")),
        ~data_values.c.counted,
        data_values.c.submission_id != bindparam("submission"),
        table_of(Submission).c.review_state == ReviewState.APPROVED,
    )
)
_COUNTED = select(*VALUE).where(
    or_(
        data_values.c.submission_id == bindparam("submission"),
        data_values.c.subject.in_(some("subjects")),
    ),
    data_values.c.counted,
)
_SET_COUNTED = (
    update(data_values)
    .where(data_values.c.id == bindparam("number"))
    .values(counted=bindparam("so"))
)


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


def note(session: Open, source: Source, tallies: Iterable[Tally], *, new: bool) -> None:
    """Remember at receipt what a version would count for, instead of the version before it.

    `new`: there is none before it. Only an open submission takes a version: nothing of it counts.
    """
    if not new:
        locking.counting(session)
        session.execute(_FORGET, {"submission": source.submission_id})
    _insert(session, noted(source, tallies))


def noted(source: Source, tallies: Iterable[Tally]) -> list[dict[str, Any]]:
    """The rows of a version that is not approved; a number that cannot be is not kept."""
    return [_row(source, one) for one in _something(tallies) if abs(one.value) <= MOST]


def _something(tallies: Iterable[Tally]) -> list[Tally]:
    """Nobody came, nothing was said: a zero is not worth a row."""
    return [one for one in tallies if exactly(one.value)]


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


def replace(session: Session, submission_id: int, rows: Sequence[dict[str, Any]]) -> None:
    """Make these the data values of a submission; totals are not touched."""
    session.execute(_FORGET, {"submission": submission_id})
    _insert(session, rows)


def _insert(session: Open, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection_of(session).execute(_INSERT, rows)


def registered(session: Session, submission_id: int) -> list[str]:
    """The entities whose register this submission is."""
    return list(session.execute(_REGISTERED, {"submission": submission_id}).scalars())


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
    rows = _settled(source, tallies, named, places)
    freed = {number: value for number, value in waiting.items() if _stands(value, named, places)}
    coming = [_value(row) for row in rows if row["counted"]]
    plan = totals.plan(session, rules, leaving={}, coming=[*coming, *freed.values()], known=places)
    return Prospect(rows, freed, plan)


def standing(session: Session, source: Source, tallies: Sequence[Tally]) -> list[dict[str, Any]]:
    """The rows of an approved version, as the registers of what it names stand now."""
    named = _named(session, _subjects(tallies))
    places = _places(session, source, tallies, named.values())
    return _settled(source, tallies, named, places)


def _settled(
    source: Source, tallies: Iterable[Tally], named: Mapping[str, Named], places: Places
) -> list[dict[str, Any]]:
    return [_placed(_row(source, one), one.org_unit, named, places) for one in _something(tallies)]


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
    if not subjects:
        return {}
    rows = session.execute(_NAMED, {"subjects": sorted(subjects)})
    return {uuid: Named(approved, unit) for uuid, approved, unit in rows}


def _waiting_for(session: Session, uuids: Sequence[str], submission_id: int) -> dict[int, Value]:
    """Values of other approved submissions that name these entities and do not count yet."""
    if not uuids:
        return {}
    rows = session.execute(_WAITING, {"subjects": uuids, "submission": submission_id})
    return totals.as_values(rows)


def count(
    session: Session, rules: Mapping[str, Rule], source: Source, tallies: Sequence[Tally]
) -> None:
    """The submission was approved: it counts, and so does what waited for its register."""
    own = registered(session, source.submission_id)
    locking.counting(session, {*own, *_subjects(tallies)})
    found = prospect(session, rules, source, tallies)
    _approve(session, source.submission_id, own, approved=True)
    replace(session, source.submission_id, found.rows)
    _set_counted(session, found.freed, counted=True)
    totals.apply(session, found.plan)


def uncount(session: Session, rules: Mapping[str, Rule], submission_id: int) -> None:
    """The approval was undone: what it counted, and what named its entities, counts no more."""
    of_it = {"submission": submission_id}
    own = registered(session, submission_id)
    locking.counting(session, {*own, *session.execute(_SUBJECTS, of_it).scalars()})
    leaving = totals.as_values(session.execute(_COUNTED, {**of_it, "subjects": own}))
    plan = totals.plan(session, rules, leaving=leaving, coming=())
    _approve(session, submission_id, own, approved=False)
    _set_counted(session, leaving, counted=False)
    totals.apply(session, plan)


def _approve(session: Session, submission_id: int, own: Sequence[str], *, approved: bool) -> None:
    if own:
        session.execute(_APPROVE, {"submission": submission_id, "so": approved})


def _set_counted(session: Session, numbers: Iterable[int], *, counted: bool) -> None:
    rows = [{"number": number, "so": counted} for number in sorted(numbers)]
    if rows:
        session.connection().execute(_SET_COUNTED, rows)
