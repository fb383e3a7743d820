"""Which accounts a stranger is offered to try: five where the demonstration runs, else none."""

import pytest
from fastapi.testclient import TestClient

from api.demo.demonstration import DEMO_ACCOUNTS, DEMO_PASSWORD
from api.main import create_app
from api.settings import Settings


@pytest.fixture
def kind():
    """It is asked whether the database answers, and nothing else."""
    return "sqlite"


@pytest.fixture
def asked(database_url, tmp_path):
    """What `/health` of a server says, in demonstration mode or outside it."""

    def ask(*, demonstration):
        settings = Settings(
            DATABASE_URL=database_url, data_dir=tmp_path / "data", demonstration=demonstration
        )
        with TestClient(create_app(settings)) as stranger:
            return stranger.get("/health")

    return ask


def test_outside_the_demonstration_nothing_is_offered_and_nothing_hints_at_it(asked):
    reply = asked(demonstration=False)
    assert reply.json() == {"status": "ok"}
    said = (reply.text + str(reply.headers)).lower()
    assert not [account.login for account in DEMO_ACCOUNTS if account.login in said]
    assert not [word for word in ("demo", "account", "password") if word in said]


def test_the_demonstration_offers_one_account_for_each_work(asked):
    said = asked(demonstration=True).json()
    assert said["status"] == "ok"
    assert said["demonstration"] == {
        "password": DEMO_PASSWORD,
        "accounts": [
            {"login": "totruong", "work": "teamLeader"},
            {"login": "tramyte", "work": "healthStation"},
            {"login": "xa", "work": "commune"},
            {"login": "tinh", "work": "province"},
            {"login": "admin", "work": "administrator"},
        ],
    }


def test_whoever_is_offered_gets_in(copied, tmp_path):
    settings = Settings(
        DATABASE_URL=copied("sqlite", "demonstrated"), data_dir=tmp_path, demonstration=True
    )
    with TestClient(create_app(settings)) as stranger:
        offer = stranger.get("/health").json()["demonstration"]
        for account in offer["accounts"]:
            said = {"email": account["login"], "password": offer["password"]}
            assert stranger.post("/v1/sessions", json=said).status_code == 200, account
