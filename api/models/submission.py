"""Finished instances as received: the evidence. Rows are added; bytes never change."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from api.domain.review import ReviewState
from api.storage.columns import UtcDateTime


class Submission(SQLModel, table=True):
    """One phiếu through all its versions. `instance_id` is the first version's, for ever."""

    __table_args__ = (
        CheckConstraint(
            "review_state IN ('received', 'hasIssues', 'edited', 'approved', 'rejected')",
            name="submission_review_state",
        ),
        Index("submission_by_unit_state", "org_unit_id", "review_state", "id"),
        Index("submission_by_submitter", "submitter_id", "id"),
        Index("submission_by_form", "form_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    instance_id: str = Field(unique=True, max_length=250)
    form_id: int = Field(foreign_key="form.id")
    submitter_id: int = Field(foreign_key="user_account.id")
    org_unit_id: str = Field(foreign_key="org_unit.id")
    review_state: ReviewState = Field(sa_type=String)
    current_instance_id: str = Field(max_length=250)
    instance_name: str = ""
    late: bool = False
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)


class SubmissionVersion(SQLModel, table=True):
    """One edition of a submission, byte for byte. `problems` is a JSON list, noted, not judged."""

    __tablename__ = "submission_version"
    __table_args__ = (
        UniqueConstraint("submission_id", "ordinal"),
        Index("submission_version_by_edition", "form_version_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id")
    ordinal: int
    instance_id: str = Field(unique=True, max_length=250)
    form_version_id: int = Field(foreign_key="form_version.id")
    submitter_id: int = Field(foreign_key="user_account.id")
    xml: bytes = Field(sa_type=LargeBinary)
    sha256: str = Field(max_length=64)
    instance_name: str = ""
    device_id: str = ""
    problems: str = "[]"
    received_at: datetime = Field(sa_type=UtcDateTime)


class Attachment(SQLModel, table=True):
    """A file that a version names. `sha256` is empty until its bytes have come."""

    __table_args__ = (UniqueConstraint("submission_version_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    submission_version_id: int = Field(foreign_key="submission_version.id")
    name: str = Field(max_length=255)
    sha256: str = Field(default="", max_length=64)
    size: int = 0
    content_type: str = ""
    received_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Comment(SQLModel, table=True):
    """What somebody said about a submission, besides moving it."""

    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    actor_id: int = Field(foreign_key="user_account.id")
    body: str
    created_at: datetime = Field(sa_type=UtcDateTime)
