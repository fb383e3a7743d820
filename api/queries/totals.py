"""Totals at every level: what a change of counted values adds to them, and adding it.

Its one rule: totals are touched leaves first and root last, so that two approvals at once wait for
each other and never cross. Statements are made once: making them costs more than running them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Insert, Row, Table, bindparam, delete, select
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlmodel import Session

from api.domain.counting import (
    CountedValue,
    CountingRule,
    SubjectPeriod,
    SubjectStanding,
    TotalKey,
    TotalsLedger,
    UnitPlaces,
    is_of_subject,
    subject_periods_of,
    subject_standings,
)
from api.domain.org_unit import Ancestry
from api.models.data_value import counted_subjects, data_values, totals
from api.models.entity import Entity
from api.models.org_unit import OrgUnitClosure
from api.queries import carried
from api.storage.columns import table_of

UNITS_AT_ONCE = 500
NO_PLACES = UnitPlaces({})
entity_locations, closure_table = table_of(Entity), table_of(OrgUnitClosure)
VALUE_COLUMNS = [
    data_values.c[name]
    for name in ("id", "indicator", "value", "org_unit_id", "event_date", "subject", "by")
] + [data_values.c.submission_id]
STANDING_COLUMNS = [
    counted_subjects.c[name]
    for name in ("subject", "indicator", "by", "period", "org_unit_id", "placed_on", "amount")
]


def list_parameter(name: str) -> BindParameter[Any]:
    """A list that is said when the statement runs."""
    return bindparam(name, expanding=True)


_SELECT_SPANS = select(*(closure_table.c[name] for name in Ancestry._fields)).where(
    closure_table.c.descendant_id.in_(list_parameter("units"))
)
_SELECT_STANDINGS = select(*STANDING_COLUMNS).where(
    counted_subjects.c.subject.in_(list_parameter("subjects")),
    counted_subjects.c.indicator.in_(list_parameter("indicators")),
)
_SELECT_VALUES_BETWEEN = select(*VALUE_COLUMNS).where(
    data_values.c.subject.in_(list_parameter("subjects")),
    data_values.c.indicator.in_(list_parameter("indicators")),
    data_values.c.event_date.between(bindparam("first"), bindparam("last")),
    data_values.c.counted,
)
_SELECT_ENTITY_UNITS = select(entity_locations.c.uuid, entity_locations.c.org_unit_id).where(
    entity_locations.c.uuid.in_(list_parameter("subjects"))
)
_DELETE_STANDINGS = delete(counted_subjects).where(
    *(column == bindparam(f"no_{column.name}") for column in STANDING_COLUMNS[:4])
)


@dataclass(frozen=True, slots=True)
class TotalsUpdate:
    """What a change of counted values does, before it is done."""

    changes: Sequence[tuple[TotalKey, Decimal]]
    standings: Mapping[SubjectPeriod, SubjectStanding | None]


def unit_places(
    session: Session, units: Iterable[str], known: UnitPlaces = NO_PLACES
) -> UnitPlaces:
    """Where these units lay, on every day; what is `known` is not asked again."""
    found = _ancestry_spans(session, set(units) - known.spans.keys())
    # Hardly ever any: a unit that is there has become nothing else.
    ended = [unit for unit, spans in found.items() if all(span.valid_to for span in spans)]
    became = carried.whole_successions(session, ended) if ended else {}
    later = {step.to_id for step in became.values()} - found.keys() - known.spans.keys()
    return UnitPlaces(
        {**known.spans, **found, **_ancestry_spans(session, later)}, {**known.became, **became}
    )


def _ancestry_spans(session: Session, units: Collection[str]) -> dict[str, list[Ancestry]]:
    found: dict[str, list[Ancestry]] = {}
    wanted = sorted(units)
    for start in range(0, len(wanted), UNITS_AT_ONCE):
        for row in session.execute(_SELECT_SPANS, {"units": wanted[start : start + UNITS_AT_ONCE]}):
            found.setdefault(row.descendant_id, []).append(Ancestry._make(row))
    return found


def as_values(rows: Iterable[Row[Any]]) -> dict[int, CountedValue]:
    """Values by row id, from rows of VALUE."""
    return {row[0]: CountedValue._make(row[1:]) for row in rows}


def plan_totals_update(
    session: Session,
    rules: Mapping[str, CountingRule],
    *,
    leaving: Mapping[int, CountedValue],
    coming: Sequence[CountedValue],
    known: UnitPlaces = NO_PLACES,
) -> TotalsUpdate:
    """What it does to the totals when these values go and come. Reads only; lock first."""
    moved = [*leaving.values(), *coming]
    touched = [value for value in moved if is_of_subject(rules, value)]
    before = _standing_now(session, touched)
    others = _other_counted_values(session, touched, leaving)
    units = units_of_subjects(session, touched)
    known = unit_places(
        session,
        {*units.values()}
        | {value.org_unit for value in (*moved, *others)}
        | {standing.org_unit for standing in before.values()},
        known,
    )
    after = subject_standings(
        [*others, *(v for v in coming if is_of_subject(rules, v))], units, known
    )
    ledger = TotalsLedger(rules, known)
    for value in leaving.values():
        ledger.add(value, -1)
    for value in coming:
        ledger.add(value, 1)
    changed: dict[SubjectPeriod, SubjectStanding | None] = {}
    for count in sorted({count for value in touched for count in subject_periods_of(value)}):
        old, new = before.get(count), after.get(count)
        if old != new:
            changed[count] = new
            _shift_standing(ledger, count, old, new)
    return TotalsUpdate(ledger.changes(), changed)


def _shift_standing(
    ledger: TotalsLedger,
    count: SubjectPeriod,
    old: SubjectStanding | None,
    new: SubjectStanding | None,
) -> None:
    if old is not None:
        ledger.move(count, old, -1)
    if new is not None:
        ledger.move(count, new, 1)


def _standing_now(
    session: Session, touched: Sequence[CountedValue]
) -> dict[SubjectPeriod, SubjectStanding]:
    if not touched:
        return {}
    rows = session.execute(_SELECT_STANDINGS, _subject_parameters(touched))
    return {SubjectPeriod._make(row[:4]): SubjectStanding._make(row[4:]) for row in rows}


def _subject_parameters(touched: Sequence[CountedValue]) -> dict[str, Any]:
    return {
        "subjects": sorted({value.subject for value in touched}),
        "indicators": sorted({value.indicator for value in touched}),
    }


def _other_counted_values(
    session: Session, touched: Sequence[CountedValue], leaving: Mapping[int, CountedValue]
) -> list[CountedValue]:
    """The subjects' other counted values, in whole years: every period that is touched is full."""
    if not touched:
        return []
    years = [value.event_date.year for value in touched]
    span = {"first": date(min(years), 1, 1), "last": date(max(years), 12, 31)}
    rows = session.execute(_SELECT_VALUES_BETWEEN, _subject_parameters(touched) | span)
    return [value for number, value in as_values(rows).items() if number not in leaving]


def units_of_subjects(session: Session, touched: Iterable[CountedValue]) -> dict[str, str]:
    """Where the entities among the subjects of these values are."""
    subjects = sorted({value.subject for value in touched})
    if not subjects:
        return {}
    rows = session.execute(_SELECT_ENTITY_UNITS, {"subjects": subjects})
    return {row.uuid: row.org_unit_id for row in rows}


def apply_totals_update(session: Session, planned: TotalsUpdate) -> None:
    """Write it: subjects first, then totals."""
    write_standings(session, planned.standings)
    add_to_totals(session, planned.changes)


def add_to_totals(session: Session, changes: Sequence[tuple[TotalKey, Decimal]]) -> None:
    """Add to totals, in the order given."""
    _write_cells(session, "added", changes)


def set_totals(session: Session, cells: Sequence[tuple[TotalKey, Decimal]]) -> None:
    """Make these the totals."""
    _write_cells(session, "put", cells)


def _write_cells(session: Session, how: str, cells: Sequence[tuple[TotalKey, Decimal]]) -> None:
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
        session.connection().execute(_upsert_total(session.get_bind().dialect.name, how), rows)


def write_standings(
    session: Session, changed: Mapping[SubjectPeriod, SubjectStanding | None]
) -> None:
    """Make these the subjects' standings; None takes one away."""
    gone = [
        {f"no_{name}": said for name, said in count._asdict().items()}
        for count, standing in changed.items()
        if standing is None
    ]
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
    if gone:
        session.connection().execute(_DELETE_STANDINGS, gone)
    if there:
        session.connection().execute(_upsert_standing(session.get_bind().dialect.name), there)


@cache
def _upsert_total(dialect: str, how: str) -> Insert:
    said = upsert(dialect, totals)
    new = said.excluded.value
    return said.on_conflict_do_update(
        index_elements=list(totals.primary_key),
        set_={"value": totals.c.value + new if how == "added" else new},
    )


@cache
def _upsert_standing(dialect: str) -> Insert:
    said = upsert(dialect, counted_subjects)
    return said.on_conflict_do_update(
        index_elements=list(counted_subjects.primary_key),
        set_={name: said.excluded[name] for name in ("org_unit_id", "placed_on", "amount")},
    )


def upsert(dialect: str, table: Table) -> SqliteInsert | PostgresInsert:
    """An INSERT that can say ON CONFLICT, in this database's dialect."""
    return SqliteInsert(table) if dialect == "sqlite" else PostgresInsert(table)
