"""Submissions across forms, as lists of work; and one of them as a supervisor reads it."""

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from sqlmodel import Session

from api import auth
from api.auth import Person, PersonDep
from api.db import DatabaseDep
from api.domain import instance
from api.domain.answers import Answer, answers
from api.models.form import FormVersion
from api.models.submission import Submission, SubmissionVersion
from api.project import ProjectDep
from api.queries import closed_units, effects, forms, lists, submissions
from api.sight import current_version, note_look, seen, sight_of
from api.wire import instant, receipt_code

router = APIRouter(prefix="/v1", tags=["records"])


@router.get("/submissions")
def listing(
    person: PersonDep,
    database: DatabaseDep,
    of: Literal["me", "awaiting", "all"] = "me",
    org_unit: Annotated[str | None, Query(alias="orgUnit", max_length=20)] = None,
    limit: Annotated[int, Query(ge=1, le=submissions.MOST)] = 100,
    after: Annotated[str | None, Query(pattern="^[0-9]{1,18}$")] = None,
) -> dict[str, Any]:
    """One's own, those that wait for one's review (oldest first), or all within sight."""
    sight = sight_of(person)
    if of == "awaiting":
        sight = submissions.Sight(person.id, person.supervised(sight.day), sight.day)
    with database.reading() as session:
        rows, total = submissions.listed(
            session, sight, of, org_unit=org_unit, after=int(after or 0) or None, limit=limit
        )
    more = str(rows[-1]["_id"]) if len(rows) == limit else None
    return {"items": [as_wire(row) for row in rows], "next": more, "total": total}


@router.get("/projects/{project_id}/forms/{xml_form_id}/submissions/{instance_id}/record")
def record(
    xml_form_id: str,
    instance_id: str,
    person: PersonDep,
    _: ProjectDep,
    request: Request,
    database: DatabaseDep,
) -> dict[str, Any]:
    """Answers with their questions, what does not fit, who said what, and what approving does."""
    english = request.headers.get("accept-language", "").lower().startswith("en")
    with database.writing() as session:
        found = seen(session, person, instance_id, xml_form_id)
        version = current_version(session, found)
        note_look(session, person, instance_id)
        said = _answers(session, person, version, "en" if english else "vi")
        problems = {problem["ref"]: problem for problem in json.loads(version.problems)}
        reviews = submissions.reviews(session, found.id or 0)
        editions = submissions.versions(session, found.id or 0)
        row = submissions.one(session, sight_of(person), found.id or 0)
        effect = _effect(session, person, found)
    return {
        **as_wire(row),
        "receipt": receipt_code(version.sha256),
        "answers": [_answer(one, problems.get(one.ref)) for one in said],
        "problems": json.loads(version.problems),
        "reviews": [_review(review, name) for review, name in reviews],
        "versions": [
            {"instanceId": one.instance_id, "createdAt": instant(one.received_at)}
            for one in editions
        ],
        "effect": [one.as_wire() for one in effect],
    }


def _effect(session: Session, person: Person, found: Submission) -> list[effects.Effect]:
    """For whoever may decide: the figures are the commune's, which a village does not read."""
    day = auth.today()
    decides = closed_units.covers(session, person.supervised(day), found.org_unit_id, day)
    return effects.effect(session, found, day) if decides else []


def _answers(
    session: Session, person: Person, version: SubmissionVersion, language: str
) -> list[Answer]:
    edition = session.get(FormVersion, version.form_version_id)
    assert edition is not None
    rules, root = forms.rules(session, edition), instance.read_xml(version.xml)
    day, values = auth.today(), lists.values_in(root)
    named = lists.named(session, rules.outside, values, day, person.roots(day))
    definition = json.loads(edition.definition)
    return answers(rules, definition, root, named, version.received_at, language)


def _answer(one: Answer, problem: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "label": one.label,
        "value": one.value,
        "text": one.text,
        "attachment": one.value if one.attachment else None,
        "problem": problem,
    }


def _subject(entity: str, label: str | None) -> dict[str, str]:
    return {"id": entity, "label": label or ""}


def _review(review: Any, name: str) -> dict[str, Any]:
    return {
        "state": review.to_state,
        "comment": review.comment,
        "at": instant(review.reviewed_at),
        "reviewer": name,
        "versionInstanceId": review.instance_id,
    }


def as_wire(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a list of work."""
    last = row["last_review"]
    return {
        "instanceId": row["instance_id"],
        "xmlFormId": row["xml_form_id"],
        "formName": row["form_name"],
        "instanceName": row["instance_name"],
        "reviewState": row["review_state"],
        "createdAt": instant(row["created_at"]),
        "updatedAt": instant(row["updated_at"]),
        "submitter": {"id": row["submitter_id"], "displayName": row["submitter_name"]},
        "orgUnit": {"id": row["org_unit_id"], "name": row["org_unit_name"]},
        "currentVersion": {
            "instanceId": row["current_instance_id"],
            "version": row["version"],
        },
        "problems": len(json.loads(row["problems"])),
        "attachments": row["files"],
        "late": row["late"],
        "date": row["date"].isoformat() if row["date"] else None,
        "subject": _subject(*row["subject"]) if row["subject"] else None,
        "lastReview": _review(*last) if last else None,
    }
