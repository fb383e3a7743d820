"""Records of a unit that is closed: in the queue of whoever has all that became of it."""

from datetime import timedelta

import pytest

from api import clock
from api.actions.recount import recount
from api.domain.org_unit import derive_unit_id
from api.models.user import Role
from tests.api.counting_story import MEETING, REGISTER, Story
from tests.offices import THAO, YEN
from tests.people import ADMIN, BAC_AI, BINH, HOA, LAN, MAI, TRAM, VIEWER, Somebody, settle

pytestmark = pytest.mark.one_database

TODAY = clock.today()
EVE = TODAY - timedelta(days=1)
NEXT_DOOR = Somebody("nhan", "Nhàn", Role.SUPERVISOR, BAC_AI)
EVERYWHERE = Somebody("trung-uong", "Trung ương", Role.SUPERVISOR, "")
SOURCE = {"closedOn": str(TODAY), "source": "NQ 3/2026"}


@pytest.fixture
def story(app, world):
    settle(world, (YEN, THAO, NEXT_DOOR, EVERYWHERE))
    return Story(app, world)


@pytest.fixture
def waiting(story):
    """Lan's team and its meeting of yesterday, sent while her village stood."""
    register, team = story.registers(LAN, day=str(EVE))
    return {REGISTER: register, MEETING: story.meets(LAN, team, day=str(EVE))}


def closes(story, into=""):
    """Thảo closes Lan's village; all of it went into another one, or nowhere."""
    village = story.unit(LAN)
    said = SOURCE | ({"successorId": into} if into else {})
    gone = story.client(THAO).post(f"/v1/orgUnits/{village}/closing", json=said)
    assert gone.status_code == 201, gone.text
    return village


def another_village(story, of):
    """One that stands in the commune of somebody, and is not Lan's."""
    below = story.client(THAO).get("/v1/orgUnits", params={"parent": story.unit(of)}).json()
    return next(
        one["id"] for one in below if one["level"] == "village" and one["name"] != "Tà Lú 1"
    )


def queue(story, who, of="awaiting", **asked):
    said = story.client(who).get("/v1/submissions", params={"of": of, **asked})
    assert said.status_code == 200, said.text
    return {one["instanceId"]: one for one in said.json()["items"]}


def opened(story, who, form, one):
    at = f"/v1/projects/1/forms/{form}/submissions/{one}/record"
    return story.client(who).get(at)


def value(story, who, code):
    return story.numbers(who, code, period=str(EVE.year))[code]


def test_the_wrong_place_sees_nothing_of_it(story, waiting):
    closes(story, another_village(story, MAI))
    for who in (BINH, TRAM, NEXT_DOOR):
        assert not queue(story, who)
        assert not queue(story, who, "all")
        for form, one in waiting.items():
            assert opened(story, who, form, one).status_code == 404
            refused = story.decides(who, form, one, "approved")
            assert (refused.status_code, refused.json()["code"]) == (404, "404.1")


@pytest.mark.parametrize("went", ["into a village of the commune", "nowhere"])
def test_the_supervisor_of_what_it_became_finds_and_approves_it(story, waiting, went):
    closes(story, another_village(story, MAI) if went != "nowhere" else "")
    for who in (MAI, HOA, EVERYWHERE):
        assert queue(story, who).keys() == set(waiting.values()), who.login
    assert queue(story, VIEWER, "all").keys() == set(waiting.values())
    line = queue(story, MAI)[waiting[REGISTER]]
    assert line["orgUnit"]["name"].startswith("Tà Lú 1"), "as it was called last"
    record = opened(story, MAI, MEETING, waiting[MEETING]).json()
    team = next(one for one in record["answers"] if one["ref"] == "/data/session/team")
    assert team["text"] == "Tổ truyền thông Tà Lú 1"
    assert record["effect"]
    for form, one in waiting.items():
        story.approves(MAI, form, one)
    assert not queue(story, MAI)
    assert value(story, MAI, "TTCD_BUOI") == "1", "it was held while the village stood"
    with story.world.reading() as session:
        assert recount(session, replace=False).listed == []


def test_what_went_to_the_neighbour_is_the_neighbours_to_review(story, waiting):
    closes(story, another_village(story, NEXT_DOOR))
    assert queue(story, NEXT_DOOR).keys() == set(waiting.values())
    assert not queue(story, MAI)
    assert opened(story, MAI, REGISTER, waiting[REGISTER]).status_code == 404
    assert queue(story, HOA).keys() == set(waiting.values())
    said = story.decides(NEXT_DOOR, REGISTER, waiting[REGISTER], "hasIssues", "Thiếu số quyết định")
    assert said.status_code == 201


def test_it_is_followed_through_any_number_of_units(story, waiting):
    """Her village goes into a second one of the commune, and that into one of the neighbour's."""
    between = another_village(story, MAI)
    closes(story, between)
    thao = story.client(THAO)
    said = SOURCE | {"successorId": another_village(story, NEXT_DOOR)}
    assert thao.post(f"/v1/orgUnits/{between}/closing", json=said).status_code == 201
    assert queue(story, NEXT_DOOR).keys() == set(waiting.values())
    assert not queue(story, MAI)


def test_who_sent_it_still_sees_it_and_nobody_else_of_the_village_does(story, waiting):
    closes(story, another_village(story, MAI))
    mine = queue(story, LAN, "me")
    assert mine.keys() == set(waiting.values())
    assert {one["orgUnit"]["name"] for one in mine.values()} == {"Tà Lú 1"}
    assert opened(story, LAN, REGISTER, waiting[REGISTER]).status_code == 200


def test_what_comes_late_from_the_closed_village_is_seen_too(story):
    """Lan was without signal while it was closed: what she sends is late, and waits for Mai."""
    village = closes(story, another_village(story, MAI))
    register, _ = story.registers(LAN, village)
    line = queue(story, MAI)[register]
    assert line["late"] is True
    story.approves(MAI, REGISTER, register)


def test_a_list_narrowed_to_a_commune_holds_what_became_its_own(story, waiting):
    closes(story, another_village(story, NEXT_DOOR))
    here, there = story.unit(MAI), story.unit(NEXT_DOOR)
    assert not queue(story, HOA, "all", orgUnit=here)
    assert queue(story, HOA, "all", orgUnit=there).keys() == set(waiting.values())


def test_of_a_divided_commune_only_who_has_all_parts_sees_a_record(story, world):
    """A record of 2024's Cống Vị, which went into Ngọc Hà and Giảng Võ."""
    clerk = Somebody("thu-ky", "Thư ký", Role.REPORTER, "")
    officers = {
        "00008": Somebody("ngoc-ha", "Ngọc Hà", Role.SUPERVISOR, "00008"),
        "00025": Somebody("giang-vo", "Giảng Võ", Role.SUPERVISOR, "00025"),
        "01": Somebody("ha-noi", "Hà Nội", Role.SUPERVISOR, "01"),
    }
    settle(world, (clerk, *officers.values()))
    register, _ = story.registers(LAN)
    with world.writing() as session:
        session.connection().exec_driver_sql(
            f"UPDATE submission SET org_unit_id = '{derive_unit_id('2021-01-01/00007')}'"
        )
    seen = {code for code, who in officers.items() if queue(story, who)}
    assert seen == {"01"}
    assert queue(story, ADMIN).keys() == {register}
    for code, who in officers.items():
        status = opened(story, who, REGISTER, register).status_code
        assert status == (200 if code == "01" else 404)
