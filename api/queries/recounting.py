"""Everything that is counted, made again in three layers, each from the one below it.

Stored bytes → data values → subjects in periods → totals. Each function yields what differs and,
told to, puts it right before the next layer looks. Memory stays flat: a page of rows at a time.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, extract, func, select, true, union, update
from sqlmodel import Session, col

from api.domain.aggregations import TotalsKept
from api.domain.counting import (
    CountingRule,
    SubjectPeriod,
    SubjectStanding,
    TotalKey,
    disaggregation_aspects,
    is_of_subject,
    subject_standings,
)
from api.domain.period import month_of
from api.domain.review import ReviewState
from api.models.data_value import counted_subjects, data_values
from api.models.data_value import totals as total_rows
from api.models.entity import Entity
from api.models.org_unit import OrgUnitClosure as Closure
from api.models.submission import Submission, SubmissionVersion
from api.queries import data_values as values_of
from api.queries import evidence, totals
from api.queries.data_values import CountedVersion
from api.queries.figures import closure_join_condition

ROWS_PER_PAGE = 200
APPROVED = ReviewState.APPROVED


def recount_entities(session: Session, *, replace: bool) -> Iterator[str]:
    """An entity is approved exactly while its register is."""
    should_be = col(Submission.review_state) == APPROVED
    rows = session.execute(
        select(col(Entity.uuid), should_be.label("approved"))
        .join(Submission, col(Submission.id) == col(Entity.submission_id))
        .where(col(Entity.approved) != should_be)
    ).all()
    for uuid, approved in rows:
        yield f"entity {uuid}: approved should be {bool(approved)}"
        if replace:
            session.execute(
                update(Entity).where(col(Entity.uuid) == uuid).values(approved=bool(approved))
            )


def recount_data_values(
    session: Session, *, replace: bool, among: ColumnElement[bool] | None = None
) -> Iterator[str]:
    """What every current version counts for, against its data values."""
    last = 0
    while page := _page_of_submissions(session, last, among):
        last = page[-1].id
        stored = _stored_values(session, [row.id for row in page])
        for row in page:
            tallies = evidence.tallies_of_version(session, row)
            expected = _expected_values(session, row, tallies)
            if _as_counter(expected) != _as_counter(stored[row.id]):
                yield f"data values of submission {row.instance_id}"
                if replace:
                    values_of.replace_values(session, row.id, expected)


def _page_of_submissions(
    session: Session, after: int, among: ColumnElement[bool] | None
) -> Sequence[Row[Any]]:
    narrowed = true() if among is None else among
    return session.execute(
        evidence.select_stored_versions()
        .add_columns(
            col(Submission.id),
            col(Submission.instance_id),
            col(Submission.org_unit_id),
            col(Submission.review_state),
        )
        .join(Submission, col(Submission.current_instance_id) == col(SubmissionVersion.instance_id))
        .where(col(Submission.id) > after, narrowed)
        .order_by(col(Submission.id))
        .limit(ROWS_PER_PAGE)
    ).all()


def _stored_values(
    session: Session, submissions: Sequence[int]
) -> Mapping[int, list[Mapping[str, Any]]]:
    found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    rows = session.execute(
        select(data_values).where(data_values.c.submission_id.in_(submissions))
    ).mappings()
    for row in rows:
        found[row["submission_id"]].append(dict(row))
    return found


def _expected_values(
    session: Session, row: Row[Any], tallies: Sequence[Any]
) -> list[dict[str, Any]]:
    source = CountedVersion(row.id, row.version_id, row.org_unit_id)
    if row.review_state == APPROVED:
        return values_of.approved_value_rows(session, source, tallies)
    return values_of.uncounted_value_rows(source, tallies)


def _as_counter(rows: Iterable[Mapping[str, Any]]) -> Counter[tuple[Any, ...]]:
    """Where an uncounted value lies is not settled before it is counted."""
    return Counter(
        (
            row["submission_version_id"],
            row["indicator"],
            row["value"],
            row["event_date"],
            row["subject"],
            row["by"],
            row["counted"],
            (row["org_unit_id"], row["placed_on"]) if row["counted"] else None,
        )
        for row in rows
    )


def recount_subjects(
    session: Session,
    rules: Mapping[str, CountingRule],
    *,
    replace: bool,
    among: Collection[str] | None = None,
) -> Iterator[str]:
    """How often every subject was counted in every period, against what is kept of it."""
    last = ""
    named = union(
        select(data_values.c.subject).where(data_values.c.counted),
        select(counted_subjects.c.subject),
    ).subquery()
    narrowed = true() if among is None else named.c.subject.in_(among)
    while page := (
        session.scalars(
            select(named.c.subject)
            .where(named.c.subject > last, narrowed)
            .order_by(named.c.subject)
            .limit(ROWS_PER_PAGE)
        ).all()
    ):
        last = page[-1]
        stored = _stored_standings(session, page)
        expected = _expected_standings(session, rules, page)
        changed = {
            count: expected.get(count)
            for count in sorted({*stored, *expected})
            if stored.get(count) != expected.get(count)
        }
        for count in changed:
            yield f"subject {count}: {stored.get(count)} should be {expected.get(count)}"
        if replace:
            totals.write_standings(session, changed)


def _stored_standings(
    session: Session, page: Sequence[str]
) -> dict[SubjectPeriod, SubjectStanding]:
    rows = session.execute(
        select(*totals.STANDING_COLUMNS).where(counted_subjects.c.subject.in_(page))
    )
    return {SubjectPeriod(*row[:4]): SubjectStanding(*row[4:]) for row in rows}


def _expected_standings(
    session: Session, rules: Mapping[str, CountingRule], page: Sequence[str]
) -> dict[SubjectPeriod, SubjectStanding]:
    rows = session.execute(
        select(*totals.VALUE_COLUMNS).where(data_values.c.counted, data_values.c.subject.in_(page))
    )
    counted = [value for value in totals.as_values(rows).values() if is_of_subject(rules, value)]
    units = totals.units_of_subjects(session, counted)
    places = totals.unit_places(session, {*units.values(), *(value.org_unit for value in counted)})
    return subject_standings(counted, units, places)


def recount_totals(
    session: Session,
    rules: Mapping[str, CountingRule],
    *,
    replace: bool,
    units: Collection[str] | None = None,
) -> Iterator[str]:
    """Every unit's totals, against the sum of all that lies below it."""
    for unit in _units_with_totals(session) if units is None else sorted(units):
        stored = _stored_cells(session, unit)
        expected = _expected_sums(session, rules, unit) | _expected_subject_totals(
            session, rules, unit
        )
        changed = [
            (cell, expected.get(cell, Decimal(0)))
            for cell in sorted({*stored, *expected})
            if stored.get(cell, 0) != expected.get(cell, 0)
        ]
        for cell, number in changed:
            yield f"total {cell}: {stored.get(cell)} should be {number}"
        if replace:
            totals.set_totals(session, changed)


def _units_with_totals(session: Session) -> Sequence[str]:
    leaves = union(select(data_values.c.org_unit_id), select(counted_subjects.c.org_unit_id))
    above = select(col(Closure.ancestor_id)).where(col(Closure.descendant_id).in_(leaves))
    return session.scalars(union(above, select(total_rows.c.org_unit_id))).all()


def _stored_cells(session: Session, unit: str) -> dict[TotalKey, Decimal]:
    row = total_rows.c
    rows = session.execute(
        select(row.org_unit_id, row.indicator, row.by, row.period, row.value).where(
            row.org_unit_id == unit
        )
    )
    return {TotalKey(*found[:4]): found[4] for found in rows}


def _expected_sums(
    session: Session, rules: Mapping[str, CountingRule], unit: str
) -> dict[TotalKey, Decimal]:
    found: dict[TotalKey, Decimal] = defaultdict(Decimal)
    row = data_values.c
    year, month = extract("year", row.event_date), extract("month", row.event_date)
    rows = session.execute(
        select(row.indicator, row.by, year, month, func.sum(row.value))
        .select_from(data_values)
        .join(Closure, closure_join_condition(data_values))
        .where(
            col(Closure.ancestor_id) == unit,
            row.counted,
            row.indicator.in_(
                [code for code, rule in rules.items() if rule.aggregation.kept is TotalsKept.MONTHS]
            ),
        )
        .group_by(row.indicator, row.by, year, month)
    )
    for indicator, by, of_year, of_month, value in rows:
        period = month_of(date(int(of_year), int(of_month), 1))
        for aspect in disaggregation_aspects(by):
            found[TotalKey(unit, indicator, aspect, period)] += value
    return found


def _expected_subject_totals(
    session: Session, rules: Mapping[str, CountingRule], unit: str
) -> dict[TotalKey, Decimal]:
    row = counted_subjects.c
    found: dict[TotalKey, Decimal] = {}
    by_least_amount = defaultdict(list)
    for code, rule in rules.items():
        if rule.aggregation.kept is TotalsKept.SUBJECTS:
            by_least_amount[rule.aggregation.least_amount(rule.threshold)].append(code)
    for least, codes in by_least_amount.items():
        rows = session.execute(
            select(row.indicator, row.by, row.period, func.count())
            .join(Closure, closure_join_condition(counted_subjects))
            .where(
                col(Closure.ancestor_id) == unit,
                row.indicator.in_(codes),
                row.amount >= least,
            )
            .group_by(row.indicator, row.by, row.period)
        )
        found |= {TotalKey(unit, *key): Decimal(number) for *key, number in rows}
    return found
