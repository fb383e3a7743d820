"""What reviews say at single questions: written with the review, read with it."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from api.domain.remark import QuestionRemark
from api.models.review import Review, ReviewRemark


def append_remarks(session: Session, review: Review, remarks: Sequence[QuestionRemark]) -> None:
    """Append them to a review that was appended just now."""
    session.add_all(
        ReviewRemark(review_id=review.id or 0, ref=remark.ref, text=remark.text)
        for remark in remarks
    )
    session.flush()


def remarks_of_reviews(
    session: Session, reviews: Collection[Review]
) -> Mapping[int, list[QuestionRemark]]:
    """By the review's number, in the order in which they were said."""
    ids = [review.id for review in reviews]
    rows = session.scalars(
        select(ReviewRemark)
        .where(col(ReviewRemark.review_id).in_(ids))
        .order_by(col(ReviewRemark.id))
    ).all()
    found: dict[int, list[QuestionRemark]] = {}
    for row in rows:
        found.setdefault(row.review_id, []).append(QuestionRemark(row.ref, row.text))
    return found
