"""A record on the wire: as a row of a list of work, and what a reviewer reads of it."""

import json
from collections.abc import Sequence
from typing import Any

from api.domain.answers import Answer
from api.domain.difference import Difference
from api.domain.remark import QuestionRemark
from api.models.review import Review
from api.schemas.wire import format_instant


def answer_as_wire(one: Answer, problem: dict[str, Any] | None) -> dict[str, Any]:
    """One question with its answer, and what does not fit."""
    return {"ref": one.ref, "label": one.label, **_answer_value_as_wire(one), "problem": problem}


def _answer_value_as_wire(one: Answer) -> dict[str, Any]:
    attachment = one.value if one.attachment else None
    return {"value": one.value, "text": one.text, "attachment": attachment}


def difference_as_wire(since: str, found: Difference) -> dict[str, Any]:
    """What changed since the version `since`, which was sent back."""
    return {
        "since": since,
        "changes": [
            {
                "ref": change.question.ref,
                "label": change.question.label,
                "before": _answer_value_as_wire(change.before) if change.before else None,
                "after": _answer_value_as_wire(change.after) if change.after else None,
            }
            for change in found.changes
        ],
        "addedRows": found.added,
        "removedRows": found.removed,
    }


def review_as_wire(review: Review, name: str, remarks: Sequence[QuestionRemark]) -> dict[str, Any]:
    """One act of review, with what it says at single questions."""
    return {
        "state": review.to_state,
        "comment": review.comment,
        "at": format_instant(review.reviewed_at),
        "reviewer": name,
        "versionInstanceId": review.instance_id,
        "remarks": [{"ref": remark.ref, "text": remark.text} for remark in remarks],
    }


def _subject_as_wire(entity: str, label: str | None) -> dict[str, str]:
    return {"id": entity, "label": label or ""}


def submission_as_wire(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a list of work."""
    last = row["last_review"]
    return {
        "instanceId": row["instance_id"],
        "xmlFormId": row["xml_form_id"],
        "formName": row["form_name"],
        "instanceName": row["instance_name"],
        "reviewState": row["review_state"],
        "createdAt": format_instant(row["created_at"]),
        "updatedAt": format_instant(row["updated_at"]),
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
        "subject": _subject_as_wire(*row["subject"]) if row["subject"] else None,
        "lastReview": review_as_wire(*last) if last else None,
    }
