"""The act of review, by whichever entrance: one move, one row, counted in the same breath."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, Row, select, update
from sqlmodel import Session, col

from api.domain.period import day_of
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
from api.queries import audit, data_values, evidence, indicators, org_units
from api.queries.data_values import Source


@dataclass(frozen=True, slots=True)
class _Said:
    instance_id: str
    wanted: ReviewState
    comment: str
    at: datetime
    version_instance_id: str | None
    seen: Collection[ReviewState]
    needs_reason: bool


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
) -> Review:
    """Move the submission, append the act, and count or uncount it: all or nothing.

    `version_instance_id` is the version that was judged, `seen` the states in which the reviewer
    can have looked at it. Raises ReviewRefused, also when somebody else was faster; LookupError
    when there is no such submission. Whether the reviewer may see it is asked before.
    """
    said = _Said(instance_id, wanted, comment, at, version_instance_id, seen, needs_reason)
    row = _standing(session, instance_id)
    _check(session, reviewer, said, row)
    moved: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        update(Submission)
        .where(
            col(Submission.id) == row.id,
            col(Submission.review_state) == row.review_state,
            col(Submission.current_instance_id) == row.current_instance_id,
        )
        .values(review_state=wanted, updated_at=at)
    )
    if moved.rowcount != 1:
        raise ReviewRefused(Objection.MOVED_MEANWHILE)
    _count(session, wanted, row)
    return _append(session, reviewer, said, row)


def _standing(session: Session, instance_id: str) -> Row[Any]:
    found = session.execute(
        select(
            col(Submission.id),
            col(Submission.org_unit_id),
            col(Submission.review_state),
            col(Submission.current_instance_id),
        ).where(col(Submission.instance_id) == instance_id)
    ).first()
    if found is None:
        raise LookupError(instance_id)
    return found


def _check(session: Session, reviewer: Reviewer, said: _Said, row: Row[Any]) -> None:
    day = day_of(said.at)
    refused = objection(
        said.wanted,
        supervises=org_units.covers(session, reviewer.supervised(day), row.org_unit_id, day),
        own=_sent(session, reviewer.id, row.id),
        comment=said.comment,
        needs_reason=said.needs_reason,
    ) or stale(ReviewState(row.review_state), said.wanted, said.seen)
    if said.version_instance_id not in {None, row.current_instance_id}:
        refused = refused or Objection.MOVED_MEANWHILE
    if refused is not None:
        raise ReviewRefused(refused)


def _sent(session: Session, person_id: int, submission_id: int) -> bool:
    mine = select(col(SubmissionVersion.id)).where(
        col(SubmissionVersion.submission_id) == submission_id,
        col(SubmissionVersion.submitter_id) == person_id,
    )
    return session.execute(mine.limit(1)).first() is not None


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
    version = session.execute(
        evidence.versions().where(col(SubmissionVersion.instance_id) == current_instance_id)
    ).one()
    source = Source(submission_id, version.version_id, org_unit)
    return source, evidence.tallies(session, version)


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
