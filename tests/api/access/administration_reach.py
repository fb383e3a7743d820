"""The administrator's routes for tests/api/test_reach.py: what each is asked upon Lan's village."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from api import clock
from api.models.user import Assignment, User

TODAY = clock.today()
USER = "/v1/users/{user_id}"
PLACE = {"orgUnitId": "{village}", "role": "viewer"}

# Only an administrator is answered, everybody else hears 403. Text in braces is filled in; what is
# not a dict is sent as it is. The rest is as in a Row there.
ADMINISTRATION: dict[tuple[str, str], dict[str, Any]] = {
    ("GET", "/v1/users"): {},
    ("POST", "/v1/users"): {"body": {"email": "new", "displayName": "N", **PLACE}},
    ("POST", "/v1/users/searches"): {"body": {"q": "lan"}},
    ("GET", USER): {},
    ("PATCH", USER): {"body": {"displayName": "Lan"}},
    ("DELETE", USER + "/sessions"): {},
    ("POST", USER + "/assignments"): {"body": PLACE},
    ("PATCH", USER + "/assignments/{assignment_id}"): {
        "body": {"validTo": (TODAY + timedelta(days=9)).isoformat()}
    },
    ("POST", USER + "/invitations"): {},
    ("DELETE", USER + "/invitations"): {},
    ("GET", "/v1/audits"): {},
    ("GET", "/v1/imports/{kind}.csv"): {},
    ("POST", "/v1/imports/{kind}"): {"body": b"login", "ok": (422,)},
    ("GET", "/v1/administration/forms"): {},
    ("POST", "/v1/projects/{project_id}/forms"): {"body": b"| survey |", "ok": (415,)},
    ("GET", "/v1/projects/{project_id}/forms/{xml_form_id}/versions/{version}/workbook"): {},
    ("GET", "/v1/administration/targets"): {},
    ("POST", "/v1/targets"): {
        "body": {
            "orgUnitId": "{village}",
            "period": "2026",
            "indicator": "TTCD_MOI",
            "value": "1",
            "sourceDocument": "QĐ 1",
        }
    },
    ("PATCH", "/v1/indicators/{code}"): {"body": {"threshold": 2, "source": "HD"}, "ok": (422,)},
    ("POST", "/v1/orgUnits"): {
        "body": {
            "parentId": "{commune}",
            "level": "village",
            "kind": "Thôn",
            "name": "Mới",
            "validFrom": "2026-01-01",
        }
    },
    ("POST", "/v1/orgUnits/{unit_id}/versions"): {
        "body": {"validFrom": TODAY.isoformat(), "name": "Tà Lú Một"}
    },
    ("POST", "/v1/orgUnits/{unit_id}/closing"): {
        "body": {"closedOn": (TODAY + timedelta(days=9)).isoformat()}
    },
}


def whom(session: Session, login: str) -> tuple[int, int]:
    """The ids of a user and of one of her assignments."""
    chosen = select(User.id, Assignment.id).join(Assignment).where(User.login == login)
    user, assignment = session.exec(chosen).one()
    return user or 0, assignment or 0


def said_to(body: object, story: Mapping[str, Any]) -> dict[str, Any]:
    """A body as the client's keyword: JSON, or bytes as they are."""
    if isinstance(body, bytes):
        return {"content": body}
    if isinstance(body, dict):
        body = {
            key: value.format(**story) if isinstance(value, str) else value
            for key, value in body.items()
        }
    return {"json": body}
