"""Submissions in Central's dialect: without their answers, `received` is null there."""

import json
from typing import Any, Self

from api.domain.review import ReviewState
from api.models.submission import SubmissionVersion
from api.schemas.briefs import CentralActor
from api.schemas.wire import Instant, RequestModel, WireModel, format_instant


class CentralCurrentVersion(WireModel):
    """The version that counts, beside its submission."""

    instance_id: str
    instance_name: str | None
    submitter_id: int
    device_id: str | None
    created_at: Instant
    current: bool


class CentralVersion(CentralCurrentVersion):
    """One version in the list of all."""

    sha256: str

    @classmethod
    def from_version(cls, row: SubmissionVersion, *, current: bool) -> Self:
        """`current` is said of one of them."""
        return cls(
            instance_id=row.instance_id,
            instance_name=row.instance_name or None,
            submitter_id=row.submitter_id,
            device_id=row.device_id or None,
            created_at=row.received_at,
            current=current,
            sha256=row.sha256,
        )


class CentralSubmission(WireModel):
    """A submission, Central's keys that we do not use among ours; `problems` are counted."""

    instance_id: str
    submitter_id: int
    submitter: CentralActor
    device_id: str | None
    user_agent: None
    review_state: ReviewState | None
    created_at: Instant
    updated_at: Instant | None
    instance_name: str | None
    problems: int
    current_version: CentralCurrentVersion

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Self:
        """From a row of api/queries/submissions.py."""
        state, updated_at = row["review_state"], row["updated_at"]
        changed = format_instant(updated_at) != format_instant(row["created_at"])
        told = {
            "submitter_id": row["submitter_id"],
            "device_id": row["device_id"] or None,
            "instance_name": row["instance_name"] or None,
        }
        return cls(
            **told,
            instance_id=row["instance_id"],
            submitter=CentralActor(
                id=row["submitter_id"], type="user", display_name=row["submitter_name"]
            ),
            user_agent=None,
            review_state=None if state == ReviewState.RECEIVED else state,
            created_at=row["created_at"],
            updated_at=updated_at if changed else None,
            problems=len(json.loads(row["problems"])),
            current_version=CentralCurrentVersion(
                **told,
                instance_id=row["current_instance_id"],
                created_at=updated_at,
                current=True,
            ),
        )


class ReviewStateChange(RequestModel):
    """Central's body of a review: the state alone; its clients comment afterwards."""

    review_state: ReviewState
