"""Whatever a client sends, the answer is clear: never a 500, on either database."""

import pytest

from tests import records
from tests.clients import AppClient
from tests.people import LAN, MAI, new_id, unit_of


@pytest.fixture
def nobody(app):
    return AppClient(app)


HOSTILE = [
    ("GET", "/v1/submissions?limit=1000000000", 422),
    ("GET", "/v1/submissions?limit=-1", 422),
    ("GET", "/v1/submissions?after=' or 1=1--", 422),
    ("GET", "/v1/submissions?of=(select 1)", 422),
    # PostgreSQL takes no NUL, SQLite finds nothing under it.
    ("GET", "/v1/submissions?orgUnit=%00", (200, 422)),
    ("GET", "/v1/projects/2/forms", 404),
    ("GET", "/v1/projects/1/forms/%00", (404, 422)),
    ("GET", "/v1/projects/1/forms/..%2f..%2fetc/definition", 404),
    ("GET", "/v1/projects/1/forms/sinh_hoat_to/submissions/x' or '1'='1", 404),
    ("GET", "/v1/projects/1/forms/sinh_hoat_to/submissions?offset=-1", 422),
    ("GET", "/v1/lists/..%2f..%2fapp.py", 404),
    ("GET", "/v1/lists/" + "x" * 5000, 404),
    ("GET", "/v1/figures?period=2026Q9", 422),
    ("GET", "/v1/figures?period=99999999", 422),
    ("GET", "/v1/figures?orgUnit=nothing", 404),
    ("GET", "/v1/dataValues?indicator=TTCD_BUOI&after=zzz", 422),
    ("GET", "/v1/orgUnits?day=2026-13-45", 422),
    ("GET", "/v1/orgUnits?search=" + "%25" * 50, 200),
    ("GET", "/v1/no/such/thing", 404),
    ("POST", "/v1/users/current", 405),
]


def test_hostile_addresses_get_a_clear_answer(ask_as):
    mai = ask_as(MAI)
    for method, url, status in HOSTILE:
        said = mai.request(method, url)
        allowed = status if isinstance(status, tuple) else (status,)
        assert said.status_code in allowed, (url, said.text)
        if said.status_code >= 400:
            assert set(said.json()) == {"code", "message", "details"}, url


BODIES = [
    b"",
    b"{",
    b"[]",
    b'{"email": 1, "password": 2}',
    b'{"email": "a\\u0000b", "password": "x"}',
    b'{"email": "\\ud800", "password": "x"}',
    b'{"email": "a", "password": "\\ud800"}',
    b'{"email": "' + b"a" * 100_000 + b'", "password": "x"}',
    b"[" * 100_000,
    b'{"email": "a", "password": "' + b"x" * 1_000_000 + b'"}',
]


def test_hostile_bodies_get_a_clear_answer(nobody):
    for body in BODIES:
        said = nobody.post(
            "/v1/sessions", content=body, headers={"Content-Type": "application/json"}
        )
        assert 400 <= said.status_code < 500, (body[:60], said.text)
        assert said.json()["code"]


def test_what_people_wrote_stands_in_no_log(ask_as, world, kind, caplog):
    """A database that refuses a row repeats all of it in its message."""
    words, one = "Chị Pi Năng Thị Lan bị chồng đánh", new_id()
    with world.reading() as session:
        village = unit_of(session, LAN)
    assert records.send(ask_as(LAN), records.team(village, id=one)).status_code == 201
    refuse = {
        "postgresql": "ALTER TABLE comment ADD CONSTRAINT never CHECK (false) NOT VALID",
        "sqlite": "CREATE TRIGGER never BEFORE INSERT ON comment "
        "BEGIN SELECT RAISE(ABORT, 'never'); END",
    }
    with world.writing() as session:
        session.connection().exec_driver_sql(refuse[kind])
    at = f"/v1/projects/1/forms/to_truyen_thong/submissions/{one}/comments"
    said = ask_as(MAI).post(at, json={"body": words})
    assert (said.status_code, said.json()["code"]) == (500, "500.1")
    assert said.headers["X-Content-Type-Options"] == "nosniff"
    assert "IntegrityError" in caplog.text
    assert "comments.py" in caplog.text
    for part in (words, "Pi N", "bị chồng"):
        assert part not in caplog.text
