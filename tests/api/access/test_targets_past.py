"""Who reaches the units that are no more: whoever has all that became of them, and nobody else."""

import pytest

from api import clock
from api.domain.org_unit import derive_unit_id
from api.models.user import Role
from tests.people import ADMIN, BINH, EVERYBODY, HOA, LAN, MAI, TRAM, VIEWER, Somebody, settle

pytestmark = pytest.mark.one_database

OFFICER = Somebody("can-bo", "Cán bộ xã Đặng Thùy Trâm", Role.SUPERVISOR, "21520")
PART = Somebody("phuong", "Cán bộ phường Giảng Võ", Role.SUPERVISOR, "00025")
OLD, NEW = "2021-01-01", "2025-07-01"
KHANH_HOA, GIA_LAI = derive_unit_id(f"{NEW}/56"), derive_unit_id(f"{NEW}/52")
NINH_THUAN, OLD_KHANH_HOA = derive_unit_id(f"{OLD}/58"), derive_unit_id(f"{OLD}/56")
OLD_GIA_LAI, BINH_DINH = derive_unit_id(f"{OLD}/64"), derive_unit_id(f"{OLD}/52")
BAC_AI_DISTRICT = derive_unit_id(f"{OLD}/584")
PHUOC_DAI, PHUOC_CHINH = derive_unit_id(f"{OLD}/22801"), derive_unit_id(f"{OLD}/22804")
TA_LU_1 = derive_unit_id(f"{OLD}/22801/ta-lu-1")
BA_TRANG, BA_TO = derive_unit_id(f"{OLD}/21520"), derive_unit_id(f"{OLD}/535")
NUOC_DANG = derive_unit_id(f"{OLD}/21520/nuoc-dang")
PERIOD = "2022-2025"
ASKED = {"period": PERIOD, "indicator": "SK"}
# Of the former units, whose figures each of the people reads. Everything else is a 404 to her.
FORMER = {
    NINH_THUAN: {HOA, VIEWER, ADMIN},
    OLD_KHANH_HOA: {HOA, VIEWER, ADMIN},
    BAC_AI_DISTRICT: {HOA, VIEWER, ADMIN},
    PHUOC_DAI: {MAI, HOA, VIEWER, ADMIN},
    PHUOC_CHINH: {HOA, VIEWER, ADMIN},
    TA_LU_1: {LAN, MAI, HOA, VIEWER, ADMIN},
    OLD_GIA_LAI: {BINH, ADMIN},
    BINH_DINH: {BINH, ADMIN},
    BA_TRANG: {OFFICER, ADMIN},
    NUOC_DANG: {OFFICER, ADMIN},
    BA_TO: {ADMIN},
}
ROUTES = ("/v1/figures", "/v1/figures/SK/byChild", "/v1/targets", "/v1/dataValues")


@pytest.mark.one_world
@pytest.mark.parametrize("who", [*EVERYBODY, OFFICER], ids=lambda who: who.login)
def test_each_reads_of_the_past_what_became_wholly_hers(ask_as, world, who):
    if who is OFFICER:
        settle(world, [OFFICER])
    client = ask_as(who)
    for unit, may in FORMER.items():
        for route in ROUTES:
            said = client.get(route, params={**ASKED, "orgUnit": unit})
            assert said.status_code == (200 if who in may else 404), (unit, route, said.text)


def test_hoa_goes_from_khanh_hoa_to_ninh_thuan_and_down_to_its_villages(ask_as):
    hoa = ask_as(HOA)
    mine = hoa.get("/v1/figures", params={"period": PERIOD}).json()
    assert mine["orgUnit"]["id"] == KHANH_HOA
    former = {one["name"]: one for one in mine["formerUnits"]}
    assert set(former) == {"Khánh Hòa", "Ninh Thuận"}
    assert former["Ninh Thuận"]["lastDay"] == "2025-06-30"
    assert former["Ninh Thuận"]["targets"] == 10
    assert PERIOD in mine["plannedPeriods"]
    below = by_child(hoa, NINH_THUAN)
    assert len(below) == 7
    assert below["Bác Ái"]["id"] == BAC_AI_DISTRICT
    assert len(by_child(hoa, BAC_AI_DISTRICT)) == 9
    assert "Tà Lú 1" in by_child(hoa, PHUOC_DAI)


def by_child(client, unit):
    said = client.get("/v1/figures/SK/byChild", params={"orgUnit": unit, "period": PERIOD})
    assert said.status_code == 200, said.text
    return {item["orgUnit"]["name"]: item["orgUnit"] for item in said.json()["items"]}


def test_the_officer_of_dang_thuy_tram_finds_ba_trang_2023(ask_as, world):
    settle(world, [OFFICER])
    officer = ask_as(OFFICER)
    mine = officer.get("/v1/figures", params={"period": "2023"}).json()
    assert mine["orgUnit"]["name"] == "Đặng Thùy Trâm"
    former = {one["name"]: one["targets"] for one in mine["formerUnits"]}
    assert former == {"Ba Khâm": 0, "Ba Trang": 11}
    assert "2023" in mine["plannedPeriods"]
    said = officer.get("/v1/targets", params={"orgUnit": BA_TRANG, "period": "2023"}).json()
    assert [one["value"] for one in said if one["indicator"] == "TTCD_MOI"] == ["1", "1", "2"]


def test_the_district_of_tam_duong_is_found_from_its_province(ask_as):
    admin = ask_as(ADMIN)
    lai_chau = {"orgUnit": derive_unit_id(f"{OLD}/12"), "period": "2025"}
    former = admin.get("/v1/figures", params=lai_chau).json()["formerUnits"]
    assert {one["name"]: one["targets"] for one in former if one["targets"]} == {"Tam Đường": 3}
    assert {one["level"] for one in former} == {"district"}


def test_whoever_has_a_part_of_a_divided_commune_does_not_see_the_whole(ask_as, world):
    settle(world, [PART])
    client = ask_as(PART)
    mine = client.get("/v1/figures", params={"period": "2024"}).json()
    assert mine["orgUnit"]["name"] == "Giảng Võ"
    divided = derive_unit_id(f"{OLD}/00007")
    assert divided not in {one["id"] for one in mine["formerUnits"]}
    asked = {"orgUnit": divided, "period": "2024"}
    assert client.get("/v1/figures", params=asked).status_code == 404
    assert ask_as(ADMIN).get("/v1/figures", params=asked).status_code == 200


def test_a_unit_is_not_asked_for_after_its_end(ask_as):
    hoa = ask_as(HOA)
    asked = {"orgUnit": NINH_THUAN, "period": "2026"}
    assert hoa.get("/v1/figures", params=asked).status_code == 404
    assert hoa.get("/v1/figures", params={"period": "2026"}).json()["formerUnits"] == []


@pytest.mark.one_world
@pytest.mark.parametrize("who", [MAI, BINH, HOA], ids=lambda who: who.login)
def test_without_a_period_a_unit_that_is_no_more_is_looked_at_on_its_last_day(ask_as, who):
    """Hoà asks for Ninh Thuận and says no year: all that it was assigned, in the year it ended."""
    client = ask_as(who)
    said = {route: client.get(route, params={"orgUnit": NINH_THUAN}) for route in ROUTES[:3]}
    if who is not HOA:
        assert {answer.status_code for answer in said.values()} == {404}
        return
    readings = said["/v1/targets"].json()
    assert {one["period"] for one in readings} == {PERIOD}
    assert len(readings) >= 10
    assert "77" in {one["value"] for one in readings}, "teams"
    mine = said["/v1/figures"].json()
    assert (mine["period"], mine["day"]) == ("2025", "2025-06-30")
    assert mine["orgUnit"]["name"] == "Ninh Thuận"


def test_without_a_period_a_unit_of_today_is_looked_at_this_year(ask_as):
    mine = ask_as(HOA).get("/v1/figures").json()
    assert (mine["period"], mine["day"]) == (str(clock.today().year), str(clock.today()))


@pytest.mark.parametrize("who", [LAN, TRAM], ids=lambda who: who.login)
def test_a_village_is_the_same_village_and_opens_no_commune(ask_as, who):
    said = ask_as(who).get("/v1/figures", params={"period": PERIOD}).json()
    assert said["formerUnits"] == []
