"""Villages come, are renamed, move and go, each on its day; the wrong place first."""

from datetime import date, timedelta

import pytest

from api import clock
from api.domain.org_tree import build_closure_table
from api.loading import folder
from api.models.org_unit import OrgUnitClosure
from api.queries import org_units
from api.storage.columns import table_of
from tests import records
from tests.offices import SON, THAO, YEN, code, offices, unit
from tests.people import ADMIN, BAC_AI, HOA, LAN, MAI, Somebody, new_id
from tests.templates import FORMS

pytestmark = pytest.mark.one_database

__all__ = ["offices"]
TODAY = clock.today()
NEIGHBOUR = Somebody("x", "x", MAI.role, BAC_AI)
VILLAGE = {"level": "village", "kind": "Thôn", "validFrom": "2026-01-01", "source": "NQ 1/2026"}


def closure_is_true(world):
    """What was kept up by hand is what would be made anew from all rows."""
    with world.reading() as session:
        fresh = {tuple(row) for row in build_closure_table(org_units.all_unit_places(session))}
        table = table_of(OrgUnitClosure)
        columns = table.c
        kept = session.execute(table.select()).all()
        names = ("ancestor_id", "descendant_id", "depth", "valid_from", "valid_to")
        order = [list(columns.keys()).index(name) for name in names]
        assert {tuple(row[at] for at in order) for row in kept} == fresh


def test_another_province_adds_changes_and_closes_nothing_here(offices, world):
    son, village, commune = offices(SON), unit(world, LAN), unit(world, MAI)
    day = {"validFrom": str(TODAY)}
    for said in (
        son.post("/v1/orgUnits", json=VILLAGE | {"parentId": commune, "name": "Mới"}),
        son.post(f"/v1/orgUnits/{village}/versions", json=day | {"name": "Khác"}),
        son.post(f"/v1/orgUnits/{village}/versions", json=day | {"parentId": unit(world, SON)}),
        son.post(f"/v1/orgUnits/{village}/closing", json={"closedOn": str(TODAY)}),
    ):
        assert code(said) == (404, "404.1")
    # Nor does she take a village of hers there, or give it a successor there.
    yen = offices(YEN)
    said = yen.post(
        f"/v1/orgUnits/{village}/versions", json=day | {"parentId": unit(world, NEIGHBOUR)}
    )
    assert code(said) == (404, "404.1")


def test_a_village_is_added_found_renamed_and_keeps_its_history(offices, world):
    yen, commune = offices(YEN), unit(world, MAI)
    said = VILLAGE | {"parentId": commune, "name": "Suối  Đá Mới"}
    made = yen.post("/v1/orgUnits", json=said)
    assert made.status_code == 201
    at = f"/v1/orgUnits/{made.json()['id']}"
    assert code(yen.post("/v1/orgUnits", json=said)) == (409, "nameTaken")
    assert code(yen.post("/v1/orgUnits", json=said | {"name": "SUỐI ĐÁ MỚI"})) == (409, "nameTaken")
    (found,) = yen.get("/v1/orgUnits?search=suoi da moi").json()
    assert (found["name"], found["lineage"]) == ("Suối Đá Mới", "Khánh Hòa › Bác Ái Đông")
    renamed = yen.post(
        at + "/versions", json={"validFrom": str(TODAY), "name": "Đá Bàn", "source": "NQ 2/2026"}
    )
    assert renamed.status_code == 201
    rows = yen.get(at).json()["versions"]
    assert [(row["name"], row["validFrom"], row["validTo"]) for row in rows] == [
        ("Suối Đá Mới", "2026-01-01", str(TODAY)),
        ("Đá Bàn", str(TODAY), None),
    ]
    assert {row["lineage"] for row in rows} == {"Khánh Hòa › Bác Ái Đông"}
    before = yen.get(at + "?day=2026-01-02").json()["onDay"]
    assert before["name"] == "Suối Đá Mới"
    again = yen.post(at + "/versions", json={"validFrom": str(TODAY), "name": "Khác"})
    assert code(again) == (409, "changeTooEarly")
    same = {"validFrom": str(TODAY + timedelta(days=1)), "name": "Đá Bàn"}
    assert code(yen.post(at + "/versions", json=same)) == (422, "nothingChanges")
    closure_is_true(world)


@pytest.mark.one_world
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"level": "commune"}, "unitLevel"),
        ({"level": "province"}, "unitLevel"),
        ({"name": ""}, "invalid"),
        ({"name": "a\u0000b"}, "invalid"),
        ({"name": "Tà Lú 1"}, "nameTaken"),
        ({"name": "ta lu 1"}, "nameTaken"),
        ({"validFrom": "1025-07-01"}, "dayTooFar"),
        ({"validFrom": "2925-07-01"}, "dayTooFar"),
        ({"validFrom": "2024-01-01"}, "unitNotThere"),
        ({"code": "x" * 21}, "invalid"),
        ({"parentId": "nowhere"}, "404.1"),
    ],
)
def test_a_village_that_cannot_be_is_refused(offices, world, changes, expected):
    said = VILLAGE | {"parentId": unit(world, MAI), "name": "Mới"} | changes
    assert offices(YEN).post("/v1/orgUnits", json=said).json()["code"] == expected


def test_a_village_moves_with_its_figures_from_a_day_on(offices, world):
    """Lan's team counts for her commune until the village moves, and for the next one after."""
    lan, mai, thao = offices(LAN), offices(MAI), offices(THAO)
    village, old, new = (unit(world, who) for who in (LAN, MAI, NEIGHBOUR))
    year = str(TODAY.year)
    day = (TODAY - timedelta(days=1)).isoformat()
    team = new_id()
    entity = team.removeprefix("uuid:")
    assert records.send(lan, records.team(village, entity=entity, day=day)).status_code == 201
    meeting = records.send(lan, records.meeting(village, entity, day=str(TODAY))).json()
    for waiting in mai.get("/v1/submissions?of=all").json()["items"]:
        at = f"/v1/projects/1/forms/{waiting['xmlFormId']}/submissions/{waiting['instanceId']}"
        assert mai.patch(at, json={"reviewState": "approved"}).status_code == 200
    assert meeting["instanceId"]

    def meetings(place):
        asked = {"orgUnit": place, "period": year}
        items = offices(HOA).get("/v1/figures", params=asked).json()["items"]
        return next(one["value"] for one in items if one["indicator"]["code"] == "TTCD_BUOI")

    assert (meetings(old), meetings(new)) == ("1", "0")
    moved = thao.post(
        f"/v1/orgUnits/{village}/versions", json={"validFrom": str(TODAY), "parentId": new}
    )
    assert moved.status_code == 201
    assert (meetings(old), meetings(new)) == ("0", "1")
    closure_is_true(world)
    assert thao.get(f"/v1/orgUnits/{village}").json()["onDay"]["lineage"] == "Khánh Hòa › Bác Ái"
    # Reach moves with it: Mai no longer sees what came from there since.
    assert mai.get(f"/v1/orgUnits/{village}").json()["code"] == "404.1"


def test_a_unit_is_closed_only_when_nothing_is_left_below(offices, world):
    thao, commune, village = offices(THAO), unit(world, MAI), unit(world, LAN)
    at = {"closedOn": str(TODAY), "source": "NQ 3/2026"}
    assert code(thao.post(f"/v1/orgUnits/{commune}/closing", json=at)) == (409, "unitHasChildren")
    assert code(offices(YEN).post(f"/v1/orgUnits/{commune}/closing", json=at)) == (403, "ownUnit")
    siblings = thao.get(f"/v1/orgUnits?parent={commune}").json()
    other = next(
        one["id"] for one in siblings if one["id"] != village and one["level"] == "village"
    )
    gone = thao.post(f"/v1/orgUnits/{village}/closing", json=at | {"successorId": other})
    assert gone.status_code == 201
    told = thao.get(f"/v1/orgUnits/{village}").json()
    assert told["closedOn"] == str(TODAY)
    assert told["onDay"] is None
    assert [(step["to"]["id"], step["extent"]) for step in told["became"]] == [(other, "whole")]
    assert code(thao.post(f"/v1/orgUnits/{village}/closing", json=at)) == (409, "unitClosed")
    closure_is_true(world)
    # Whoever was there is still Thảo's to look after.
    assert "lan" in thao.get("/v1/users").text


def test_nobody_moves_her_own_unit_but_may_write_its_name_right(offices, world):
    yen, own = offices(YEN), unit(world, MAI)
    day = {"validFrom": str(TODAY)}
    assert (
        yen.post(f"/v1/orgUnits/{own}/versions", json=day | {"kind": "Phường"}).status_code == 201
    )
    away = day | {"validFrom": str(TODAY + timedelta(days=2)), "parentId": unit(world, SON)}
    assert code(yen.post(f"/v1/orgUnits/{own}/versions", json=away)) == (403, "ownUnit")
    nation = unit(world, ADMIN)
    gone = offices(ADMIN).post(f"/v1/orgUnits/{nation}/closing", json={"closedOn": str(TODAY)})
    assert code(gone) == (403, "ownUnit")


def test_codes_are_one_units_at_a_time(offices, world):
    admin = offices(ADMIN)
    said = {"parentId": unit(world, HOA), "level": "commune", "kind": "Xã", "name": "Xã Mới"}
    there = said | {"validFrom": str(TODAY), "code": "22801"}
    assert code(admin.post("/v1/orgUnits", json=there)) == (409, "codeTaken")
    at = f"/v1/orgUnits/{unit(world, MAI)}/versions"
    assert code(admin.post(at, json={"validFrom": str(TODAY), "code": "22795"})) == (
        409,
        "codeTaken",
    )


def test_loading_the_files_again_leaves_alone_what_was_changed_here(offices, world):
    yen, village = offices(YEN), unit(world, LAN)
    day = date(2026, 3, 1)
    yen.post(f"/v1/orgUnits/{village}/versions", json={"validFrom": str(day), "name": "Tà Lú Mới"})
    made = yen.post("/v1/orgUnits", json=VILLAGE | {"parentId": unit(world, MAI), "name": "Mới"})
    lines = list(folder.load_folder(world, FORMS, clock.now(), demonstration=True))
    assert lines[0] == "org units: 0 rows changed"
    assert yen.get(f"/v1/orgUnits/{village}").json()["onDay"]["name"] == "Tà Lú Mới"
    assert yen.get(f"/v1/orgUnits/{made.json()['id']}").json()["onDay"]["name"] == "Mới"
    closure_is_true(world)
