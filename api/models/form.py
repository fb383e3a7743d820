"""Forms and their published versions. A version never changes once it is published."""

from datetime import datetime

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from api.storage.columns import UtcDateTime


class Form(SQLModel, table=True):
    """A questionnaire, by the id that its author gave it."""

    id: int | None = Field(default=None, primary_key=True)
    xml_form_id: str = Field(unique=True, max_length=120)
    name: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    # Nothing new is begun with it since then; what was written is taken. None: it is open.
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class FormVersion(SQLModel, table=True):
    """One published edition: the workbook as authored, the XForm, and what a phone downloads."""

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("form_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    form_id: int = Field(foreign_key="form.id")
    version: str = Field(max_length=120)
    workbook: bytes = Field(sa_type=LargeBinary)
    workbook_type: str = Field(max_length=8)
    xform: str
    xform_md5: str = Field(max_length=32)
    definition: str
    definition_sha256: str = Field(max_length=64)
    published_at: datetime = Field(sa_type=UtcDateTime)
