"""Every version of every form, who published it, and how many records it has."""

from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from api.models.audit import Audit
from api.models.form import Form, FormVersion
from api.models.submission import Submission, SubmissionVersion
from api.models.user import User


class CatalogueVersion(NamedTuple):
    """A version without its texts, which are long."""

    id: int
    xml_form_id: str
    name: str
    version: str
    workbook_type: str
    published_at: Any
    withdrawn_at: Any


def all_form_versions(session: Session) -> list[CatalogueVersion]:
    """All of them, by the form's name, newest first."""
    rows = session.execute(
        select(
            col(FormVersion.id),
            col(Form.xml_form_id),
            col(Form.name),
            col(FormVersion.version),
            col(FormVersion.workbook_type),
            col(FormVersion.published_at),
            col(Form.withdrawn_at),
        )
        .join(Form, col(Form.id) == col(FormVersion.form_id))
        .order_by(col(Form.name), col(Form.id), col(FormVersion.id).desc())
    )
    return [CatalogueVersion(*row) for row in rows]


def publishers(session: Session) -> dict[str, tuple[int, str]]:
    """Who published which version, by `form/version`; what the server loaded itself has nobody."""
    rows = session.execute(
        select(col(Audit.object_id), col(User.id), col(User.display_name))
        .join(User, col(User.id) == col(Audit.actor_id))
        .where(col(Audit.object_type) == "formVersion", col(Audit.action) == "form.publish")
    )
    return {key: (user, name) for key, user, name in rows}


def submissions_per_version(session: Session, units: Select[Any] | None) -> dict[int, int]:
    """By version, the records whose current edition is of it; in these units, or everywhere."""
    if units is None:
        return _submissions_everywhere(session)
    wanted = (
        select(col(SubmissionVersion.form_version_id), func.count())
        .join(Submission, col(Submission.current_instance_id) == col(SubmissionVersion.instance_id))
        .where(col(Submission.org_unit_id).in_(units))
        .group_by(col(SubmissionVersion.form_version_id))
    )
    return {row[0]: row[1] for row in session.execute(wanted)}


def _submissions_everywhere(session: Session) -> dict[int, int]:
    """From an index alone: all editions but the few that were replaced."""
    edition = col(SubmissionVersion.form_version_id)
    every = select(edition, func.count()).group_by(edition)
    found = {row[0]: row[1] for row in session.execute(every)}
    replaced = session.execute(
        select(edition, func.count())
        .join(Submission, col(Submission.id) == col(SubmissionVersion.submission_id))
        .where(
            col(Submission.current_instance_id) != col(Submission.instance_id),
            col(Submission.current_instance_id) != col(SubmissionVersion.instance_id),
        )
        .group_by(edition)
    )
    for version, number in replaced:
        found[version] -= number
    return found
