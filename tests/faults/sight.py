"""I9 of the ledger: who ought to see which record, worked out from the tree of units and from what
became of them by itself, against what everybody is told over HTTP.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import httpx2
from sqlmodel import Session, col, or_, select

from api import clock
from api.models.form import Form
from api.models.org_unit import OrgUnitSuccession, OrgUnitVersion
from api.models.submission import Attachment, Submission, SubmissionVersion
from api.models.user import Role
from api.queries import users
from tests.people import EVERYBODY, Somebody, unit_of

Asking = Callable[[Somebody], httpx2.Client]
OUTSIDE = 3


def nobody_sees_more(session: Session, ask: Asking) -> None:
    """Everybody is shown exactly what is hers or lies below her, and of the rest hears 404: of the
    record, and of a photo of it. Who may see a photo gets it, so the address is the right one."""
    places, tree = _places(session), _tree(session, clock.today())
    every = session.exec(select(Submission)).all()
    photos = _photos(session)
    tried, got = 0, 0
    for who in EVERYBODY:
        user = users.find_user_by_login(session, who.login)
        mine = {one.instance_id for one in every if user and one.submitter_id == user.id}
        below = _below(session, who, every, tree)
        client = ask(who)
        listed = set(_listed(client))
        assert listed == mine | below, f"{who.login} is shown other than what is hers"
        hidden = [one.instance_id for one in every if one.instance_id not in listed]
        for one in hidden[:OUTSIDE]:
            assert client.get(places[one]).status_code == 404, f"{who.login} sees {one}"
        for one in [one for one in hidden if one in photos][:1]:
            said = _photo(client, places[one], photos[one])
            assert said.status_code == 404, f"{who.login} sees a photo of {one}"
            tried += 1
        for one in sorted(photos.keys() & (below - mine))[:1]:
            said = _photo(client, places[one], photos[one])
            seen = (said.status_code, sha256(said.content).hexdigest())
            assert seen == (200, photos[one][1]), f"{who.login} does not see a photo of {one}"
            got += 1
    assert tried, "nobody was refused a photo"
    assert got, "nobody was given a photo"


def _places(session: Session) -> dict[str, str]:
    rows = select(Submission.instance_id, Form.xml_form_id).join(Form)
    at = "/v1/projects/1/forms/{}/submissions/{}"
    return {one: at.format(form, one) for one, form in session.exec(rows)}


def _photos(session: Session) -> dict[str, tuple[str, str]]:
    """One file that has come, by name and hash, of each record whose standing version has any."""
    rows = (
        select(Submission.instance_id, Attachment.name, Attachment.sha256)
        .select_from(Submission)
        .join(
            SubmissionVersion,
            col(SubmissionVersion.instance_id) == Submission.current_instance_id,
        )
        .join(Attachment, col(Attachment.submission_version_id) == SubmissionVersion.id)
        .where(Attachment.sha256 != "")
    )
    return {one: (name, content) for one, name, content in session.exec(rows)}


def _photo(client: httpx2.Client, place: str, photo: tuple[str, str]) -> httpx2.Response:
    return client.get(f"{place}/attachments/{photo[0]}")


def _listed(client: httpx2.Client) -> Iterable[str]:
    after = ""
    while True:
        page = client.get(f"/v1/submissions?of=all&limit=500{after}").json()
        yield from (one["instanceId"] for one in page["items"])
        if not page["next"]:
            return
        after = f"&after={page['next']}"


@dataclass(frozen=True, slots=True)
class _Tree:
    """What stands below what on a day, and where what stood before has gone to."""

    above: Mapping[str, str | None]
    onward: Mapping[str, set[str]]

    def lies_in(self, unit: str) -> set[str]:
        """Itself while it stands; afterwards all that became of it."""
        if unit in self.above:
            return {unit}
        return set().union(*(self.lies_in(one) for one in self.onward.get(unit, ())))

    def up(self, unit: str) -> Iterable[str]:
        """It and everything above it."""
        here: str | None = unit
        while here:
            yield here
            here = self.above.get(here)


def _tree(session: Session, day: date) -> _Tree:
    row, step = OrgUnitVersion, OrgUnitSuccession
    stands = or_(col(row.valid_to).is_(None), col(row.valid_to) > day)
    wanted = select(row.org_unit_id, row.parent_id).where(row.valid_from <= day, stands)
    went = select(step.from_id, step.to_id).where(step.on_date <= day)
    onward: dict[str, set[str]] = {}
    for unit, into in session.exec(went):
        onward.setdefault(unit, set()).add(into)
    return _Tree(dict(session.exec(wanted).all()), onward)


def _below(session: Session, who: Somebody, every: Iterable[Submission], tree: _Tree) -> set[str]:
    """What lies wholly below her unit, where hers is to oversee."""
    if who.role is Role.REPORTER:
        return set()
    unit, found = unit_of(session, who), set[str]()
    for one in every:
        lies = tree.lies_in(one.org_unit_id)
        if lies and all(unit in tree.up(each) for each in lies):
            found.add(one.instance_id)
    return found
