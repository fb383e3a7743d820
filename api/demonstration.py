"""The demonstration: accounts with a public password and synthetic activity, marked as such.

Runs only in demonstration mode. Its records go through the same doors as everybody's: received,
checked, reviewed and counted.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session

from api import auth
from api.auth import Person
from api.blobs import Blobs
from api.db import Database
from api.demonstration_records import MeetingSaid, TeamSaid, meeting_xml, team_xml
from api.domain.review import ReviewState
from api.models.user import Role, User
from api.posted import Posted
from api.queries import forms, org_units, reviews, users
from api.receiving import Doors, receive
from api.settings import Settings

PASSWORD = "so-thon-demo"  # noqa: S105 - public on purpose
SINCE = date(2025, 7, 1)
KHANH_HOA, GIA_LAI, BAC_AI_DONG = "56", "52", "22801"
NOTE = "Số liệu minh họa"


@dataclass(frozen=True, slots=True)
class Account:
    """A login, who it stands for, and where that is: the code of a unit, and what lies in it."""

    login: str
    name: str
    role: Role
    code: str
    inside: str = ""


ACCOUNTS = (
    Account("totruong", "Lan · tổ trưởng (minh họa)", Role.REPORTER, BAC_AI_DONG, "Tà Lú 1"),
    Account("tramyte", "Trâm · trạm y tế (minh họa)", Role.REPORTER, BAC_AI_DONG, "Trạm Y tế"),
    Account("xa", "Mai · Hội phụ nữ xã (minh họa)", Role.SUPERVISOR, BAC_AI_DONG),
    Account("tinh", "Hòa · tỉnh Khánh Hòa (minh họa)", Role.SUPERVISOR, KHANH_HOA),
    Account("tinhkhac", "Bình · tỉnh Gia Lai (minh họa)", Role.SUPERVISOR, GIA_LAI),
    Account("admin", "Quản trị (minh họa)", Role.ADMIN, ""),
)
# They only file what is synthetic: nobody knows their passwords.
WRITERS = (
    Account("minhhoa-56", "Người ghi minh họa", Role.REPORTER, KHANH_HOA),
    Account("minhhoa-52", "Người ghi minh họa", Role.REPORTER, GIA_LAI),
)


def notice(settings: Settings) -> str:
    """What is printed at start."""
    lines = [
        f"Sổ Thôn: http://{settings.host}:{settings.port}",
        "",
        NOTE + ", mật khẩu " + PASSWORD,
    ]
    lines += [f"  {account.login:<10} {account.name}" for account in ACCOUNTS]
    return "\n".join([*lines, ""])


def prepare(database: Database, settings: Settings) -> Iterator[str]:
    """Make what is missing; running it again changes nothing."""
    with database.writing() as session:
        made = sum(_make(session, account, PASSWORD) for account in ACCOUNTS)
        made += sum(_make(session, one, auth.new_token()) for one in WRITERS)
    yield f"demonstration: {made} accounts made"
    if made:
        doors = Doors(database, Blobs(settings.data_dir / "blobs"))
        count = sum(
            _fill(doors, *pair) for pair in ((WRITERS[0], "tinh"), (WRITERS[1], "tinhkhac"))
        )
        yield f"demonstration: {count} synthetic records"


def _make(session: Session, account: Account, password: str) -> bool:
    if users.by_login(session, account.login):
        return False
    unit = _place(session, account)
    user = User(
        login=account.login,
        display_name=account.name,
        password_hash=auth.hash_password(password),
        demonstration=True,
        created_at=auth.now(),
    )
    users.add(session, user, [(unit, account.role, SINCE)])
    return True


def _place(session: Session, account: Account) -> str:
    """The unit of an account: by code, then the one below it whose name begins so."""
    day = auth.today()
    if not account.code:
        return org_units.nation(session, day).id
    level = "province" if len(account.code) == 2 else "commune"
    unit = org_units.by_code(session, account.code, day, level)
    if unit is None:
        raise LookupError(f"no unit {account.code}: load the org units first")
    if not account.inside:
        return unit.id
    below = [
        child.id
        for child in org_units.children(session, unit.id, day)
        if child.name.startswith(account.inside)
    ]
    return below[0]


def _fill(doors: Doors, writer: Account, reviewer_login: str) -> int:
    """Teams and their meetings in some of the province's communes; most approved, some waiting."""
    with doors.database.reading() as session:
        person = _person(session, writer.login)
        reviewer = _person(session, reviewer_login)
        places = _places(session, writer)
    chance = random.Random(writer.code)  # noqa: S311 - synthetic, the same on every machine
    count = 0
    for number, (unit_id, unit_name) in enumerate(places):
        team = TeamSaid(
            id=str(uuid5(NAMESPACE_URL, f"so-thon:demonstration:{unit_id}")),
            org_unit=unit_id,
            name=f"Tổ truyền thông {unit_name} (minh họa)",
            newly_established=number % 4 != 3,
            decided_on=date(2026, 1, 8) + timedelta(days=chance.randrange(0, 200)),
            women=chance.randrange(4, 8),
            men=chance.randrange(1, 4),
            written_at=auth.now().astimezone(auth.VIET_NAM),
        )
        count += 1
        _send(doors, person, team_xml(team, _version(doors, "to_truyen_thong")), reviewer, number)
        for meeting in _meetings(team, chance):
            count += 1
            xml = meeting_xml(meeting, _version(doors, "sinh_hoat_to"))
            _send(doors, person, xml, reviewer, chance.randrange(12))
    return count


def _places(session: Session, writer: Account) -> Sequence[tuple[str, str]]:
    """Where the synthetic teams are: the first communes by name, and the villages of some."""
    day = auth.today()
    province = org_units.by_code(session, writer.code, day, "province")
    assert province is not None
    communes = org_units.children(session, province.id, day)
    villages = [
        village
        for commune in communes
        for village in org_units.children(session, commune.id, day)
        if village.level == "village"
    ]
    chosen = [*villages[::6], *communes[:: max(1, len(communes) // 9)]][:20]
    return [(unit.id, unit.name) for unit in chosen if unit.name != ACCOUNTS[0].inside]


def _meetings(team: TeamSaid, chance: random.Random) -> Iterator[MeetingSaid]:
    last = min(date(2026, 11, 18), auth.today())
    held = team.decided_on + timedelta(days=chance.randrange(10, 40))
    while held <= last:
        women, men = chance.randrange(8, 30), chance.randrange(2, 14)
        yield MeetingSaid(
            id=str(uuid5(NAMESPACE_URL, f"so-thon:demonstration:{team.id}:{held}")),
            team=team,
            held_on=held,
            women=women,
            men=men,
            ethnic=chance.randrange(women // 2, women + men + 1),
        )
        held += timedelta(days=chance.randrange(25, 60))


def _send(doors: Doors, person: Person, xml: bytes, reviewer: Person, number: int) -> None:
    receipt = receive(doors, person, Posted(xml=xml, files={}))
    if number == 5:
        return  # stays in the queue, so that there is something to review
    with doors.database.writing() as session:
        reviews.review(
            session,
            reviewer,
            receipt.instance_id,
            ReviewState.APPROVED,
            NOTE,
            receipt.instance_id,
            auth.now(),
        )


def _person(session: Session, login: str) -> Person:
    user = users.by_login(session, login)
    assert user is not None
    return auth.person_from(user, users.assignments(session, user.id or 0))


def _version(doors: Doors, xml_form_id: str) -> str:
    with doors.database.reading() as session:
        edition = forms.version(session, xml_form_id)
    assert edition is not None
    return edition.version
