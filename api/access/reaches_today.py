"""What she reaches today: submissions that she may see, units that she may file in or supervises.

Her own submissions, and those below a unit that she oversees, closed units included whose whole is
hers by now (docs/decisions/0006). What comes from a unit that was once hers is late, and never
refused; from any other unit it is (docs/decisions/0003).
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from sqlmodel import Session

from api import clock
from api.access.person import Person
from api.domain.finding import Problem
from api.errors import Forbidden, NotFound
from api.models.form import FormVersion
from api.models.submission import Submission, SubmissionVersion
from api.models.user import Role
from api.queries import audit, forms, org_units, reach, submissions
from api.queries.ready import Transaction
from api.queries.submissions import Sight
from api.queries.users import HeldAssignment

SUBMITTING_ROLES = (Role.REPORTER, Role.SUPERVISOR, Role.ADMIN)


def sight_of(person: Person) -> Sight:
    """A reporter sees her own records; supervisors, viewers and administrators their reach."""
    day = clock.today()
    roots = person.roots(day, Role.SUPERVISOR, Role.VIEWER, Role.ADMIN)
    return Sight(person.id, roots, day)


def find_visible_submission(
    session: Session, person: Person, instance_id: str, xml_form_id: str | None = None
) -> Submission:
    """The submission, when this person may see it. Raises NotFound: existence is no secret told."""
    found = submissions.find_submission(session, instance_id, sight_of(person), xml_form_id)
    if found is None:
        raise NotFound("submission")
    return found


def current_version(session: Session, submission: Submission) -> SubmissionVersion:
    """The edition that stands."""
    version = submissions.find_submission_version(session, submission.current_instance_id)
    if version is None:
        raise NotFound("submission")
    return version


def require_readable_version(
    session: Session, person: Person, found: Submission
) -> SubmissionVersion:
    """The edition that stands, for whoever may read what it says. Raises Forbidden.

    What was sealed is read by those who look after its unit. Its sender is told that it is there:
    else her phone, in whoever's hand, or a found envelope sent once more, would open it.
    """
    version = current_version(session, found)
    edition = session.get(FormVersion, version.form_version_id)
    if (
        edition is None
        or found.submitter_id != person.id
        or not forms.rules_of_version(session, edition).sealed
    ):
        return version
    sight = sight_of(person)
    if not reach.is_within_reach_today(session, sight.roots, found.org_unit_id, sight.day):
        raise Forbidden("sealedToSender")
    return version


def audit_submission_read(session: Session, person: Person, instance_id: str) -> None:
    """Write down who looked at whose record."""
    audit.record_event(
        session, person.id, "submission.read", "submission", instance_id, clock.now()
    )


def supervises_unit(at: Transaction, person: Person, unit: str) -> bool:
    """Whether she decides about what was filed in this unit."""
    day = clock.today()
    return reach.is_within_reach_today(at, person.supervised(day), unit, day)


def supervises_any_of(at: Transaction, person: Person, units: Collection[str]) -> bool:
    """Whether one of these units lies where she supervises."""
    day = clock.today()
    return bool(reach.filter_within_reach(at, person.supervised(day), units, day))


def supervises_work_of(session: Session, person: Person, unit: str) -> bool:
    """Whether she may hand over the work of this unit: it lies below hers, or closed there."""
    day = clock.today()
    return bool(reach.filter_administered(session, person.supervised(day), [unit], day))


class FilingUnit(NamedTuple):
    """The unit that a record belongs to, whether the sender's reach has lapsed, what to note."""

    org_unit_id: str
    late: bool
    noted: list[Problem]


def unit_to_file_in(at: Transaction, person: Person, org_unit: str) -> FilingUnit | None:
    """Where a record for this unit belongs; None for one never within the sender's reach."""
    day = clock.today()
    now_hers = person.roots(day, *SUBMITTING_ROLES)
    ever_hers: list[tuple[str, date, date | None]] = [
        (held.org_unit_id, held.valid_from, _last_filing_day(held))
        for held in person.assignments
        if held.role in SUBMITTING_ROLES
    ]
    if not org_unit and ever_hers:
        noted = Problem(ref="/data/org_unit", code="noOrgUnit")
        return FilingUnit((now_hers or [ever_hers[0][0]])[0], not now_hers, [noted])
    if org_units.is_at_or_below(at, now_hers, org_unit, day):
        return FilingUnit(org_unit, False, [])
    if org_unit and reach.was_ever_within_reach(at, ever_hers, org_unit):
        return FilingUnit(org_unit, True, [])
    return None


def _last_filing_day(held: HeldAssignment) -> date | None:
    """What was taken back on its first day held while its record was written, for all she knew."""
    return held.valid_to and max(held.valid_to, held.valid_from + timedelta(days=1))
