"""Lan's phone says what it owes; Mai sees it, Bình does not; who changed phones is told so."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlmodel import select, update

from api import clock as api_clock
from api.access import credentials
from api.domain.owing import LastHeartbeat, PhoneRisk, phone_risks, seconds_ahead, to_server_clock
from api.models.audit import Audit
from api.models.phone import OutboxToken, Phone
from api.models.user import Assignment, User
from api.queries import phones
from tests.clients import AppClient
from tests.people import ADMIN, BINH, HOA, LAN, MAI, TRAM, VIEWER

pytestmark = pytest.mark.one_database

DAY = timedelta(days=1)


def beat(client, device="so-thon:lan", owed=0, *, clock=None, **said):
    clock = clock or api_clock.now()
    if owed and "oldestAt" not in said:
        said["oldestAt"] = (clock - DAY).isoformat()
    body = {
        "deviceId": device,
        "appVersion": "0.1.0",
        "owed": owed,
        "persisted": True,
        "clock": clock.isoformat(),
        **said,
    }
    answer = client.post("/v1/heartbeats", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def silent_for(world, days):
    """As if no phone had been heard of for so long."""
    with world.writing() as session:
        session.exec(
            update(Phone).values(
                last_contact_at=api_clock.now() - days * DAY,
                first_contact_at=api_clock.now() - 90 * DAY,
            )
        )


def seen(client):
    answer = client.get("/v1/phones")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def test_nobody_says_anything(app):
    nobody = AppClient(app)
    assert nobody.post("/v1/heartbeats", json={}).status_code == 401
    assert nobody.get("/v1/phones").status_code == 401


@pytest.mark.parametrize("who", [LAN, TRAM, VIEWER], ids=lambda who: who.login)
def test_who_supervises_nothing_asks_in_vain(ask_as, who):
    answer = ask_as(who).get("/v1/phones")
    assert (answer.status_code, answer.json()["code"]) == (403, "supervisesNothing")


def test_what_lan_owes_is_seen_by_her_supervisors_and_by_nobody_else(ask_as):
    beat(ask_as(LAN), owed=3, setAside=1, drafts=2, persisted=False)
    for who in (MAI, HOA, ADMIN):
        (item,) = seen(ask_as(who))
        assert item["person"]["displayName"] == "Lan"
        assert item["orgUnit"]["name"] == "Tà Lú 1"
        assert (item["owed"], item["setAside"], item["drafts"]) == (3, 1, 2)
        assert item["persisted"] is False
        assert item["risks"] == []
    assert seen(ask_as(BINH)) == []


def test_her_next_word_replaces_the_one_before(ask_as, world):
    lan = ask_as(LAN)
    beat(lan, owed=3)
    beat(lan, owed=1)
    (item,) = seen(ask_as(MAI))
    assert item["owed"] == 1
    beat(lan, owed=0)
    assert seen(ask_as(MAI)) == []
    with world.reading() as session:
        assert len(session.exec(select(Phone)).all()) == 1


def test_drafts_alone_are_hers_until_the_browser_may_clear_them(ask_as, world):
    beat(ask_as(LAN), drafts=1, persisted=False)
    assert seen(ask_as(MAI)) == []
    silent_for(world, 5)
    (item,) = seen(ask_as(MAI))
    assert item["risks"] == ["evictable"]


def test_a_phone_that_owes_and_is_not_heard_of_is_silent(ask_as, world):
    beat(ask_as(LAN), owed=2)
    silent_for(world, 4)
    (item,) = seen(ask_as(MAI))
    assert item["risks"] == ["silent"]


def test_on_another_phone_she_is_told_what_the_former_one_owed_and_so_is_mai(ask_as):
    lan = ask_as(LAN)
    assert beat(lan, "so-thon:old", owed=3)["formerPhones"] == []
    (former,) = beat(lan, "so-thon:new")["formerPhones"]
    assert former["owed"] == 3
    (item,) = seen(ask_as(MAI))
    assert item["risks"] == ["cleared"]
    # The old phone is found again, and delivers.
    assert beat(lan, "so-thon:old", owed=0)["formerPhones"] == []
    assert beat(lan, "so-thon:new")["formerPhones"] == []
    assert seen(ask_as(MAI)) == []


def test_nobody_is_told_of_anothers_phones(ask_as):
    beat(ask_as(LAN), owed=3)
    assert beat(ask_as(TRAM), "so-thon:tram")["formerPhones"] == []


def test_a_clock_that_is_a_year_ahead_does_not_make_what_she_owes_younger(ask_as):
    ahead = api_clock.now() + 365 * DAY
    beat(ask_as(LAN), owed=1, clock=ahead)
    (item,) = seen(ask_as(MAI))
    oldest = datetime.fromisoformat(item["oldestAt"])
    assert timedelta(hours=23) < api_clock.now() - oldest < timedelta(hours=25)


@pytest.mark.parametrize(
    "said",
    [
        (datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)),
        (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)),
        # What it was then in UTC has no name any more.
        (None, datetime.min.replace(tzinfo=api_clock.VIET_NAM)),
        (None, datetime.max.replace(tzinfo=timezone(timedelta(hours=-7)))),
    ],
    ids=["too late", "too early", "before the first day", "after the last"],
)
def test_no_clock_is_so_wrong_that_it_is_not_heard(ask_as, said):
    clock, oldest = said
    beat(ask_as(LAN), owed=1, clock=clock, oldestAt=oldest.isoformat())
    assert len(seen(ask_as(MAI))) == 1


@pytest.mark.parametrize(
    "said",
    [
        {"owed": -1},
        {"owed": 10**9},
        {"deviceId": "x" * 121},
        {"deviceId": "a\0b"},
        {"appVersion": ""},
        {"clock": "2026-11-20T08:00:00"},
        {"freeMb": 2**31},
    ],
    ids=str,
)
def test_what_is_no_heartbeat_is_refused(ask_as, said):
    body = {"deviceId": "d", "appVersion": "1", "owed": 0, "clock": "2026-11-20T08:00:00Z", **said}
    assert ask_as(LAN).post("/v1/heartbeats", json=body).status_code == 422


def test_a_role_that_is_over_is_looked_after_while_she_owes_from_its_time(ask_as, world):
    beat(ask_as(LAN), owed=1)
    ended(world, api_clock.today())
    assert len(seen(ask_as(MAI))) == 1
    ended(world, api_clock.today() - 30 * DAY)
    assert seen(ask_as(MAI)) == []


@pytest.mark.parametrize(("at", "days_later"), [("17:30", 1), ("23:30", 1), ("16:30", 0)])
def test_a_record_of_the_evening_in_utc_is_of_the_next_day_in_viet_nam(
    ask_as, world, at, days_later
):
    # The clock in London shows a day on which it is tomorrow already where she works.
    london = api_clock.today() - 10 * DAY
    beat(ask_as(LAN), owed=1, oldestAt=f"{london}T{at}:00Z")
    hers = london + days_later * DAY
    ended(world, hers)
    assert len(seen(ask_as(MAI))) == 1
    ended(world, hers - DAY)
    assert seen(ask_as(MAI)) == []


def ended(world, day):
    with world.writing() as session:
        lan = session.exec(select(User.id).where(User.login == LAN.login)).one()
        session.exec(update(Assignment).where(Assignment.user_id == lan).values(valid_to=day))


def test_looking_at_others_phones_is_written_down(ask_as, world):
    beat(ask_as(LAN), owed=1)
    seen(ask_as(MAI))
    seen(ask_as(BINH))
    with world.reading() as session:
        looks = session.exec(select(Audit).where(Audit.action == "phone.read")).all()
    assert [(one.object_id, one.details) for one in looks] == [("", '{"phones": 1}')]


def test_home_is_told_how_many_and_not_who(ask_as, world):
    beat(ask_as(LAN), owed=1)
    silent_for(world, 4)
    said = ask_as(MAI).get("/v1/phones?only=totals").json()
    assert said == {"items": [], "total": 1, "atRisk": 1}
    with world.reading() as session:
        assert not session.exec(select(Audit).where(Audit.action == "phone.read")).all()


def test_the_token_is_given_once_and_only_its_hash_is_kept(ask_as, world):
    lan = ask_as(LAN)
    token = beat(lan, hasToken=False)["outboxToken"]
    assert beat(lan)["outboxToken"] is None
    with world.reading() as session:
        (kept,) = session.exec(select(OutboxToken.token_hash)).all()
    assert kept == credentials.hash_token(token)


def test_a_browser_cleared_every_day_does_not_fill_the_table(ask_as, world):
    lan = ask_as(LAN)
    beat(lan, "so-thon:owes", owed=2, hasToken=False)
    for nth in range(phones.MOST_PHONES + 5):
        beat(lan, f"so-thon:{nth}", hasToken=False)
    with world.reading() as session:
        kept = session.exec(select(Phone.device_id)).all()
    assert len(kept) == phones.MOST_PHONES
    assert "so-thon:owes" in kept


def test_who_asks_for_a_token_again_and_again_does_not_fill_the_table_either(ask_as, world):
    lan = ask_as(LAN)
    given = [beat(lan, hasToken=False)["outboxToken"] for _ in range(phones.MOST_TOKENS + 5)]
    with world.reading() as session:
        kept = set(session.exec(select(OutboxToken.token_hash)).all())
    assert kept == {credentials.hash_token(token) for token in given[-phones.MOST_TOKENS :]}


def test_a_phone_with_what_was_set_aside_is_not_forgotten_for_an_empty_one(ask_as, world):
    lan = ask_as(LAN)
    beat(lan, "so-thon:aside", setAside=1, hasToken=False)
    for nth in range(phones.MOST_PHONES + 5):
        beat(lan, f"so-thon:{nth}")
    with world.reading() as session:
        assert "so-thon:aside" in session.exec(select(Phone.device_id)).all()


NOW = api_clock.now()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (LastHeartbeat(0, 0, False, NOW - 90 * DAY), []),
        (LastHeartbeat(0, 1, True, NOW - 90 * DAY), []),
        (LastHeartbeat(1, 0, True, NOW - 2 * DAY), []),
        (LastHeartbeat(1, 0, True, NOW - 3 * DAY), [PhoneRisk.SILENT]),
        (LastHeartbeat(1, 0, False, NOW - 5 * DAY), [PhoneRisk.EVICTABLE, PhoneRisk.SILENT]),
        (LastHeartbeat(1, 0, True, NOW - DAY, newer_at=NOW), [PhoneRisk.CLEARED]),
        (LastHeartbeat(0, 3, True, NOW - DAY, newer_at=NOW), []),
    ],
)
def test_which_risks_there_are(said, expected):
    assert phone_risks(said, NOW) == expected


def test_what_a_wrong_clock_says_is_put_right():
    ahead = seconds_ahead(NOW + 400 * DAY, NOW)
    assert to_server_clock(NOW + 398 * DAY, ahead, NOW) == NOW - 2 * DAY
    assert to_server_clock(NOW + 500 * DAY, ahead, NOW) == NOW
