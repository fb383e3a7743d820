"""What forms/ says of the country: as many as there are, each once, each where it belongs."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from api.domain.org_unit import Level, unit_id
from api.domain.placed import full_name
from api.domain.text import search_key
from api.org_unit_files import AliasLine, UnitLine, read

ROOT = Path(__file__).parent.parent.parent
GIVEN = ROOT.parent / "shared" / "data"
COUNTRY = list(read(ROOT / "forms" / "org_units.csv", UnitLine))
VILLAGES = list(read(ROOT / "forms" / "villages.csv", UnitLine))
SHOWN = list(read(ROOT / "forms" / "demo_org_units.csv", UnitLine))
ALL = [*COUNTRY, *VILLAGES, *SHOWN]
BY_KEY = {line.key: line for line in ALL}


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


def test_every_id_is_of_one_unit():
    assert len({unit_id(line.key) for line in ALL}) == len({line.key for line in ALL}) == len(ALL)


def test_nobody_has_corrected_a_key():
    """An id that changes loses every record of its unit: these stand for all."""
    assert {
        BY_KEY[key].name: unit_id(key)
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


def test_the_villages_of_ninh_thuan_lie_in_fourteen_units_of_khanh_hoa():
    of_ninh_thuan = [line for line in VILLAGES if "tỉnh Ninh Thuận" in line.note]
    parents = {BY_KEY[line.parent].key for line in of_ninh_thuan}
    assert len(of_ninh_thuan) == 71
    assert len(parents) == 14
    assert {BY_KEY[key].parent for key in parents} == {"2025-07-01/56"}
    assert len({line.note for line in of_ninh_thuan}) == 23


def test_the_villages_of_ba_trang_lie_in_dang_thuy_tram():
    of_ba_trang = [line for line in VILLAGES if "xã Ba Trang" in line.note]
    assert {line.name for line in of_ba_trang} == {"Bùi Hui", "Kon Riêng", "Nước Đang"}
    assert {BY_KEY[line.parent].name for line in of_ba_trang} == {"Đặng Thùy Trâm"}


def test_names_repeat_and_are_no_keys():
    repeated = Counter(line.name for line in VILLAGES)
    assert repeated["Ma Ty"] == repeated["Suối Đá"] == 2


def test_what_was_invented_is_marked_and_apart():
    assert [line.name for line in SHOWN] == ["Trạm Y tế Phước Đại"]
    assert all("Minh họa" in line.note for line in SHOWN)


def test_an_alias_is_another_spelling_of_the_same_name():
    aliases = list(read(ROOT / "forms" / "org_unit_aliases.csv", AliasLine))
    assert len(aliases) == 192
    for alias in aliases:
        name = BY_KEY[alias.key].name
        assert alias.name != name
        assert search_key(alias.name) == search_key(name)


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
