"""What forms/ says of the country: as many as there are, each once, each where it belongs."""

import csv
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from api.domain.org_unit import Extent, Level, derive_unit_id
from api.domain.placed import full_name
from api.domain.text import search_key
from api.loading.org_unit_files import AliasLine, SuccessionLine, UnitLine, read_unit_file

ROOT = Path(__file__).parents[3]
GIVEN = ROOT.parent / "shared" / "data"
COUNTRY = list(read_unit_file(ROOT / "forms" / "org_units.csv", UnitLine))
FORMER = list(read_unit_file(ROOT / "forms" / "former_units.csv", UnitLine))
VILLAGE_ROWS = list(read_unit_file(ROOT / "forms" / "villages.csv", UnitLine))
VILLAGES = [line for line in VILLAGE_ROWS if line.valid_to is None]
SHOWN = list(read_unit_file(ROOT / "forms" / "demo_org_units.csv", UnitLine))
ALIASES = ROOT / "forms" / "org_unit_aliases.csv"
STEPS = list(read_unit_file(ROOT / "forms" / "succession.csv", SuccessionLine))
REFORM = date(2025, 7, 1)
# Each unit as it was last.
BY_KEY = {line.key: line for line in (*FORMER, *COUNTRY, *VILLAGE_ROWS, *SHOWN)}
THEN = {line.key: line for line in (*FORMER, *VILLAGE_ROWS) if line.valid_to == REFORM}
VILLAGES_THEN = [line for line in VILLAGE_ROWS if line.valid_to == REFORM]


def given(name):
    """A file of the data that the product was given, where that lies beside it."""
    file = GIVEN / name
    if not file.exists():
        pytest.skip("the given data is not here")
    with file.open(encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def test_the_country_is_whole():
    assert Counter(line.level for line in COUNTRY) == {
        Level.NATION: 1,
        Level.PROVINCE: 34,
        Level.COMMUNE: 3321,
    }
    assert len(VILLAGES) == 74


def test_the_country_before_the_reform_is_whole():
    went_on = [line for line in COUNTRY if line.valid_from < REFORM and line.level != Level.NATION]
    assert Counter(line.level for line in (*FORMER, *went_on)) == {
        Level.PROVINCE: 63,
        Level.DISTRICT: 696,
        Level.COMMUNE: 10_035,
    }
    assert {line.valid_to for line in FORMER} == {REFORM}


def test_every_former_commune_has_a_successor_and_every_present_one_a_predecessor():
    went, came = {step.from_key for step in STEPS}, {step.to_key for step in STEPS}
    still = {line.key for line in COUNTRY}
    for line in FORMER:
        if line.level != Level.DISTRICT:
            assert line.key in went or line.key in still, line.key
    for line in COUNTRY:
        assert line.key in came or line.key in THEN or line.valid_from < REFORM, line.key


def test_a_divided_commune_has_one_default_and_a_whole_one_goes_to_one():
    extents = defaultdict(list)
    for step in STEPS:
        assert step.on_date == REFORM
        extents[step.from_key].append(step.extent)
    divided = [found for found in extents.values() if found != [Extent.WHOLE]]
    assert len(divided) == 471
    assert all(found.count(Extent.DEFAULT) == 1 for found in divided)
    assert all(Extent.WHOLE not in found for found in divided)


def test_the_succession_is_the_one_that_was_given():
    code = {line.key: line.code for line in COUNTRY}
    said = {
        (BY_KEY[step.from_key].code, code[step.to_key], step.extent)
        for step in STEPS
        if THEN[step.from_key].level == Level.COMMUNE
    }
    same = {(then.code, code[key], Extent.WHOLE) for key, then in THEN.items() if key in code}
    wanted = {
        (row["old_code"], row["new_code"], row["extent"])
        for row in given("succession_2025-07-01_nationwide.csv")
    }
    assert said | same == wanted


def test_what_resolutions_say_is_cited_where_it_was_read():
    cited = Counter(step.source for step in STEPS if "UBTVQH15" in step.source)
    assert cited == {"NQ 1667/NQ-UBTVQH15": 23, "NQ 1677/NQ-UBTVQH15": 1}


def test_every_id_is_of_one_unit():
    assert len({derive_unit_id(key) for key in BY_KEY}) == len(BY_KEY)


def test_nobody_has_corrected_a_key():
    """An id that changes loses every record of its unit: these stand for all."""
    assert {
        BY_KEY[key].name: derive_unit_id(key)
        for key in (
            "vn",
            "2025-07-01/56",
            "2025-07-01/52",
            "2021-01-01/14",
            "2025-07-01/22801",
            "2021-01-01/22801/ta-lu-1",
            "demonstration/22801/tram-y-te-phuoc-dai",
        )
    } == {
        "Việt Nam": "uopqKKeuVW8",
        "Khánh Hòa": "f1VV3cw6mxy",
        "Gia Lai": "SOgQ20KtdSP",
        "Sơn La": "h0wFwjShc8j",
        "Bác Ái Đông": "vwcXgwSFoBY",
        "Tà Lú 1": "hCzKnz3pkbQ",
        "Trạm Y tế Phước Đại": "WOr8sCuQUM5",
    }


def test_units_that_went_on_unchanged_keep_the_key_of_their_past():
    kept = [line for line in COUNTRY if line.key.startswith("2021-01-01/")]
    assert Counter(line.level for line in kept) == {Level.PROVINCE: 11, Level.COMMUNE: 137}
    before = Counter(THEN[line.key].level for line in kept if line.level == Level.COMMUNE)
    assert before == {Level.COMMUNE: 132, Level.DISTRICT: 5}


def of_ninh_thuan():
    """The villages that lay in Ninh Thuận, and what stood above each then."""
    lines = {
        line.key: [THEN[line.parent], THEN[THEN[line.parent].parent]] for line in VILLAGES_THEN
    }
    return {key: above for key, above in lines.items() if above[1].parent == "2021-01-01/58"}


def test_the_villages_of_ninh_thuan_lay_in_six_districts_and_lie_in_fourteen_units_of_khanh_hoa():
    villages = of_ninh_thuan()
    assert len(villages) == 71
    assert len({commune.key for commune, _ in villages.values()}) == 23
    assert Counter(district.name for _, district in villages.values()) == {
        "Bác Ái": 35,
        "Thuận Bắc": 16,
        "Ninh Sơn": 12,
        "Thuận Nam": 5,
        "Ninh Phước": 2,
        "Ninh Hải": 1,
    }
    parents = {BY_KEY[key].parent for key in villages}
    assert len(parents) == 14
    assert {BY_KEY[key].parent for key in parents} == {"2025-07-01/56"}


def test_the_villages_of_ba_trang_lie_in_dang_thuy_tram():
    of_ba_trang = [key for key, line in THEN.items() if line.parent == "2021-01-01/21520"]
    assert {BY_KEY[key].name for key in of_ba_trang} == {"Bùi Hui", "Kon Riêng", "Nước Đang"}
    assert {BY_KEY[BY_KEY[key].parent].name for key in of_ba_trang} == {"Đặng Thùy Trâm"}


def test_names_repeat_and_are_no_keys():
    repeated = Counter(line.name for line in VILLAGES)
    assert repeated["Ma Ty"] == repeated["Suối Đá"] == 2


def test_what_was_invented_is_marked_and_apart():
    assert [line.name for line in SHOWN] == ["Trạm Y tế Phước Đại"]
    assert all("Minh họa" in line.note for line in SHOWN)


def test_an_alias_is_another_spelling_of_the_same_name():
    aliases = list(read_unit_file(ALIASES, AliasLine))
    assert len(aliases) == 195
    for alias in aliases:
        name = BY_KEY[alias.key].name
        assert alias.name != name
        assert search_key(alias.name) == search_key(name)


@pytest.mark.parametrize(
    ("key", "name", "official"),
    [
        ("2021-01-01/639", "Chư Puh", "Chư Pưh"),
        ("2021-01-01/634", "Đak Pơ", "Đăk Pơ"),
        ("2021-01-01/625", "Kbang", "KBang"),
    ],
)
def test_a_plans_spelling_of_a_district_is_an_alias(key, name, official):
    aliases = {(alias.key, alias.name) for alias in read_unit_file(ALIASES, AliasLine)}
    assert BY_KEY[key].name == official
    assert (key, name) in aliases


def test_every_unit_of_the_plans_is_there_as_the_plan_writes_it():
    """By its name or an alias, below the units above it: names alone are no keys."""
    spelled = defaultdict(set)
    for key, line in THEN.items() | {"vn": BY_KEY["vn"]}.items():
        spelled[line.parent, line.name].add(key)
    for line in COUNTRY:
        if line.level == Level.PROVINCE and line.valid_from < REFORM:
            spelled[line.parent, line.name].add(line.key)
    for alias in read_unit_file(ALIASES, AliasLine):
        if alias.key in THEN:
            spelled[THEN[alias.key].parent, alias.name].add(alias.key)
    for row in given("org_units.csv"):
        at = "vn"
        for name in (row["province"], row["district"], row["commune"], row["village"]):
            if name:
                (at,) = spelled[at, name]


def test_the_country_is_the_catalogue():
    said = {
        (line.level, line.code): (search_key(full_name(line.kind, line.name)), line.lat, line.lon)
        for line in COUNTRY
        if line.code
    }
    levels = {"tỉnh": Level.PROVINCE, "xã": Level.COMMUNE}
    for row in given("units_since_2025-07-01.csv"):
        numbers = [float(row[name]) if row[name] else None for name in ("lat", "lon")]
        known = said.pop((levels[row["level"]], row["code"]))
        assert known == (search_key(row["name"]), *numbers)
    assert not said


def test_every_village_lies_where_its_commune_went_whole():
    went = {
        (row["old_code"], row["new_code"]): row["extent"]
        for row in given("succession_2025-07-01_nationwide.csv")
        if row["old_level"] == "xã"
    }
    for line in VILLAGES:
        former = line.key.split("/")[1]
        assert went[former, BY_KEY[line.parent].code] == "whole"
        assert not line.undecided


def test_the_villages_are_those_of_the_plans():
    said = Counter(line.name for line in VILLAGES)
    plans = Counter(row["village"] for row in given("org_units.csv") if row["village"])
    assert said == plans


def test_the_former_country_is_the_catalogue_of_its_last_day():
    levels = {"tỉnh": Level.PROVINCE, "huyện": Level.DISTRICT, "xã": Level.COMMUNE}
    said = {
        (line.level, line.code): (search_key(full_name(line.kind, line.name)), line.parent)
        for line in FORMER
    }
    for row in given("units_until_2025-06-30.csv"):
        parent = f"2021-01-01/{row['parent_code']}" if row["parent_code"] else "vn"
        if (levels[row["level"]], row["code"]) in said:
            known = said.pop((levels[row["level"]], row["code"]))
            assert known == (search_key(row["name"]), parent)
        else:
            assert BY_KEY[f"2021-01-01/{row['code']}"].level == levels[row["level"]]
    assert not said
