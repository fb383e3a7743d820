"""People on the wire, as far as the administrator who asks may see and touch them."""

from typing import Any

from api.access.administered_people import DescribedUser, VisibleUser
from api.models.user import Assignment
from api.queries.org_unit_history import DescribedUnit
from api.schemas.org_unit_briefs import unit_brief_as_wire
from api.schemas.wire import format_instant

Json = dict[str, Any]


def user_as_wire(one: DescribedUser) -> Json:
    """A user in a list, or by herself with `openSessions`."""
    invitation = one.invitation
    return {
        **_account_as_wire(one.visible),
        "invitation": {
            "createdAt": format_instant(invitation.created_at),
            "expiresAt": format_instant(invitation.expires_at),
        }
        if invitation
        else None,
        "assignments": [
            _held_assignment_as_wire(one.visible, held, unit) for held, unit in one.assignments
        ],
        **({} if one.open_sessions is None else {"openSessions": one.open_sessions}),
    }


def _account_as_wire(one: VisibleUser) -> Json:
    return {
        "id": one.user.id,
        "type": "user",
        "email": one.user.login,
        "displayName": one.user.display_name,
        "createdAt": format_instant(one.user.created_at),
        "active": one.user.active,
        "hasPassword": bool(one.user.password_hash),
        "demonstration": one.user.demonstration,
        "elsewhere": bool(one.elsewhere),
        "mayManage": one.why_not is None,
        "whyNot": one.why_not,
    }


def _held_assignment_as_wire(one: VisibleUser, held: Assignment, unit: DescribedUnit) -> Json:
    over = held.valid_to is not None and held.valid_to <= one.day
    return {
        "id": held.id,
        "role": held.role,
        "validFrom": held.valid_from,
        "validTo": held.valid_to,
        "inForce": not over and held.valid_from <= one.day,
        "mayEnd": not (over or one.own or one.above),
        "orgUnit": unit_brief_as_wire(unit),
    }
