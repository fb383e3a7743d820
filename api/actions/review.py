"""What happens when somebody decides about a record, by whichever entrance she comes."""

from collections.abc import Collection, Sequence

from api import clock
from api.access.submissions import find_visible_submission as within_sight
from api.domain.remark import QuestionRemark
from api.domain.review import AWAITING_STATES, ReviewObjection, ReviewRefused, ReviewState
from api.domain.text import nfc
from api.errors import ApiError, Conflict, Forbidden, Unprocessable
from api.http.auth import Person
from api.models.review import Review
from api.queries import reviews
from api.storage.db import Database

NOT_A_REVIEWER = "You do not review records of this unit."
REVIEW_REFUSALS: dict[ReviewObjection, tuple[type[Forbidden | Conflict | Unprocessable], str]] = {
    ReviewObjection.NOT_SUPERVISOR: (Forbidden, NOT_A_REVIEWER),
    ReviewObjection.OWN_RECORD: (Forbidden, "Nobody reviews what she sent herself."),
    ReviewObjection.NO_VERDICT: (
        Unprocessable,
        "A review approves, returns with issues, or rejects.",
    ),
    ReviewObjection.REASON_REQUIRED: (Unprocessable, "Say why, so that it can be put right."),
    ReviewObjection.COMMENT_TOO_LONG: (Unprocessable, "The comment is too long."),
    ReviewObjection.CANNOT_MOVE: (Conflict, "It cannot go from its state to that one."),
    ReviewObjection.MOVED_MEANWHILE: (Conflict, "It is not as you saw it any more: look again."),
    ReviewObjection.REMARKS_WITHOUT_RETURN: (
        Unprocessable,
        "Remarks at questions go with sending back.",
    ),
    ReviewObjection.REMARK_NOT_THERE: (
        Unprocessable,
        "A remark stands at no question of this record, or two stand at one.",
    ),
    ReviewObjection.VALUE_TOO_LARGE: (
        Unprocessable,
        "It holds a number that cannot be: return it.",
    ),
}


def decide_on_submission(
    database: Database,
    person: Person,
    xml_form_id: str,
    instance_id: str,
    wanted: ReviewState,
    comment: str = "",
    version_instance_id: str | None = None,
    *,
    seen: Collection[ReviewState] = AWAITING_STATES,
    needs_reason: bool = True,
    remarks: Sequence[QuestionRemark] = (),
) -> Review:
    """Review a submission within sight (docs/counting.md). Raises Problems; then nothing moved."""
    at = clock.now()
    try:
        with database.writing() as session:
            within_sight(session, person, instance_id, xml_form_id)
            return reviews.apply_review(
                session,
                person,
                instance_id,
                wanted,
                nfc(comment).strip(),
                version_instance_id,
                at,
                seen=seen,
                needs_reason=needs_reason,
                remarks=remarks,
            )
    except ReviewRefused as refused:
        raise _review_refusal(refused.objection, instance_id) from refused


def _review_refusal(objection: ReviewObjection, instance_id: str) -> ApiError:
    kind, words = REVIEW_REFUSALS[objection]
    code = "403.1" if objection is ReviewObjection.NOT_SUPERVISOR else objection.value
    return kind(code, words, instanceId=instance_id)
