"""Targets are set with their source and never overwritten; thresholds count everything again."""

import pytest

from api import clock
from api.loading import folder
from tests import records
from tests.offices import SON, THAO, YEN, code, offices, unit
from tests.people import ADMIN, HOA, LAN, MAI, new_id
from tests.templates import FORMS

pytestmark = pytest.mark.one_database

__all__ = ["offices"]
YEAR = str(clock.today().year)
SAID = {
    "period": YEAR,
    "indicator": "TTCD_MOI",
    "value": "40",
    "sourceDocument": "Quyết định của Hội LHPN tỉnh 12/QĐ",
}


def of(client, place, **asked):
    return client.get("/v1/administration/targets", params={"orgUnit": place, **asked}).json()


def test_another_province_neither_lists_nor_sets_them(offices, world):
    place = unit(world, HOA)
    son = offices(SON)
    assert of(son, place)["code"] == "404.1"
    assert code(son.post("/v1/targets", json=SAID | {"orgUnitId": place})) == (404, "404.1")
    yen = offices(YEN)
    assert code(yen.post("/v1/targets", json=SAID | {"orgUnitId": place})) == (404, "404.1")
    listed = son.get("/v1/administration/targets").json()["items"]
    assert not any("Khánh Hòa" in str(one["orgUnit"]) for one in listed)


def test_a_new_target_holds_and_the_one_before_stays_written(offices, world):
    thao, place = offices(THAO), unit(world, HOA)
    before = of(thao, place, period=YEAR, indicator="TTCD_MOI", below=False)["items"]
    assert [one["inForce"] for one in before] == [True]
    made = thao.post("/v1/targets", json=SAID | {"orgUnitId": place})
    assert made.status_code == 201
    assert (made.json()["value"], made.json()["byHand"]) == ("40", True)
    again = thao.post("/v1/targets", json=SAID | {"orgUnitId": place})
    assert again.status_code == 200
    both = of(thao, place, period=YEAR, indicator="TTCD_MOI", below=False)["items"]
    assert [(one["value"], one["inForce"]) for one in both] == [
        ("40", True),
        (before[0]["value"], False),
    ]
    figures = offices(HOA).get("/v1/figures", params={"orgUnit": place, "period": YEAR}).json()
    shown = next(one for one in figures["items"] if one["indicator"]["code"] == "TTCD_MOI")
    assert shown["target"]["value"] == "40"
    other = SAID | {"orgUnitId": place, "value": "41"}
    assert code(thao.post("/v1/targets", json=other)) == (409, "readingStands")
    suspended = SAID | {"value": None, "reason": "suspended", "sourceDocument": "CV 7"}
    assert thao.post("/v1/targets", json=suspended | {"orgUnitId": place}).status_code == 201
    lines = list(folder.load_folder(world, FORMS, clock.now(), demonstration=True))
    assert lines
    standing = of(thao, place, period=YEAR, indicator="TTCD_MOI", below=False, inForce=True)
    assert [one["reason"] for one in standing["items"]] == ["suspended"]
    assert len(of(thao, place, period=YEAR, indicator="TTCD_MOI", below=False)["items"]) == 3


def test_the_first_document_may_come_back_into_force(offices, world):
    thao, place = offices(THAO), unit(world, LAN)
    first = SAID | {"orgUnitId": place}
    second = first | {"value": "50", "sourceDocument": "QĐ 13"}
    for said in (first, second, first):
        assert thao.post("/v1/targets", json=said).status_code == 201
    rows = of(thao, place, period=YEAR, indicator="TTCD_MOI", below=False)["items"]
    assert sorted((one["value"], one["inForce"]) for one in rows) == [("40", True), ("50", False)]


@pytest.mark.one_world
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"value": None}, "targetEmpty"),
        ({"value": "", "reason": None}, "targetEmpty"),
        ({"reason": "notAssigned"}, "targetBoth"),
        ({"reason": "suspended"}, "targetBoth"),
        ({"reason": "forgotten"}, "invalid"),
        ({"value": None, "reason": "notRecorded"}, "invalid"),
        ({"value": "1.200"}, "numberWrong"),
        ({"value": "-5"}, "numberWrong"),
        ({"value": "1e9"}, "numberWrong"),
        ({"value": "NaN"}, "numberWrong"),
        ({"value": "１２"}, "numberWrong"),
        ({"value": "9" * 13}, "numberWrong"),
        ({"period": "2026Q9"}, "noSuchPeriod"),
        ({"indicator": "NOPE"}, "404.1"),
        ({"sourceDocument": " "}, "invalid"),
        ({"orgUnitId": "nowhere"}, "404.1"),
    ],
)
def test_a_target_that_cannot_be_is_refused(offices, world, changes, expected):
    said = SAID | {"orgUnitId": unit(world, HOA)} | changes
    assert offices(THAO).post("/v1/targets", json=said).json()["code"] == expected


def test_decimals_are_taken_as_both_write_them(offices, world):
    thao = offices(THAO)
    for number, document in (("48,28", "a"), ("48.28", "b")):
        said = SAID | {"indicator": "TTCD_TYLE_NU", "value": number, "sourceDocument": document}
        made = thao.post("/v1/targets", json=said | {"orgUnitId": unit(world, MAI)})
        assert made.json()["value"] == "48.28"


def test_targets_are_listed_with_search_and_by_pages(offices, world):
    admin = offices(ADMIN)
    found = admin.get("/v1/administration/targets", params={"search": "to truyen thong"}).json()
    assert found["total"] > 0
    assert all(one["indicator"].startswith("TTCD") for one in found["items"])
    seen, after = 0, None
    while True:
        asked = {"limit": 7, **({"after": after} if after else {})}
        page = admin.get("/v1/administration/targets", params=asked).json()
        seen += len(page["items"])
        after = page["next"]
        if after is None:
            break
    assert seen == page["total"]


def test_who_has_all_that_became_of_a_province_has_its_targets(offices, world):
    """Ninh Thuận is no more; its plan's targets are Khánh Hòa's to look after."""
    periods = {
        (one["orgUnit"]["name"], one["period"])
        for one in offices(THAO).get("/v1/administration/targets?limit=200").json()["items"]
    }
    assert any(name == "Ninh Thuận" for name, _ in periods)
    assert not any(
        one["orgUnit"]["name"] == "Ninh Thuận"
        for one in offices(SON).get("/v1/administration/targets?limit=200").json()["items"]
    )


def test_only_the_nation_changes_a_threshold_and_it_counts_again(offices, world):
    at, twice = "/v1/indicators/TTCD_DUYTRI", {"threshold": 2, "source": "HD 15/HD-ĐCT"}
    assert code(offices(THAO).patch(at, json=twice)) == (403, "nationOnly")
    admin, village = offices(ADMIN), unit(world, LAN)
    lan, mai = offices(LAN), offices(MAI)
    team = new_id().removeprefix("uuid:")
    records.send(lan, records.team(village, entity=team))
    records.send(lan, records.meeting(village, team))
    for waiting in mai.get("/v1/submissions?of=all").json()["items"]:
        where = f"/v1/projects/1/forms/{waiting['xmlFormId']}/submissions/{waiting['instanceId']}"
        mai.patch(where, json={"reviewState": "approved"})

    def alive():
        asked = {"orgUnit": unit(world, MAI), "period": "2026"}
        items = mai.get("/v1/figures", params=asked).json()["items"]
        return next(one["value"] for one in items if one["indicator"]["code"] == "TTCD_DUYTRI")

    assert alive() == "1"
    assert admin.patch(at, json=twice).json()["threshold"] == 2
    assert alive() == "0"
    list(folder.load_folder(world, FORMS, clock.now(), demonstration=True))
    assert alive() == "0"
    assert admin.patch(at, json=twice | {"threshold": 1}).status_code == 200
    assert alive() == "1"
    sums = admin.patch("/v1/indicators/TTCD_BUOI", json=twice)
    assert code(sums) == (422, "thresholdKind")
    assert code(admin.patch("/v1/indicators/NOPE", json=twice)) == (404, "404.1")


def test_setting_a_target_is_audited_with_before_and_after(offices, world):
    offices(THAO).post("/v1/targets", json=SAID | {"orgUnitId": unit(world, HOA)})
    with world.reading() as session:
        found = session.connection().exec_driver_sql(
            "SELECT object_id, details FROM audit WHERE action = 'target.set'"
        )
        ((where, details),) = found.all()
    assert where == f"{unit(world, HOA)}/{YEAR}/TTCD_MOI"
    assert '"value": "40.0000"' in details
