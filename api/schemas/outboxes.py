"""What became of unsent records that somebody brought in a file."""

from enum import StrEnum

from api.schemas.wire import WireModel


class OutboxOutcome(StrEnum):
    """What became of one piece of the file."""

    TAKEN = "taken"
    KNOWN = "known"
    REFUSED = "refused"


class OutboxImportItem(WireModel):
    """One record, or the photo `file` of one. `code` says why it was refused."""

    outcome: OutboxOutcome
    instance_id: str
    file: str | None
    receipt: str | None
    owner: str | None
    code: str | None


class OutboxCounts(WireModel):
    """How many pieces of each outcome."""

    taken: int
    known: int
    refused: int


class OutboxImportResult(WireModel):
    """In the order of the file."""

    counts: OutboxCounts
    items: list[OutboxImportItem]
