"""What reviews say at single questions: written with the review, read with it."""

from collections.abc import Collection, Mapping, Sequence

from sqlmodel import Session, col, select

from api.domain.remark import Remark
from api.models.review import Review, ReviewRemark


def add(session: Session, review: Review, remarks: Sequence[Remark]) -> None:
    """Append them to a review that was appended just now."""
    session.add_all(
        ReviewRemark(review_id=review.id or 0, ref=remark.ref, text=remark.text)
        for remark in remarks
    )
    session.flush()


def of(session: Session, reviews: Collection[Review]) -> Mapping[int, list[Remark]]:
    """By the review's number, in the order in which they were said."""
    ids = [review.id for review in reviews]
    rows = session.exec(
        select(ReviewRemark)
        .where(col(ReviewRemark.review_id).in_(ids))
        .order_by(col(ReviewRemark.id))
    ).all()
    found: dict[int, list[Remark]] = {}
    for row in rows:
        found.setdefault(row.review_id, []).append(Remark(row.ref, row.text))
    return found
