"""Central's comments on a submission."""

from typing import Self

from pydantic import Field

from api.models.submission import Comment
from api.schemas.briefs import CentralActor
from api.schemas.wire import Instant, RequestModel, WireModel


class SubmissionComment(WireModel):
    """What somebody said about it."""

    body: str
    actor_id: int
    actor: CentralActor
    created_at: Instant

    @classmethod
    def from_comment(cls, row: Comment, name: str) -> Self:
        """`name` is of whoever said it."""
        return cls(
            body=row.body,
            actor_id=row.actor_id,
            actor=CentralActor(id=row.actor_id, type="user", display_name=name),
            created_at=row.created_at,
        )


class NewComment(RequestModel):
    """Central's comment."""

    body: str = Field(min_length=1, max_length=4000)
