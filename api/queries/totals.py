"""Totals at every level: what a change of counted values adds to them, and adding it.

Its one rule: subjects are locked before they are looked at, totals are touched leaves first and
root last. Two approvals at once then wait for each other and never cross (docs/counting.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, delete, select, text, tuple_
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlmodel import Session, col

from api.domain.counting import (
    Cell,
    Count,
    Ledger,
    Places,
    Rule,
    Standing,
    Value,
    counts_of,
    of_subjects,
    standings,
)
from api.domain.org_unit import Ancestry
from api.models.data_value import counted_subjects, data_values, totals
from api.models.entity import Entity
from api.models.org_unit import OrgUnitClosure

AT_ONCE = 500
GATE = 8  # of PostgreSQL's advisory locks; the subjects' are hashes
ANCESTRY = [col(getattr(OrgUnitClosure, name)) for name in Ancestry._fields]
VALUE = [
    data_values.c.id,
    data_values.c.indicator,
    data_values.c.value,
    data_values.c.org_unit_id,
    data_values.c.event_date,
    data_values.c.subject,
    data_values.c.by,
    data_values.c.submission_id,
]
STANDING = [
    counted_subjects.c[name]
    for name in ("subject", "indicator", "by", "period", "org_unit_id", "placed_on", "amount")
]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a change of counted values does, before it is done."""

    changes: Sequence[tuple[Cell, Decimal]]
    standings: Mapping[Count, Standing | None]


def gate(session: Session) -> None:
    """Counting goes on beside counting, and never beside a recount. SQLite has one writer."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock_shared(:gate)"), {"gate": GATE})


def lock(session: Session, subjects: Iterable[str]) -> None:
    """Nobody else counts these subjects until this transaction ends."""
    gate(session)
    if session.get_bind().dialect.name == "postgresql":
        for subject in sorted(set(subjects)):
            session.execute(
                text("SELECT pg_advisory_xact_lock(hashtextextended(:subject, 0))"),
                {"subject": subject},
            )


def places(session: Session, units: Iterable[str]) -> Places:
    """Where these units lay, on every day."""
    found: dict[str, list[Ancestry]] = {}
    wanted = sorted(set(units))
    for start in range(0, len(wanted), AT_ONCE):
        spans = select(*ANCESTRY).where(
            col(OrgUnitClosure.descendant_id).in_(wanted[start : start + AT_ONCE])
        )
        for row in session.execute(spans):
            found.setdefault(row.descendant_id, []).append(Ancestry(*row))
    return Places(found)


def as_values(rows: Iterable[Row[Any]]) -> dict[int, Value]:
    """Values by row id, from rows of VALUE."""
    return {row[0]: Value._make(row[1:]) for row in rows}


def plan(
    session: Session,
    rules: Mapping[str, Rule],
    *,
    leaving: Mapping[int, Value],
    coming: Sequence[Value],
) -> Plan:
    """What it does to the totals when these values go and come. Reads only; lock first."""
    moved = [*leaving.values(), *coming]
    touched = [value for value in moved if of_subjects(rules, value)]
    before = _standing_now(session, touched)
    others = _also_counted(session, touched, leaving)
    units = units_of_subjects(session, touched)
    known = places(
        session,
        {*units.values()}
        | {value.org_unit for value in (*moved, *others)}
        | {standing.org_unit for standing in before.values()},
    )
    after = standings([*others, *(v for v in coming if of_subjects(rules, v))], units, known)
    ledger = Ledger(rules, known)
    for value in leaving.values():
        ledger.add(value, -1)
    for value in coming:
        ledger.add(value, 1)
    changed: dict[Count, Standing | None] = {}
    for count in sorted({count for value in touched for count in counts_of(value)}):
        old, new = before.get(count), after.get(count)
        if old != new:
            changed[count] = new
            _shift(ledger, count, old, new)
    return Plan(ledger.changes(), changed)


def _shift(ledger: Ledger, count: Count, old: Standing | None, new: Standing | None) -> None:
    if old is not None:
        ledger.move(count, old, -1)
    if new is not None:
        ledger.move(count, new, 1)


def _standing_now(session: Session, touched: Sequence[Value]) -> dict[Count, Standing]:
    if not touched:
        return {}
    rows = session.execute(select(*STANDING).where(*_same_subjects(counted_subjects, touched)))
    return {Count(*row[:4]): Standing(*row[4:]) for row in rows}


def _same_subjects(table: Table, touched: Sequence[Value]) -> list[ColumnElement[bool]]:
    return [
        table.c.subject.in_({value.subject for value in touched}),
        table.c.indicator.in_({value.indicator for value in touched}),
    ]


def _also_counted(
    session: Session, touched: Sequence[Value], leaving: Mapping[int, Value]
) -> list[Value]:
    """The subjects' other counted values, in whole years: every period that is touched is full."""
    if not touched:
        return []
    years = [value.event_date.year for value in touched]
    rows = session.execute(
        select(*VALUE).where(
            *_same_subjects(data_values, touched),
            data_values.c.event_date.between(date(min(years), 1, 1), date(max(years), 12, 31)),
            data_values.c.counted,
        )
    )
    return [value for number, value in as_values(rows).items() if number not in leaving]


def units_of_subjects(session: Session, touched: Sequence[Value]) -> dict[str, str]:
    """Where the entities among the subjects of these values are."""
    subjects = {value.subject for value in touched}
    if not subjects:
        return {}
    rows = session.execute(
        select(col(Entity.uuid), col(Entity.org_unit_id)).where(col(Entity.uuid).in_(subjects))
    )
    return {row.uuid: row.org_unit_id for row in rows}


def apply(session: Session, planned: Plan) -> None:
    """Write it: subjects first, then totals."""
    write_standings(session, planned.standings)
    add(session, planned.changes)


def add(session: Session, changes: Sequence[tuple[Cell, Decimal]]) -> None:
    """Add to totals, in the order given."""
    said = upsert(session, totals)
    _write_cells(session, said, totals.c.value + said.excluded.value, changes)


def put(session: Session, cells: Sequence[tuple[Cell, Decimal]]) -> None:
    """Make these the totals."""
    said = upsert(session, totals)
    _write_cells(session, said, said.excluded.value, cells)


def _write_cells(
    session: Session,
    said: SqliteInsert | PostgresInsert,
    value: ColumnElement[Decimal],
    cells: Sequence[tuple[Cell, Decimal]],
) -> None:
    rows = [
        {
            "org_unit_id": cell.org_unit,
            "indicator": cell.indicator,
            "by": cell.by,
            "period": cell.period,
            "value": number,
        }
        for cell, number in cells
    ]
    if rows:
        session.connection().execute(
            said.on_conflict_do_update(
                index_elements=list(totals.primary_key), set_={"value": value}
            ),
            rows,
        )


def write_standings(session: Session, changed: Mapping[Count, Standing | None]) -> None:
    """Make these the subjects' standings; None takes one away."""
    gone = [count for count, standing in changed.items() if standing is None]
    key = tuple_(*STANDING[:4])
    for start in range(0, len(gone), AT_ONCE):
        session.execute(delete(counted_subjects).where(key.in_(gone[start : start + AT_ONCE])))
    there = [
        {
            **count._asdict(),
            "org_unit_id": at.org_unit,
            "placed_on": at.placed_on,
            "amount": at.amount,
        }
        for count, at in changed.items()
        if at is not None
    ]
    if there:
        said = upsert(session, counted_subjects)
        changes = {name: said.excluded[name] for name in ("org_unit_id", "placed_on", "amount")}
        session.connection().execute(
            said.on_conflict_do_update(
                index_elements=list(counted_subjects.primary_key), set_=changes
            ),
            there,
        )


def upsert(session: Session, table: Table) -> SqliteInsert | PostgresInsert:
    """An INSERT that can say ON CONFLICT, in this database's dialect."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    return SqliteInsert(table) if sqlite else PostgresInsert(table)
