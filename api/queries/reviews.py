"""The act of review, by whichever entrance: one move, one row, counted in the same breath."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, exists, select, update
from sqlmodel import Session

from api.domain.instance import read_instance
from api.domain.period import day_in_viet_nam
from api.domain.remark import QuestionRemark, are_valid_remarks
from api.domain.review import (
    AWAITING_STATES,
    Reviewer,
    ReviewObjection,
    ReviewRefused,
    ReviewState,
    review_objection,
    stale_objection,
)
from api.models.review import Review
from api.models.submission import Submission, SubmissionVersion
from api.queries import (
    audit,
    data_values,
    evidence,
    forms,
    indicators,
    reach,
)
from api.queries import (
    remarks as said_at_questions,
)
from api.queries.data_values import CountedVersion
from api.storage.columns import table_of

reviewed_submissions, reviewed_versions = table_of(Submission), table_of(SubmissionVersion)
_SELECT_UNDER_REVIEW = select(
    reviewed_submissions.c.id,
    reviewed_submissions.c.org_unit_id,
    reviewed_submissions.c.review_state,
    reviewed_submissions.c.current_instance_id,
    exists(
        select(1).where(
            reviewed_versions.c.submission_id == reviewed_submissions.c.id,
            reviewed_versions.c.submitter_id == bindparam("reviewer"),
        )
    ).label("own"),
).where(reviewed_submissions.c.instance_id == bindparam("instance"))
_MOVE_REVIEW_STATE = (
    update(reviewed_submissions)
    .where(
        reviewed_submissions.c.id == bindparam("number"),
        reviewed_submissions.c.review_state == bindparam("from_state"),
        reviewed_submissions.c.current_instance_id == bindparam("current"),
    )
    .values(review_state=bindparam("to_state"), updated_at=bindparam("at"))
)
_SELECT_JUDGED_VERSION = evidence.select_stored_versions().where(
    reviewed_versions.c.instance_id == bindparam("instance")
)


@dataclass(frozen=True, slots=True)
class _ReviewRequest:
    instance_id: str
    wanted: ReviewState
    comment: str
    at: datetime
    version_instance_id: str | None
    seen: Collection[ReviewState]
    needs_reason: bool
    remarks: Sequence[QuestionRemark]


def apply_review(
    session: Session,
    reviewer: Reviewer,
    instance_id: str,
    wanted: ReviewState,
    comment: str,
    version_instance_id: str | None,
    at: datetime,
    *,
    seen: Collection[ReviewState] = AWAITING_STATES,
    needs_reason: bool = True,
    remarks: Sequence[QuestionRemark] = (),
) -> Review:
    """Move the submission, append the act, and count or uncount it: all or nothing.

    `version_instance_id` is the version that was judged, `seen` the states in which the reviewer
    can have looked at it. Raises ReviewRefused, also when somebody else was faster; LookupError
    when there is no such submission. Whether the reviewer may see it is asked before.
    """
    said = _ReviewRequest(
        instance_id, wanted, comment, at, version_instance_id, seen, needs_reason, remarks
    )
    row = _find_under_review(session, reviewer.id, instance_id)
    _check_review_allowed(session, reviewer, said, row)
    seen_row = {
        "number": row.id,
        "from_state": row.review_state,
        "current": row.current_instance_id,
    }
    moved = session.connection().execute(
        _MOVE_REVIEW_STATE, {**seen_row, "to_state": wanted, "at": at}
    )
    if moved.rowcount != 1:
        raise ReviewRefused(ReviewObjection.MOVED_MEANWHILE)
    _count_or_uncount(session, wanted, row)
    return _append_review(session, reviewer, said, row)


def _find_under_review(session: Session, reviewer_id: int, instance_id: str) -> Row[Any]:
    said = {"instance": instance_id, "reviewer": reviewer_id}
    found = session.execute(_SELECT_UNDER_REVIEW, said).first()
    if found is None:
        raise LookupError(instance_id)
    return found


def _check_review_allowed(
    session: Session, reviewer: Reviewer, said: _ReviewRequest, row: Row[Any]
) -> None:
    day = day_in_viet_nam(said.at)
    refused = review_objection(
        said.wanted,
        supervises=reach.is_within_reach_today(
            session, reviewer.supervised(day), row.org_unit_id, day
        ),
        own=bool(row.own),
        comment=said.comment,
        needs_reason=said.needs_reason,
        remarks=bool(said.remarks),
    ) or stale_objection(ReviewState(row.review_state), said.wanted, said.seen)
    if said.version_instance_id not in {None, row.current_instance_id}:
        refused = refused or ReviewObjection.MOVED_MEANWHILE
    if refused is None and said.remarks and not _remarks_fit_version(session, said, row):
        refused = ReviewObjection.REMARK_NOT_THERE
    if refused is not None:
        raise ReviewRefused(refused)


def _remarks_fit_version(session: Session, said: _ReviewRequest, row: Row[Any]) -> bool:
    """Each remark stands at a question of the version that is sent back."""
    sent = session.execute(_SELECT_JUDGED_VERSION, {"instance": row.current_instance_id}).one()
    rules = forms.compile_rules_once(session, sent.form_version_id, sent.definition_sha256)
    return are_valid_remarks(said.remarks, rules, read_instance(sent.xml))


def _count_or_uncount(session: Session, wanted: ReviewState, row: Row[Any]) -> None:
    if wanted == ReviewState.APPROVED:
        source, tallies = current_version_tallies(
            session, row.id, row.org_unit_id, row.current_instance_id
        )
        try:
            data_values.count_submission(
                session, indicators.counting_rules(session), source, tallies
            )
        except data_values.ValueTooLarge as error:
            raise ReviewRefused(ReviewObjection.VALUE_TOO_LARGE) from error
    elif row.review_state == ReviewState.APPROVED:
        data_values.uncount_submission(session, indicators.counting_rules(session), row.id)


def current_version_tallies(
    session: Session, submission_id: int, org_unit: str, current_instance_id: str
) -> tuple[CountedVersion, list[Any]]:
    """The version that stands, and its tallies from the stored bytes."""
    row = session.execute(_SELECT_JUDGED_VERSION, {"instance": current_instance_id}).one()
    return CountedVersion(submission_id, row.version_id, org_unit), evidence.tallies_of_version(
        session, row
    )


def _append_review(
    session: Session, reviewer: Reviewer, said: _ReviewRequest, row: Row[Any]
) -> Review:
    act = Review(
        submission_id=row.id,
        instance_id=row.current_instance_id,
        from_state=ReviewState(row.review_state),
        to_state=said.wanted,
        comment=said.comment.strip(),
        reviewer_id=reviewer.id,
        reviewed_at=said.at,
    )
    session.add(act)
    session.flush()
    said_at_questions.append_remarks(session, act, said.remarks)
    audit.record_event(
        session,
        reviewer.id,
        "submission.review",
        "submission",
        said.instance_id,
        said.at,
        {"from": row.review_state, "to": said.wanted, "version": row.current_instance_id},
    )
    return act
