"""What administrators say of org units: new, changed from a day on, closed, placed."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from api.domain.org_unit import Level
from api.schemas.typed_text import TypedLine, TypedName, TypedNote, TypedSource, TypedUnitId
from api.schemas.wire import RequestModel


class NewOrgUnit(RequestModel):
    """What is to stand below a unit, from a day on.

    With `former_parent_id` it stood from that day on below this one, until that was closed.
    """

    parent_id: TypedUnitId
    former_parent_id: TypedUnitId | None = None
    level: Level
    kind: TypedLine = Field(default="", max_length=40)
    name: TypedName
    code: TypedLine | None = Field(
        default=None, min_length=1, max_length=20, pattern="^[A-Za-z0-9.-]+$"
    )
    valid_from: date
    source: TypedSource = ""
    note: TypedNote = ""

    @model_validator(mode="after")
    def _says_where_it_is_written(self) -> Self:
        if self.former_parent_id and not self.source:
            raise ValueError("where a unit went is said by a document")
        return self


class UnitChange(RequestModel):
    """What is said changes on that day; the rest stays as it was."""

    valid_from: date
    name: TypedName | None = None
    kind: TypedLine | None = Field(default=None, max_length=40)
    code: TypedLine | None = Field(
        default=None, min_length=1, max_length=20, pattern="^[A-Za-z0-9.-]+$"
    )
    parent_id: TypedUnitId | None = None
    source: TypedSource = ""
    note: TypedNote = ""


class UnitClosing(RequestModel):
    """The first day without it, and what it went into as a whole."""

    closed_on: date
    source: TypedSource = ""
    successor_id: TypedUnitId | None = None


class NewPlacement(RequestModel):
    """`source` is the document that says so. The day may be left out when there is one choice."""

    parent_id: TypedUnitId
    on_date: date | None = None
    source: Annotated[TypedLine, Field(min_length=1, max_length=300)]
