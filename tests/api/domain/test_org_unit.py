"""Ids, days, what became of a unit, and how far somebody reaches."""

import re
from datetime import date

from api.domain.org_unit import (
    Ancestry,
    Extent,
    PlaceInTree,
    Reach,
    ReachRoot,
    SuccessionStep,
    current_successors,
    derive_unit_id,
    lineage_on_day,
    place_on_day,
    shared_days,
    steps_from_predecessors,
    steps_to_successors,
    was_divided,
)

OLD, REFORM = date(2021, 1, 1), date(2025, 7, 1)
EVE = date(2025, 6, 30)

TA_LU = [
    PlaceInTree("ta-lu", "phuoc-dai", OLD, REFORM),
    PlaceInTree("ta-lu", "bac-ai-dong", REFORM, None),
]
TREE = {
    "vn": [PlaceInTree("vn", None, OLD, None)],
    "ninh-thuan": [PlaceInTree("ninh-thuan", "vn", OLD, REFORM)],
    "bac-ai": [PlaceInTree("bac-ai", "ninh-thuan", OLD, REFORM)],
    "phuoc-dai": [PlaceInTree("phuoc-dai", "bac-ai", OLD, REFORM)],
    "khanh-hoa": [PlaceInTree("khanh-hoa", "vn", REFORM, None)],
    "bac-ai-dong": [PlaceInTree("bac-ai-dong", "khanh-hoa", REFORM, None)],
    "ta-lu": TA_LU,
}
STEPS = [
    SuccessionStep("phuoc-dai", "bac-ai-dong", REFORM, Extent.WHOLE),
    SuccessionStep("phuoc-thanh", "bac-ai-dong", REFORM, Extent.WHOLE),
    SuccessionStep("cong-vi", "ngoc-ha", REFORM, Extent.DEFAULT),
    SuccessionStep("cong-vi", "giang-vo", REFORM, Extent.PART),
    SuccessionStep("bac-ai-dong", "bac-ai-moi", date(2030, 1, 1), Extent.WHOLE),
]


def test_ids_are_the_same_everywhere_and_for_ever():
    assert derive_unit_id("vn") == "uopqKKeuVW8"
    assert derive_unit_id("2025-07-01/56") == "f1VV3cw6mxy"
    assert derive_unit_id("2021-01-01/22801/ta-lu-1") == "hCzKnz3pkbQ"


def test_an_id_is_eleven_letters_and_digits_the_first_a_letter():
    for number in range(2000):
        assert re.fullmatch(r"[a-zA-Z][a-zA-Z0-9]{10}", derive_unit_id(str(number)))


def test_the_last_day_is_outside_and_the_first_inside():
    assert place_on_day(TA_LU, EVE) == TA_LU[0]
    assert place_on_day(TA_LU, REFORM) == TA_LU[1]
    assert place_on_day(TA_LU, date(2020, 12, 31)) is None


def test_spans_share_the_days_that_lie_in_both():
    assert shared_days(OLD, REFORM, REFORM, None) is None
    assert shared_days(OLD, None, REFORM, None) == (REFORM, None)
    assert shared_days(OLD, REFORM, OLD, EVE) == (OLD, EVE)


def test_the_same_village_stood_elsewhere_the_day_before():
    assert lineage_on_day(TREE, "ta-lu", EVE) == [
        "ta-lu",
        "phuoc-dai",
        "bac-ai",
        "ninh-thuan",
        "vn",
    ]
    assert lineage_on_day(TREE, "ta-lu", REFORM) == ["ta-lu", "bac-ai-dong", "khanh-hoa", "vn"]
    assert lineage_on_day(TREE, "phuoc-dai", REFORM) == []
    assert lineage_on_day(TREE, "nowhere", REFORM) == []


def test_mai_reaches_what_lies_below_her_commune_while_she_is_assigned_there():
    mai = Reach([ReachRoot("bac-ai-dong", REFORM, date(2026, 1, 1))])
    assert mai.covers(lineage_on_day(TREE, "ta-lu", REFORM), REFORM)
    assert not mai.covers(lineage_on_day(TREE, "ta-lu", EVE), EVE)
    gone = date(2026, 1, 1)
    assert not mai.covers(lineage_on_day(TREE, "ta-lu", gone), gone)


def test_what_was_once_within_reach_is_late_and_what_never_was_is_not():
    once = [
        Ancestry("phuoc-dai", "ta-lu", 1, OLD, REFORM),
        Ancestry("bac-ai-dong", "ta-lu", 1, REFORM, None),
    ]
    assert Reach([ReachRoot("phuoc-dai", OLD, date(2023, 1, 1))]).ever_covered(once)
    assert not Reach([ReachRoot("phuoc-dai", REFORM)]).ever_covered(once)
    assert not Reach([ReachRoot("pleiku", OLD)]).ever_covered(once)


def test_what_became_of_a_unit_through_every_reform():
    assert [step.to_id for step in steps_to_successors(STEPS, "phuoc-dai")] == [
        "bac-ai-dong",
        "bac-ai-moi",
    ]
    assert current_successors(STEPS, "phuoc-dai") == {"bac-ai-moi"}
    assert current_successors(STEPS, "son-la") == {"son-la"}
    assert {step.from_id for step in steps_from_predecessors(STEPS, "bac-ai-moi")} == {
        "bac-ai-dong",
        "phuoc-dai",
        "phuoc-thanh",
    }


def test_a_divided_commune_is_known_as_divided():
    assert was_divided(STEPS, "cong-vi")
    assert current_successors(STEPS, "cong-vi") == {"ngoc-ha", "giang-vo"}
    assert not was_divided(STEPS, "phuoc-dai")
