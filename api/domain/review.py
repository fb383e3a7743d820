"""Review states and who may move a submission where. Pure."""

from enum import StrEnum


class ReviewState(StrEnum):
    """Central's five; Central writes `received` as null."""

    RECEIVED = "received"
    HAS_ISSUES = "hasIssues"
    EDITED = "edited"
    APPROVED = "approved"
    REJECTED = "rejected"
