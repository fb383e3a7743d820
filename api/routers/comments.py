"""What people say about a submission, in Central's dialect."""

from typing import Any

from fastapi import APIRouter
from pydantic import Field

from api import clock
from api.access.submissions import note_look, seen
from api.http.auth import PersonDep
from api.http.project import ProjectDep
from api.models.submission import Comment
from api.queries import audit, submissions
from api.schemas.wire import Wire, instant
from api.storage.db import DatabaseDep

router = APIRouter(prefix="/v1/projects/{project_id}/forms/{xml_form_id}", tags=["comments"])


class Remark(Wire):
    """Central's comment."""

    body: str = Field(min_length=1, max_length=4000)


@router.get("/submissions/{instance_id}/comments")
def comments(
    xml_form_id: str, instance_id: str, person: PersonDep, _: ProjectDep, database: DatabaseDep
) -> list[dict[str, Any]]:
    """What was said about it, newest first."""
    with database.writing() as session:
        found = seen(session, person, instance_id, xml_form_id)
        note_look(session, person, instance_id)
        said = submissions.comments(session, found.id or 0)
    return [_comment(comment, name) for comment, name in said]


@router.post("/submissions/{instance_id}/comments")
def comment(
    xml_form_id: str,
    instance_id: str,
    said: Remark,
    person: PersonDep,
    _: ProjectDep,
    database: DatabaseDep,
) -> dict[str, Any]:
    """Say something about it."""
    at = clock.now()
    with database.writing() as session:
        found = seen(session, person, instance_id, xml_form_id)
        row = Comment(
            submission_id=found.id or 0, actor_id=person.id, body=said.body, created_at=at
        )
        session.add(row)
        session.flush()
        audit.record(session, person.id, "submission.comment", "submission", instance_id, at)
    return _comment(row, person.display_name)


def _comment(said: Comment, name: str) -> dict[str, Any]:
    return {
        "body": said.body,
        "actorId": said.actor_id,
        "actor": {"id": said.actor_id, "type": "user", "displayName": name},
        "createdAt": instant(said.created_at),
    }
