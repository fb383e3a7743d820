"""Data values: what a submission counts for, noted at receipt, counted by its approval.

A value counts when its submission is approved and, where it names an entity, the register of that
entity is approved too. Undone, it stays here uncounted; a new version replaces it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sqlmodel import Session

from api.domain.counting import CountedValue, CountingRule, UnitPlaces, encode_disaggregations
from api.domain.indicator import IndicatorContribution
from api.models.data_value import LONGEST_SUBJECT
from api.queries import locking, totals
from api.queries.data_value_statements import (
    APPROVE_ENTITIES,
    DELETE_VALUES,
    INSERT_VALUES,
    SELECT_COUNTED_VALUES,
    SELECT_NAMED_ENTITIES,
    SELECT_REGISTERED_IDS,
    SELECT_SUBJECTS,
    SELECT_WAITING_VALUES,
    UPDATE_COUNTED,
)
from api.queries.ready import Transaction, connection_of
from api.queries.totals import TotalsUpdate
from api.storage.columns import round_to_scale

MAX_VALUE = Decimal(10) ** 12
# Entities are named by UUIDs: such a subject waits for its register even before that has come.
_UUID = re.compile(r"(uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)


class ValueTooLarge(Exception):
    """A number that no activity of a programme can have."""


class NamedEntity(NamedTuple):
    """An entity that values name."""

    approved: bool
    org_unit: str


@dataclass(frozen=True, slots=True)
class CountedVersion:
    """The version of a submission that is counted."""

    submission_id: int
    version_id: int
    org_unit: str


@dataclass(frozen=True, slots=True)
class ApprovalProspect:
    """What an approval would count: its own rows, and other submissions' that waited for it."""

    rows: Sequence[dict[str, Any]]
    freed: Mapping[int, CountedValue]
    plan: TotalsUpdate


def note_data_values(
    session: Transaction,
    source: CountedVersion,
    tallies: Iterable[IndicatorContribution],
    *,
    new: bool,
) -> None:
    """Remember at receipt what a version would count for, instead of the version before it.

    `new`: there is none before it. Only an open submission takes a version: nothing of it counts.
    """
    if not new:
        locking.lock_counting(session)
        session.execute(DELETE_VALUES, {"submission": source.submission_id})
    _store_values(session, uncounted_value_rows(source, tallies))


def uncounted_value_rows(
    source: CountedVersion, tallies: Iterable[IndicatorContribution]
) -> list[dict[str, Any]]:
    """The rows of a version that is not approved; a number that cannot be is not kept."""
    return [
        _value_row(source, one) for one in _nonzero_tallies(tallies) if abs(one.value) <= MAX_VALUE
    ]


def _nonzero_tallies(tallies: Iterable[IndicatorContribution]) -> list[IndicatorContribution]:
    """Nobody came, nothing was said: a zero is not worth a row."""
    return [one for one in tallies if round_to_scale(one.value)]


def _value_row(source: CountedVersion, one: IndicatorContribution) -> dict[str, Any]:
    """Until it is counted a value stays at the submission's own unit, which is known to exist."""
    return {
        "submission_id": source.submission_id,
        "submission_version_id": source.version_id,
        "indicator": one.indicator,
        "org_unit_id": source.org_unit,
        "event_date": one.date,
        "placed_on": one.date,
        "subject": one.subject[:LONGEST_SUBJECT],
        "by": encode_disaggregations({name: value for name, value in one.by.items() if value}),
        "value": round_to_scale(one.value),
        "counted": False,
    }


def replace_values(session: Session, submission_id: int, rows: Sequence[dict[str, Any]]) -> None:
    """Make these the data values of a submission; totals are not touched."""
    session.execute(DELETE_VALUES, {"submission": submission_id})
    _store_values(session, rows)


def _store_values(session: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection_of(session).execute(INSERT_VALUES, rows)


def registered_entity_ids(session: Session, submission_id: int) -> list[str]:
    """The entities whose register this submission is."""
    return list(session.scalars(SELECT_REGISTERED_IDS, {"submission": submission_id}))


def prospect_of_approval(
    session: Session,
    rules: Mapping[str, CountingRule],
    source: CountedVersion,
    tallies: Sequence[IndicatorContribution],
) -> ApprovalProspect:
    """What approving this version now would count. Reads only. Raises ValueTooLarge."""
    if any(abs(one.value) > MAX_VALUE for one in tallies):
        raise ValueTooLarge
    own = registered_entity_ids(session, source.submission_id)
    waiting = _find_waiting(session, own, source.submission_id)
    named = _find_named_entities(session, {*own, *_subjects_of_tallies(tallies)})
    named |= {uuid: named[uuid]._replace(approved=True) for uuid in own}
    places = _places_of_tallies(session, source, tallies, [*named.values(), *waiting.values()])
    rows = _settled_value_rows(source, tallies, named, places)
    freed = {number: value for number, value in waiting.items() if _may_count(value, named, places)}
    coming = [_as_value(row) for row in rows if row["counted"]]
    plan = totals.plan_totals_update(
        session, rules, leaving={}, coming=[*coming, *freed.values()], known=places
    )
    return ApprovalProspect(rows, freed, plan)


def approved_value_rows(
    session: Session, source: CountedVersion, tallies: Sequence[IndicatorContribution]
) -> list[dict[str, Any]]:
    """The rows of an approved version, as the registers of what it names stand now."""
    named = _find_named_entities(session, _subjects_of_tallies(tallies))
    places = _places_of_tallies(session, source, tallies, named.values())
    return _settled_value_rows(source, tallies, named, places)


def _settled_value_rows(
    source: CountedVersion,
    tallies: Iterable[IndicatorContribution],
    named: Mapping[str, NamedEntity],
    places: UnitPlaces,
) -> list[dict[str, Any]]:
    return [
        _place_value_row(_value_row(source, one), one.org_unit, named, places)
        for one in _nonzero_tallies(tallies)
    ]


def _subjects_of_tallies(tallies: Iterable[IndicatorContribution]) -> set[str]:
    return {one.subject[:LONGEST_SUBJECT] for one in tallies} - {""}


def _places_of_tallies(
    session: Session,
    source: CountedVersion,
    tallies: Iterable[IndicatorContribution],
    others: Iterable[NamedEntity | CountedValue],
) -> UnitPlaces:
    said = {one.org_unit for one in tallies}
    return totals.unit_places(session, {source.org_unit} | said | {one.org_unit for one in others})


def _place_value_row(
    row: dict[str, Any], org_unit: str, named: Mapping[str, NamedEntity], places: UnitPlaces
) -> dict[str, Any]:
    """The row at its final place, and whether it counts once its submission is approved.

    A record speaks for its own unit and what lies below it; anything else stays at its own unit.
    """
    own, day = row["org_unit_id"], row["event_date"]
    there = places.placed_on(org_unit, day)
    if there is not None and own in places.lineage(org_unit, there):
        row["org_unit_id"] = org_unit
    row["placed_on"] = places.placed_on(row["org_unit_id"], day) or day
    row["counted"] = _may_count(_as_value(row), named, places)
    return row


def _as_value(row: Mapping[str, Any]) -> CountedValue:
    return CountedValue(
        row["indicator"],
        row["value"],
        row["org_unit_id"],
        row["event_date"],
        row["subject"],
        row["by"],
        row["submission_id"],
    )


def _may_count(value: CountedValue, named: Mapping[str, NamedEntity], places: UnitPlaces) -> bool:
    """Nobody counts an entity that is not approved, or that belongs to people far away."""
    entity = named.get(value.subject)
    if entity is None:
        return _UUID.fullmatch(value.subject) is None
    return entity.approved and places.near(value.org_unit, entity.org_unit, value.event_date)


def _find_named_entities(session: Session, subjects: set[str]) -> dict[str, NamedEntity]:
    if not subjects:
        return {}
    rows = session.execute(SELECT_NAMED_ENTITIES, {"subjects": sorted(subjects)})
    return {uuid: NamedEntity(approved, unit) for uuid, approved, unit in rows}


def _find_waiting(
    session: Session, uuids: Sequence[str], submission_id: int
) -> dict[int, CountedValue]:
    """Values of other approved submissions that name these entities and do not count yet."""
    if not uuids:
        return {}
    rows = session.execute(SELECT_WAITING_VALUES, {"subjects": uuids, "submission": submission_id})
    return totals.as_values(rows)


def count_submission(
    session: Session,
    rules: Mapping[str, CountingRule],
    source: CountedVersion,
    tallies: Sequence[IndicatorContribution],
) -> None:
    """The submission was approved: it counts, and so does what waited for its register."""
    own = registered_entity_ids(session, source.submission_id)
    locking.lock_counting(session, {*own, *_subjects_of_tallies(tallies)})
    found = prospect_of_approval(session, rules, source, tallies)
    _set_entities_approved(session, source.submission_id, own, approved=True)
    replace_values(session, source.submission_id, found.rows)
    _set_counted(session, found.freed, counted=True)
    totals.apply_totals_update(session, found.plan)


def uncount_submission(
    session: Session, rules: Mapping[str, CountingRule], submission_id: int
) -> None:
    """The approval was undone: what it counted, and what named its entities, counts no more."""
    of_it = {"submission": submission_id}
    own = registered_entity_ids(session, submission_id)
    locking.lock_counting(session, {*own, *session.scalars(SELECT_SUBJECTS, of_it)})
    leaving = totals.as_values(session.execute(SELECT_COUNTED_VALUES, {**of_it, "subjects": own}))
    plan = totals.plan_totals_update(session, rules, leaving=leaving, coming=())
    _set_entities_approved(session, submission_id, own, approved=False)
    _set_counted(session, leaving, counted=False)
    totals.apply_totals_update(session, plan)


def _set_entities_approved(
    session: Session, submission_id: int, own: Sequence[str], *, approved: bool
) -> None:
    if own:
        session.execute(APPROVE_ENTITIES, {"submission": submission_id, "so": approved})


def _set_counted(session: Session, numbers: Iterable[int], *, counted: bool) -> None:
    rows = [{"number": number, "so": counted} for number in sorted(numbers)]
    if rows:
        session.connection().execute(UPDATE_COUNTED, rows)
