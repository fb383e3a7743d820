"""The audit trail: nobody, then the wrong province, then who did what to whom."""

import pytest

from api import clock
from tests import records
from tests.offices import SON, THAO, YEN, code, id_of, offices, unit
from tests.people import ADMIN, BINH, LAN, MAI

pytestmark = pytest.mark.one_database

__all__ = ["offices"]
TODAY = clock.today()


def read(client, **asked):
    said = client.get("/v1/audits", params=asked)
    assert said.status_code == 200, said.text
    return said.json()["items"]


@pytest.fixture
def story(offices, world):
    """Lan files, Mai looks, and each province's administrator does something."""
    receipt = records.send(offices(LAN), records.team(unit(world, LAN))).json()
    at = f"/v1/projects/1/forms/to_truyen_thong/submissions/{receipt['instanceId']}"
    assert offices(MAI).get(at + "/record").status_code == 200
    assert offices(MAI).patch(at, json={"reviewState": "approved"}).status_code == 200
    here, there = id_of(world, LAN), id_of(world, BINH)
    assert offices(THAO).patch(f"/v1/users/{here}", json={"displayName": "Lan Anh"}).is_success
    assert offices(SON).patch(f"/v1/users/{there}", json={"displayName": "Bình Minh"}).is_success
    return receipt["instanceId"]


def test_nobody_without_an_office_reads_it(offices, story):
    for who in (LAN, MAI, BINH):
        assert code(offices(who).get("/v1/audits")) == (403, "notAdministrator")


def test_another_province_reads_nothing_of_this_one(offices, world, story):
    told = read(offices(SON), limit=200)
    assert story not in str(told)
    assert "Lan" not in str(told)
    assert {one["objectId"] for one in told if one["action"] == "user.update"} == {
        str(id_of(world, BINH))
    }
    here = read(offices(THAO), limit=200)
    assert "Bình" not in str(here)
    assert str(id_of(world, BINH)) not in {one["objectId"] for one in here}


def test_an_administrator_reads_who_did_what_newest_first(offices, world, story):
    told = read(offices(YEN), limit=200)
    assert [one["id"] for one in told] == sorted((one["id"] for one in told), reverse=True)
    of_record = [one["action"] for one in told if one["objectId"] == story]
    assert of_record == ["submission.review", "submission.read", "submission.create"]
    update = next(one for one in told if one["action"] == "user.update")
    assert (update["objectLabel"], update["details"]) == ("Lan Anh", {"changed": ["displayName"]})
    # Thảo is of the province above: Yến learns what happened here, and not who she is.
    assert update["actor"] == {"id": None, "displayName": None}
    seen_by_thao = next(one for one in read(offices(THAO)) if one["action"] == "user.update")
    assert seen_by_thao["actor"]["displayName"] == "Thảo"


def test_it_is_narrowed_by_actor_action_object_and_day(offices, world, story):
    thao = offices(THAO)
    mai = id_of(world, MAI)
    assert {one["actor"]["id"] for one in read(thao, actorId=mai)} == {mai}
    assert {one["action"] for one in read(thao, action="submission.", actorId=mai)} == {
        "submission.read",
        "submission.review",
    }
    assert read(thao, action="submission") == []
    assert len(read(thao, objectType="submission", objectId=story)) == 3
    today = {"from": str(TODAY), "to": str(TODAY)}
    assert read(thao, **today)
    assert read(thao, **{"from": "2001-01-01", "to": "2001-01-02"}) == []
    assert read(thao, **{"from": "2999-01-01"}) == []
    assert read(thao, to="9999-12-31")


def test_it_is_read_page_by_page_while_it_grows(offices, story):
    admin = offices(ADMIN)
    seen, after = [], None
    while True:
        asked = {"limit": 3, **({"after": after} if after else {})}
        page = admin.get("/v1/audits", params=asked).json()
        seen += [one["id"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen))
    assert seen == sorted(seen, reverse=True)
    assert min(seen) == 1


def test_reading_it_is_written_down_without_what_was_typed(offices, world, story):
    thao = offices(THAO)
    read(thao, objectId="Nguyễn Thị Lan", action="user.")
    noted = next(one for one in read(thao) if one["action"] == "audit.read")
    assert noted["actor"]["displayName"] == "Thảo"
    assert noted["details"] == {"action": "user.", "byObject": True}


@pytest.mark.one_world
@pytest.mark.parametrize(
    "asked",
    [
        {"limit": 0},
        {"limit": 10**9},
        {"after": -1},
        {"after": "x"},
        {"actorId": 10**12},
        {"action": "a' or 1=1--"},
        {"objectType": "x" * 61},
        {"from": "hôm qua"},
        {"objectId": "x" * 251},
    ],
)
def test_hostile_questions_get_a_clear_answer(offices, asked):
    said = offices(ADMIN).get("/v1/audits", params=asked)
    assert code(said) == (422, "invalid")


def test_a_nul_finds_nothing_on_either_database(offices):
    assert offices(ADMIN).get("/v1/audits?objectId=%00").status_code in {200, 422}
