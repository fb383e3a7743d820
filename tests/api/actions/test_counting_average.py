"""An average: what was added up, over how often; divided last, and never 0 where nothing was."""

import pytest

from api.actions.recount import recount
from tests.api.actions.test_counting import by_child, drill
from tests.api.counting_story import MEETING, REGISTER, Story
from tests.people import ADMIN, BINH, HOA, LAN, MAI, TRAM, new_id, unit_of

# What differs between databases is sorting, adding up and locking: a test about these asks both.
pytestmark = pytest.mark.one_database

AVERAGE = "TTCD_LUOT_TB"


@pytest.fixture
def story(app, world) -> Story:
    return Story(app, world)


def shown(story: Story, who=HOA, unit: str = "", period: str = "2026"):
    """The cell: its value, its reason, and what is divided by what."""
    said = story.figures(who, unit, period)[AVERAGE]
    return said["value"], said["reason"], said["numerator"], said["denominator"]


def meets(story: Story, team: str, women: int, who=LAN, day: str = "2026-10-20") -> str:
    one = story.meets(who, team, unit=story.unit(who), women=women, men=0, ethnic=0, day=day)
    story.approves(ADMIN, MEETING, one)
    return one


def a_team(story: Story, who=LAN) -> str:
    register, team = story.registers(who, unit=story.unit(who))
    story.approves(ADMIN, REGISTER, register)
    return team


def nothing_differs(story: Story) -> bool:
    with story.world.reading() as session:
        return recount(session, replace=False).differences == 0


def test_nobody_of_another_province_sees_it(story):
    meets(story, a_team(story), 12)
    assert shown(story, BINH) == (None, "noData", "0", "0")


def test_without_a_meeting_there_is_no_data_and_a_meeting_of_nobody_is_0(story):
    assert shown(story) == (None, "noData", "0", "0")
    assert story.figures(HOA)[AVERAGE]["target"] is None
    meets(story, a_team(story), 0)
    assert shown(story) == ("0.0", None, "0", "1")
    assert shown(story, period="2031") == (None, "notBegun", "0", "0")
    assert shown(story, period="2024")[1] == "notRecorded"


def test_one_meeting_moved_undone_edited_and_rejected(story):
    team = a_team(story)
    kept = meets(story, team, 10)
    one = meets(story, team, 21, day="2026-03-03")
    assert shown(story) == ("15.5", None, "31", "2")
    assert shown(story, period="2026Q1") == ("21.0", None, "21", "1")

    story.undoes(MAI, MEETING, one)
    assert shown(story) == ("10.0", None, "10", "1")
    assert shown(story, period="2026Q1") == (None, "noData", "0", "0")

    # Edited: fewer people, and on another day, so that it moves to another quarter.
    said = {"women": 14, "men": 0, "ethnic": 0, "day": "2026-05-05"}
    edited = story.meets(LAN, team, id=new_id(), replaces=one, **said)
    assert story.figures(HOA)[AVERAGE]["waiting"] == 1
    story.approves(MAI, MEETING, one, versionInstanceId=edited)
    assert shown(story) == ("12.0", None, "24", "2")
    assert shown(story, period="2026Q1")[1] == "noData"
    assert shown(story, period="2026Q2") == ("14.0", None, "14", "1")

    no = story.decides(MAI, MEETING, kept, "rejected", "Trùng", seenState="approved")
    assert no.status_code == 201, no.text
    assert shown(story) == ("14.0", None, "14", "1")
    assert story.figures(HOA)[AVERAGE]["waiting"] == 0
    assert nothing_differs(story)


@pytest.mark.both_databases
def test_over_units_and_periods_its_parts_are_added_first(story):
    """3 at one village and 20, 21 at the other: 14.7, and not the 11.8 between 3 and 20.5."""
    meets(story, a_team(story), 3, day="2026-02-01")
    station = a_team(story, TRAM)
    meets(story, station, 20, TRAM, "2026-02-02")
    meets(story, station, 21, TRAM, "2026-08-03")
    assert shown(story, LAN) == ("3.0", None, "3", "1")
    assert shown(story, MAI) == shown(story, HOA) == ("14.7", None, "44", "3")
    assert shown(story, period="2026S1") == ("11.5", None, "23", "2")
    assert shown(story, period="2026Q3") == ("21.0", None, "21", "1")
    assert shown(story, period="2025-2026") == ("14.7", None, "44", "3")
    said = by_child(story, MAI, AVERAGE, period="2026")
    assert said["figure"]["value"] == "14.7"
    values = {item["orgUnit"]["id"]: item["value"] for item in said["items"]}
    with story.world.reading() as session:
        assert values[unit_of(session, LAN)] == "3.0"
    assert sorted(filter(None, values.values())) == ["20.5", "3.0"]
    assert {item["reason"] for item in said["items"] if item["value"] is None} == {"noData"}


def test_what_is_recorded_at_the_commune_itself_is_a_row_of_its_own(story):
    register, team = story.registers(HOA, unit=story.unit(MAI))
    story.approves(ADMIN, REGISTER, register)
    one = story.meets(HOA, team, unit=story.unit(MAI), women=7, men=0, ethnic=0)
    story.approves(ADMIN, MEETING, one)
    meets(story, a_team(story), 4)
    said = by_child(story, MAI, AVERAGE, period="2026")
    (itself,) = [item for item in said["items"] if item.get("itself")]
    assert (itself["value"], itself["numerator"], itself["denominator"]) == ("7.0", "7", "1")
    assert said["figure"]["value"] == "5.5"


def test_it_is_rounded_once_half_up_when_it_is_shown(story):
    team = a_team(story)
    for women in (1, 1, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0):
        meets(story, team, women)
    assert shown(story) == ("0.3", None, "5", "20"), "0.25"


@pytest.mark.both_databases
def test_the_records_of_both_parts_explain_it(story):
    team = a_team(story)
    ids = {meets(story, team, women) for women in (5, 8, 9)}
    items = drill(story, HOA, AVERAGE, limit=2)
    parts: dict[str, list[int]] = {"TTCD_LUOT": [], "TTCD_BUOI": []}
    for item in items:
        parts[item["indicator"]].append(int(item["value"]))
    assert parts == {"TTCD_LUOT": [9, 8, 5], "TTCD_BUOI": [1, 1, 1]}
    assert {item["instanceId"] for item in items} == ids
    page = story.client(HOA).get("/v1/dataValues", params={"indicator": AVERAGE}).json()
    assert [one["code"] for one in page["parts"]] == ["TTCD_LUOT", "TTCD_BUOI"]
    assert page["indicator"]["kind"] == "average"
    assert page["indicator"]["takesThreshold"] is False


def test_a_target_may_be_set_and_its_share_is_of_what_is_not_rounded(story):
    team = a_team(story)
    for women in (5, 6, 9):
        meets(story, team, women)
    said = {
        "orgUnitId": story.unit(MAI),
        "period": "2026",
        "indicator": AVERAGE,
        "value": "20",
        "sourceDocument": "Xã tự đặt",
    }
    assert story.client(ADMIN).post("/v1/targets", json=said).status_code == 201
    cell = story.figures(MAI)[AVERAGE]
    assert (cell["value"], cell["target"]["value"], cell["share"]) == ("6.7", "20", "33.33")
    for reason in ("noData", "notRecorded"):
        no = story.client(ADMIN).post(
            "/v1/targets", json={**said, "value": None, "reason": reason, "period": "2027"}
        )
        assert 400 <= no.status_code < 500, no.text


def test_a_recount_says_the_same_and_an_effect_is_told_of_its_parts(story):
    team = a_team(story)
    meets(story, team, 5)
    one = story.meets(LAN, team, women=8, men=0, ethnic=0)
    page = story.client(MAI).get(f"/v1/projects/1/forms/{MEETING}/submissions/{one}/record").json()
    told = {effect["indicator"] for effect in page["effect"]}
    assert {"TTCD_LUOT", "TTCD_BUOI"} <= told
    assert AVERAGE not in told
    story.approves(MAI, MEETING, one)
    before = shown(story)
    assert before == ("6.5", None, "13", "2")
    with story.world.writing() as session:
        assert recount(session, replace=True).differences == 0
    assert shown(story) == before
