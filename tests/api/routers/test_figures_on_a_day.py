"""One period, asked for by the units of 30 June and of 1 July 2025."""

from decimal import Decimal

import pytest

from api.domain.org_unit import derive_unit_id
from tests.api.counting_story import MEETING, REGISTER, Story
from tests.country import NEW, OLD
from tests.people import ADMIN, HOA, LAN, MAI

pytestmark = pytest.mark.one_database

EVE, REFORM = "2025-06-30", NEW
NATION = derive_unit_id("vn")
KHANH_HOA, NINH_THUAN = derive_unit_id(f"{NEW}/56"), derive_unit_id(f"{OLD}/58")
BAC_AI_DONG, PHUOC_DAI = derive_unit_id(f"{NEW}/22801"), derive_unit_id(f"{OLD}/22801")


@pytest.fixture
def story(app, world):
    """A team of Tà Lú 1 that met once before the reform and twice after it."""
    told = Story(app, world)
    register, team = told.registers(LAN, day="2023-05-08")
    told.approves(MAI, REGISTER, register)
    for day in ("2025-06-30", "2025-07-01", "2025-11-05"):
        told.approves(MAI, MEETING, told.meets(LAN, team, day=day))
    return told


def ask(story, who, path, **query):
    return story.client(who).get(f"/v1/{path}", params=query)


def children(story, who, unit, **query):
    said = ask(story, who, "figures/TTCD_BUOI/byChild", orgUnit=unit, period="2025", **query)
    assert said.status_code == 200, said.text
    body = said.json()
    shown = [item for item in body["items"] if not {"lastDay", "firstDay"} & item.keys()]
    rest = {item["orgUnit"]["id"]: item for item in body["items"] if item not in shown}
    return body, {item["orgUnit"]["id"]: item["value"] for item in shown}, rest


def test_the_same_figure_by_the_units_of_both_days(story):
    before, provinces, later = children(story, ADMIN, NATION, day=EVE)
    assert (before["day"], len(provinces), provinces[NINH_THUAN]) == (EVE, 63, "1")
    assert KHANH_HOA not in provinces
    assert (later[KHANH_HOA]["firstDay"], later[KHANH_HOA]["value"]) == (REFORM, "2")
    after, provinces, earlier = children(story, ADMIN, NATION, day=REFORM)
    assert (after["day"], len(provinces), provinces[KHANH_HOA]) == (REFORM, 34, "2")
    assert (earlier[NINH_THUAN]["lastDay"], earlier[NINH_THUAN]["value"]) == (EVE, "1")
    assert before["figure"]["value"] == after["figure"]["value"] == "3"


@pytest.mark.both_databases
@pytest.mark.one_world
@pytest.mark.parametrize("day", [EVE, REFORM])
@pytest.mark.parametrize("code", ["TTCD_BUOI", "TTCD_LUOT", "TTCD_DUYTRI"])
def test_on_either_day_the_units_add_up_to_the_nation(story, code, day):
    said = ask(story, ADMIN, f"figures/{code}/byChild", orgUnit=NATION, period="2025", day=day)
    body = said.json()
    assert not [item for item in body["items"] if item.get("itself")]
    total = sum(Decimal(item["value"] or 0) for item in body["items"])
    assert total == Decimal(body["figure"]["value"]) > 0


def test_hoa_goes_down_into_the_year_before_the_reform(story):
    _, districts, _ = children(story, HOA, NINH_THUAN, day=EVE)
    bac_ai = derive_unit_id(f"{OLD}/584")
    assert (len(districts), districts[bac_ai]) == (7, "1")
    _, communes, _ = children(story, HOA, bac_ai, day=EVE)
    assert communes[PHUOC_DAI] == "1"


def test_without_a_day_it_is_the_units_of_the_periods_end(story):
    said = ask(story, HOA, "figures", orgUnit=NINH_THUAN, period="2025")
    assert said.json()["day"] == EVE, "the last day on which it was there"
    assert ask(story, HOA, "figures", orgUnit=NINH_THUAN, period="2024").json()["day"] == (
        "2024-12-31"
    )
    assert ask(story, MAI, "figures", orgUnit=BAC_AI_DONG, period="2025").json()["day"] == (
        "2025-12-31"
    )


def test_a_unit_that_was_not_there_that_day_has_no_figures(story):
    for unit, day in ((KHANH_HOA, EVE), (NINH_THUAN, REFORM), (BAC_AI_DONG, EVE)):
        said = ask(story, ADMIN, "figures", orgUnit=unit, period="2025", day=day)
        assert (said.status_code, said.json()["code"]) == (404, "404.1")
    assert ask(story, ADMIN, "figures", day="hôm qua").status_code == 422


def test_the_records_behind_it_are_found_on_that_day(story):
    said = ask(
        story,
        HOA,
        "dataValues",
        indicator="TTCD_BUOI",
        orgUnit=NINH_THUAN,
        period="2025",
        day=EVE,
    )
    assert [item["date"] for item in said.json()["items"]] == [EVE]
