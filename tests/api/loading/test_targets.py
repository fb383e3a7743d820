"""The targets equal the plans: gaps stay gaps, readings stay apart, every row names its line."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from api.domain.org_unit import derive_unit_id
from api.queries import documents, reported_results, targets
from tests.people import ADMIN, EVERYBODY, HOA, LAN
from tests.templates import FORMS

pytestmark = pytest.mark.one_database

SHARED = Path(__file__).parents[4] / "shared"
FILES = ("documents", "document_passages", "targets", "reported_results")
SAID = {name: (FORMS / f"{name}.csv").read_text(encoding="utf-8") for name in FILES}
ROWS = {name: list(csv.DictReader(SAID[name].splitlines())) for name in FILES}
GIA_LAI = derive_unit_id("2021-01-01/64")
NINH_THUAN = derive_unit_id("2021-01-01/58")
TAM_DUONG = derive_unit_id("2021-01-01/106")
BA_TRANG = derive_unit_id("2021-01-01/21520")
SON_LA = derive_unit_id("2021-01-01/14")
FOUR = ("TTCD_MOI", "SK", "DCTC", "CLB_MOI")
# The plan's table of 2024: teams, livelihood groups, addresses, clubs. None is its "-".
GIA_LAI_2024 = {
    "Chư Pưh": (3, 1, None, 1),
    "Chư Sê": (None, 1, None, None),
    "Đak Đoa": (8, 1, None, 1),
    "Chư Păh": (None, 2, None, None),
    "Mang Yang": (None, 2, None, 2),
    "Đức Cơ": (8, 1, None, 2),
    "Phú Thiện": (5, 1, None, 1),
    "Krông Pa": (None, 1, None, None),
    "Ia Pa": (1, None, None, None),
    "Đăk Pơ": (3, None, None, None),
    "Kông Chro": (16, 2, 1, 4),
    "An Khê": (None, 1, None, 1),
    "KBang": (8, 1, None, 2),
    "Chư Prông": (13, 2, None, 4),
    "Ia Grai": (3, 1, None, 1),
}


def figures(client, unit, period):
    said = client.get("/v1/figures", params={"orgUnit": unit, "period": period})
    assert said.status_code == 200, said.text
    return {item["indicator"]["code"]: item for item in said.json()["items"]}


def aims(client, unit, period):
    """By indicator, what its target says: a number or a reason; the plan's words beside neither."""
    return {
        code: item["target"]["value"] or item["target"]["stated"] or item["target"]["words"]
        for code, item in figures(client, unit, period).items()
        if item["target"]
    }


def test_gia_lai_2024_unit_by_unit_with_its_gaps(ask_as):
    admin = ask_as(ADMIN)
    assert aims(admin, GIA_LAI, "2024") == dict(zip(FOUR, ("68", "17", "1", "19"), strict=True))
    for nth, code in enumerate(FOUR):
        said = admin.get(
            f"/v1/figures/{code}/byChild", params={"orgUnit": GIA_LAI, "period": "2024"}
        ).json()
        rows = {item["orgUnit"]["name"]: item for item in said["items"]}
        assert len(rows) == 17
        assert {name for name, row in rows.items() if not row["target"]} == {"Pleiku", "Ayun Pa"}
        for name, numbers in GIA_LAI_2024.items():
            target, number = rows[name]["target"], numbers[nth]
            assert target["value"] == (None if number is None else str(number)), (name, code)
            assert target["reason"] == ("notAssigned" if number is None else None), (name, code)
            assert target["words"] == ("-" if number is None else "")
        shares = [Decimal(row["target"]["value"] or 0) for row in rows.values() if row["target"]]
        assert str(sum(shares)) == said["figure"]["target"]["value"], "the plan's own sum"


def test_ninh_thuan_until_2025(ask_as):
    said = aims(ask_as(HOA), NINH_THUAN, "2022-2025")
    assert {code: said[code] for code in said if not code.startswith("TKVV_")} == {
        "TTCD_DANG": "77",
        "TKVV": "26",
        "SK": "4",
        "DCTC": "8",
        "DOITHOAI_CUOC": "38",
        "CLB_DANG": "15",
        "CBN": "30",
    }
    assert {said["TKVV_TC"], said["TKVV_SK"], said["TKVV_HTHD"]} == {"15"}


def test_tam_duong_2025(ask_as):
    assert aims(ask_as(ADMIN), TAM_DUONG, "2025") == {
        "SK": "2",
        "GSDG": "3",
        "DOITHOAI_CUOC": "11",
    }


def test_son_la_2024_has_words_and_no_number(ask_as):
    cells = figures(ask_as(ADMIN), SON_LA, "2024")
    said = {code: cell["target"] for code, cell in cells.items() if cell["target"]}
    assert set(said) == {"TTCD_MOI", "SK", "DCTC", "CLB_MOI"}
    for target in said.values():
        assert (target["value"], target["stated"]) == (None, None)
        assert "chỉ tiêu" in target["words"]
        assert "KH 286" in target["note"]


def test_ba_trang_says_1_2_and_1_of_one_target_and_nobody_adds_them(ask_as):
    admin = ask_as(ADMIN)
    cell = figures(admin, BA_TRANG, "2023")["TTCD_MOI"]
    assert cell["target"]["value"] == "1"
    assert cell["target"]["unconfirmed"] is True
    assert "xã xác nhận" in cell["target"]["note"]
    others = [(one["line"], one["value"], one["inForce"]) for one in cell["otherReadings"]]
    assert others == [(43, "1", False), (44, "2", False)]
    said = admin.get("/v1/targets", params={"orgUnit": BA_TRANG, "period": "2023"}).json()
    teams = [one for one in said if one["indicator"] == "TTCD_MOI"]
    assert [(one["line"], one["value"]) for one in teams] == [(195, "1"), (43, "1"), (44, "2")]
    below = admin.get(
        "/v1/figures/TTCD_MOI/byChild", params={"orgUnit": BA_TRANG, "period": "2023"}
    ).json()
    assert {item["orgUnit"]["name"]: item["target"]["value"] for item in below["items"]} == {
        "Bùi Hui": "0",
        "Kon Riêng": "0",
        "Nước Đang": "1",
    }


def test_suspended_words_dash_and_zero_are_four_things(ask_as):
    cells = figures(ask_as(ADMIN), BA_TRANG, "2023")
    savings, groups = cells["TKVV"], cells["SK"]
    assert (savings["value"], savings["reason"]) == (None, "suspended")
    assert savings["target"]["words"].startswith("Tạm dừng hoạt động cho đến khi")
    assert (groups["target"]["value"], groups["target"]["reason"]) == ("0", None)
    assert [one["words"] for one in groups["otherReadings"]] == ["Tùy vào tình hình thực tế"]
    assert cells["DOITHOAI_CUOC"]["otherReadings"][0]["stated"] == "notAssigned"
    assert cells["CBN"]["target"]["words"] == "Xã rà soát danh sách gửi cho huyện"
    assert cells["CBN"]["target"]["value"] is None


def test_bodies_are_no_units_and_have_no_targets():
    named = {row["org_unit_name"] for row in ROWS["targets"]}
    assert not {name for name in named if "Hội" in name or "UBND" in name}
    said = {row["line"]: row for row in ROWS["document_passages"] if row["document"][:2] == "ba"}
    for line, body in (("196", "Hội LHPN xã"), ("197", "UBND xã")):
        assert body in said[line]["text"]
        assert said[line]["note"].startswith("Một cơ quan, không phải đơn vị")


def test_what_the_plan_reports_of_2023_stands_beside_the_figure_and_not_in_it(ask_as):
    cells = figures(ask_as(ADMIN), GIA_LAI, "2023")
    dialogues = cells["DOITHOAI_CUOC"]
    assert (dialogues["value"], dialogues["reason"]) == (None, "notRecorded")
    assert dialogues["target"]["value"] == "87"
    said = dialogues["reported"]
    assert (said["numerator"], said["denominator"]) == ("42", "87")
    assert (said["share"], said["printed"]) == ("48.28", "48,27")
    assert cells["DCTC"]["reported"]["share"] == "200.00"
    assert (cells["SK"]["reported"]["numerator"], cells["SK"]["reason"]) == ("0", "notBegun")
    birth = cells["SDAT"]
    assert (birth["value"], birth["reason"], birth["target"]["value"]) == (
        *(None, "notAssessed"),
        "80",
    )
    assert birth["reported"]["numerator"] is None, "80 is no result"
    assert cells["TTCD_MOI"]["target"]["unconfirmed"] is True, "128 is inferred"


def test_nothing_recorded_is_not_nothing_done(ask_as):
    """Gia Lai 2024 was before these records: no 0 of 68, and no share."""
    cell = figures(ask_as(ADMIN), GIA_LAI, "2024")["TTCD_MOI"]
    assert (cell["value"], cell["reason"], cell["share"]) == (None, "notRecorded", None)


@pytest.mark.one_world
@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who.login)
def test_everybody_signed_in_reads_the_plans(ask_as, who):
    client = ask_as(who)
    listed = client.get("/v1/documents").json()
    assert {one["id"] for one in listed} == {row["id"] for row in ROWS["documents"]}
    said = client.get("/v1/documents/ba-trang-2023").json()
    assert said["number"] == "87/KH-UBND"
    lines = {one["line"]: one for one in said["passages"]}
    assert lines[43]["text"] == "1. Thành lập và duy trì 01 tổ truyền thông cộng đồng;"
    assert client.get("/v1/documents/nope").status_code == 404


def test_from_a_number_to_the_sentence_that_assigned_it(ask_as):
    client = ask_as(HOA)
    target = figures(client, NINH_THUAN, "2022-2025")["TTCD_DANG"]["target"]
    assert target["source"] == "Kế hoạch Ninh Thuận 2022-2025, Mục III, dòng 66"
    assert "71 thôn" in target["note"]
    said = client.get(f"/v1/documents/{target['documentId']}").json()
    quoted = next(one for one in said["passages"] if one["line"] == target["line"])
    assert quoted["text"].startswith("- 77 tổ truyền thông cộng đồng")
    assert "71 thôn" in quoted["note"]


def test_loading_the_plans_again_changes_nothing(world):
    with world.writing() as session:
        assert documents.load_documents(session, SAID["documents"], SAID["document_passages"]) == 0
        assert targets.load_targets(session, SAID["targets"]) == 0
        assert reported_results.load_reported_results(session, SAID["reported_results"]) == 0


@pytest.mark.one_world
@pytest.mark.parametrize(
    ("column", "value"),
    [("document", "nope"), ("line", "1"), ("org_unit_name", "Kon Tum"), ("reason", "notRecorded")],
)
def test_a_target_without_its_line_or_its_unit_is_refused(world, column, value):
    first = {**ROWS["targets"][0], column: value}
    lines = [",".join(first), ",".join(f'"{cell}"' for cell in first.values())]
    with pytest.raises(ValueError, match="line 2"), world.writing() as session:
        targets.load_targets(session, "\n".join(lines))


def test_invented_targets_say_so_and_those_of_plans_do_not(ask_as):
    lan = ask_as(LAN)
    assert lan.get("/v1/targets").json() == []
    invented = figures(ask_as(HOA), derive_unit_id("2025-07-01/56"), "2026")["TTCD_MOI"]["target"]
    assert (invented["demonstration"], invented["documentId"]) == (True, None)
    assert not [row for row in ROWS["targets"] if row.get("demonstration")]
    assert Counter(row["in_force"] for row in ROWS["targets"])["no"] == 8
