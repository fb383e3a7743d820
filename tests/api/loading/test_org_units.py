"""Loading the files: the same ids everywhere, nothing twice, nothing that cannot be true."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, func, select

from api.domain.org_unit import derive_unit_id
from api.loading.org_unit_files import WrongUnitFile
from api.loading.org_units import load_org_units, rebuild_closure
from api.models.org_unit import OrgUnit, OrgUnitClosure, OrgUnitVersion
from api.queries import org_unit_history, org_unit_search, org_units, reach
from tests import country
from tests.country import NEW, OLD

REFORM = date(2025, 7, 1)
EVE = date(2025, 6, 30)
TODAY = date(2026, 11, 21)
TA_LU = derive_unit_id(f"{OLD}/22801/ta-lu-1")


@pytest.fixture
def folder(tmp_path):
    return country.write(tmp_path / "forms")


@pytest.fixture
def loaded(database, folder):
    with database.writing() as session:
        load_org_units(session, folder)
    return database


def names(units):
    return [unit.name for unit in units]


def coded(database, code, day):
    with database.reading() as session:
        unit = org_units.find_unit_by_code(session, code, day)
    assert unit is not None
    return unit


def test_loading_twice_changes_nothing(loaded, folder):
    with loaded.writing() as session:
        again = load_org_units(session, folder)
    assert again.touched == 0
    assert again.versions.unchanged == 27


def test_a_code_used_again_names_another_unit(loaded):
    before, after = coded(loaded, "21520", EVE), coded(loaded, "21520", REFORM)
    assert (before.name, after.name) == ("Ba Trang", "Đặng Thùy Trâm")
    assert before.id != after.id


def test_a_village_keeps_its_id_while_all_above_it_changes(loaded):
    with loaded.reading() as session:
        before = org_units.ancestor_units(session, TA_LU, EVE)
        after = org_units.ancestor_units(session, TA_LU, REFORM)
        assert org_units.find_unit_on_day(session, TA_LU, date(2021, 12, 31)) is None
    assert names(before) == ["Tà Lú 1", "Phước Đại", "Bác Ái", "Ninh Thuận", "Việt Nam"]
    assert names(after) == ["Tà Lú 1", "Bác Ái Đông", "Khánh Hòa", "Việt Nam"]


def test_a_commune_that_goes_on_keeps_its_id_without_its_district(loaded):
    before, after = coded(loaded, "04231", EVE), coded(loaded, "04231", REFORM)
    assert before.id == after.id
    with loaded.reading() as session:
        above = [org_units.ancestor_ids(session, after.id, day) for day in (EVE, REFORM)]
        assert [len(ids) for ids in above] == [4, 3]
        assert len(org_unit_history.versions_of_unit(session, after.id)) == 2


def test_what_became_of_a_commune_and_of_a_divided_one(loaded):
    with loaded.reading() as session:
        went = org_unit_history.successions_of_unit(session, derive_unit_id(f"{OLD}/22801"))
        divided = org_unit_history.successions_of_unit(session, derive_unit_id(f"{OLD}/00007"))
        placed = org_units.find_unit_on_day(session, derive_unit_id(f"{OLD}/00007/to-1"), REFORM)
    assert [
        (step.to_id, step.extent) for step in went if step.from_id == derive_unit_id(f"{OLD}/22801")
    ] == [(derive_unit_id(f"{NEW}/22801"), "whole")]
    assert {step.extent for step in divided} == {"part", "part, default"}
    assert placed is not None
    assert placed.undecided, "nobody has said yet which part it went to"


def test_who_was_assigned_to_a_commune_of_the_past_is_late_and_not_a_stranger(loaded):
    former = derive_unit_id(f"{OLD}/22801")
    other = derive_unit_id(f"{OLD}/22798")
    with loaded.reading() as session:
        assert not org_units.is_at_or_below(session, [former], TA_LU, TODAY)
        assert org_units.is_at_or_below(session, [former], TA_LU, EVE)
        assert reach.was_ever_within_reach(session, [(former, date(2022, 1, 1), None)], TA_LU)
        assert not reach.was_ever_within_reach(session, [(former, REFORM, None)], TA_LU)
        assert not reach.was_ever_within_reach(session, [(other, date(2022, 1, 1), None)], TA_LU)


def test_an_alias_finds_the_unit_on_its_day(loaded):
    with loaded.reading() as session:
        assert names(org_unit_search.search_units(session, "Đặng Thuỳ Trâm", TODAY)) == [
            "Đặng Thùy Trâm"
        ]
        assert names(org_unit_search.search_units(session, "ba trang", TODAY)) == []
        assert names(org_unit_search.search_units(session, "ba trang", EVE)) == ["Ba Trang"]
        assert names(org_unit_search.search_units(session, "100%", TODAY)) == []


def test_a_rename_is_a_new_row_of_the_same_unit(loaded, tmp_path):
    moved = country.UNITS.replace(
        f"{OLD}/14 | province | 14 | Tỉnh | Sơn La | vn | {OLD} | |",
        f"{OLD}/14 | province | 14 | Tỉnh | Sơn La | vn | {OLD} | 2026-01-01 |\n"
        f"{OLD}/14 | province | 14 | Thành phố | Sơn La Mới | vn | 2026-01-01 | |",
    )
    with loaded.writing() as session:
        done = load_org_units(session, country.write(tmp_path / "later", moved))
    assert (done.units.touched, done.versions.changed, done.versions.inserted) == (0, 1, 1)
    assert done.closure.touched == 0, "a rename does not move anything"
    assert coded(loaded, "14", date(2025, 12, 31)).name == "Sơn La"
    assert coded(loaded, "14", date(2026, 1, 1)).name == "Sơn La Mới"


def test_a_move_takes_what_lies_below_along(loaded, tmp_path):
    moved = country.UNITS.replace(
        f"{NEW}/22801 | commune | 22801 | Xã | Bác Ái Đông | {NEW}/56 | {NEW} | |",
        f"{NEW}/22801 | commune | 22801 | Xã | Bác Ái Đông | {NEW}/56 | {NEW} | 2026-01-01 |\n"
        f"{NEW}/22801 | commune | 22801 | Xã | Bác Ái Đông | {NEW}/51 | 2026-01-01 | |",
    )
    with loaded.writing() as session:
        load_org_units(session, country.write(tmp_path / "later", moved))
    khanh_hoa, quang_ngai = derive_unit_id(f"{NEW}/56"), derive_unit_id(f"{NEW}/51")
    with loaded.reading() as session:
        assert org_units.is_at_or_below(session, [khanh_hoa], TA_LU, date(2025, 12, 31))
        assert not org_units.is_at_or_below(session, [khanh_hoa], TA_LU, date(2026, 1, 1))
        assert org_units.is_at_or_below(session, [quang_ngai], TA_LU, date(2026, 1, 1))


def test_what_an_administrator_added_is_left_alone(loaded, folder):
    added = {"id": "aaaaaaaaaaa", "key": "added/1", "opened_on": TODAY, "illustrative": False}
    with loaded.writing() as session:
        session.execute(insert(OrgUnit), added)
        session.execute(insert(OrgUnitVersion), version("aaaaaaaaaaa"))
        assert rebuild_closure(session).inserted == 4
    with loaded.writing() as session:
        assert load_org_units(session, folder).touched == 0
    with loaded.reading() as session:
        commune = derive_unit_id(f"{NEW}/22801")
        assert names(org_units.child_units(session, commune, TODAY)) == ["Tà Lú 1", "Tà Lú 9"]


def version(unit, **other):
    return {
        "org_unit_id": unit,
        "valid_from": TODAY,
        "level": "village",
        "parent_id": derive_unit_id(f"{NEW}/22801"),
        "kind": "Thôn",
        "name": "Tà Lú 9",
        "name_key": "ta lu 9",
        "undecided": False,
        "source": "",
        "note": "",
        **other,
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"org_unit_id": TA_LU},
        {"org_unit_id": TA_LU, "valid_from": REFORM, "valid_to": TODAY},
        {"valid_to": TODAY},
        {"valid_to": TODAY - timedelta(days=1)},
        {"level": "hamlet"},
        {"parent_id": None},
        {"parent_id": derive_unit_id("vn"), "level": "nation"},
        {"parent_id": "zzzzzzzzzzz"},
        {"org_unit_id": "zzzzzzzzzzz"},
        {"parent_id": derive_unit_id("vn"), "level": "province", "code": "56"},
        {"lat": 91.0},
    ],
    ids=[
        "two open rows",
        "two rows from one day",
        "no days",
        "ends before it begins",
        "unknown level",
        "no parent",
        "nation with a parent",
        "unknown parent",
        "unknown unit",
        "code taken",
        "not on this earth",
    ],
)
def test_the_database_refuses_first(loaded, wrong):
    with loaded.writing() as session:
        session.execute(
            insert(OrgUnit),
            {"id": "aaaaaaaaaaa", "key": "added/1", "opened_on": TODAY, "illustrative": False},
        )
    with pytest.raises(IntegrityError), loaded.writing() as session:
        session.execute(insert(OrgUnitVersion), version("aaaaaaaaaaa", **wrong))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("| commune | 22798", "| hamlet | 22798", "line 10: level"),
        (f"| {NEW}/56 | {NEW} | |", f"| {NEW}/57 | {NEW} | |", f"{NEW}/57, which is not there"),
        (
            f"Ninh Thuận | vn | {OLD}",
            f"Ninh Thuận | vn | {REFORM - timedelta(days=9)}",
            "not there",
        ),
        (
            f"Phước Đại | {OLD}/584 | {OLD} | {NEW}",
            f"Phước Đại | {OLD}/584 | {OLD} |",
            "22801 is there twice",
        ),
        ("Phước Thành", "", "line 10: name"),
        (f"Ba Tơ | {OLD}/51", f"Ba Tơ | {OLD}/535", "lies below itself"),
    ],
)
def test_a_file_that_cannot_be_true_is_refused_whole(database, tmp_path, before, after, words):
    assert before in country.UNITS
    wrong = country.write(tmp_path / "wrong", country.UNITS.replace(before, after))
    with pytest.raises(WrongUnitFile, match=words), database.writing() as session:
        load_org_units(session, wrong)
    with database.reading() as session:
        assert session.exec(select(func.count()).select_from(OrgUnit)).one() == 0


def test_an_empty_folder_is_a_mistake(database, tmp_path):
    with pytest.raises(WrongUnitFile, match="no org units"), database.writing() as session:
        load_org_units(session, tmp_path)


def test_the_closure_has_no_two_rows_at_once(loaded):
    with loaded.reading() as session:
        rows = session.exec(
            select(OrgUnitClosure).order_by(
                OrgUnitClosure.ancestor_id,
                OrgUnitClosure.descendant_id,
                col(OrgUnitClosure.valid_from),
            )
        ).all()
    for earlier, later in pairwise(rows):
        same = (earlier.ancestor_id, earlier.descendant_id) == (
            later.ancestor_id,
            later.descendant_id,
        )
        assert not same or (earlier.valid_to and earlier.valid_to <= later.valid_from)
