"""Acts of review. Appended, never changed: the state of a submission is the last one's."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from api.domain.remark import LONGEST_REF, LONGEST_REMARK
from api.domain.review import ReviewState
from api.storage.columns import UtcDateTime


class Review(SQLModel, table=True):
    """One person moved one version of one submission from one state to another, and said why."""

    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    instance_id: str = Field(max_length=250)
    from_state: ReviewState = Field(sa_type=String)
    to_state: ReviewState = Field(sa_type=String)
    comment: str = ""
    reviewer_id: int = Field(foreign_key="user_account.id")
    reviewed_at: datetime = Field(sa_type=UtcDateTime)


class ReviewRemark(SQLModel, table=True):
    """What a review that sends back says at one question. Appended with it, never changed."""

    __tablename__ = "review_remark"
    __table_args__ = (
        UniqueConstraint("review_id", "ref"),
        CheckConstraint("text <> ''", name="review_remark_says_something"),
    )

    id: int | None = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id")
    ref: str = Field(max_length=LONGEST_REF)
    text: str = Field(max_length=LONGEST_REMARK)
