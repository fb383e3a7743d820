"""Records of years before a unit was there: what was done stays where it was done, what stands
stands in what its unit became."""

from datetime import date
from decimal import Decimal

import pytest

from api.domain.org_unit import derive_unit_id
from api.loading import org_units
from api.queries import carried
from tests import country
from tests.api.counting_story import MEETING, REGISTER, Story
from tests.country import NEW, OLD
from tests.people import ADMIN, BINH, HOA, LAN, MAI

# What differs between databases is sorting, adding up and locking: a test about these asks both.
pytestmark = pytest.mark.one_database

NATION = derive_unit_id("vn")
KHANH_HOA, NINH_THUAN = derive_unit_id(f"{NEW}/56"), derive_unit_id(f"{OLD}/58")
BAC_AI_DONG, PHUOC_DAI = derive_unit_id(f"{NEW}/22801"), derive_unit_id(f"{OLD}/22801")


@pytest.fixture
def story(app, world):
    return Story(app, world)


@pytest.fixture
def old_team(story):
    """Established in 2023 in what was Phước Đại; it met in 2024, and twice in 2025."""
    register, team = story.registers(LAN, day="2023-05-08")
    story.approves(MAI, REGISTER, register)
    for day in ("2024-03-01", "2025-06-30", "2025-07-01"):
        story.approves(MAI, MEETING, story.meets(LAN, team, day=day))
    return team


def by_child(story, who, code, unit, period):
    said = story.client(who).get(
        f"/v1/figures/{code}/byChild", params={"orgUnit": unit, "period": period}
    )
    assert said.status_code == 200, said.text
    return said.json()


def test_what_stood_stands_in_what_its_unit_became(story, old_team):
    for who, unit in ((MAI, BAC_AI_DONG), (HOA, KHANH_HOA), (ADMIN, NATION)):
        assert story.values(who, unit)["DANG"] == "1"
        assert story.values(who, unit, "2022-2025")["DANG"] == "1"
    assert story.values(MAI, PHUOC_DAI, "2024")["DANG"] == "1"
    assert story.values(HOA, NINH_THUAN, "2022-2025")["DANG"] == "1"


def test_what_was_done_stays_where_it_was_done(story, old_team):
    assert story.values(HOA, NINH_THUAN, "2024")["BUOI"] == "1"
    assert story.figures(HOA, KHANH_HOA, "2024")["TTCD_BUOI"]["reason"] == "notRecorded"
    assert story.values(HOA, NINH_THUAN, "2025")["BUOI"] == "1", "until 30 June"
    assert story.values(HOA, KHANH_HOA, "2025")["BUOI"] == "1", "since 1 July"
    assert story.values(ADMIN, NATION, "2025")["BUOI"] == "2"


@pytest.mark.both_databases
@pytest.mark.one_world
@pytest.mark.parametrize("code", ["TTCD_BUOI", "TTCD_DANG", "TTCD_DUYTRI", "TTCD_LUOT"])
@pytest.mark.parametrize("period", ["2023", "2024", "2025", "2026"])
def test_the_units_of_a_year_add_up_to_the_nation(story, old_team, code, period):
    said = by_child(story, ADMIN, code, NATION, period)
    today = [item for item in said["items"] if not ("lastDay" in item and code == "TTCD_DANG")]
    assert sum(Decimal(item["value"] or 0) for item in today) == Decimal(said["figure"]["value"])
    assert not [item for item in said["items"] if item.get("itself")]


def test_the_year_of_the_reform_shows_what_stood_until_then(story, old_team):
    rows = by_child(story, ADMIN, "TTCD_BUOI", NATION, "2025")["items"]
    once = {item["orgUnit"]["name"]: item for item in rows if "lastDay" in item}
    assert len(once) == 52
    assert once["Ninh Thuận"]["lastDay"] == "2025-06-30"
    assert once["Ninh Thuận"]["value"] == "1"


@pytest.mark.both_databases
def test_the_records_behind_what_stands_add_up_too(story, old_team):
    for who, unit in ((MAI, BAC_AI_DONG), (HOA, KHANH_HOA)):
        said = (
            story.client(who)
            .get(
                "/v1/dataValues",
                params={"indicator": "TTCD_DANG", "orgUnit": unit, "period": "2026"},
            )
            .json()
        )
        assert [item["value"] for item in said["items"]] == ["1"]
        assert said["items"][0]["date"] == "2023-05-08"


def test_of_a_divided_commune_only_the_villages_are_carried(database, tmp_path):
    folder = country.write(tmp_path / "forms")
    with database.writing() as session:
        org_units.load_org_units(session, folder)
    went, other = derive_unit_id(f"{NEW}/00008"), derive_unit_id(f"{NEW}/00025")
    divided, village = derive_unit_id(f"{OLD}/00007"), derive_unit_id(f"{OLD}/00007/to-1")
    with database.reading() as session:
        found = carried.find_carry_overs(session, [went, other, BAC_AI_DONG])
    said = {(one.unit, one.source, one.before) for one in found}
    day = date.fromisoformat(NEW)
    assert (went, village, day) in said, "it knows where it went"
    assert divided not in {one.source for one in found}, "nobody knows what of it went where"
    assert {one.source for one in found if one.unit == BAC_AI_DONG} == {
        derive_unit_id(f"{OLD}/22801"),
        derive_unit_id(f"{OLD}/22798"),
    }


def test_who_approves_an_old_register_is_told_whose_figure_it_moves(story):
    register, _ = story.registers(LAN, day="2023-05-08")
    said = story.client(MAI).get(f"/v1/projects/1/forms/{REGISTER}/submissions/{register}/record")
    assert {
        (row["indicator"], row["orgUnit"]["name"], row["period"], row["before"], row["after"])
        for row in said.json()["effect"]
    } == {
        ("TTCD_MOI", "Phước Đại", "2023", "0", "1"),
        ("TTCD_DANG", "Phước Đại", "2023", "0", "1"),
    }


def test_hoa_opens_the_records_behind_a_number_of_ninh_thuan(story, old_team):
    said = story.client(HOA).get(
        "/v1/dataValues", params={"indicator": "TTCD_BUOI", "orgUnit": NINH_THUAN, "period": "2024"}
    )
    (item,) = said.json()["items"]
    assert (item["date"], item["orgUnit"]["name"]) == ("2024-03-01", "Tà Lú 1")
    at = f"/v1/projects/1/forms/{MEETING}/submissions/{item['instanceId']}/record"
    assert story.client(HOA).get(at).status_code == 200
    assert story.client(BINH).get(at).status_code == 404
