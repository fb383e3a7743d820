"""What hangs on units that are moved: which records, which subjects, and which totals."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select, union
from sqlmodel import Session, col

from api.models.data_value import counted_subjects, data_values
from api.models.entity import Entity
from api.models.org_unit import OrgUnitClosure as Closure
from api.models.submission import Submission


class SubjectsAndUnits(NamedTuple):
    """What some records count for: of which subjects, and in which units."""

    subjects: set[str]
    units: set[str]


def touches_units_condition(units: Collection[str]) -> ColumnElement[bool]:
    """The condition that a submission, what it says or what it names lies in one of these units."""
    said = select(data_values.c.submission_id).where(_value_lies_in_units(units))
    return or_(col(Submission.org_unit_id).in_(units), col(Submission.id).in_(said))


def _value_lies_in_units(units: Collection[str]) -> ColumnElement[bool]:
    """The condition that a value, or what it is about, lies in one of these units."""
    registered = select(col(Entity.uuid)).where(col(Entity.org_unit_id).in_(units))
    stood = select(counted_subjects.c.subject).where(counted_subjects.c.org_unit_id.in_(units))
    return or_(
        data_values.c.org_unit_id.in_(units), data_values.c.subject.in_(union(registered, stood))
    )


def has_values_since_year(session: Session, units: Collection[str], day: date) -> bool:
    """Does anything that lies in these units count in the year of this day, or later?

    A subject stands where it is at the end of a period: a change moves its whole year.
    """
    found = select(data_values.c.id).where(
        _value_lies_in_units(units), data_values.c.event_date >= date(day.year, 1, 1)
    )
    return session.scalar(found.limit(1)) is not None


def find_subjects_and_units(session: Session, among: ColumnElement[bool]) -> SubjectsAndUnits:
    """What the values of these submissions name, and every unit in which they or these stand."""
    rows = session.execute(
        select(data_values.c.subject, data_values.c.org_unit_id, col(Submission.org_unit_id))
        .join(Submission, col(Submission.id) == data_values.c.submission_id)
        .where(among)
        .distinct()
    ).all()
    subjects = {row[0] for row in rows if row[0]}
    units = {unit for row in rows for unit in row[1:] if unit}
    return SubjectsAndUnits(subjects, units | standing_unit_ids(session, subjects))


def standing_unit_ids(session: Session, subjects: Collection[str]) -> set[str]:
    """The units in which these subjects stand, in any period."""
    units = select(counted_subjects.c.org_unit_id).where(counted_subjects.c.subject.in_(subjects))
    return set(session.scalars(units))


def unit_ids_with_ancestors(session: Session, units: Collection[str]) -> set[str]:
    """These units and all that ever lay above them."""
    above = select(col(Closure.ancestor_id)).where(col(Closure.descendant_id).in_(units))
    return {*units, *session.scalars(above)}


def unit_ids_with_descendants(session: Session, unit: str) -> set[str]:
    """This unit and all that ever lay below it."""
    below = select(col(Closure.descendant_id)).where(col(Closure.ancestor_id) == unit)
    return {unit, *session.scalars(below)}
