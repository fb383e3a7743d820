"""Signing in: by password, token, cookie or Basic; wrong ones wait longer and longer."""

import pytest

from api.domain.attempts import OF_ONE_PLACE
from tests.clients import AppClient
from tests.people import LAN, MAI, PASSWORD


@pytest.fixture
def kind():
    """Signing in asks the database nothing that the two could answer differently."""
    return "sqlite"


@pytest.fixture
def nobody(app):
    return AppClient(app)


def sign_in(client, login=LAN.login, password=PASSWORD):
    return client.post("/v1/sessions", json={"email": login, "password": password})


def test_a_wrong_password_and_an_unknown_login_sound_the_same(nobody):
    wrong = sign_in(nobody, password="sai rồi đấy nhé")
    unknown = sign_in(nobody, login="khong-co-ai")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert wrong.headers["www-authenticate"].startswith("Basic")


def test_lan_is_told_who_she_is_and_where(nobody):
    said = sign_in(nobody)
    assert said.status_code == 200
    assert set(said.json()) == {"token", "csrf", "createdAt", "expiresAt"}
    cookie = said.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    me = nobody.get("/v1/users/current").json()
    assert me["displayName"] == "Lan"
    held = me["assignments"]
    assert [(one["role"], one["orgUnit"]["name"]) for one in held] == [("reporter", "Tà Lú 1")]


@pytest.mark.parametrize("login", ["LAN", "  lan ", "ｌａｎ"])
def test_her_login_is_hers_however_the_keyboard_writes_it(nobody, login):
    assert sign_in(nobody, login=login).status_code == 200


def test_her_password_is_hers_however_the_keyboard_composes_it(nobody):
    import unicodedata

    assert sign_in(nobody, password=unicodedata.normalize("NFD", PASSWORD)).status_code == 200


def test_a_session_that_was_signed_out_is_over_at_once(nobody):
    token = sign_in(nobody).json()["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    nobody.cookies.clear()
    assert nobody.get("/v1/users/current", headers=bearer).status_code == 200
    restored = nobody.get("/v1/sessions/restore", headers=bearer)
    assert restored.status_code == 200
    assert token not in restored.text
    assert nobody.delete("/v1/sessions/current", headers=bearer).status_code == 200
    assert nobody.get("/v1/users/current", headers=bearer).status_code == 401


def test_nobody_ends_somebody_elses_session(nobody, ask_as):
    token = sign_in(nobody).json()["token"]
    assert ask_as(MAI).delete(f"/v1/sessions/{token}").status_code == 404


def test_openrosa_clients_come_with_basic(nobody):
    assert nobody.get("/v1/projects/1/formList", auth=(LAN.login, PASSWORD)).status_code == 200
    assert nobody.get("/v1/projects/1/formList", auth=(LAN.login, PASSWORD)).status_code == 200
    assert nobody.get("/v1/projects/1/formList", auth=(LAN.login, "sai")).status_code == 401
    broken = {"Authorization": "Basic %%%"}
    assert nobody.get("/v1/projects/1/formList", headers=broken).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_cookie_that_another_site_sends_changes_nothing(nobody, headers):
    sign_in(nobody)
    said = nobody.delete("/v1/sessions/current", headers=headers)
    assert (said.status_code, said.json()["code"]) == (403, "crossSite")
    assert nobody.get("/v1/users/current").status_code == 200


def test_wrong_passwords_wait_and_nothing_locks_for_ever(nobody):
    for _ in range(OF_ONE_PLACE.free):
        assert sign_in(nobody, password="sai").status_code == 401
    said = sign_in(nobody, password=PASSWORD)
    assert (said.status_code, said.json()["code"]) == (429, "tooManyAttempts")
    assert int(said.headers["retry-after"]) >= 1
