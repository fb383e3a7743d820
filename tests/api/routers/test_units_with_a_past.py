"""A village that no file names is entered with its past: in which commune it stood before."""

from datetime import date

import pytest
from sqlmodel import select

from api.domain.org_unit import derive_unit_id
from api.models.audit import Audit
from api.models.user import Role
from api.queries import org_units
from tests import people
from tests.api.routers.test_org_unit_changes import closure_is_true
from tests.offices import code
from tests.people import ADMIN, LAN, MAI, Somebody, sign_in

pytestmark = pytest.mark.one_database

OLD, NEW = "2021-01-01", "2025-07-01"
CONG_VI, BA_DINH = derive_unit_id(f"{OLD}/00007"), derive_unit_id(f"{OLD}/00004")
NGOC_HA, GIANG_VO = derive_unit_id(f"{NEW}/00008"), derive_unit_id(f"{NEW}/00025")
PHUOC_DAI = derive_unit_id(f"{OLD}/22801")
UT = Somebody("ut", "Út", Role.ADMIN, "00008")
THU = Somebody("thu", "Thu", Role.ADMIN, "01")
YEN = Somebody("yen", "Yến", Role.ADMIN, "22801")
QUARTER = {
    "level": "village",
    "kind": "Tổ dân phố",
    "name": "Tổ 7",
    "parentId": NGOC_HA,
    "formerParentId": CONG_VI,
    "validFrom": OLD,
    "source": "NQ 1656/NQ-UBTVQH15",
}


@pytest.fixture
def as_admin(app, world):
    people.settle(world, (UT, THU, YEN))
    return lambda who: sign_in(app, who)


def test_who_does_not_administer_all_that_the_commune_became_does_not_write_its_past(as_admin):
    for who in (LAN, MAI):
        assert code(as_admin(who).post("/v1/orgUnits", json=QUARTER)) == (403, "notAdministrator")
    assert code(as_admin(UT).post("/v1/orgUnits", json=QUARTER)) == (404, "404.1"), "only a part"
    assert code(as_admin(YEN).post("/v1/orgUnits", json=QUARTER)) == (404, "404.1")


@pytest.mark.parametrize(
    ("changes", "status", "expected"),
    [
        ({"source": ""}, 422, "invalid"),
        ({"formerParentId": BA_DINH}, 422, "notASuccessor"),
        ({"formerParentId": GIANG_VO}, 404, "404.1"),
        ({"formerParentId": "khong-co"}, 404, "404.1"),
        ({"validFrom": NEW}, 409, "unitNotThere"),
        ({"validFrom": "2001-01-01"}, 409, "unitNotThere"),
    ],
)
def test_what_cannot_have_been_is_refused(as_admin, changes, status, expected):
    said = as_admin(THU).post("/v1/orgUnits", json=QUARTER | changes)
    assert code(said) == (status, expected)


def test_it_stood_in_the_divided_commune_and_stands_where_she_says(as_admin, world):
    thu = as_admin(THU)
    made = thu.post("/v1/orgUnits", json=QUARTER)
    assert made.status_code == 201, made.text
    assert code(thu.post("/v1/orgUnits", json=QUARTER)) == (409, "nameTaken")
    unit = thu.get(f"/v1/orgUnits/{made.json()['id']}").json()
    assert [(row["validFrom"], row["validTo"]) for row in unit["versions"]] == [
        (OLD, NEW),
        (NEW, None),
    ]
    assert unit["onDay"]["undecided"] is False
    (choice,) = unit["choices"]
    assert (choice["divided"]["name"], choice["parent"]["id"]) == ("Cống Vị", NGOC_HA)
    (placement,) = unit["placements"]
    assert (placement["source"], placement["inForce"]) == (QUARTER["source"], True)
    with world.reading() as session:
        above = org_units.ancestor_ids(session, made.json()["id"], date(2025, 6, 30))
        noted = session.exec(select(Audit).where(Audit.action == "orgUnit.create")).one()
    assert CONG_VI in above
    assert CONG_VI in noted.details
    closure_is_true(world)


def test_the_decision_in_it_is_replaced_as_any_other(as_admin):
    admin = as_admin(ADMIN)
    made = admin.post("/v1/orgUnits", json=QUARTER).json()["id"]
    said = {"parentId": GIANG_VO, "source": "Đính chính 12/CV-UBND"}
    assert admin.post(f"/v1/orgUnits/{made}/placements", json=said).status_code == 201
    placements = admin.get(f"/v1/orgUnits/{made}").json()["placements"]
    assert [(one["parent"]["name"], one["inForce"]) for one in placements] == [
        ("Giảng Võ", True),
        ("Ngọc Hà", False),
    ]


def test_of_a_commune_that_went_whole_its_own_administrator_says_so(as_admin, world):
    """Phước Đại went into Bác Ái Đông: nothing is to be decided, and the past is Yến's."""
    with world.reading() as session:
        bac_ai_dong = people.unit_of(session, MAI)
    said = QUARTER | {"parentId": bac_ai_dong, "formerParentId": PHUOC_DAI, "name": "Suối Mới"}
    made = as_admin(YEN).post("/v1/orgUnits", json=said)
    assert made.status_code == 201, made.text
    then = as_admin(YEN).get(f"/v1/orgUnits/{made.json()['id']}?day=2024-05-01").json()
    assert "Phước Đại" in then["onDay"]["lineage"]
    assert then["choices"] == then["placements"] == []
    closure_is_true(world)
