"""Acts of review. Appended, never changed: the state of a submission is the last one's."""

from datetime import datetime

from sqlalchemy import String
from sqlmodel import Field, SQLModel

from api.columns import UtcDateTime
from api.domain.review import ReviewState


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
