"""Units as they were, on the real country: the same people look at 30 June and at 1 July 2025."""

from collections import Counter
from datetime import date

import pytest
from sqlmodel import select

from api.domain.org_unit import Level, derive_unit_id
from api.models.org_unit import OrgUnitSuccession, OrgUnitVersion
from api.queries import org_unit_history, org_units
from tests.people import ADMIN, BINH, HOA, LAN, MAI

pytestmark = [pytest.mark.one_world("file"), pytest.mark.one_database]

OLD, NEW = "2021-01-01", "2025-07-01"
EVE, REFORM = date(2025, 6, 30), date(2025, 7, 1)
NINH_THUAN, KHANH_HOA = derive_unit_id(f"{OLD}/58"), derive_unit_id(f"{NEW}/56")
BAC_AI, PHUOC_DAI = derive_unit_id(f"{OLD}/584"), derive_unit_id(f"{OLD}/22801")
BAC_AI_DONG = derive_unit_id(f"{NEW}/22801")
CONG_VI = derive_unit_id(f"{OLD}/00007")


def lines(client, **query):
    said = client.get("/v1/orgUnits", params=query)
    assert said.status_code == 200, said.text
    return said.json()


def units_below(session, unit, day, level=None):
    found = org_units.units_at_or_below(session, [unit], day)
    return [each for each in found if level is None or each.level == level]


def names(listed):
    return [line["name"] for line in listed]


def of_level(listed, level):
    return [line for line in listed if line["level"] == level and line["within"]]


def test_everything_that_was_has_a_successor_and_everything_that_is_a_predecessor(world):
    with world.reading() as session:
        went = {row.from_id: row for row in session.exec(select(OrgUnitSuccession))}
        came = set(session.exec(select(OrgUnitSuccession.to_id)))
        then = session.exec(select(OrgUnitVersion).where(OrgUnitVersion.valid_to == REFORM)).all()
        now = session.exec(select(OrgUnitVersion).where(OrgUnitVersion.valid_from == REFORM)).all()
    former = [row.org_unit_id for row in then if row.level == Level.COMMUNE]
    present = [row.org_unit_id for row in now if row.level == Level.COMMUNE]
    districts = [row.org_unit_id for row in then if row.level == Level.DISTRICT]
    assert (len(former), len(present), len(districts)) == (10_035, 3_321, 696)
    was, stands = {row.org_unit_id for row in then}, {row.org_unit_id for row in now}
    assert all(unit in went or unit in stands for unit in former)
    assert all(unit in went or unit in stands for unit in districts)
    assert all(unit in came or unit in was for unit in present)


def test_on_30_june_2025_the_scope_of_ninh_thuan_is_that_of_its_plan(world):
    with world.reading() as session:
        villages = units_below(session, NINH_THUAN, EVE, Level.VILLAGE)
        communes = {village.parent_id for village in villages}
        above = {unit.id: unit for unit in units_below(session, NINH_THUAN, EVE)}
    districts = Counter(above[above[at.parent_id or ""].parent_id or ""].name for at in villages)
    assert (len(districts), len(communes), len(villages)) == (6, 23, 71)
    assert districts == {
        "Bác Ái": 35,
        "Thuận Bắc": 16,
        "Ninh Sơn": 12,
        "Thuận Nam": 5,
        "Ninh Phước": 2,
        "Ninh Hải": 1,
    }


def test_on_1_july_2025_the_same_villages_lie_in_fourteen_units_of_khanh_hoa(world):
    with world.reading() as session:
        before = units_below(session, NINH_THUAN, EVE, Level.VILLAGE)
        after = units_below(session, KHANH_HOA, REFORM, Level.VILLAGE)
        assert units_below(session, NINH_THUAN, REFORM) == []
    assert {unit.id for unit in before} == {unit.id for unit in after}
    assert len({unit.parent_id for unit in after}) == 14


def test_names_repeat_and_are_no_keys(world):
    with world.reading() as session:
        villages = units_below(session, NINH_THUAN, EVE, Level.VILLAGE)
    repeated = {name for name, times in Counter(names_of(villages)).items() if times > 1}
    assert repeated == {"Ma Ty", "Suối Đá"}
    assert len({unit.id for unit in villages}) == 71


def names_of(units):
    return [unit.name for unit in units]


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [("21520", "Ba Trang", "Đặng Thùy Trâm"), ("22801", "Phước Đại", "Bác Ái Đông")],
)
def test_a_code_used_again_is_resolved_by_day(world, code, before, after):
    with world.reading() as session:
        then, now = (org_units.find_unit_by_code(session, code, day) for day in (EVE, REFORM))
    assert then is not None
    assert now is not None
    assert (then.name, now.name) == (before, after)
    assert then.id != now.id


def test_hoa_sees_both_of_the_provinces_that_hers_came_from(ask_as):
    eve = lines(ask_as(HOA), day=EVE)
    assert names(of_level(eve, "province")) == ["Khánh Hòa", "Ninh Thuận"]
    assert len(of_level(eve, "village")) == 71
    assert "Bác Ái" in names(of_level(eve, "district"))
    assert KHANH_HOA not in {line["id"] for line in eve}


def test_mai_sees_the_communes_that_became_hers_and_their_district_only_over_them(ask_as):
    mai = ask_as(MAI)
    eve = lines(mai, day=EVE)
    assert names(of_level(eve, "commune")) == ["Phước Đại", "Phước Thành"]
    assert [line["name"] for line in eve if not line["within"]] == [
        "Việt Nam",
        "Ninh Thuận",
        "Bác Ái",
    ]
    today = {line["id"] for line in of_level(lines(mai), "village")}
    assert {line["id"] for line in of_level(eve, "village")} == today
    assert names(lines(mai, parent=BAC_AI, day=EVE)) == ["Phước Đại", "Phước Thành"]


def test_lan_sees_her_village_where_it_stood(ask_as):
    assert [(line["name"], line["within"]) for line in lines(ask_as(LAN), day=EVE)] == [
        ("Việt Nam", False),
        ("Ninh Thuận", False),
        ("Bác Ái", False),
        ("Phước Đại", False),
        ("Tà Lú 1", True),
    ]


def test_binh_of_another_province_sees_nothing_of_ninh_thuan_on_any_day(ask_as):
    binh = ask_as(BINH)
    eve = lines(binh, day=EVE)
    assert names(of_level(eve, "province")) == ["Bình Định", "Gia Lai"]
    assert NINH_THUAN not in {line["id"] for line in eve}
    assert lines(binh, search="Phước Đại", former=True) == []
    for unit in (NINH_THUAN, BAC_AI, PHUOC_DAI):
        assert binh.get(f"/v1/orgUnits/{unit}?day={EVE}").status_code == 404


def test_todays_lists_hold_todays_units_only(ask_as):
    for who in (LAN, MAI, HOA):
        client = ask_as(who)
        assert {line["until"] for line in lines(client)} == {None}
        assert "district" not in {line["level"] for line in lines(client)}
        rows = client.get("/v1/lists/org_units")
        assert rows.status_code == 200
        assert "Bác Ái Đông" in rows.text or who is LAN
        assert PHUOC_DAI not in rows.text


def test_a_former_unit_is_found_by_name_and_marked_as_former(ask_as):
    hoa = ask_as(HOA)
    assert PHUOC_DAI not in {line["id"] for line in lines(hoa, search="phuoc dai")}
    (found,) = [
        line for line in lines(hoa, search="phuoc dai", former=True) if line["id"] == PHUOC_DAI
    ]
    assert (found["until"], found["lineage"]) == ("2025-06-30", "Ninh Thuận › Bác Ái")
    assert found["within"] is True
    assert names(lines(hoa, search="ninh thuận", former=True))[0] == "Ninh Thuận"


def test_todays_units_come_before_the_former_ones_of_the_name(ask_as):
    found = lines(ask_as(HOA), search="Bác Ái", former=True)
    assert [(line["name"], line["level"], line["until"]) for line in found][:1] == [
        ("Bác Ái", "commune", None)
    ]
    assert ("Bác Ái", "district", "2025-06-30") in [
        (line["name"], line["level"], line["until"]) for line in found
    ]


@pytest.mark.one_world
@pytest.mark.parametrize(
    ("typed", "district"), [("Chư Puh", "Chư Pưh"), ("Đak Pơ", "Đăk Pơ"), ("Kbang", "KBang")]
)
def test_a_plans_spelling_finds_its_district(ask_as, typed, district):
    found = lines(ask_as(BINH), search=typed, former=True)
    assert district in names(of_level(found, "district"))


def test_a_district_became_the_communes_of_its_communes(ask_as):
    unit = ask_as(HOA).get(f"/v1/orgUnits/{BAC_AI}").json()
    assert {step["to"]["name"] for step in unit["became"]} == {
        "Bác Ái",
        "Bác Ái Đông",
        "Bác Ái Tây",
        "Mỹ Sơn",
    }
    assert unit["divided"] is False, "a district has no villages of its own to be placed"


def test_a_divided_commune_is_shown_as_divided(ask_as):
    unit = ask_as(ADMIN).get(f"/v1/orgUnits/{CONG_VI}").json()
    assert unit["divided"] is True
    assert {(step["to"]["name"], step["extent"]) for step in unit["became"]} == {
        ("Ngọc Hà", "part, default"),
        ("Giảng Võ", "part"),
    }


def test_a_ward_that_went_on_alone_keeps_its_id_through_the_reform(world):
    with world.reading() as session:
        steps = org_unit_history.successions_of_unit(session, derive_unit_id(f"{OLD}/318"))
        then = org_units.find_unit_on_day(session, derive_unit_id(f"{OLD}/318"), EVE)
        now = org_units.find_unit_on_day(session, derive_unit_id(f"{OLD}/318"), REFORM)
    assert then is not None
    assert now is not None
    assert steps == []
    assert (then.level, then.name, then.code) == ("district", "Bạch Long Vĩ", "318")
    assert (now.level, now.kind, now.code) == ("commune", "Đặc khu", "11948")
