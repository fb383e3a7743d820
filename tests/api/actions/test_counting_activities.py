"""Addresses, clubs, dialogues and packages become figures: by the right amount, and back again."""

from typing import Any
from uuid import uuid4

import pytest

from api.models.data_value import totals
from tests.api.counting_story import (
    ADDRESS,
    CLUB,
    DIALOGUE,
    MONTH,
    PACKAGE,
    REGISTER_OF,
    SESSION,
    Story,
)
from tests.people import BINH, HOA, LAN, MAI, TRAM, VIEWER, new_id

# What differs between databases is sorting, adding up and locking: a test about these asks both.
pytestmark = pytest.mark.one_database

FORMS = (ADDRESS, MONTH, CLUB, SESSION, DIALOGUE, PACKAGE)
# What one faultless record of each form adds to which figure, all that it names being approved.
ADDS = {
    ADDRESS: {"DCTC": "1", "DCTC_MOI": "1", "DCTC_DANG": "1"},
    MONTH: {"DCTC_DUYTRI": "1", "DCTC_BUOI": "2", "DCTC_LUOT": "30", "DCTC_LUOT_DTTS": "25"},
    CLUB: {"CLB_MOI": "1", "CLB_DANG": "1", "CLB_TV": "25"},
    SESSION: {
        "CLB_DUYTRI": "1",
        "CLB_BUOI": "1",
        "CLB_LUOT": "20",
        "CLB_LUOT_NU": "13",
        "CLB_LUOT_DTTS": "19",
    },
    DIALOGUE: {
        "DOITHOAI_CUOC": "1",
        "DOITHOAI_LUOT": "60",
        "DOITHOAI_LUOT_DTTS": "48",
        "DOITHOAI_YKIEN": "18",
        "DOITHOAI_TRALOI": "12",
        "DOITHOAI_CHUYEN": "4",
        "DOITHOAI_TYLE_TRALOI": "66.67",
        "DOITHOAI_PHAT": "1",
    },
    PACKAGE: {"GOI_XET": "1", "GOI_PN": "1", "GOI_LUOT": "2"},
}
# A change of one answer, and what the form then adds.
EDITS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    ADDRESS: ({"kind": "consolidated"}, {"DCTC_MOI": "0"}),
    MONTH: ({"held": 3, "women": 20}, {"DCTC_BUOI": "3", "DCTC_LUOT": "32"}),
    CLUB: ({"kind": "existing", "girls": 20}, {"CLB_MOI": "0", "CLB_TV": "30"}),
    SESSION: ({"girls": 14}, {"CLB_LUOT": "21", "CLB_LUOT_NU": "14"}),
    DIALOGUE: (
        {"raised": 20, "broadcast": "no"},
        {"DOITHOAI_YKIEN": "20", "DOITHOAI_TYLE_TRALOI": "60.00", "DOITHOAI_PHAT": "0"},
    ),
    PACKAGE: (
        {"policy": "not_known", "packages": ""},
        {"GOI_PN": "0", "GOI_LUOT": "0"},
    ),
}


@pytest.fixture
def story(app, world) -> Story:
    return Story(app, world)


def thing_of(story, form):
    """What a record of this form is about: registered and approved, when it needs a register."""
    thing = str(uuid4())
    register = REGISTER_OF.get(form)
    if register:
        story.approves(MAI, register, story.files(LAN, register, thing))
    return thing


@pytest.mark.parametrize("form", FORMS)
def test_approved_it_counts_undone_it_does_not_and_an_edit_counts_as_it_says_now(story, form):
    """Trâm files what a village does not; Mai decides; Hòa looks."""
    who = TRAM if form == PACKAGE else LAN
    thing = thing_of(story, form)
    before = story.numbers(HOA)
    one = story.files(who, form, thing)
    assert story.numbers(HOA) == before
    waiting = {code: story.figures(HOA)[code]["waiting"] for code in ADDS[form]}
    assert set(waiting.values()) == {1}

    story.approves(MAI, form, one)
    counted = {**before, **ADDS[form]}
    assert story.numbers(HOA) == counted
    for seen_by in (who, MAI, VIEWER):
        assert story.numbers(seen_by, *ADDS[form]) == ADDS[form], seen_by.name
    assert set(story.numbers(BINH, *ADDS[form]).values()) <= {"0", None}

    story.undoes(MAI, form, one)
    assert story.numbers(HOA) == before

    changed, adds = EDITS[form]
    edited = story.files(who, form, thing, id=new_id(), replaces=one, **changed)
    story.approves(MAI, form, one, versionInstanceId=edited)
    assert story.numbers(HOA) == {**counted, **adds}
    story.undoes(MAI, form, one, versionInstanceId=edited)
    said = story.decides(
        MAI, form, one, "rejected", "Ghi nhầm", versionInstanceId=edited, seenState="hasIssues"
    )
    assert said.status_code == 201, said.text
    assert story.numbers(HOA) == before


@pytest.mark.parametrize("form", FORMS)
def test_whoever_decides_is_told_before_what_it_would_change(story, form):
    who = TRAM if form == PACKAGE else LAN
    one = story.files(who, form, thing_of(story, form))
    said = story.client(MAI).get(f"/v1/projects/1/forms/{form}/submissions/{one}/record").json()
    assert said["problems"] == []
    told = {row["indicator"]: row["after"] for row in said["effect"]}
    assert told == {code: n for code, n in ADDS[form].items() if code != "DOITHOAI_TYLE_TRALOI"}


def test_newly_established_and_consolidated_addresses_both_count_each_once(story):
    for kind, day in (("new", "2026-02-01"), ("consolidated", "2026-08-01")):
        story.approves(MAI, ADDRESS, story.files(LAN, ADDRESS, str(uuid4()), kind=kind, day=day))
    codes = ("DCTC", "DCTC_MOI", "DCTC_DANG")
    assert list(story.numbers(HOA, *codes).values()) == ["2", "1", "2"]
    assert list(story.numbers(HOA, *codes, period="2026S1").values()) == ["1", "1", "1"]
    assert list(story.numbers(HOA, *codes, period="2025-2026").values()) == ["2", "1", "2"]


@pytest.mark.both_databases
def test_ten_sessions_keep_one_club_alive(story):
    club = thing_of(story, SESSION)
    for month in range(1, 11):
        one = story.files(LAN, SESSION, club, day=f"2026-{month:02d}-15")
        story.approves(MAI, SESSION, one)
    codes = ("CLB_DUYTRI", "CLB_BUOI", "CLB_LUOT")
    assert list(story.numbers(HOA, *codes).values()) == ["1", "10", "200"]


def test_a_session_waits_until_its_clubs_register_is_approved(story):
    club = str(uuid4())
    register = story.files(LAN, CLUB, club)
    story.approves(MAI, SESSION, story.files(LAN, SESSION, club))
    seen = story.figures(HOA)
    assert (seen["CLB_DUYTRI"]["value"], seen["CLB_DUYTRI"]["waiting"]) == ("0", 1)
    assert seen["CLB_BUOI"]["value"] == "1"
    story.approves(MAI, CLUB, register)
    assert story.numbers(HOA, "CLB_DUYTRI") == {"CLB_DUYTRI": "1"}


def test_consultations_and_referrals_are_counted_and_on_no_screen(story):
    """At a village a 1 can give somebody away; a province's own total waits for hidden cells."""
    address = thing_of(story, MONTH)
    story.approves(MAI, MONTH, story.files(LAN, MONTH, address))
    with story.world.reading() as session:
        rows = session.execute(
            totals.select().where(totals.c.indicator.in_(["DCTC_TUVAN", "DCTC_CHUYEN"]))
        ).all()
    assert {int(row.value) for row in rows} == {3, 1}
    for who in (LAN, MAI, HOA):
        assert not {"DCTC_TUVAN", "DCTC_CHUYEN"} & story.numbers(who).keys()
        for path in ("/v1/figures/DCTC_CHUYEN/byChild", "/v1/dataValues?indicator=DCTC_CHUYEN"):
            assert story.client(who).get(path).status_code == 404


@pytest.mark.both_databases
def test_one_code_is_one_woman_however_many_packages_she_has(story):
    for day, packages in (("2026-05-01", "travel supplies food"), ("2026-09-01", "nutrition")):
        one = story.files(TRAM, PACKAGE, code="PD-012", day=day, packages=packages)
        story.approves(MAI, PACKAGE, one)
    story.approves(MAI, PACKAGE, story.files(TRAM, PACKAGE, code="PD-013", packages="travel"))
    codes = ("GOI_XET", "GOI_PN", "GOI_LUOT")
    assert list(story.numbers(HOA, *codes).values()) == ["2", "2", "5"]
    assert list(story.numbers(HOA, *codes, period="2026Q2").values()) == ["2", "2", "4"]


def test_a_code_used_again_for_somebody_else_hides_her_and_another_station_has_its_own(story):
    """What a reused code means (docs/counting.md): a station never gives one twice."""
    first = story.files(TRAM, PACKAGE, code="PD-012", day="2026-02-01")
    second = story.files(TRAM, PACKAGE, code="pd-012", day="2026-11-01")
    elsewhere = story.files(HOA, PACKAGE, code="PD-012", unit=story.unit(MAI))
    for one in (first, second, elsewhere):
        story.approves(MAI, PACKAGE, one)
    assert story.numbers(HOA, "GOI_PN") == {"GOI_PN": "2"}
    items = story.client(HOA).get("/v1/dataValues", params={"indicator": "GOI_PN"}).json()["items"]
    assert [item["subject"]["label"] for item in items] == ["PD012", "PD012"]


@pytest.mark.parametrize("answer", ["not_met", "not_known"])
def test_only_who_meets_everything_is_a_beneficiary(story, answer):
    doubtful = story.files(TRAM, PACKAGE, resident=answer, packages="")
    story.approves(MAI, PACKAGE, doubtful)
    codes = ("GOI_XET", "GOI_PN", "GOI_LUOT")
    assert list(story.numbers(HOA, *codes).values()) == ["1", "0", "0"]
    story.approves(MAI, PACKAGE, story.files(TRAM, PACKAGE, packages="travel"))
    assert list(story.numbers(HOA, *codes).values()) == ["1", "1", "1"]
