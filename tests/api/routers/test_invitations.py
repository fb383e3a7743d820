"""A code becomes a password once: nobody, a wrong code, and then Thủy's first sign-in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from api import clock
from api.domain.attempts import OF_INVITATIONS, invitation_counts
from tests.clients import AppClient
from tests.offices import SON, THAO, code, id_of, offices, unit
from tests.people import LAN, MAI, PASSWORD

pytestmark = pytest.mark.one_database

__all__ = ["offices"]
NEW = "hoa rừng nở muộn"
AT_ONCE = 5


@pytest.fixture
def nobody(app):
    return AppClient(app)


def accept(client, letters, password=NEW):
    return client.post("/v1/invitations/accept", json={"code": letters, "password": password})


def sign_in(client, login, password):
    return client.post("/v1/sessions", json={"email": login, "password": password})


@pytest.fixture
def thuy(offices, world):
    """Her address: an account without a password."""
    said = {"email": "thuy", "displayName": "Thủy", "orgUnitId": unit(world, LAN)}
    made = offices(THAO).post("/v1/users", json=said | {"role": "reporter"})
    return f"/v1/users/{made.json()['id']}"


def test_nobody_guesses_a_code(app, nobody, thuy):
    wrong = [accept(nobody, letters) for letters in ("7KQ2M-4XWPR", "", "O0O0O-O0O0O", "x" * 60)]
    assert {code(said) for said in wrong} == {(404, "invitationOver")}
    counts = invitation_counts("127.0.0.1")
    for _ in range(OF_INVITATIONS.free - len(wrong)):
        app.state.attempts.note_wrong(counts, clock.now(), lambda session: None)
    said = accept(nobody, "22222-22222")
    assert code(said) == (429, "tooManyAttempts")
    assert int(said.headers["retry-after"]) >= 1


def test_who_has_no_password_yet_does_not_sign_in_with_any(nobody, thuy):
    for password in ("", " ", "nobody has this password", NEW):
        assert sign_in(nobody, "thuy", password).status_code == 401


def test_thuy_sets_her_password_once(nobody, offices, thuy, world):
    thao = offices(THAO)
    assert code(offices(SON).post(thuy + "/invitations")) == (404, "404.1")
    given = thao.post(thuy + "/invitations")
    assert given.status_code == 201
    letters = given.json()["code"]
    her = thao.get(thuy).json()
    assert her["invitation"]["expiresAt"] == given.json()["expiresAt"]
    assert letters not in str(her)
    done = accept(nobody, letters.lower().replace("-", " "))
    assert (done.status_code, done.json()) == (200, {"email": "thuy", "displayName": "Thủy"})
    assert sign_in(nobody, "thuy", NEW).status_code == 200
    assert code(accept(nobody, letters, "một mật khẩu khác")) == (404, "invitationOver")
    her = thao.get(thuy).json()
    assert (her["hasPassword"], her["invitation"], her["openSessions"]) == (True, None, 1)
    with world.reading() as session:
        kept = session.connection().exec_driver_sql("SELECT * FROM invitation").all()
        noted = session.connection().exec_driver_sql("SELECT action, details FROM audit").all()
    for secret in (letters, letters.replace("-", ""), NEW):
        assert secret not in str(kept)
        assert secret not in str(noted)
    assert [row[0] for row in noted].count("invitation.accept") == 1


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("ngắn", "passwordTooShort"),
        ("x" * 257, "passwordTooLong"),
        ("1234567890", "passwordCommon"),
        ("thuythuy", "passwordTooShort"),
        ("a" * 3000, "invalid"),
    ],
)
def test_a_weak_password_leaves_the_code_good(nobody, offices, thuy, password, expected):
    letters = offices(THAO).post(thuy + "/invitations").json()["code"]
    assert accept(nobody, letters, password).json()["code"] == expected
    assert accept(nobody, letters).status_code == 200


def test_her_login_is_no_password(nobody, offices, world):
    said = {"email": "nguyenthithuy", "displayName": "Thủy", "orgUnitId": unit(world, LAN)}
    her = offices(THAO).post("/v1/users", json=said | {"role": "reporter"}).json()
    letters = offices(THAO).post(f"/v1/users/{her['id']}/invitations").json()["code"]
    assert code(accept(nobody, letters, "NguyễnThịThủy")) == (422, "passwordIsLogin")


def test_a_forgotten_password_is_replaced_and_every_phone_signed_out(nobody, offices, world):
    lan, thao = offices(LAN), offices(THAO)
    letters = thao.post(f"/v1/users/{id_of(world, LAN)}/invitations").json()["code"]
    assert lan.get("/v1/users/current").status_code == 200
    assert nobody.get("/v1/users/current", auth=("lan", PASSWORD)).status_code == 200
    assert accept(nobody, letters).status_code == 200
    assert lan.get("/v1/users/current").status_code == 401
    assert nobody.get("/v1/users/current", auth=("lan", PASSWORD)).status_code == 401
    assert sign_in(nobody, "lan", NEW).status_code == 200


def test_a_new_code_voids_the_old_and_can_be_taken_back(nobody, offices, thuy):
    thao = offices(THAO)
    first = thao.post(thuy + "/invitations").json()["code"]
    second = thao.post(thuy + "/invitations").json()["code"]
    assert code(accept(nobody, first)) == (404, "invitationOver")
    assert thao.delete(thuy + "/invitations").json() == {"success": True}
    assert code(thao.delete(thuy + "/invitations")) == (404, "404.1")
    assert code(accept(nobody, second)) == (404, "invitationOver")
    third = thao.post(thuy + "/invitations").json()["code"]
    thao.patch(thuy, json={"active": False})
    assert code(accept(nobody, third)) == (404, "invitationOver")


def test_a_code_is_over_after_some_days(nobody, offices, thuy, world):
    letters = offices(THAO).post(thuy + "/invitations").json()["code"]
    from sqlmodel import select

    from api.models.invitation import Invitation

    with world.writing() as session:
        row = session.exec(select(Invitation)).one()
        row.expires_at = row.created_at - timedelta(seconds=1)
        session.add(row)
    assert offices(THAO).get(thuy).json()["invitation"] is None
    assert code(accept(nobody, letters)) == (404, "invitationOver")


def test_of_many_who_use_one_code_at_once_one_wins(app, offices, thuy):
    letters = offices(THAO).post(thuy + "/invitations").json()["code"]
    passwords = [f"mật khẩu của người {number}" for number in range(AT_ONCE)]

    def try_it(password):
        return accept(AppClient(app), letters, password)

    with ThreadPoolExecutor(AT_ONCE) as several:
        said = list(several.map(try_it, passwords))
    assert sorted(one.status_code for one in said) == [200] + [404] * (AT_ONCE - 1)
    winner = passwords[[one.status_code for one in said].index(200)]
    signed_in = [
        sign_in(AppClient(app), "thuy", password).status_code == 200
        for password in passwords
        if password == winner
    ]
    assert signed_in == [True]


def test_of_two_codes_made_at_once_one_is_open(offices, thuy):
    clients = [offices(THAO) for _ in range(4)]
    with ThreadPoolExecutor(4) as several:
        said = list(several.map(lambda one: one.post(thuy + "/invitations"), clients))
    assert {one.status_code for one in said} == {201}
    codes = [one.json()["code"] for one in said]
    assert len(set(codes)) == 4
    client = offices(MAI)
    client.headers.pop("Authorization")
    good = [letters for letters in codes if accept(client, letters).status_code == 200]
    assert len(good) == 1
