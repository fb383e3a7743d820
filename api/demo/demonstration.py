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
from api.access import credentials
from api.access.person import Person, person_from_user
from api.actions.receive import receive_submission
from api.demo import activities
from api.demo.activities import DemoPlace
from api.demo.records import DemoMeeting, DemoTeam, meeting_xml, team_xml
from api.domain.placed import PlacedUnit
from api.domain.posted_submission import PostedSubmission
from api.domain.review import ReviewState
from api.models.user import Role, User
from api.queries import forms, org_units, reviews, users
from api.schemas.health import DemonstrationOffer, OfferedAccount, OfferedWork
from api.settings import Settings
from api.storage.blobs import BlobStore
from api.storage.db import Database
from api.storage.stores import ServerStores

DEMO_PASSWORD = "so-thon-demo"  # noqa: S105 - public on purpose
DEMO_SINCE = date(2025, 7, 1)
KHANH_HOA_CODE, GIA_LAI_CODE, BAC_AI_DONG_CODE = "56", "52", "22801"
DEMO_NOTE = "Số liệu minh họa"
# Of twelve records one stays in the queue, so that there is something to review; one is sent back.
WAITING_NUMBER, RETURNED_NUMBER = 5, 7


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A login, who it stands for, and where that is: the code of a unit, and what lies in it.

    `offered_as`: whose work the sign-in screen lets everybody try with it; empty: it does not.
    """

    login: str
    name: str
    role: Role
    code: str
    inside: str = ""
    offered_as: OfferedWork | None = None


DEMO_ACCOUNTS = (
    DemoAccount(
        "totruong",
        "Lan · tổ trưởng (minh họa)",
        Role.REPORTER,
        BAC_AI_DONG_CODE,
        "Tà Lú 1",
        offered_as="teamLeader",
    ),
    DemoAccount(
        "tramyte",
        "Trâm · trạm y tế (minh họa)",
        Role.REPORTER,
        BAC_AI_DONG_CODE,
        "Trạm Y tế",
        offered_as="healthStation",
    ),
    DemoAccount(
        "xa",
        "Mai · Hội phụ nữ xã (minh họa)",
        Role.SUPERVISOR,
        BAC_AI_DONG_CODE,
        offered_as="commune",
    ),
    DemoAccount(
        "tinh",
        "Hòa · tỉnh Khánh Hòa (minh họa)",
        Role.SUPERVISOR,
        KHANH_HOA_CODE,
        offered_as="province",
    ),
    DemoAccount("tinhkhac", "Bình · tỉnh Gia Lai (minh họa)", Role.SUPERVISOR, GIA_LAI_CODE),
    DemoAccount("admin", "Quản trị (minh họa)", Role.ADMIN, "", offered_as="administrator"),
)
# They only file what is synthetic: nobody knows their passwords.
DEMO_WRITERS = (
    DemoAccount("minhhoa-56", "Người ghi minh họa", Role.REPORTER, KHANH_HOA_CODE),
    DemoAccount("minhhoa-52", "Người ghi minh họa", Role.REPORTER, GIA_LAI_CODE),
)


def demonstration_notice(settings: Settings) -> str:
    """What is printed at start."""
    lines = [
        f"Sổ Thôn: http://{settings.host}:{settings.port}",
        "",
        DEMO_NOTE + ", mật khẩu " + DEMO_PASSWORD,
    ]
    lines += [f"  {account.login:<10} {account.name}" for account in DEMO_ACCOUNTS]
    return "\n".join([*lines, ""])


def demonstration_offer() -> DemonstrationOffer:
    """What the sign-in screen offers to tap. Only for a server in demonstration mode."""
    accounts = [
        OfferedAccount(login=account.login, work=account.offered_as)
        for account in DEMO_ACCOUNTS
        if account.offered_as
    ]
    return DemonstrationOffer(password=DEMO_PASSWORD, accounts=accounts)


def prepare_demonstration(database: Database, settings: Settings) -> Iterator[str]:
    """Make what is missing; running it again changes nothing."""
    with database.writing() as session:
        made = sum(_make_demo_account(session, account, DEMO_PASSWORD) for account in DEMO_ACCOUNTS)
        made += sum(
            _make_demo_account(session, one, credentials.new_token()) for one in DEMO_WRITERS
        )
    yield f"demonstration: {made} accounts made"
    if made:
        stores = ServerStores(database, BlobStore(settings.data_dir / "blobs"))
        count = sum(
            _fill_province(stores, *pair)
            for pair in ((DEMO_WRITERS[0], "tinh"), (DEMO_WRITERS[1], "tinhkhac"))
        )
        yield f"demonstration: {count} synthetic records"


def _make_demo_account(session: Session, account: DemoAccount, password: str) -> bool:
    if users.find_user_by_login(session, account.login):
        return False
    unit = _unit_of_account(session, account)
    user = User(
        login=account.login,
        display_name=account.name,
        password_hash=credentials.hash_password(password),
        demonstration=True,
        created_at=clock.now(),
    )
    users.add_user_account(session, user, [(unit, account.role, DEMO_SINCE)])
    return True


def _unit_of_account(session: Session, account: DemoAccount) -> str:
    """The unit of an account: by code, then the one below it whose name begins so."""
    day = clock.today()
    if not account.code:
        return org_units.find_nation(session, day).id
    level = "province" if len(account.code) == 2 else "commune"
    unit = org_units.find_unit_by_code(session, account.code, day, level)
    if unit is None:
        raise LookupError(f"no unit {account.code}: load the org units first")
    if not account.inside:
        return unit.id
    below = [
        child.id
        for child in org_units.child_units(session, unit.id, day)
        if child.name.startswith(account.inside)
    ]
    return below[0]


def _fill_province(stores: ServerStores, writer: DemoAccount, reviewer_login: str) -> int:
    """Activity in some of the province's communes; most approved, some waiting, some returned."""
    with stores.database.reading() as session:
        person = _demo_person(session, writer.login)
        reviewer = _demo_person(session, reviewer_login)
        places = _team_units(session, writer)
        stations = _station_units(session, writer)
        versions = {
            form.xml_form_id: edition.version
            for form, edition in forms.newest_form_versions(session)
        }
    chance = random.Random(writer.code)  # noqa: S311 - synthetic, the same on every machine
    here = [
        DemoPlace(unit.id, unit.name, unit.level, phone_clock_now(), chance, versions)
        for unit in [*places, *stations]
    ]
    count = 0
    for number, place in enumerate(here):
        told = _records_of_place(place, number, of_station=number >= len(places))
        for nth, xml in enumerate(told):
            _send_and_review(
                stores, person, xml, reviewer, number if nth == 0 else chance.randrange(12)
            )
            count += 1
    return count


def phone_clock_now() -> datetime:
    """By the phone's clock."""
    return clock.now().astimezone(clock.VIET_NAM)


def _records_of_place(place: DemoPlace, number: int, *, of_station: bool) -> Iterator[bytes]:
    """What is told of a place: a team everywhere, the rest in some places."""
    if of_station:
        yield from activities.package_records(place, 9)
        return
    yield from _team_records(place, number)
    if number % 4 == 1:
        yield from activities.address_records(place)
    if number % 4 == 2:
        yield from activities.club_records(place)
    if number % 3 == 0:
        yield from activities.dialogue_records(place)


def _team_records(place: DemoPlace, number: int) -> Iterator[bytes]:
    team = DemoTeam(
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
    for meeting in _team_meetings(team, place):
        yield meeting_xml(meeting, place.versions["sinh_hoat_to"])


def _team_units(session: Session, writer: DemoAccount) -> Sequence[PlacedUnit]:
    """Where the synthetic teams are: the first communes by name, and the villages of some."""
    communes = _province_communes(session, writer)
    villages = _units_of_level(session, communes, "village")
    chosen = [*villages[::6], *communes[:: max(1, len(communes) // 9)]][:20]
    return [unit for unit in chosen if unit.name != DEMO_ACCOUNTS[0].inside]


def _station_units(session: Session, writer: DemoAccount) -> Sequence[PlacedUnit]:
    """Who writes down packages: a station, or its commune where no station is listed."""
    communes = _province_communes(session, writer)
    return [*_units_of_level(session, communes, "facility"), communes[0]][:2]


def _province_communes(session: Session, writer: DemoAccount) -> Sequence[PlacedUnit]:
    day = clock.today()
    province = org_units.find_unit_by_code(session, writer.code, day, "province")
    assert province is not None
    return org_units.child_units(session, province.id, day)


def _units_of_level(
    session: Session, communes: Sequence[PlacedUnit], level: str
) -> list[PlacedUnit]:
    below = (org_units.child_units(session, commune.id, clock.today()) for commune in communes)
    return [unit for units in below for unit in units if unit.level == level]


def _team_meetings(team: DemoTeam, place: DemoPlace) -> Iterator[DemoMeeting]:
    chance = place.chance
    held = team.decided_on + timedelta(days=chance.randrange(10, 40))
    while held <= place.last:
        women, men = chance.randrange(8, 30), chance.randrange(2, 14)
        yield DemoMeeting(
            id=str(uuid5(NAMESPACE_URL, f"so-thon:demonstration:{team.id}:{held}")),
            team=team,
            held_on=held,
            women=women,
            men=men,
            ethnic=chance.randrange(women // 2, women + men + 1),
        )
        held += timedelta(days=chance.randrange(25, 60))


def _send_and_review(
    stores: ServerStores, person: Person, xml: bytes, reviewer: Person, number: int
) -> None:
    receipt = receive_submission(stores, person, PostedSubmission(xml=xml, files={}))
    if number == WAITING_NUMBER:
        return
    returned = number == RETURNED_NUMBER
    with stores.database.writing() as session:
        reviews.apply_review(
            session,
            reviewer,
            receipt.instance_id,
            ReviewState.HAS_ISSUES if returned else ReviewState.APPROVED,
            f"{DEMO_NOTE}: chị xem lại số người." if returned else DEMO_NOTE,
            receipt.instance_id,
            clock.now(),
        )


def _demo_person(session: Session, login: str) -> Person:
    user = users.find_user_by_login(session, login)
    assert user is not None
    return person_from_user(user, users.assignments_of_user(session, user.id or 0))
