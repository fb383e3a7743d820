"""The act of review, by whichever entrance: one move, one row, counted in the same breath."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, exists, select, update
from sqlmodel import Session

from api.domain.instance import read_xml
from api.domain.period import day_of
from api.domain.remark import Remark, fit
from api.domain.review import (
    AWAITING,
    Objection,
    Reviewer,
    ReviewRefused,
    ReviewState,
    objection,
    stale,
)
from api.models.review import Review
from api.models.submission import Submission, SubmissionVersion
from api.queries import (
    audit,
    closed_units,
    data_values,
    evidence,
    forms,
    indicators,
)
from api.queries import (
    remarks as said_at_questions,
)
from api.queries.data_values import Source
from api.storage.columns import table_of

submission, version = table_of(Submission), table_of(SubmissionVersion)
_STANDING = select(
    submission.c.id,
    submission.c.org_unit_id,
    submission.c.review_state,
    submission.c.current_instance_id,
    exists(
        select(1).where(
            version.c.submission_id == submission.c.id,
            version.c.submitter_id == bindparam("reviewer"),
        )
    ).label("own"),
).where(submission.c.instance_id == bindparam("instance"))
_MOVE = (
    update(submission)
    .where(
        submission.c.id == bindparam("number"),
        submission.c.review_state == bindparam("from_state"),
        submission.c.current_instance_id == bindparam("current"),
    )
    .values(review_state=bindparam("to_state"), updated_at=bindparam("at"))
)
_VERSION = evidence.versions().where(version.c.instance_id == bindparam("instance"))


@dataclass(frozen=True, slots=True)
class _Said:
    instance_id: str
    wanted: ReviewState
    comment: str
    at: datetime
    version_instance_id: str | None
    seen: Collection[ReviewState]
    needs_reason: bool
    remarks: Sequence[Remark]


def review(
    session: Session,
    reviewer: Reviewer,
    instance_id: str,
    wanted: ReviewState,
    comment: str,
    version_instance_id: str | None,
    at: datetime,
    *,
    seen: Collection[ReviewState] = AWAITING,
    needs_reason: bool = True,
    remarks: Sequence[Remark] = (),
) -> Review:
    """Move the submission, append the act, and count or uncount it: all or nothing.

    `version_instance_id` is the version that was judged, `seen` the states in which the reviewer
    can have looked at it. Raises ReviewRefused, also when somebody else was faster; LookupError
    when there is no such submission. Whether the reviewer may see it is asked before.
    """
    said = _Said(instance_id, wanted, comment, at, version_instance_id, seen, needs_reason, remarks)
    row = _standing(session, reviewer.id, instance_id)
    _check(session, reviewer, said, row)
    seen_row = {
        "number": row.id,
        "from_state": row.review_state,
        "current": row.current_instance_id,
    }
    moved = session.connection().execute(_MOVE, {**seen_row, "to_state": wanted, "at": at})
    if moved.rowcount != 1:
        raise ReviewRefused(Objection.MOVED_MEANWHILE)
    _count(session, wanted, row)
    return _append(session, reviewer, said, row)


def _standing(session: Session, reviewer_id: int, instance_id: str) -> Row[Any]:
    said = {"instance": instance_id, "reviewer": reviewer_id}
    found = session.execute(_STANDING, said).first()
    if found is None:
        raise LookupError(instance_id)
    return found


def _check(session: Session, reviewer: Reviewer, said: _Said, row: Row[Any]) -> None:
    day = day_of(said.at)
    refused = objection(
        said.wanted,
        supervises=closed_units.covers(session, reviewer.supervised(day), row.org_unit_id, day),
        own=bool(row.own),
        comment=said.comment,
        needs_reason=said.needs_reason,
        remarks=bool(said.remarks),
    ) or stale(ReviewState(row.review_state), said.wanted, said.seen)
    if said.version_instance_id not in {None, row.current_instance_id}:
        refused = refused or Objection.MOVED_MEANWHILE
    if refused is None and said.remarks and not _fit(session, said, row):
        refused = Objection.REMARK_NOT_THERE
    if refused is not None:
        raise ReviewRefused(refused)


def _fit(session: Session, said: _Said, row: Row[Any]) -> bool:
    """Each remark stands at a question of the version that is sent back."""
    sent = session.execute(_VERSION, {"instance": row.current_instance_id}).one()
    rules = forms.compiled(session, sent.form_version_id, sent.definition_sha256)
    return fit(said.remarks, rules, read_xml(sent.xml))


def _count(session: Session, wanted: ReviewState, row: Row[Any]) -> None:
    if wanted == ReviewState.APPROVED:
        source, tallies = current(session, row.id, row.org_unit_id, row.current_instance_id)
        try:
            data_values.count(session, indicators.rules(session), source, tallies)
        except data_values.ValueTooLarge as error:
            raise ReviewRefused(Objection.VALUE_TOO_LARGE) from error
    elif row.review_state == ReviewState.APPROVED:
        data_values.uncount(session, indicators.rules(session), row.id)


def current(
    session: Session, submission_id: int, org_unit: str, current_instance_id: str
) -> tuple[Source, list[Any]]:
    """The version that stands, and its tallies from the stored bytes."""
    row = session.execute(_VERSION, {"instance": current_instance_id}).one()
    return Source(submission_id, row.version_id, org_unit), evidence.tallies(session, row)


def _append(session: Session, reviewer: Reviewer, said: _Said, row: Row[Any]) -> Review:
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
    said_at_questions.add(session, act, said.remarks)
    audit.record(
        session,
        reviewer.id,
        "submission.review",
        "submission",
        said.instance_id,
        said.at,
        {"from": row.review_state, "to": said.wanted, "version": row.current_instance_id},
    )
    return act
