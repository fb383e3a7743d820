"""Who may move a submission where."""

import pytest

from api.domain.review import (
    AWAITING_STATES,
    NEEDS_REASON,
    VERDICTS,
    ReviewObjection,
    ReviewState,
    may_change_state,
    may_take_new_version,
    review_objection,
    stale_objection,
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
    assert may_change_state(current, wanted) is ((current, wanted) in MOVES)


def test_only_what_is_open_takes_an_edit():
    assert {state for state in ReviewState if may_take_new_version(state)} == {
        RECEIVED,
        HAS_ISSUES,
        EDITED,
    }


def against(
    wanted: ReviewState = APPROVED,
    supervises: bool = True,
    own: bool = False,
    comment: str = "Thiếu ảnh",
    needs_reason: bool = True,
) -> ReviewObjection | None:
    return review_objection(
        wanted, supervises=supervises, own=own, comment=comment, needs_reason=needs_reason
    )


def test_nobody_reviews_without_being_a_supervisor_there():
    assert against(supervises=False) is ReviewObjection.NOT_SUPERVISOR


def test_mai_does_not_review_what_she_sent_herself():
    assert against(own=True) is ReviewObjection.OWN_RECORD


def test_mai_approves_without_a_word_and_returns_or_rejects_with_a_reason():
    assert against(APPROVED, comment="") is None
    for wanted in NEEDS_REASON:
        assert against(wanted, comment=" \n") is ReviewObjection.REASON_REQUIRED
        assert against(wanted) is None
        assert against(wanted, comment="", needs_reason=False) is None


def test_received_and_edited_are_no_verdicts():
    assert against(RECEIVED) is ReviewObjection.NO_VERDICT
    assert against(EDITED, needs_reason=False) is ReviewObjection.NO_VERDICT


def test_a_reason_has_an_end():
    assert against(HAS_ISSUES, comment="x" * 4001) is ReviewObjection.COMMENT_TOO_LONG


@pytest.mark.parametrize("first", sorted(VERDICTS))
@pytest.mark.parametrize("second", sorted(VERDICTS))
def test_of_two_who_looked_at_the_same_record_the_second_is_told(
    first: ReviewState, second: ReviewState
):
    assert stale_objection(RECEIVED, first, AWAITING_STATES) is None
    assert stale_objection(first, second, AWAITING_STATES) is ReviewObjection.MOVED_MEANWHILE


def test_an_approval_is_undone_by_somebody_who_saw_that_it_stands():
    assert stale_objection(APPROVED, HAS_ISSUES, {APPROVED}) is None
    assert stale_objection(APPROVED, REJECTED, {APPROVED}) is None
    assert stale_objection(REJECTED, APPROVED, {REJECTED}) is ReviewObjection.CANNOT_MOVE
