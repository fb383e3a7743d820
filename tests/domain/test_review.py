"""Who may move a submission where."""

import pytest

from api.domain.review import (
    AWAITING,
    NEEDS_REASON,
    VERDICTS,
    Objection,
    ReviewState,
    may_edit,
    may_move,
    objection,
    stale,
)

RECEIVED, HAS_ISSUES, EDITED, APPROVED, REJECTED = ReviewState
MOVES = {
    (RECEIVED, HAS_ISSUES),
    (RECEIVED, APPROVED),
    (RECEIVED, REJECTED),
    (EDITED, HAS_ISSUES),
    (EDITED, APPROVED),
    (EDITED, REJECTED),
    (HAS_ISSUES, APPROVED),
    (HAS_ISSUES, REJECTED),
    (APPROVED, HAS_ISSUES),
    (APPROVED, REJECTED),
    (REJECTED, HAS_ISSUES),
}


@pytest.mark.parametrize("current", ReviewState)
@pytest.mark.parametrize("wanted", ReviewState)
def test_the_moves_and_no_others(current: ReviewState, wanted: ReviewState):
    assert may_move(current, wanted) is ((current, wanted) in MOVES)


def test_only_what_is_open_takes_an_edit():
    assert {state for state in ReviewState if may_edit(state)} == {RECEIVED, HAS_ISSUES, EDITED}


def against(
    wanted: ReviewState = APPROVED,
    supervises: bool = True,
    own: bool = False,
    comment: str = "Thiếu ảnh",
    needs_reason: bool = True,
) -> Objection | None:
    return objection(
        wanted, supervises=supervises, own=own, comment=comment, needs_reason=needs_reason
    )


def test_nobody_reviews_without_being_a_supervisor_there():
    assert against(supervises=False) is Objection.NOT_SUPERVISOR


def test_mai_does_not_review_what_she_sent_herself():
    assert against(own=True) is Objection.OWN_RECORD


def test_mai_approves_without_a_word_and_returns_or_rejects_with_a_reason():
    assert against(APPROVED, comment="") is None
    for wanted in NEEDS_REASON:
        assert against(wanted, comment=" \n") is Objection.REASON_REQUIRED
        assert against(wanted) is None
        assert against(wanted, comment="", needs_reason=False) is None


def test_received_and_edited_are_no_verdicts():
    assert against(RECEIVED) is Objection.NO_VERDICT
    assert against(EDITED, needs_reason=False) is Objection.NO_VERDICT


def test_a_reason_has_an_end():
    assert against(HAS_ISSUES, comment="x" * 4001) is Objection.COMMENT_TOO_LONG


@pytest.mark.parametrize("first", sorted(VERDICTS))
@pytest.mark.parametrize("second", sorted(VERDICTS))
def test_of_two_who_looked_at_the_same_record_the_second_is_told(
    first: ReviewState, second: ReviewState
):
    assert stale(RECEIVED, first, AWAITING) is None
    assert stale(first, second, AWAITING) is Objection.MOVED_MEANWHILE


def test_an_approval_is_undone_by_somebody_who_saw_that_it_stands():
    assert stale(APPROVED, HAS_ISSUES, {APPROVED}) is None
    assert stale(APPROVED, REJECTED, {APPROVED}) is None
    assert stale(REJECTED, APPROVED, {REJECTED}) is Objection.CANNOT_MOVE
