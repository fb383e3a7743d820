"""The demonstration: accounts with a public password and synthetic activity, marked as such.

Runs only in demonstration mode. Its records go through the same doors as everybody's: received,
checked, reviewed and counted.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session

from api import clock
from api.actions.receive import Doors, receive
from api.demo import activities
from api.demo.activities import Place
from api.demo.records import MeetingSaid, TeamSaid, meeting_xml, team_xml
from api.domain.placed import Placed
from api.domain.review import ReviewState
from api.http import auth
from api.http.auth import Person
from api.http.multipart import Posted
from api.models.user import Role, User
from api.queries import forms, org_units, reviews, users
from api.settings import Settings
from api.storage.blobs import Blobs
from api.storage.db import Database

PASSWORD = "so-thon-demo"  # noqa: S105 - public on purpose
SINCE = date(2025, 7, 1)
KHANH_HOA, GIA_LAI, BAC_AI_DONG = "56", "52", "22801"
NOTE = "Số liệu minh họa"
# Of twelve records one stays in the queue, so that there is something to review; one is sent back.
WAITS, RETURNED = 5, 7


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
        created_at=clock.now(),
    )
    users.add(session, user, [(unit, account.role, SINCE)])
    return True


def _place(session: Session, account: Account) -> str:
    """The unit of an account: by code, then the one below it whose name begins so."""
    day = clock.today()
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
    """Activity in some of the province's communes; most approved, some waiting, some returned."""
    with doors.database.reading() as session:
        person = _person(session, writer.login)
        reviewer = _person(session, reviewer_login)
        places = _places(session, writer)
        stations = _stations(session, writer)
        versions = {form.xml_form_id: edition.version for form, edition in forms.current(session)}
    chance = random.Random(writer.code)  # noqa: S311 - synthetic, the same on every machine
    here = [
        Place(unit.id, unit.name, unit.level, written_at(), chance, versions)
        for unit in [*places, *stations]
    ]
    count = 0
    for number, place in enumerate(here):
        told = _told(place, number, of_station=number >= len(places))
        for nth, xml in enumerate(told):
            _send(doors, person, xml, reviewer, number if nth == 0 else chance.randrange(12))
            count += 1
    return count


def written_at() -> datetime:
    """By the phone's clock."""
    return clock.now().astimezone(clock.VIET_NAM)


def _told(place: Place, number: int, *, of_station: bool) -> Iterator[bytes]:
    """What is told of a place: a team everywhere, the rest in some places."""
    if of_station:
        yield from activities.packages(place, 9)
        return
    yield from _team(place, number)
    if number % 4 == 1:
        yield from activities.address(place)
    if number % 4 == 2:
        yield from activities.club(place)
    if number % 3 == 0:
        yield from activities.dialogue(place)


def _team(place: Place, number: int) -> Iterator[bytes]:
    team = TeamSaid(
        id=str(uuid5(NAMESPACE_URL, f"so-thon:demonstration:{place.unit}")),
        org_unit=place.unit,
        name=f"Tổ truyền thông {place.name} (minh họa)",
        newly_established=number % 4 != 3,
        decided_on=place.day(),
        women=place.chance.randrange(4, 8),
        men=place.chance.randrange(1, 4),
        written_at=place.now,
    )
    yield team_xml(team, place.versions["to_truyen_thong"])
    for meeting in _meetings(team, place):
        yield meeting_xml(meeting, place.versions["sinh_hoat_to"])


def _places(session: Session, writer: Account) -> Sequence[Placed]:
    """Where the synthetic teams are: the first communes by name, and the villages of some."""
    communes = _communes(session, writer)
    villages = _inside(session, communes, "village")
    chosen = [*villages[::6], *communes[:: max(1, len(communes) // 9)]][:20]
    return [unit for unit in chosen if unit.name != ACCOUNTS[0].inside]


def _stations(session: Session, writer: Account) -> Sequence[Placed]:
    """Who writes down packages: a station, or its commune where no station is listed."""
    communes = _communes(session, writer)
    return [*_inside(session, communes, "facility"), communes[0]][:2]


def _communes(session: Session, writer: Account) -> Sequence[Placed]:
    day = clock.today()
    province = org_units.by_code(session, writer.code, day, "province")
    assert province is not None
    return org_units.children(session, province.id, day)


def _inside(session: Session, communes: Sequence[Placed], level: str) -> list[Placed]:
    below = (org_units.children(session, commune.id, clock.today()) for commune in communes)
    return [unit for units in below for unit in units if unit.level == level]


def _meetings(team: TeamSaid, place: Place) -> Iterator[MeetingSaid]:
    chance = place.chance
    held = team.decided_on + timedelta(days=chance.randrange(10, 40))
    while held <= place.last:
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
    if number == WAITS:
        return
    returned = number == RETURNED
    with doors.database.writing() as session:
        reviews.review(
            session,
            reviewer,
            receipt.instance_id,
            ReviewState.HAS_ISSUES if returned else ReviewState.APPROVED,
            f"{NOTE}: chị xem lại số người." if returned else NOTE,
            receipt.instance_id,
            clock.now(),
        )


def _person(session: Session, login: str) -> Person:
    user = users.by_login(session, login)
    assert user is not None
    return auth.person_from(user, users.assignments(session, user.id or 0))
