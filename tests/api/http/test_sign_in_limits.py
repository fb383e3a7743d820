"""Wrong passwords delay whoever guesses, and nobody else: not her colleagues, not the owner."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import monotonic

import pytest

from api import clock
from api.access.credentials import hash_token
from api.domain.attempts import OF_ONE_ACCOUNT, OF_ONE_PLACE, password_counts
from api.domain.login import counted_login
from api.errors import Busy, TooMany
from api.main import set_app_state
from tests.clients import AppClient
from tests.offices import id_of
from tests.people import ADMIN, LAN, MAI, PASSWORD, TRAM

MINUTES = timedelta(minutes=5)
OFFICE, FAR_AWAY = "10.0.0.1", "203.0.113.9"


@pytest.fixture
def kind():
    """What the two databases could do differently is asked in tests/api/queries."""
    return "sqlite"


@pytest.fixture
def at(app):
    """A browser that asks from an address."""
    return lambda address=OFFICE: AppClient(app, address)


def sign_in(client, who=LAN, password=PASSWORD, login=None):
    """The status. Only the device stays known: its session is not what these tests are about."""
    said = client.post("/v1/sessions", json={"email": login or who.login, "password": password})
    if "session" in client.cookies:
        client.cookies.delete("session")
    return said.status_code


def counts_of(world, who, address, device=""):
    return password_counts(f"account {id_of(world, who)}", address, device)


def guess_wrong(app, counts, moment=None):
    """A wrong password, without the time it takes to look at it; whether it was looked at."""
    moment = moment or clock.now()
    try:
        app.state.attempts.refuse_too_many(counts, moment)
    except TooMany:
        return False
    app.state.attempts.note_wrong(counts, moment, lambda session: None)
    return True


def use_up(app, counts, ago=timedelta()):
    """So many at once that the next one waits for minutes; five minutes ago: one is taken again."""
    for _ in range(OF_ONE_PLACE.free + 7):
        app.state.attempts.note_wrong(counts, clock.now() - ago, lambda session: None)


def test_two_hundred_wrong_passwords_at_one_address_leave_a_colleague_alone(at):
    with ThreadPoolExecutor(8) as several:
        heard = list(several.map(lambda n: sign_in(at(), LAN, f"sai {n}"), range(200)))
    # Each of those at once may find the count as it was; the waits that pass let a few more in.
    assert heard.count(401) <= OF_ONE_PLACE.free + 15
    assert set(heard) == {401, 429}
    begun = monotonic()
    assert sign_in(at(), MAI) == 200
    assert monotonic() - begun < 2


def test_a_stranger_with_a_try_each_minute_never_delays_her_on_her_own_device(app, world, at):
    her_device = at()
    assert sign_in(her_device, ADMIN) == 200
    begun = clock.now() - timedelta(hours=3)
    strangers, looked_at = counts_of(world, ADMIN, FAR_AWAY), 0
    for minute in range(180):
        looked_at += guess_wrong(app, strangers, begun + timedelta(minutes=minute))
    assert 0 < looked_at < 60
    assert sign_in(her_device, ADMIN) == 200
    # Nor on a new one, where the stranger is not.
    assert sign_in(at("198.51.100.7"), ADMIN) == 200


def test_many_strangers_together_make_new_devices_wait_and_not_hers(app, world, at):
    her_device = at()
    assert sign_in(her_device) == 200
    for stranger in range(OF_ONE_ACCOUNT.free + 8):
        strangers = counts_of(world, LAN, f"198.51.100.{stranger}")
        app.state.attempts.note_wrong(strangers, clock.now(), lambda session: None)
    assert sign_in(at("198.51.100.200")) == 429
    assert sign_in(her_device) == 200
    # That she came in clears nothing for them.
    assert sign_in(at("198.51.100.200")) == 429


def test_a_stolen_device_cookie_is_a_lane_with_the_same_bound(app, world, at):
    stolen = at(FAR_AWAY)
    assert sign_in(stolen) == 200
    device = f"device {hash_token(stolen.cookies['device'])}"
    use_up(app, counts_of(world, LAN, FAR_AWAY, device), MINUTES)
    assert [sign_in(stolen, LAN, said) for said in ("sai", "sai", PASSWORD)] == [401, 429, 429]
    assert sign_in(at(FAR_AWAY)) == 200


def test_no_other_cookie_opens_a_lane(app, world, at):
    trams = at(FAR_AWAY)
    assert sign_in(trams, TRAM) == 200
    use_up(app, counts_of(world, LAN, FAR_AWAY))
    assert sign_in(trams, LAN) == 429
    assert sign_in(trams, TRAM) == 200
    for made_up in ("x" * 64, "", "%C3" * 20 + "xxxx", "x" * 4_000):
        stranger = at(FAR_AWAY)
        stranger.headers["Cookie"] = f"device={made_up}"
        assert sign_in(stranger, LAN) == 429
        # Nor does it become one by signing in with it.
        assert sign_in(stranger, TRAM) == 200
        assert stranger.cookies["device"] != made_up


def test_a_shared_phone_is_known_for_each_who_signed_in_on_it(app, world, at):
    phone = at()
    assert (sign_in(phone, LAN), sign_in(phone, TRAM)) == (200, 200)
    for who in (LAN, TRAM):
        use_up(app, counts_of(world, who, OFFICE))
    assert (sign_in(phone, LAN), sign_in(phone, TRAM)) == (200, 200)
    assert sign_in(at(), LAN) == 429


def test_a_right_password_clears_what_was_wrong_there(at):
    client = at()
    for _ in range(3):
        assert [sign_in(client, LAN, "sai") for _ in range(OF_ONE_PLACE.free - 1)] == [401] * 4
        assert sign_in(client) == 200
        client.cookies.clear()


def test_a_signed_out_phone_is_forgotten_as_a_lane(app, world, at, ask_as):
    lost = at()
    assert sign_in(lost) == 200
    ended = ask_as(ADMIN).delete(f"/v1/users/{id_of(world, LAN)}/sessions")
    assert ended.status_code == 200
    use_up(app, counts_of(world, LAN, OFFICE))
    assert sign_in(lost) == 429


@pytest.mark.parametrize(
    ("first", "second"),
    [("lan", " ｌAN\t"), ("tr\u00e2m-2", "TRA\u0302M-2"), ("0912 345 678", "+84912345678")],
)
def test_another_spelling_of_a_login_is_no_fresh_start(app, world, at, first, second):
    account = (
        f"account {id_of(world, LAN)}" if first == LAN.login else f"login {counted_login(first)}"
    )
    use_up(app, password_counts(account, OFFICE, ""), MINUTES)
    assert [sign_in(at(), LAN, "sai", login) for login in (first, second)] == [401, 429]


def test_every_door_that_takes_a_password_counts_together(app, world, at, ask_as):
    """Basic, signing in, and the one that opens a vault: what one has seen, the others know."""
    use_up(app, counts_of(world, LAN, OFFICE), MINUTES)
    forms = "/v1/projects/1/formList"
    assert at().get(forms, auth=(LAN.login, "sai")).status_code == 401
    refused = at().get(forms, auth=(LAN.login, PASSWORD))
    assert (refused.status_code, refused.json()["code"]) == (429, "tooManyAttempts")
    assert int(refused.headers["retry-after"]) >= 1
    posted = at().post("/v1/projects/1/submission", auth=(LAN.login, PASSWORD))
    assert posted.status_code == 429
    assert sign_in(at()) == 429
    # Whoever is signed in asks for her vault from a lane of her own.
    signed_in = ask_as(LAN)
    opened = signed_in.post("/v1/vaults/recovery", json={"password": PASSWORD, "envelope": "U0"})
    assert opened.json()["code"] == "envelopeBroken"


def test_a_whole_line_of_ipv6_counts_as_one(app, world, at):
    use_up(app, counts_of(world, LAN, "2001:db8:1:2::/64"), MINUTES)
    assert sign_in(at("2001:db8:1:2::7"), LAN, "sai") == 401
    assert sign_in(at("2001:db8:1:2:aaaa:bbbb:cccc:dddd")) == 429
    assert sign_in(at("2001:db8:1:3::1")) == 200


def test_a_restart_forgets_nothing(app, world, at):
    use_up(app, counts_of(world, LAN, OFFICE))
    set_app_state(app, app.state.settings)
    assert sign_in(at()) == 429
    assert sign_in(at(), MAI) == 200


def test_what_the_database_cannot_take_is_counted_all_the_same(app, at):
    """Its disk is full, or another holds it: guesses do not become free."""

    def cannot(_):
        raise Busy

    counts = password_counts("login khong-co-ai", OFFICE, "")
    for _ in range(OF_ONE_PLACE.free + 7):
        with pytest.raises(Busy):
            app.state.attempts.note_wrong(counts, clock.now(), cannot)
    assert sign_in(at(), LAN, "sai", "khong-co-ai") == 429
