"""How records become figures: only what is approved counts, and a number leads to its records."""

import pytest

from api.domain.org_unit import derive_unit_id
from tests.api.counting_story import MEETING, REGISTER, Story
from tests.people import ADMIN, BINH, HOA, LAN, MAI, TRAM, VIEWER, new_id

# What differs between databases is sorting, adding up and locking: a test about these asks both.
pytestmark = pytest.mark.one_database

NINH_THUAN = derive_unit_id("2021-01-01/58")
NOTHING = {
    "MOI": "0",
    "DANG": "0",
    "DUYTRI": "0",
    "BUOI": "0",
    "LUOT": "0",
    "LUOT_NU": "0",
    "LUOT_DTTS": "0",
    "TYLE_NU": None,
    "LUOT_TB": None,
}


@pytest.fixture
def story(app, world) -> Story:
    return Story(app, world)


def test_binh_of_another_province_sees_none_of_it(story):
    for path in ("/v1/figures", "/v1/figures/TTCD_MOI/byChild", "/v1/targets", "/v1/dataValues"):
        said = story.client(BINH).get(
            path, params={"orgUnit": story.unit(HOA), "indicator": "TTCD_MOI"}
        )
        assert said.status_code == 404, path
        assert said.json()["code"] == "404.1"


def test_reach_goes_down_and_not_up(story):
    for low, high in ((LAN, MAI), (MAI, HOA), (HOA, ADMIN)):
        up = story.client(low).get("/v1/figures", params={"orgUnit": story.unit(high)})
        down = story.client(high).get("/v1/figures", params={"orgUnit": story.unit(low)})
        assert (up.status_code, down.status_code) == (404, 200)


@pytest.mark.both_databases
def test_a_meeting_becomes_a_number_in_the_province(story):
    register, team = story.registers(LAN)
    meeting = story.meets(LAN, team)
    assert story.values(HOA) == NOTHING
    assert story.figures(MAI)["TTCD_MOI"]["waiting"] == 1
    assert story.figures(HOA)["TTCD_BUOI"]["waiting"] == 1

    story.approves(MAI, REGISTER, register)
    assert story.values(HOA) == {**NOTHING, "MOI": "1", "DANG": "1"}

    story.approves(MAI, MEETING, meeting)
    reached = {
        "MOI": "1",
        "DANG": "1",
        "DUYTRI": "1",
        "BUOI": "1",
        "LUOT": "17",
        "LUOT_NU": "12",
        "LUOT_DTTS": "16",
        "TYLE_NU": "70.59",
        "LUOT_TB": "17.0",
    }
    for who in (LAN, MAI, HOA, VIEWER, ADMIN):
        assert story.values(who) == reached, who.name
    assert story.values(BINH) == NOTHING
    assert not any(item["waiting"] for item in story.figures(HOA).values())


@pytest.mark.both_databases
def test_periods_of_every_length(story):
    register, team = story.registers(LAN, day="2026-03-03")
    meeting = story.meets(LAN, team, day="2026-10-20")
    story.approves(MAI, REGISTER, register)
    story.approves(MAI, MEETING, meeting)

    def seen(period):
        said = story.values(HOA, period=period)
        return said["MOI"], said["DANG"], said["DUYTRI"], said["LUOT"]

    assert seen("2026-02") == ("0", "0", "0", "0")
    assert seen("2026-03") == ("1", "1", "0", "0")
    assert seen("2026Q1") == ("1", "1", "0", "0")
    assert seen("2026Q2") == ("0", "1", "0", "0")
    assert seen("2026S1") == ("1", "1", "0", "0")
    assert seen("2026-10") == ("0", "1", "1", "17")
    assert seen("2026Q4") == seen("2026S2") == ("0", "1", "1", "17")
    assert seen("2026") == seen("2025-2026") == seen("2022-2026") == ("1", "1", "1", "17")
    assert seen("2022-2025") == (None, None, None, None), "before anything was recorded"
    assert story.figures(HOA, period="2025")["TTCD_MOI"]["reason"] == "notRecorded"
    assert seen("2031") == (None, None, None, None)
    assert story.figures(HOA, period="2031")["TTCD_MOI"]["reason"] == "notBegun"


def test_the_meeting_waits_until_its_teams_register_is_approved(story):
    register, team = story.registers(LAN)
    meeting = story.meets(LAN, team)
    story.approves(MAI, MEETING, meeting)
    before = story.figures(HOA)
    assert before["TTCD_BUOI"]["value"] == "1"
    assert (before["TTCD_DUYTRI"]["value"], before["TTCD_DUYTRI"]["waiting"]) == ("0", 1)
    story.approves(MAI, REGISTER, register)
    after = story.figures(HOA)["TTCD_DUYTRI"]
    assert (after["value"], after["waiting"]) == ("1", 0)


def test_a_meeting_may_come_before_the_register_that_it_names(story):
    team = "3f0c6a52-8a53-4a0e-9c38-2f5f3d1c9e11"
    meeting = story.meets(LAN, team)
    story.approves(MAI, MEETING, meeting)
    assert story.values(HOA)["DUYTRI"] == "0"
    register, _ = story.registers(LAN, entity=team)
    story.approves(MAI, REGISTER, register)
    assert story.values(HOA)["DUYTRI"] == "1"


def test_ten_meetings_keep_one_team_alive_and_attendances_are_not_people(story):
    register, team = story.registers(LAN)
    story.approves(MAI, REGISTER, register)
    for month in range(1, 11):
        one = story.meets(LAN, team, day=f"2026-{month:02d}-15")
        story.approves(MAI, MEETING, one)
    said = story.values(HOA)
    assert (said["DUYTRI"], said["BUOI"], said["LUOT"]) == ("1", "10", "170")


def test_an_approval_undone_uncounts_and_counts_again_when_it_is_approved_again(story):
    register, team = story.registers(LAN)
    meeting = story.meets(LAN, team)
    story.approves(MAI, REGISTER, register)
    story.approves(MAI, MEETING, meeting)
    full = story.values(HOA)
    story.undoes(MAI, MEETING, meeting)
    assert story.values(HOA) == {**NOTHING, "MOI": "1", "DANG": "1"}
    story.approves(MAI, MEETING, meeting, seenState="hasIssues")
    assert story.values(HOA) == full
    story.undoes(MAI, REGISTER, register)
    undone = story.values(HOA)
    assert (undone["MOI"], undone["DANG"], undone["DUYTRI"]) == ("0", "0", "0")
    assert undone["BUOI"] == "1"
    story.approves(MAI, REGISTER, register, seenState="hasIssues")
    assert story.values(HOA) == full


def test_a_team_of_2023_counts_for_2023_and_stands_today_where_its_village_lies(story):
    """Its commune of today did not exist then."""
    register, _ = story.registers(LAN, day="2023-05-08")
    assert story.figures(HOA)["TTCD_DANG"]["waiting"] == 1
    assert story.figures(HOA, period="2023")["TTCD_MOI"]["waiting"] == 1
    story.approves(MAI, REGISTER, register)
    assert story.values(HOA)["DANG"] == story.values(HOA, period="2022-2025")["DANG"] == "1"
    assert story.values(HOA)["MOI"] == "0"
    assert story.values(HOA, NINH_THUAN, period="2023")["MOI"] == "1"
    assert story.figures(HOA, period="2023")["TTCD_MOI"]["reason"] == "notRecorded", "not there"


def test_an_edit_counts_as_it_says_now(story):
    register, team = story.registers(LAN)
    meeting = story.meets(LAN, team)
    story.approves(MAI, REGISTER, register)
    assert story.decides(MAI, MEETING, meeting, "hasIssues", "Đếm lại nữ").status_code == 201
    edited = story.meets(LAN, team, id=new_id(), replaces=meeting, women=20)
    assert story.figures(MAI)["TTCD_LUOT"]["waiting"] == 1
    story.approves(MAI, MEETING, meeting, versionInstanceId=edited)
    assert story.values(HOA)["LUOT"] == "25"


def test_a_consolidated_team_stands_and_is_not_new(story):
    register, _ = story.registers(LAN, kind="consolidated")
    story.approves(MAI, REGISTER, register)
    said = story.values(HOA)
    assert (said["MOI"], said["DANG"]) == ("0", "1")


def test_rejected_is_neither_counted_nor_waiting(story):
    register, _ = story.registers(LAN)
    assert story.decides(MAI, REGISTER, register, "rejected", "Trùng").status_code == 201
    assert story.values(HOA) == NOTHING
    assert story.figures(HOA)["TTCD_MOI"]["waiting"] == 0


def test_a_team_of_another_commune_is_not_kept_alive_from_here(story):
    """Trâm's station and Lan's village share a commune; Bình's province shares nothing."""
    register, team = story.registers(LAN)
    story.approves(MAI, REGISTER, register)
    near = story.meets(TRAM, team, day="2026-05-01")
    story.approves(MAI, MEETING, near)
    assert story.values(HOA)["DUYTRI"] == "1"
    story.undoes(MAI, MEETING, near)
    far = story.meets(BINH, team, day="2026-06-01")
    story.approves(ADMIN, MEETING, far)
    assert story.values(HOA)["DUYTRI"] == "0"
    assert story.values(BINH)["BUOI"] == "1"


def test_a_number_that_cannot_be_is_sent_back_and_not_counted(story):
    register, team = story.registers(LAN)
    story.approves(MAI, REGISTER, register)
    absurd = story.meets(LAN, team, women="9" * 30)
    said = story.decides(MAI, MEETING, absurd, "approved")
    assert (said.status_code, said.json()["code"]) == (422, "valueTooLarge")
    assert story.decides(MAI, MEETING, absurd, "hasIssues", "Sai số").status_code == 201


def test_targets_shares_and_the_five_cells(story):
    province = story.figures(HOA)
    assert province["TTCD_MOI"]["target"]["value"] == "24"
    assert province["TTCD_MOI"]["target"]["demonstration"] is True
    assert province["TTCD_MOI"]["target"]["source"] == "Số liệu minh họa 2026"
    cells = {code: (item["value"], item["reason"]) for code, item in province.items()}
    assert cells["TTCD_MOI"] == ("0", None)
    assert cells["DCTC"] == (None, "notAssigned")
    assert cells["SK"] == (None, "notBegun")
    assert cells["SDAT"] == (None, "notAssessed")
    assert cells["TKVV"] == (None, "suspended")
    assert "SDAT_TU" not in cells
    assert province["TKVV"]["target"]["words"].startswith("Tạm dừng")
    for _ in range(3):
        register, _team = story.registers(LAN)
        story.approves(MAI, REGISTER, register)
    assert story.figures(HOA)["TTCD_MOI"]["share"] == "12.50"
    assert story.figures(MAI)["TTCD_MOI"]["share"] == "100.00"
    listed = story.client(HOA).get("/v1/targets", params={"period": "2026"}).json()
    assert {row["indicator"] for row in listed} >= {"TTCD_MOI", "TKVV", "SDAT"}


def by_child(story, who, code, **params):
    said = story.client(who).get(f"/v1/figures/{code}/byChild", params=params)
    assert said.status_code == 200, said.text
    return said.json()


@pytest.mark.both_databases
def test_children_add_up_to_their_parent(story):
    register, team = story.registers(LAN)
    story.approves(MAI, REGISTER, register)
    station, other = story.registers(TRAM, unit=story.unit(TRAM))
    story.approves(MAI, REGISTER, station)
    commune, own = story.registers(HOA, unit=story.unit(MAI))
    story.approves(ADMIN, REGISTER, commune)
    for who, named, unit in ((LAN, team, ""), (TRAM, other, ""), (HOA, own, story.unit(MAI))):
        one = story.meets(who, named, unit=unit, women=5, men=5, ethnic=1)
        story.approves(ADMIN, MEETING, one)
    for code, whole in (("TTCD_MOI", "3"), ("TTCD_DUYTRI", "3"), ("TTCD_LUOT", "30")):
        said = by_child(story, MAI, code, period="2026")
        assert said["figure"]["value"] == whole
        assert sum(int(item["value"]) for item in said["items"]) == int(whole)
        itself = [item for item in said["items"] if item.get("itself")]
        assert [item["orgUnit"]["id"] for item in itself] == [story.unit(MAI)]
    shares = by_child(story, MAI, "TTCD_TYLE_NU", period="2026")
    assert {item["value"] for item in shares["items"]} == {None, "50.00"}
    provinces = by_child(story, ADMIN, "TTCD_MOI", period="2026")["items"]
    assert [item["value"] for item in provinces].count("3") == 1
    assert len(provinces) == 34


def drill(story, who, code, unit="", period="2026", limit=50):
    """Every item of every page."""
    found, after = [], ""
    while after is not None:
        said = story.client(who).get(
            "/v1/dataValues",
            params={"indicator": code, "period": period, "after": after, "limit": limit}
            | ({"orgUnit": unit} if unit else {}),
        )
        assert said.status_code == 200, said.text
        found += said.json()["items"]
        after = said.json()["next"]
    return found


@pytest.mark.both_databases
def test_the_records_behind_a_number_add_up_to_it(story):
    teams = []
    for number in range(3):
        register, team = story.registers(LAN, name=f"Tổ {number}")
        story.approves(MAI, REGISTER, register)
        teams.append(team)
    for number in range(7):
        one = story.meets(LAN, teams[number % 3], day=f"2026-0{number + 1}-11", women=number)
        story.approves(MAI, MEETING, one)
    story.approves(MAI, MEETING, story.meets(LAN, teams[0], day="2025-12-31"))
    for period in ("2026", "2026Q1", "2026-05", "2025-2026"):
        said = story.values(HOA, period=period)
        for code in ("MOI", "DANG", "DUYTRI", "BUOI", "LUOT", "LUOT_NU"):
            # One period is read in pages of every size, the others at once.
            for limit in (1, 2, 50) if period == "2026Q1" else (50,):
                items = drill(story, HOA, f"TTCD_{code}", period=period, limit=limit)
                assert sum(int(item["value"]) for item in items) == int(said[code] or 0)
        assert len({item["subject"]["id"] for item in drill(story, HOA, "TTCD_DUYTRI")}) == 3
    kept = drill(story, HOA, "TTCD_DUYTRI")[0]
    assert kept["subject"]["label"].startswith("Tổ ")
    assert len(kept["records"]) in {2, 3}
    ratio = drill(story, HOA, "TTCD_TYLE_NU", limit=3)
    parts = {"TTCD_LUOT_NU": 0, "TTCD_LUOT": 0}
    for item in ratio:
        parts[item["indicator"]] += int(item["value"])
    shown = story.figures(HOA)["TTCD_TYLE_NU"]
    assert parts == {
        "TTCD_LUOT_NU": int(shown["numerator"]),
        "TTCD_LUOT": int(shown["denominator"]),
    }
    at = ratio[0]
    page = story.client(HOA).get(
        f"/v1/projects/1/forms/{at['xmlFormId']}/submissions/{at['instanceId']}/record"
    )
    assert page.status_code == 200


def test_a_reporter_sees_her_village_add_up_and_not_whose_records_they_are(story):
    register, team = story.registers(LAN)
    story.approves(MAI, REGISTER, register)
    hers = story.meets(LAN, team)
    others = story.meets(HOA, team, unit=story.unit(LAN))
    for one in (hers, others):
        story.approves(ADMIN, MEETING, one)
    items = drill(story, LAN, "TTCD_BUOI")
    assert {item["instanceId"] for item in items} == {hers, None}
    assert {item["instanceName"] is None for item in items} == {True, False} or len(items) == 2
    assert {item["instanceId"] for item in drill(story, MAI, "TTCD_BUOI")} == {hers, others}


def test_bad_questions_get_clear_words(story):
    for path, params, code in (
        ("/v1/figures", {"period": "2026Q7"}, "noSuchPeriod"),
        ("/v1/dataValues", {"indicator": "TTCD_BUOI", "after": "nonsense"}, "invalid"),
        ("/v1/dataValues", {"indicator": "TTCD_TYLE_NU", "after": "7:"}, "invalid"),
        ("/v1/dataValues", {"indicator": "TTCD_BUOI", "after": "0:2026-01-01." + "9" * 30}, None),
        ("/v1/dataValues", {"indicator": "TTCD_MOI", "after": "0:a\0b"}, None),
    ):
        said = story.client(HOA).get(path, params=params)
        assert said.status_code == 422, said.text
        assert code in {None, said.json()["code"]}
    for path in ("/v1/figures/NOPE/byChild", "/v1/dataValues?indicator=NOPE"):
        assert story.client(HOA).get(path).status_code == 404


def test_what_approving_would_change_is_told_before(story):
    register, team = story.registers(LAN)
    meeting = story.meets(LAN, team)

    def effect(form, one):
        said = story.client(MAI).get(f"/v1/projects/1/forms/{form}/submissions/{one}/record")
        return {
            row["indicator"].removeprefix("TTCD_"): (row["before"], row["after"], row["waits"])
            for row in said.json()["effect"]
        }

    assert effect(REGISTER, register) == {"MOI": ("0", "1", False), "DANG": ("0", "1", False)}
    assert effect(MEETING, meeting) == {
        "DUYTRI": ("0", "0", True),
        "BUOI": ("0", "1", False),
        "LUOT": ("0", "17", False),
        "LUOT_NU": ("0", "12", False),
        "LUOT_DTTS": ("0", "16", False),
    }
    story.approves(MAI, MEETING, meeting)
    assert effect(MEETING, meeting) == {}
    assert effect(REGISTER, register) == {
        "MOI": ("0", "1", False),
        "DANG": ("0", "1", False),
        "DUYTRI": ("0", "1", False),
    }
    story.approves(MAI, REGISTER, register)
    assert story.values(MAI)["DUYTRI"] == "1"
