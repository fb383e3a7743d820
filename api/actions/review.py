"""What happens when somebody decides about a record, by whichever entrance she comes."""

from collections.abc import Collection, Sequence

from api import clock
from api.access.person import Person
from api.access.reaches_today import find_visible_submission as within_sight
from api.domain.remark import QuestionRemark
from api.domain.review import AWAITING_STATES, ReviewObjection, ReviewRefused, ReviewState
from api.domain.text import nfc
from api.errors import ApiError, Conflict, Forbidden, Unprocessable, may_refuse
from api.models.review import Review
from api.queries import reviews
from api.storage.db import Database

REVIEW_REFUSALS: dict[ReviewObjection, type[Forbidden | Conflict | Unprocessable]] = {
    ReviewObjection.NOT_SUPERVISOR: Forbidden,
    ReviewObjection.OWN_RECORD: Forbidden,
    ReviewObjection.NO_VERDICT: Unprocessable,
    ReviewObjection.REASON_REQUIRED: Unprocessable,
    ReviewObjection.COMMENT_TOO_LONG: Unprocessable,
    ReviewObjection.CANNOT_MOVE: Conflict,
    ReviewObjection.MOVED_MEANWHILE: Conflict,
    ReviewObjection.REMARKS_WITHOUT_RETURN: Unprocessable,
    ReviewObjection.REMARK_NOT_THERE: Unprocessable,
    ReviewObjection.VALUE_TOO_LARGE: Unprocessable,
}


# A review is not taken: as the objection says, and as Central says of who may not review.
REVIEWING_CODES = (
    "403.1",
    *(one.value for one in ReviewObjection if one is not ReviewObjection.NOT_SUPERVISOR),
)


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


@may_refuse(*REVIEWING_CODES)
def _review_refusal(objection: ReviewObjection, instance_id: str) -> ApiError:
    code = "403.1" if objection is ReviewObjection.NOT_SUPERVISOR else objection.value
    return REVIEW_REFUSALS[objection](code, instanceId=instance_id)
