"""The plans behind targets, with what is quoted of them."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from api.models.document import Document, DocumentPassage
from api.schemas.wire import WireModel


class PlanSummary(WireModel):
    """A plan, by what it is called."""

    id: str
    cited_as: str
    title: str
    number: str
    issued_on: date | None
    issuer: str
    note: str


class Passage(WireModel):
    """A sentence or a table line of a plan, word for word; `note` is ours."""

    line: int
    last_line: int
    place: str
    text: str
    note: str


class Plan(PlanSummary):
    """A plan, with what is quoted of it."""

    passages: list[Passage]

    @classmethod
    def from_document(cls, document: Document, quoted: Iterable[DocumentPassage]) -> Self:
        """With its passages in their order."""
        summary = PlanSummary.model_validate(document)
        return cls(**dict(summary), passages=[Passage.model_validate(one) for one in quoted])
