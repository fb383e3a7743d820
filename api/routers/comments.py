"""What people say about a submission, in Central's dialect."""

from fastapi import APIRouter

from api import clock
from api.access.reaches_today import audit_submission_read, find_visible_submission
from api.http.auth import PersonDep
from api.http.database import DatabaseDep
from api.http.project import ProjectDep
from api.models.submission import Comment
from api.queries import audit, submissions
from api.schemas.comments import NewComment, SubmissionComment

router = APIRouter(prefix="/v1/projects/{project_id}/forms/{xml_form_id}", tags=["comments"])


@router.get("/submissions/{instance_id}/comments")
def list_comments(
    xml_form_id: str, instance_id: str, person: PersonDep, _: ProjectDep, database: DatabaseDep
) -> list[SubmissionComment]:
    """What was said about it, newest first."""
    with database.writing() as session:
        found = find_visible_submission(session, person, instance_id, xml_form_id)
        audit_submission_read(session, person, instance_id)
        said = submissions.comments_of_submission(session, found.id or 0)
    return [SubmissionComment.from_comment(comment, name) for comment, name in said]


@router.post("/submissions/{instance_id}/comments")
def create_comment(
    xml_form_id: str,
    instance_id: str,
    said: NewComment,
    person: PersonDep,
    _: ProjectDep,
    database: DatabaseDep,
) -> SubmissionComment:
    """Say something about it."""
    at = clock.now()
    with database.writing() as session:
        found = find_visible_submission(session, person, instance_id, xml_form_id)
        row = Comment(
            submission_id=found.id or 0, actor_id=person.id, body=said.body, created_at=at
        )
        session.add(row)
        session.flush()
        audit.record_event(session, person.id, "submission.comment", "submission", instance_id, at)
    return SubmissionComment.from_comment(row, person.display_name)
