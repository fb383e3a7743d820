"""Submissions as lists and as one record; always within somebody's sight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlmodel import Session, col

from api.domain.review import ReviewState
from api.models.data_value import DataValue
from api.models.entity import Entity
from api.models.form import Form, FormVersion
from api.models.org_unit import OrgUnit, OrgUnitClosure, OrgUnitVersion
from api.models.review import Review
from api.models.submission import Attachment, Comment, Submission, SubmissionVersion
from api.models.user import User
from api.queries import reach, remarks

AWAITING_REVIEW = (ReviewState.RECEIVED, ReviewState.EDITED)
MOST_SUBMISSIONS = 500


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person may see on a day: her own, and all that lies below `roots`."""

    person_id: int
    roots: Sequence[str]
    day: date


def _lies_within_reach(session: Session, roots: Sequence[str], day: date) -> ColumnElement[bool]:
    """Of a unit below these roots that day, or of a closed one that lies there by now."""
    closure = OrgUnitClosure
    below = select(col(closure.descendant_id)).where(
        col(closure.ancestor_id).in_(roots),
        col(closure.valid_from) <= day,
        or_(col(closure.valid_to).is_(None), col(closure.valid_to) > day),
    )
    unit = col(Submission.org_unit_id)
    closed = reach.closed_with_submissions(session, roots, day) if roots else set[str]()
    return or_(unit.in_(below), unit.in_(closed)) if closed else unit.in_(below)


def find_submission(
    session: Session, instance_id: str, sight: Sight, xml_form_id: str | None = None
) -> Submission | None:
    """A submission by its first instance id, None when it is out of sight."""
    wanted = select(Submission).where(col(Submission.instance_id) == instance_id)
    if xml_form_id is not None:
        wanted = wanted.join(Form, col(Form.id) == col(Submission.form_id)).where(
            col(Form.xml_form_id) == xml_form_id
        )
    found = session.scalars(wanted).first()
    if found is None or found.submitter_id == sight.person_id:
        return found
    seen = reach.is_within_reach_today(session, sight.roots, found.org_unit_id, sight.day)
    return found if seen else None


def find_submission_page(
    session: Session,
    sight: Sight,
    of: str,
    *,
    org_unit: str | None = None,
    xml_form_id: str | None = None,
    after: int | None = None,
    limit: int = 100,
    offset: int = 0,
) -> tuple[list[dict[str, Any]], int]:
    """Rows for a list, and how many there are in all.

    `of` is "me" (one's own), "awaiting" (others' that wait for a review, oldest first) or "all".
    `after` is the last row's `_id` of the page before.
    """
    where = _submission_conditions(session, sight, of, org_unit, xml_form_id)
    total = session.execute(
        select(func.count()).select_from(Submission).join(Form).where(*where)
    ).scalar_one()
    oldest_first = of == "awaiting"
    number = col(Submission.id)
    if after is not None:
        where.append(number > after if oldest_first else number < after)
    rows = session.execute(
        _select_submission_rows(sight.day)
        .where(*where)
        .order_by(number.asc() if oldest_first else number.desc())
        .limit(min(limit, MOST_SUBMISSIONS))
        .offset(offset)
    ).all()
    return _complete_rows(session, [dict(row._mapping) for row in rows]), total


def _submission_conditions(
    session: Session, sight: Sight, of: str, org_unit: str | None, xml_form_id: str | None
) -> list[ColumnElement[bool]]:
    mine = col(Submission.submitter_id) == sight.person_id
    where: list[ColumnElement[bool]] = []
    if of == "me" or (of == "all" and not sight.roots):
        where.append(mine)
    elif of == "awaiting":
        where += [
            _lies_within_reach(session, sight.roots, sight.day),
            ~mine,
            col(Submission.review_state).in_(AWAITING_REVIEW),
        ]
    else:
        where.append(or_(mine, _lies_within_reach(session, sight.roots, sight.day)))
    if org_unit is not None:
        where.append(_lies_within_reach(session, [org_unit], sight.day))
    if xml_form_id is not None:
        where.append(col(Form.xml_form_id) == xml_form_id)
    return where


def _select_submission_rows(day: date) -> Select[Any]:
    version, unit = SubmissionVersion, OrgUnitVersion
    files = (
        select(func.count())
        .where(col(Attachment.submission_version_id) == version.id)
        .correlate(version)
        .scalar_subquery()
    )
    # A closed unit keeps the name that it had last.
    stands = or_(
        col(unit.valid_to).is_(None),
        col(unit.valid_to) > day,
        col(unit.valid_to) == col(OrgUnit.closed_on),
    )
    unit_that_day = and_(
        col(unit.org_unit_id) == col(Submission.org_unit_id), col(unit.valid_from) <= day, stands
    )
    columns: list[Any] = [
        col(Submission.id).label("_id"),
        col(Submission.instance_id),
        col(Form.xml_form_id),
        col(Form.name).label("form_name"),
        col(Submission.instance_name),
        col(Submission.review_state),
        col(Submission.created_at),
        col(Submission.updated_at),
        col(Submission.submitter_id),
        col(User.display_name).label("submitter_name"),
        col(Submission.org_unit_id),
        col(unit.name).label("org_unit_name"),
        col(Submission.current_instance_id),
        col(FormVersion.version),
        version.problems,
        version.device_id,
        col(version.id).label("version_id"),
        files.label("files"),
        col(Submission.late),
    ]
    rows: Select[Any] = (
        select(*columns)
        .select_from(Submission)
        .join(Form, col(Form.id) == col(Submission.form_id))
        .join(User, col(User.id) == col(Submission.submitter_id))
        .join(version, col(version.instance_id) == col(Submission.current_instance_id))
        .join(FormVersion, col(FormVersion.id) == version.form_version_id)
        .join(OrgUnit, col(OrgUnit.id) == col(Submission.org_unit_id))
        .outerjoin(unit, unit_that_day)
    )
    return rows


def submission_row(session: Session, sight: Sight, submission_id: int) -> dict[str, Any]:
    """The row of one submission that was found before."""
    row = session.execute(
        _select_submission_rows(sight.day).where(col(Submission.id) == submission_id)
    ).one()
    return _complete_rows(session, [dict(row._mapping)])[0]


def _complete_rows(session: Session, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return _with_event(session, _with_last_review(session, rows))


def _with_event(session: Session, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The day that a record is about, and whom or what: as its first data value says.

    A subject that is registered in another unit than the record's stays without its label.
    """
    value = DataValue
    registered_there = (
        col(Entity.uuid) == value.subject,
        col(Entity.org_unit_id) == col(Submission.org_unit_id),
    )
    found = session.execute(
        select(
            col(value.submission_id), col(value.event_date), col(value.subject), col(Entity.label)
        )
        .join(Submission, col(Submission.id) == value.submission_id)
        .outerjoin(Entity, and_(*registered_there))
        .where(col(value.submission_id).in_([row["_id"] for row in rows]))
        .order_by(col(value.id).desc())
    ).all()
    days = {row.submission_id: row.event_date for row in found}
    subjects = {row.submission_id: (row.subject, row.label) for row in found if row.subject}
    return [
        {**row, "date": days.get(row["_id"]), "subject": subjects.get(row["_id"])} for row in rows
    ]


def _with_last_review(session: Session, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    last = (
        select(func.max(col(Review.id)))
        .where(col(Review.submission_id).in_([row["_id"] for row in rows]))
        .group_by(col(Review.submission_id))
    )
    reviews = session.execute(
        select(Review, col(User.display_name))
        .join(User, col(User.id) == col(Review.reviewer_id))
        .where(col(Review.id).in_(last))
    ).all()
    said = remarks.remarks_of_reviews(session, [review for review, _ in reviews])
    by_submission = {
        review.submission_id: (review, name, said.get(review.id or 0, []))
        for review, name in reviews
    }
    return [{**row, "last_review": by_submission.get(row["_id"])} for row in rows]


def reviews_of_submission(session: Session, submission_id: int) -> Sequence[tuple[Review, str]]:
    """Every act of review with the reviewer's name, oldest first."""
    return session.execute(
        select(Review, col(User.display_name))
        .join(User, col(User.id) == col(Review.reviewer_id))
        .where(col(Review.submission_id) == submission_id)
        .order_by(col(Review.id))
    ).all()


def submission_of_version(session: Session, edition: SubmissionVersion) -> Submission:
    """The submission of an edition."""
    return session.scalars(
        select(Submission).where(col(Submission.id) == edition.submission_id)
    ).one()


def versions_of_submission(session: Session, submission_id: int) -> Sequence[SubmissionVersion]:
    """Every edition, newest first."""
    return session.scalars(
        select(SubmissionVersion)
        .where(col(SubmissionVersion.submission_id) == submission_id)
        .order_by(col(SubmissionVersion.ordinal).desc())
    ).all()


def find_submission_version(session: Session, instance_id: str) -> SubmissionVersion | None:
    """One edition by its own instance id."""
    return session.scalars(
        select(SubmissionVersion).where(col(SubmissionVersion.instance_id) == instance_id)
    ).first()


def attachments_of_version(session: Session, version_id: int) -> Sequence[Attachment]:
    """The files that an edition names, come or not."""
    return session.scalars(
        select(Attachment)
        .where(col(Attachment.submission_version_id) == version_id)
        .order_by(col(Attachment.name))
    ).all()


def comments_of_submission(session: Session, submission_id: int) -> Sequence[tuple[Comment, str]]:
    """What was said, newest first, with the speaker's name."""
    return session.execute(
        select(Comment, col(User.display_name))
        .join(User, col(User.id) == col(Comment.actor_id))
        .where(col(Comment.submission_id) == submission_id)
        .order_by(col(Comment.id).desc())
    ).all()
