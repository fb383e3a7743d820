"""The plans themselves: what they are called, and the lines of them that targets rest on."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel


class Document(SQLModel, table=True):
    """One official plan. `cited_as` is how everything here names it in one line.

    `note` says what is wrong or missing in it as a whole; nothing of that is put right.
    """

    id: str = Field(primary_key=True, max_length=60)
    cited_as: str = Field(unique=True, max_length=200)
    title: str
    number: str = ""
    issued_on: date | None = None
    issuer: str
    note: str = ""


class DocumentPassage(SQLModel, table=True):
    """A sentence or a table line, word for word, from `line` to `last_line` of the plan's text.

    Cells of a table are parted by " | ". `note` is ours: what in this passage does not fit.
    """

    __tablename__ = "document_passage"
    __table_args__ = (
        CheckConstraint("line >= 1 AND last_line >= line", name="document_passage_lines"),
    )

    document_id: str = Field(foreign_key="document.id", primary_key=True)
    line: int = Field(primary_key=True)
    last_line: int
    place: str = Field(max_length=100)
    text: str
    note: str = ""
