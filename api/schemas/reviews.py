"""What a reviewer says, and acts of review as reviewers and submitters read them."""

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import Field, WithJsonSchema

from api.domain.remark import LONGEST_REF, LONGEST_REMARK, MOST_REMARKS, QuestionRemark
from api.domain.review import LONGEST_COMMENT, VERDICTS, ReviewState
from api.domain.text import nfc
from api.models.review import Review
from api.schemas.wire import Instant, RequestModel, WireModel

# The other states are understood too, so that the refusal can say what is wrong: noVerdict.
VerdictState = Annotated[ReviewState, WithJsonSchema({"type": "string", "enum": sorted(VERDICTS)})]


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


class VerdictRemark(RequestModel):
    """What she says at one question, its row in a repeat named: /data/visit[2]/note."""

    ref: str = Field(min_length=1, max_length=LONGEST_REF)
    text: str = Field(max_length=LONGEST_REMARK, pattern=r"\S")

    def remark(self) -> QuestionRemark:
        """As it is kept."""
        return QuestionRemark(self.ref, nfc(self.text).strip())


class Verdict(RequestModel):
    """What the reviewer says of the version that she looked at.

    `seen_state` is the state in which she saw it: needed to undo what was decided before.
    """

    state: VerdictState
    version_instance_id: str = Field(max_length=250)
    comment: str = Field(default="", max_length=LONGEST_COMMENT)
    seen_state: ReviewState | None = None
    remarks: list[VerdictRemark] = Field(default=[], max_length=MOST_REMARKS)
