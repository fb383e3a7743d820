"""What happens when somebody decides about a record, by whichever entrance she comes."""

from collections.abc import Collection, Sequence

from api import clock
from api.access.submissions import seen as within_sight
from api.domain.remark import Remark
from api.domain.review import AWAITING, Objection, ReviewRefused, ReviewState
from api.domain.text import nfc
from api.errors import Conflict, Forbidden, Problem, Unprocessable
from api.http.auth import Person
from api.models.review import Review
from api.queries import reviews
from api.storage.db import Database

NOT_HERS = "You do not review records of this unit."
REFUSALS: dict[Objection, tuple[type[Forbidden | Conflict | Unprocessable], str]] = {
    Objection.NOT_SUPERVISOR: (Forbidden, NOT_HERS),
    Objection.OWN_RECORD: (Forbidden, "Nobody reviews what she sent herself."),
    Objection.NO_VERDICT: (Unprocessable, "A review approves, returns with issues, or rejects."),
    Objection.REASON_REQUIRED: (Unprocessable, "Say why, so that it can be put right."),
    Objection.COMMENT_TOO_LONG: (Unprocessable, "The comment is too long."),
    Objection.CANNOT_MOVE: (Conflict, "It cannot go from its state to that one."),
    Objection.MOVED_MEANWHILE: (Conflict, "It is not as you saw it any more: look again."),
    Objection.REMARKS_WITHOUT_RETURN: (
        Unprocessable,
        "Remarks at questions go with sending back.",
    ),
    Objection.REMARK_NOT_THERE: (
        Unprocessable,
        "A remark stands at no question of this record, or two stand at one.",
    ),
    Objection.VALUE_TOO_LARGE: (Unprocessable, "It holds a number that cannot be: return it."),
}


def decide(
    database: Database,
    person: Person,
    xml_form_id: str,
    instance_id: str,
    wanted: ReviewState,
    comment: str = "",
    version_instance_id: str | None = None,
    *,
    seen: Collection[ReviewState] = AWAITING,
    needs_reason: bool = True,
    remarks: Sequence[Remark] = (),
) -> Review:
    """Review a submission within sight (docs/counting.md). Raises Problems; then nothing moved."""
    at = clock.now()
    try:
        with database.writing() as session:
            within_sight(session, person, instance_id, xml_form_id)
            return reviews.review(
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
        raise _problem(refused.objection, instance_id) from refused


def _problem(objection: Objection, instance_id: str) -> Problem:
    kind, words = REFUSALS[objection]
    code = "403.1" if objection is Objection.NOT_SUPERVISOR else objection.value
    return kind(code, words, instanceId=instance_id)
