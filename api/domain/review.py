"""Review states and who may move a submission where. Pure."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import Protocol

from api.domain.text import has_visible_text


class ReviewState(StrEnum):
    """Central's five; Central writes `received` as null."""

    RECEIVED = "received"
    HAS_ISSUES = "hasIssues"
    EDITED = "edited"
    APPROVED = "approved"
    REJECTED = "rejected"


OPEN_STATES = frozenset({ReviewState.RECEIVED, ReviewState.HAS_ISSUES, ReviewState.EDITED})
AWAITING_STATES = frozenset({ReviewState.RECEIVED, ReviewState.EDITED})
VERDICTS = frozenset({ReviewState.HAS_ISSUES, ReviewState.APPROVED, ReviewState.REJECTED})
NEEDS_REASON = frozenset({ReviewState.HAS_ISSUES, ReviewState.REJECTED})
LONGEST_COMMENT = 4000


class ReviewObjection(StrEnum):
    """Why a review is not taken. The words are error codes: stable."""

    NOT_SUPERVISOR = "notSupervisor"
    OWN_RECORD = "ownRecord"
    NO_VERDICT = "noVerdict"
    REASON_REQUIRED = "reasonRequired"
    COMMENT_TOO_LONG = "commentTooLong"
    CANNOT_MOVE = "cannotMove"
    MOVED_MEANWHILE = "movedMeanwhile"
    VALUE_TOO_LARGE = "valueTooLarge"
    REMARKS_WITHOUT_RETURN = "remarksWithoutReturn"
    REMARK_NOT_THERE = "remarkNotThere"


class Reviewer(Protocol):
    """Whoever decides, as far as these rules ask."""

    @property
    def id(self) -> int:
        """Her account."""

    def supervised(self, day: date) -> list[str]:
        """Org units at and below which she may review on that day."""


class ReviewRefused(Exception):
    """The review was not taken and nothing has changed."""

    def __init__(self, objection: ReviewObjection) -> None:
        super().__init__(objection)
        self.objection = objection


def may_take_new_version(current: ReviewState) -> bool:
    """A closed submission takes a new version only after it was sent back."""
    return current in OPEN_STATES


def may_change_state(current: ReviewState, wanted: ReviewState) -> bool:
    """Whether a review may lead from one state to the other.

    What is open takes any verdict but the one that it has. An approval can be undone; what was
    rejected can only be sent back, so that its sender is asked again before it counts.
    """
    # Compared by value: a state that comes from the database is a plain text.
    if wanted not in VERDICTS or wanted == current:
        return False
    return current != ReviewState.REJECTED or wanted == ReviewState.HAS_ISSUES


def review_objection(
    wanted: ReviewState,
    *,
    supervises: bool,
    own: bool,
    comment: str,
    needs_reason: bool,
    remarks: bool = False,
) -> ReviewObjection | None:
    """What stands against this person's review, wherever the submission stands now.

    `own`: she sent any version of it. `needs_reason` is False only at Central's PATCH, whose
    clients comment afterwards. `remarks`: something is said at single questions.
    """
    if not supervises:
        return ReviewObjection.NOT_SUPERVISOR
    if own:
        return ReviewObjection.OWN_RECORD
    if wanted not in VERDICTS:
        return ReviewObjection.NO_VERDICT
    if needs_reason and wanted in NEEDS_REASON and not has_visible_text(comment):
        return ReviewObjection.REASON_REQUIRED
    if remarks and wanted != ReviewState.HAS_ISSUES:
        return ReviewObjection.REMARKS_WITHOUT_RETURN
    return ReviewObjection.COMMENT_TOO_LONG if len(comment) > LONGEST_COMMENT else None


def stale_objection(
    current: ReviewState, wanted: ReviewState, seen: Collection[ReviewState]
) -> ReviewObjection | None:
    """Whether the reviewer judged something that is not there any more.

    `seen`: the states in which she can have looked at it. Two people who decide at once would
    otherwise undo each other without knowing.
    """
    if current not in seen:
        return ReviewObjection.MOVED_MEANWHILE
    return None if may_change_state(current, wanted) else ReviewObjection.CANNOT_MOVE
