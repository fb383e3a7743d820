"""Approving, returning and rejecting: each act is a new row, and a reason goes with every no."""

from fastapi import APIRouter

from api.actions.review import REVIEWING_CODES, decide_on_submission
from api.domain.review import AWAITING_STATES
from api.errors import may_refuse
from api.http.auth import PersonDep
from api.http.database import DatabaseDep
from api.http.project import ProjectDep
from api.schemas.reviews import ReviewMove, Verdict

router = APIRouter(prefix="/v1/projects/{project_id}/forms/{xml_form_id}", tags=["reviews"])


@router.post("/submissions/{instance_id}/reviews", status_code=201)
@may_refuse(*REVIEWING_CODES)
def create_review(
    xml_form_id: str,
    instance_id: str,
    said: Verdict,
    person: PersonDep,
    _: ProjectDep,
    database: DatabaseDep,
) -> ReviewMove:
    """Move the submission; 409 when somebody else moved it meanwhile, and nothing happens then."""
    remarks = [one.remark() for one in said.remarks]
    done = decide_on_submission(
        database,
        person,
        xml_form_id,
        instance_id,
        said.state,
        said.comment,
        said.version_instance_id,
        seen=AWAITING_STATES if said.seen_state is None else {said.seen_state},
        remarks=remarks,
    )
    return ReviewMove.from_review(done, person.display_name, remarks)
