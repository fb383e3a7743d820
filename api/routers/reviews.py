"""Approving, returning and rejecting: each act is a new row, and a reason goes with every no."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field, WithJsonSchema

from api.actions.review import REVIEWING_CODES, decide_on_submission
from api.domain.remark import LONGEST_REF, LONGEST_REMARK, MOST_REMARKS, QuestionRemark
from api.domain.review import AWAITING_STATES, LONGEST_COMMENT, VERDICTS, ReviewState
from api.domain.text import nfc
from api.errors import may_refuse
from api.http.auth import PersonDep
from api.http.database import DatabaseDep
from api.http.project import ProjectDep
from api.schemas.reviews import ReviewMove
from api.schemas.wire import RequestModel

router = APIRouter(prefix="/v1/projects/{project_id}/forms/{xml_form_id}", tags=["reviews"])


# The other states are understood too, so that the refusal can say what is wrong: noVerdict.
VerdictState = Annotated[ReviewState, WithJsonSchema({"type": "string", "enum": sorted(VERDICTS)})]


class VerdictRemark(RequestModel):
    """What she says at one question, its row in a repeat named: /data/visit[2]/note."""

    ref: str = Field(min_length=1, max_length=LONGEST_REF)
    text: str = Field(max_length=LONGEST_REMARK, pattern=r"\S")

    def remark(self) -> QuestionRemark:
        """As it is kept."""
        return QuestionRemark(self.ref, nfc(self.text).strip())


class Verdict(RequestModel):
    """What the reviewer says of the version that she looked at.

    `seen_state` is the state in which she saw it: needed to undo what was decided before.
    """

    state: VerdictState
    version_instance_id: str = Field(max_length=250)
    comment: str = Field(default="", max_length=LONGEST_COMMENT)
    seen_state: ReviewState | None = None
    remarks: list[VerdictRemark] = Field(default=[], max_length=MOST_REMARKS)


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
