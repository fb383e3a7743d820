"""I9 of the ledger: who ought to see which record, worked out from the tree of units by itself,
against what everybody is told over HTTP.
"""

from collections.abc import Callable, Iterable
from datetime import date

import httpx
from sqlmodel import Session, col, or_, select

from api import auth
from api.models.form import Form
from api.models.org_unit import OrgUnitVersion
from api.models.submission import Submission
from api.models.user import Role
from api.queries import users
from tests.people import EVERYBODY, Somebody, unit_of

Asking = Callable[[Somebody], httpx.Client]
OUTSIDE = 3


def nobody_sees_more(session: Session, ask: Asking) -> None:
    """Everybody is shown exactly what is hers or lies below her, and of the rest hears 404."""
    form = dict(session.exec(select(Form.id, Form.xml_form_id)).all())
    above = _parents(session, auth.today())
    every = session.exec(select(Submission)).all()
    for who in EVERYBODY:
        hers, hidden = set[str](), list[Submission]()
        user, unit = users.by_login(session, who.login), unit_of(session, who)
        for one in every:
            mine = user is not None and one.submitter_id == user.id
            oversees = who.role is not Role.REPORTER and unit in _up(one.org_unit_id, above)
            if mine or oversees:
                hers.add(one.instance_id)
            else:
                hidden.append(one)
        client = ask(who)
        assert set(_listed(client)) == hers, f"{who.login} is shown other than what is hers"
        for one in hidden[:OUTSIDE]:
            at = f"/v1/projects/1/forms/{form[one.form_id]}/submissions/{one.instance_id}"
            assert client.get(at).status_code == 404, f"{who.login} sees {one.instance_id}"


def _listed(client: httpx.Client) -> Iterable[str]:
    after = ""
    while True:
        page = client.get(f"/v1/submissions?of=all&limit=500{after}").json()
        yield from (one["instanceId"] for one in page["items"])
        if not page["next"]:
            return
        after = f"&after={page['next']}"


def _parents(session: Session, day: date) -> dict[str, str | None]:
    row = OrgUnitVersion
    stands = or_(col(row.valid_to).is_(None), col(row.valid_to) > day)
    wanted = select(row.org_unit_id, row.parent_id).where(row.valid_from <= day, stands)
    return dict(session.exec(wanted).all())


def _up(unit: str, above: dict[str, str | None]) -> Iterable[str]:
    here: str | None = unit
    while here:
        yield here
        here = above.get(here)
