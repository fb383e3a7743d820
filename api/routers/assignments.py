"""Where somebody acts and since when. Rows are added and ended, never removed."""

from fastapi import APIRouter, Response

from api.access.administered_people import describe_user, find_visible_user
from api.actions import change_people
from api.actions.change_people import AssignmentTerms
from api.errors import may_refuse
from api.http.administrator import AdministratorDep
from api.http.contract import ALREADY_SO
from api.http.database import DatabaseDep
from api.queries import locking, people
from api.schemas.people import AssignmentEnd, NewAssignment, UserAccount

router = APIRouter(prefix="/v1/users/{user_id}/assignments", tags=["assignments"])


@router.post("", status_code=201, responses=ALREADY_SO)
@may_refuse("404.1", "aboveYou", "assignmentStands", "daysWrong", "ownRights", "unitNotThere")
def create_assignment(
    user_id: int,
    said: NewAssignment,
    admin: AdministratorDep,
    database: DatabaseDep,
    response: Response,
) -> UserAccount:
    """One more; 200 when she holds just this already."""
    place = AssignmentTerms(
        said.org_unit_id, said.role, said.valid_from or admin.day, said.valid_to
    )
    with database.writing() as session:
        locking.lock_administration(session)
        found = find_visible_user(session, admin, user_id)
        found.must_be_assignable()
        if not change_people.assign_role(session, admin, found.user, found.held, place):
            response.status_code = 200
        return UserAccount.from_described(describe_user(session, admin, user_id))


@router.patch("/{assignment_id}")
@may_refuse("404.1", "aboveYou", "assignmentEnded", "daysWrong", "lastAdministrator", "ownRights")
def end_assignment(
    user_id: int,
    assignment_id: int,
    said: AssignmentEnd,
    admin: AdministratorDep,
    database: DatabaseDep,
) -> UserAccount:
    """It ends on that day. What she filed while it held stays where it is."""
    with database.writing() as session:
        locking.lock_administration(session)
        found = find_visible_user(session, admin, user_id)
        found.must_be_assignable()
        before = people.national_administrators(session, admin.day)
        change_people.end_assignment_on(session, admin, found, assignment_id, said.valid_to)
        change_people.must_keep_an_administrator(session, admin, before)
        return UserAccount.from_described(describe_user(session, admin, user_id))
