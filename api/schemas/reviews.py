"""Acts of review as reviewers and submitters read them."""

from collections.abc import Iterable
from typing import Self

from api.domain.remark import QuestionRemark
from api.domain.review import ReviewState
from api.models.review import Review
from api.schemas.wire import Instant, WireModel


class Remark(WireModel):
    """What is said at one question, its row in a repeat named: /data/visit[2]/note."""

    ref: str
    text: str


class ReviewAct(WireModel):
    """One act of review, with what it says at single questions."""

    state: ReviewState
    comment: str
    at: Instant
    reviewer: str
    version_instance_id: str
    remarks: list[Remark]

    @classmethod
    def from_review(cls, review: Review, name: str, remarks: Iterable[QuestionRemark]) -> Self:
        """`name` is the reviewer's."""
        return cls(
            state=review.to_state,
            comment=review.comment,
            at=review.reviewed_at,
            reviewer=name,
            version_instance_id=review.instance_id,
            remarks=[Remark.model_validate(one) for one in remarks],
        )


class ReviewMove(WireModel):
    """The act that was just done: also from which state it moved the submission."""

    state: ReviewState
    from_state: ReviewState
    comment: str
    at: Instant
    reviewer: str
    version_instance_id: str
    remarks: list[Remark]

    @classmethod
    def from_review(cls, review: Review, name: str, remarks: Iterable[QuestionRemark]) -> Self:
        """`name` is the reviewer's."""
        act = ReviewAct.from_review(review, name, remarks)
        return cls(**dict(act), from_state=review.from_state)
