"""Submissions across forms, as lists of work; and one of them as a supervisor reads it."""

import json
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from sqlmodel import Session

from api import clock
from api.access.person import Person
from api.access.reaches_today import (
    audit_submission_read,
    find_visible_submission,
    require_readable_version,
    sight_of,
    supervises_unit,
)
from api.domain import instance
from api.domain.answers import Answer, answers_in_words
from api.domain.difference import compare_answers
from api.domain.review import ReviewState
from api.errors import may_refuse
from api.http.auth import PersonDep
from api.http.database import DatabaseDep
from api.http.project import ProjectDep
from api.models.form import FormVersion
from api.models.submission import Submission, SubmissionVersion
from api.queries import effects, forms, lists, remarks, submissions
from api.schemas.reviews import ReviewAct
from api.schemas.submissions import (
    AnswerLine,
    AskedQuestion,
    IndicatorEffect,
    ReturnDifference,
    SubmissionLine,
    SubmissionPage,
    SubmissionRecord,
    VersionBrief,
)
from api.schemas.wire import receipt_code

router = APIRouter(prefix="/v1", tags=["records"])


@router.get("/submissions")
def list_submissions(
    person: PersonDep,
    database: DatabaseDep,
    of: Literal["me", "awaiting", "all"] = "me",
    org_unit: Annotated[str | None, Query(alias="orgUnit", max_length=20)] = None,
    limit: Annotated[int, Query(ge=1, le=submissions.MOST_SUBMISSIONS)] = 100,
    after: Annotated[str | None, Query(pattern="^[0-9]{1,18}$")] = None,
) -> SubmissionPage:
    """One's own, those that wait for one's review (oldest first), or all within sight."""
    sight = sight_of(person)
    if of == "awaiting":
        sight = submissions.Sight(person.id, person.supervised(sight.day), sight.day)
    with database.reading() as session:
        rows, total = submissions.find_submission_page(
            session, sight, of, org_unit=org_unit, after=int(after or 0) or None, limit=limit
        )
    more = str(rows[-1]["_id"]) if len(rows) == limit else None
    return SubmissionPage(
        items=[SubmissionLine.from_row(row) for row in rows], next=more, total=total
    )


@router.get("/projects/{project_id}/forms/{xml_form_id}/submissions/{instance_id}/record")
@may_refuse("sealedToSender")
def read_submission_for_review(
    xml_form_id: str,
    instance_id: str,
    person: PersonDep,
    _: ProjectDep,
    request: Request,
    database: DatabaseDep,
) -> SubmissionRecord:
    """Answers with their questions, what does not fit, who said what, and what approving does.

    Whoever may decide is also told what changed since it was sent back.
    """
    english = request.headers.get("accept-language", "").lower().startswith("en")
    language = "en" if english else "vi"
    with database.writing() as session:
        found = find_visible_submission(session, person, instance_id, xml_form_id)
        version = require_readable_version(session, person, found)
        audit_submission_read(session, person, instance_id)
        said = _answers_of_version(session, person, version, language)
        noted = json.loads(version.problems)
        problems = {problem["ref"]: problem for problem in noted}
        reviews = submissions.reviews_of_submission(session, found.id or 0)
        said_at = remarks.remarks_of_reviews(session, [review for review, _ in reviews])
        returned = [one for one, _ in reviews if one.to_state == ReviewState.HAS_ISSUES]
        editions = submissions.versions_of_submission(session, found.id or 0)
        row = submissions.submission_row(session, sight_of(person), found.id or 0)
        decides = _may_decide(session, person, found)
        effect = effects.effects_of_approval(session, found, clock.today()) if decides else []
        changed = None
        if decides and returned and returned[-1].instance_id != version.instance_id:
            since = submissions.find_submission_version(session, returned[-1].instance_id)
            changed = since and _difference_since_return(
                session, person, since, version, said, language
            )
    return SubmissionRecord.from_row(
        row,
        noted,
        receipt=receipt_code(version.sha256),
        answers=[
            AnswerLine.from_problem(one, problems.get(one.ref)) for one in said if not one.blank
        ],
        unanswered=[AskedQuestion(ref=one.ref, label=one.label) for one in said if one.blank],
        reviews=[
            ReviewAct.from_review(review, name, said_at.get(review.id or 0, []))
            for review, name in reviews
        ],
        rounds=len(returned),
        difference=changed,
        versions=[VersionBrief.from_version(one) for one in editions],
        effect=[IndicatorEffect.from_effect(one) for one in effect],
    )


def _may_decide(session: Session, person: Person, found: Submission) -> bool:
    """The figures are the commune's and what stood before is settled: a village reads neither."""
    return _may_decide_for_unit(session, person, found.org_unit_id)


def _may_decide_for_unit(session: Session, person: Person, unit: str) -> bool:
    return supervises_unit(session, person, unit)


def _difference_since_return(
    session: Session,
    person: Person,
    since: SubmissionVersion,
    version: SubmissionVersion,
    said: list[Answer],
    language: str,
) -> ReturnDifference | None:
    unit = instance.stated_org_unit(instance.read_instance(since.xml))
    if unit and not _may_decide_for_unit(session, person, unit):
        # It was moved here: what it said where she decides nothing is not hers to read.
        return None
    before = _answers_of_version(session, person, since, language)
    old, new = (
        {
            each.name: each.sha256
            for each in submissions.attachments_of_version(session, one.id or 0)
        }
        for one in (since, version)
    )
    # What has not come yet is no news.
    renewed = {name for name, sha256 in new.items() if sha256 and old.get(name) not in {sha256, ""}}
    return ReturnDifference.from_difference(
        since.instance_id, compare_answers(before, said, renewed)
    )


def _answers_of_version(
    session: Session, person: Person, version: SubmissionVersion, language: str
) -> list[Answer]:
    edition = session.get(FormVersion, version.form_version_id)
    assert edition is not None
    rules, root = forms.rules_of_version(session, edition), instance.read_instance(version.xml)
    day, values = clock.today(), lists.row_names_in_answers(root)
    named = lists.list_rows_named(session, rules.outside, values, day, person.roots(day))
    definition = json.loads(edition.definition)
    return answers_in_words(rules, definition, root, named, version.received_at, language)
