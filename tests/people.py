"""The people of the tests and where they are: today's Khánh Hòa and Gia Lai, real units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from uuid import uuid4

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import Session

from api import clock
from api.access import credentials
from api.models.user import Role, SignIn, User
from api.queries import org_units, users
from api.storage.db import Database
from tests.clients import AppClient

PASSWORD = "một mật khẩu đủ dài"
SINCE = date(2025, 7, 1)
BAC_AI_DONG, BAC_AI, KHANH_HOA, GIA_LAI = "22801", "22795", "56", "52"


@dataclass(frozen=True)
class Somebody:
    """Who, with which role, at the unit of which code, and in which unit below it."""

    login: str
    name: str
    role: Role
    code: str
    inside: str = ""


LAN = Somebody("lan", "Lan", Role.REPORTER, BAC_AI_DONG, "Tà Lú 1")
TRAM = Somebody("tram", "Trâm", Role.REPORTER, BAC_AI_DONG, "Trạm Y tế")
MAI = Somebody("mai", "Mai", Role.SUPERVISOR, BAC_AI_DONG)
HOA = Somebody("hoa", "Hòa", Role.SUPERVISOR, KHANH_HOA)
BINH = Somebody("binh", "Bình", Role.SUPERVISOR, GIA_LAI)
ADMIN = Somebody("quan-tri", "Quản trị", Role.ADMIN, "")
VIEWER = Somebody("xem", "Người xem", Role.VIEWER, KHANH_HOA)
EVERYBODY = (LAN, TRAM, MAI, HOA, BINH, ADMIN, VIEWER)


def unit_of(session: Session, who: Somebody) -> str:
    """The id of the unit where somebody is."""
    day = clock.today()
    if not who.code:
        return org_units.find_nation(session, day).id
    level = "province" if len(who.code) == 2 else "commune"
    unit = org_units.find_unit_by_code(session, who.code, day, level)
    assert unit is not None, who.code
    if not who.inside:
        return unit.id
    below = org_units.child_units(session, unit.id, day)
    return next(child.id for child in below if child.name.startswith(who.inside))


@cache
def hashed_password() -> str:
    """Everybody's, hashed once: it takes its time on purpose."""
    return credentials.hash_password(PASSWORD)


def settle(database: Database, who_is_there: Sequence[Somebody] = EVERYBODY) -> None:
    """Give everybody who has none an account and an assignment."""
    hashed = hashed_password()
    with database.writing() as session:
        for who in who_is_there:
            if users.find_user_by_login(session, who.login) is not None:
                continue
            user = User(
                login=who.login,
                display_name=who.name,
                password_hash=hashed,
                created_at=clock.now() - timedelta(days=30),
            )
            users.add_user_account(session, user, [(unit_of(session, who), who.role, SINCE)])


def token_of(database: Database, who: Somebody) -> str:
    """A sign-in of this person that holds for an hour.

    Signed in already: few tests are about passwords, and hashing takes its time.
    """
    token, at = credentials.new_token(), clock.now()
    with database.writing() as session:
        user = users.find_user_by_login(session, who.login)
        assert user is not None
        assert user.active
        session.add(
            SignIn(
                token_hash=credentials.hash_token(token),
                csrf="",
                user_id=user.id or 0,
                created_at=at,
                expires_at=at + timedelta(hours=1),
            )
        )
    return token


def sign_in(app: FastAPI, who: Somebody) -> TestClient:
    """A client that asks as this person, by Bearer token."""
    client = AppClient(app)
    client.headers["Authorization"] = f"Bearer {token_of(app.state.database, who)}"
    return client


def new_id() -> str:
    """A fresh instance id."""
    return f"uuid:{uuid4()}"
