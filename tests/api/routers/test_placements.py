"""A divided commune: nobody knows which village went where until a person says so."""

from datetime import date

import pytest
from sqlalchemy import insert
from sqlmodel import select

from api import clock
from api.actions.recount import recount
from api.domain.org_unit import derive_unit_id
from api.domain.text import search_key
from api.loading.org_units import load_org_units
from api.main import create_app
from api.models.audit import Audit
from api.models.org_unit import OrgUnit, OrgUnitVersion
from api.models.user import Role
from api.queries import org_unit_changing, org_units, users
from api.settings import Settings
from tests import country, people, records
from tests.people import ADMIN, BINH, LAN, Somebody

pytestmark = pytest.mark.one_database

OLD, REFORM, EVE = date(2021, 1, 1), date(2025, 7, 1), date(2025, 6, 30)
CONG_VI = derive_unit_id("2021-01-01/00007")
NGOC_HA, GIANG_VO = derive_unit_id("2025-07-01/00008"), derive_unit_id("2025-07-01/00025")
BA_DINH = derive_unit_id("2021-01-01/00004")
QUARTER = derive_unit_id("added/to-1")
SEN = Somebody("sen", "Sen", Role.REPORTER, "00008", "Tổ 1")
NGA = Somebody("nga", "Nga", Role.SUPERVISOR, "00008")
TAM = Somebody("tam", "Tâm", Role.SUPERVISOR, "00025")
UT = Somebody("ut", "Út", Role.ADMIN, "00008")
NQ = "NQ 1656/NQ-UBTVQH15"
AT = f"/v1/orgUnits/{QUARTER}/placements"


def row(valid_from, valid_to, parent, **more):
    return {
        "org_unit_id": QUARTER,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "level": "village",
        "parent_id": parent,
        "kind": "Tổ dân phố",
        "name": "Tổ 1",
        "name_key": search_key("Tổ 1"),
        "undecided": False,
        "source": "",
        "note": "",
        **more,
    }


@pytest.fixture
def quarter(world):
    """A quarter of Cống Vị, which was divided; it stands where the centre went, undecided."""
    with world.writing() as session:
        session.execute(
            insert(OrgUnit),
            {"id": QUARTER, "key": "added/to-1", "opened_on": OLD, "illustrative": False},
        )
        rows = [row(OLD, REFORM, CONG_VI), row(REFORM, None, NGOC_HA, undecided=True)]
        session.execute(insert(OrgUnitVersion), rows)
        org_unit_changing.rebuild_unit_closure(session, QUARTER)
    people.settle(world, (SEN, NGA, TAM, UT))
    return QUARTER


def stood(session, unit, day):
    """Where a unit that was there that day stood."""
    found = org_units.find_unit_on_day(session, unit, day)
    assert found is not None
    return found


def said(parent=GIANG_VO, **more):
    return {"parentId": parent, "source": NQ, **more}


def value(client, unit, code="TTCD_MOI", **query):
    answer = client.get("/v1/figures", params={"orgUnit": unit, "period": "2026", **query})
    assert answer.status_code == 200, answer.text
    return next(one["value"] for one in answer.json()["items"] if one["indicator"]["code"] == code)


def test_who_does_not_administer_both_does_not_decide(ask_as, quarter):
    for who in (SEN, NGA, LAN, BINH):
        refused = ask_as(who).post(AT, json=said())
        assert (refused.status_code, refused.json()["code"]) == (403, "notAdministrator")
    refused = ask_as(UT).post(AT, json=said())
    assert (refused.status_code, refused.json()["code"]) == (404, "404.1"), "it takes a neighbour's"


def test_until_somebody_decides_it_is_shown_as_undecided(ask_as, quarter):
    admin = ask_as(ADMIN)
    waiting = admin.get("/v1/orgUnits?undecided=true").json()
    assert [(line["id"], line["parentId"], line["undecided"]) for line in waiting] == [
        (QUARTER, NGOC_HA, True)
    ]
    assert ask_as(BINH).get("/v1/orgUnits?undecided=true").json() == []
    unit = admin.get(f"/v1/orgUnits/{QUARTER}").json()
    (choice,) = unit["choices"]
    assert (choice["onDate"], choice["divided"]["name"]) == ("2025-07-01", "Cống Vị")
    assert [(one["orgUnit"]["name"], one["extent"]) for one in choice["among"]] == [
        ("Ngọc Hà", "part, default"),
        ("Giảng Võ", "part"),
    ]
    assert (choice["parent"]["id"], choice["undecided"]) == (NGOC_HA, True)
    assert unit["placements"] == []
    assert admin.get(f"/v1/orgUnits/{CONG_VI}").json()["divided"] is True


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (said(BA_DINH), 422, "notASuccessor"),
        (said(onDate="2026-01-01"), 409, "notDivided"),
        ({"parentId": GIANG_VO, "source": " "}, 422, "invalid"),
        ({"source": NQ}, 422, "invalid"),
    ],
)
def test_what_cannot_be_is_refused(ask_as, quarter, body, status, code):
    refused = ask_as(ADMIN).post(AT, json=body)
    assert (refused.status_code, refused.json()["code"]) == (status, code)


def test_a_village_of_a_commune_that_went_whole_is_not_to_be_placed(ask_as, quarter, world):
    with world.reading() as session:
        village = people.unit_of(session, LAN)
    refused = ask_as(ADMIN).post(f"/v1/orgUnits/{village}/placements", json=said())
    assert (refused.status_code, refused.json()["code"]) == (409, "notDivided")


def test_after_a_decision_it_lies_where_she_said_with_who_and_when(ask_as, quarter, world):
    admin = ask_as(ADMIN)
    before = clock.now()
    decided = admin.post(AT, json=said())
    assert decided.status_code == 201, decided.text
    with world.reading() as session:
        lies, lay = stood(session, QUARTER, REFORM), stood(session, QUARTER, EVE)
        above = org_units.ancestor_ids(session, QUARTER, clock.today())
        user = users.find_user_by_login(session, ADMIN.login)
        assert user is not None
        noted = session.exec(select(Audit).where(Audit.action == "orgUnit.place")).one()
    assert (lies.parent_id, lies.undecided) == (GIANG_VO, False)
    assert (lay.parent_id, NGOC_HA in above, GIANG_VO in above) == (CONG_VI, False, True)
    assert (noted.actor_id, noted.object_id) == (user.id, QUARTER)
    (placement,) = admin.get(f"/v1/orgUnits/{QUARTER}").json()["placements"]
    assert placement["parent"]["name"] == "Giảng Võ"
    assert (placement["source"], placement["inForce"]) == (NQ, True)
    assert placement["decidedBy"] == {"id": user.id, "displayName": ADMIN.name}
    assert placement["decidedAt"] >= before.isoformat(timespec="milliseconds")[:19]
    assert admin.get("/v1/orgUnits?undecided=true").json() == []


def test_who_does_not_administer_it_reads_the_decision_without_the_name(ask_as, quarter):
    assert ask_as(ADMIN).post(AT, json=said()).status_code == 201
    (placement,) = ask_as(TAM).get(f"/v1/orgUnits/{QUARTER}").json()["placements"]
    assert (placement["parent"]["name"], placement["decidedBy"]) == ("Giảng Võ", None)
    assert ask_as(NGA).get(f"/v1/orgUnits/{QUARTER}").status_code == 404, "not hers any more"


def test_the_same_again_changes_nothing_and_another_decision_holds_instead(ask_as, quarter):
    admin = ask_as(ADMIN)
    assert admin.post(AT, json=said()).status_code == 201
    assert admin.post(AT, json=said()).status_code == 200
    assert admin.post(AT, json=said(NGOC_HA, source="Đính chính 12/CV-UBND")).status_code == 201
    placements = admin.get(f"/v1/orgUnits/{QUARTER}").json()["placements"]
    assert [(one["parent"]["name"], one["inForce"]) for one in placements] == [
        ("Ngọc Hà", True),
        ("Giảng Võ", False),
    ]


def test_what_it_counts_for_goes_along_and_a_recount_agrees(ask_as, quarter, world):
    sen, admin = ask_as(SEN), ask_as(ADMIN)
    team = "7f4d7c1e-2222-4a4a-8b8b-333333333333"
    register = records.send(sen, records.team(QUARTER, entity=team)).json()
    meeting = records.send(sen, records.meeting(QUARTER, team)).json()
    for form, sent in (("to_truyen_thong", register), ("sinh_hoat_to", meeting)):
        at = f"/v1/projects/1/forms/{form}/submissions/{sent['instanceId']}"
        assert ask_as(NGA).patch(at, json={"reviewState": "approved"}).status_code == 200
    codes = ("TTCD_MOI", "TTCD_BUOI", "TTCD_DUYTRI", "TTCD_LUOT")
    assert [value(admin, NGOC_HA, code) for code in codes] == ["1", "1", "1", "17"]
    nation = [value(admin, derive_unit_id("vn"), code) for code in codes]
    assert admin.post(AT, json=said()).status_code == 201
    assert [value(admin, NGOC_HA, code) for code in codes] == ["0"] * 4
    assert [value(admin, GIANG_VO, code) for code in codes] == ["1", "1", "1", "17"]
    assert [value(admin, derive_unit_id("vn"), code) for code in codes] == nation
    with world.reading() as session:
        assert recount(session, replace=False).listed == []


def test_loading_the_files_again_leaves_the_decision(database_url, tmp_path):
    """Here the village is one that the files name, as undecided."""
    app = create_app(Settings(DATABASE_URL=database_url, data_dir=tmp_path / "data"))
    folder, database = country.write(tmp_path / "forms"), app.state.database
    village = derive_unit_id("2021-01-01/00007/to-1")
    with database.writing() as session:
        load_org_units(session, folder)
    people.settle(database, (ADMIN,))
    admin = people.sign_in(app, ADMIN)
    assert admin.post(f"/v1/orgUnits/{village}/placements", json=said()).status_code == 201
    with database.writing() as session:
        assert load_org_units(session, folder).touched == 0
    with database.reading() as session:
        lies = stood(session, village, clock.today())
    assert (lies.parent_id, lies.undecided) == (GIANG_VO, False)
    database.close()
