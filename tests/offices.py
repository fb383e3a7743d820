"""Who administers in the tests: Yến a commune, Thảo its province, Sơn another one; ADMIN all."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import select

from api.models.user import Role, User
from api.storage.db import Database
from tests import people
from tests.people import BAC_AI_DONG, GIA_LAI, KHANH_HOA, Somebody

YEN = Somebody("yen", "Yến", Role.ADMIN, BAC_AI_DONG)
THAO = Somebody("thao", "Thảo", Role.ADMIN, KHANH_HOA)
SON = Somebody("son", "Sơn", Role.ADMIN, GIA_LAI)
Ask = Callable[[Somebody], TestClient]


@pytest.fixture
def offices(app: FastAPI, world: Database) -> Ask:
    """A client of anybody's, with the three offices settled."""
    people.settle(world, (YEN, THAO, SON))
    return lambda who: people.sign_in(app, who)


def id_of(world: Database, who: Somebody) -> int:
    """Somebody's user id."""
    with world.reading() as session:
        found = session.exec(select(User).where(User.login == who.login)).one()
    return found.id or 0


def unit(world: Database, who: Somebody) -> str:
    """The id of the unit where somebody is."""
    with world.reading() as session:
        return people.unit_of(session, who)


def code(said: object) -> tuple[int, str]:
    """Status and code of a refusal."""
    return said.status_code, said.json()["code"]  # type: ignore[attr-defined]
