"""The tree over HTTP, on the real units: nobody, the wrong place, then the story."""

from collections import Counter

import pytest

from api.domain.org_unit import derive_unit_id
from tests.clients import AppClient
from tests.people import ADMIN, BINH, HOA, LAN, MAI

pytestmark = pytest.mark.one_world("file")

VIET_NAM = derive_unit_id("vn")
KHANH_HOA = derive_unit_id("2025-07-01/56")
GIA_LAI = derive_unit_id("2025-07-01/52")
BAC_AI_DONG = derive_unit_id("2025-07-01/22801")
BAC_AI = derive_unit_id("2025-07-01/22795")
TA_LU_1 = derive_unit_id("2021-01-01/22801/ta-lu-1")


def lines(client, **query):
    said = client.get("/v1/orgUnits", params=query)
    assert said.status_code == 200, said.text
    return said.json()


def names(listed):
    return [line["name"] for line in listed]


@pytest.mark.parametrize("path", ["/v1/orgUnits", f"/v1/orgUnits/{KHANH_HOA}"])
def test_nobody_sees_no_tree(app, path):
    said = AppClient(app).get(path)
    assert said.status_code == 401
    assert said.json()["code"] == "401.2"


def test_binh_of_another_province_finds_nothing_of_khanh_hoa(ask_as):
    binh = ask_as(BINH)
    assert {line["within"] for line in lines(binh) if line["id"] != VIET_NAM} == {True}
    assert KHANH_HOA not in {line["id"] for line in lines(binh)}
    assert names(lines(binh, search="Bác Ái Đông")) == []
    assert names(lines(binh, parent=BAC_AI_DONG)) == []
    assert names(lines(binh, parent=VIET_NAM)) == ["Gia Lai"]
    for unit in (KHANH_HOA, BAC_AI_DONG, TA_LU_1, "zzzzzzzzzzz", "x" * 300):
        said = binh.get(f"/v1/orgUnits/{unit}")
        assert (said.status_code, said.json()["code"]) == (404, "404.1")


def test_lan_sees_her_village_and_what_stands_over_it(ask_as):
    listed = lines(ask_as(LAN))
    assert [(line["name"], line["within"]) for line in listed] == [
        ("Việt Nam", False),
        ("Khánh Hòa", False),
        ("Bác Ái Đông", False),
        ("Tà Lú 1", True),
    ]
    assert listed[3] == {
        "id": TA_LU_1,
        "code": None,
        "kind": "Thôn",
        "name": "Tà Lú 1",
        "level": "village",
        "parentId": BAC_AI_DONG,
        "lineage": "Khánh Hòa › Bác Ái Đông",
        "undecided": False,
        "within": True,
        "until": None,
    }


def test_mai_sees_her_commune_village_by_village_in_dictionary_order(ask_as):
    mai = ask_as(MAI)
    mine = [line for line in lines(mai) if line["within"]]
    assert names(mine) == [
        *("Bác Ái Đông", "Châu Đắc", "Đá Ba Cái", "Ma Dú", "Ma Hoa", "Ma Nai", "Ma Rớ"),
        *("Suối Lỡ", "Tà Lú 1", "Tà Lú 2", "Tà Lú 3", "Trạm Y tế Phước Đại"),
    ]
    assert names(lines(mai, parent=BAC_AI_DONG)) == names(mine)[1:]
    assert mai.get(f"/v1/orgUnits/{BAC_AI}").status_code == 404, "the commune next door"


def test_hoa_tells_two_villages_of_one_name_apart(ask_as):
    found = lines(ask_as(HOA), search="ma ty")
    assert names(found) == ["Ma Ty", "Ma Ty"]
    assert {line["lineage"] for line in found} == {"Khánh Hòa › Bác Ái", "Khánh Hòa › Bác Ái Tây"}
    assert len({line["id"] for line in found}) == 2


@pytest.mark.one_world
@pytest.mark.parametrize(
    "typed", ["Đặng Thùy Trâm", "Đặng Thuỳ Trâm", "dang thuy tram", "xã Đặng Thùy", "21520"]
)
def test_a_name_is_found_however_its_tone_is_placed(ask_as, typed):
    assert names(lines(ask_as(ADMIN), search=typed)) == ["Đặng Thùy Trâm"]


def test_what_is_written_so_comes_first(ask_as):
    admin = ask_as(ADMIN)
    assert names(lines(admin, search="Khánh Hòa"))[0] == "Khánh Hòa"
    assert lines(admin, search="Khánh Hòa")[0]["level"] == "province"
    assert names(lines(admin, search="Bắc Ái"))[0] == "Bác Ái"
    assert names(lines(admin, search="Đà Nẵng"))[0] == "Đà Nẵng"


def test_the_administrator_sees_the_nation(ask_as):
    listed = lines(ask_as(ADMIN))
    assert Counter(line["level"] for line in listed) == {
        "nation": 1,
        "province": 34,
        "commune": 3321,
        "village": 74,
        "facility": 1,
    }
    seen = set()
    for line in listed:
        assert line["parentId"] in seen or line["level"] == "nation", "each after what is above it"
        seen.add(line["id"])


def test_another_day_shows_what_stood_then(ask_as):
    admin = ask_as(ADMIN)
    assert lines(admin, day="2020-12-31") == []
    eve = lines(admin, day="2025-06-30")
    assert Counter(line["level"] for line in eve) == {
        "nation": 1,
        "province": 63,
        "district": 696,
        "commune": 10_035,
        "village": 74,
    }
    assert "Sơn La" in names(eve)
    assert KHANH_HOA not in {line["id"] for line in eve}, "it was opened on 1 July 2025"
    said = admin.get("/v1/orgUnits", params={"day": "hôm qua"})
    assert said.status_code == 422


def test_one_unit_with_all_that_it_was(ask_as):
    said = ask_as(MAI).get(f"/v1/orgUnits/{KHANH_HOA}")
    assert said.status_code == 200
    unit = said.json()
    assert (unit["openedOn"], unit["closedOn"]) == ("2025-07-01", None)
    assert unit["onDay"]["within"] is False, "it stands over her commune"
    assert [row["code"] for row in unit["versions"]] == ["56"]
    assert unit["versions"][0]["source"] == "QĐ 19/2025/QĐ-TTg"
    assert unit["aliases"] == [{"name": "Khánh Hoà", "source": "danh mục QĐ 19/2025/QĐ-TTg"}]
    assert ask_as(MAI).get(f"/v1/orgUnits/{KHANH_HOA}?day=2025-06-30").json()["onDay"] is None


def test_an_invented_unit_says_so(ask_as):
    mai = ask_as(MAI)
    station = lines(mai, search="trạm y tế")[0]
    assert mai.get(f"/v1/orgUnits/{station['id']}").json()["illustrative"] is True
    assert mai.get(f"/v1/orgUnits/{TA_LU_1}").json()["illustrative"] is False
