"""Review states and who may move a submission where. Pure."""

from enum import StrEnum


class ReviewState(StrEnum):
    """Central's five; Central writes `received` as null."""

    RECEIVED = "received"
    HAS_ISSUES = "hasIssues"
    EDITED = "edited"
    APPROVED = "approved"
    REJECTED = "rejected"


OPEN = frozenset({ReviewState.RECEIVED, ReviewState.HAS_ISSUES, ReviewState.EDITED})


def may_edit(current: ReviewState) -> bool:
    """A closed submission takes a new version only after it was sent back."""
    return current in OPEN
