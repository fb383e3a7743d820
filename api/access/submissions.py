"""What a person may see of submissions: her own, and those below a unit that she oversees."""

from sqlmodel import Session

from api import clock
from api.access.person import Person
from api.errors import Forbidden, NotFound
from api.models.form import FormVersion
from api.models.submission import Submission, SubmissionVersion
from api.models.user import Role
from api.queries import audit, closed_units, forms, submissions
from api.queries.submissions import Sight


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
    if not closed_units.is_within_reach_today(session, sight.roots, found.org_unit_id, sight.day):
        raise Forbidden("sealedToSender")
    return version


def audit_submission_read(session: Session, person: Person, instance_id: str) -> None:
    """Write down who looked at whose record."""
    audit.record_event(
        session, person.id, "submission.read", "submission", instance_id, clock.now()
    )
