"""What became of a district follows from what became of its communes."""

from datetime import date

from api.domain.org_unit import Extent, PlaceInTree, SuccessionStep, current_successors
from api.domain.succession import district_successions

THEN, REFORM, EARLIER = date(2021, 1, 1), date(2025, 7, 1), date(2023, 1, 1)
WHOLE, PART, DEFAULT = Extent.WHOLE, Extent.PART, Extent.DEFAULT
BAC_AI = [
    PlaceInTree("bac-ai", "ninh-thuan", THEN, REFORM),
    PlaceInTree("phuoc-dai", "bac-ai", THEN, REFORM),
    PlaceInTree("phuoc-trung", "bac-ai", THEN, REFORM),
    PlaceInTree("bac-ai-dong", "khanh-hoa", REFORM, None),
    PlaceInTree("my-son", "khanh-hoa", REFORM, None),
]
SAID = [
    SuccessionStep("phuoc-dai", "bac-ai-dong", REFORM, WHOLE),
    SuccessionStep("phuoc-trung", "my-son", REFORM, WHOLE),
]


def test_a_district_went_where_its_communes_went():
    assert district_successions({"bac-ai"}, BAC_AI, SAID) == [
        SuccessionStep("bac-ai", "bac-ai-dong", REFORM, PART),
        SuccessionStep("bac-ai", "my-son", REFORM, PART),
    ]


def test_a_commune_that_went_on_stands_for_its_district():
    places = [
        PlaceInTree("song-ma", "son-la", THEN, REFORM),
        PlaceInTree("muong-lam", "song-ma", THEN, REFORM),
        PlaceInTree("muong-lam", "son-la", REFORM, None),
    ]
    found = district_successions({"song-ma"}, places, [])
    assert found == [SuccessionStep("song-ma", "muong-lam", REFORM, WHOLE)]
    assert current_successors(found, "song-ma") == {"muong-lam"}


def test_a_divided_commune_leaves_its_district_in_every_part_once():
    said = [
        SuccessionStep("phuoc-dai", "bac-ai-dong", REFORM, DEFAULT),
        SuccessionStep("phuoc-dai", "my-son", REFORM, PART),
        SAID[1],
    ]
    found = district_successions({"bac-ai"}, BAC_AI, said)
    assert [step.to_id for step in found] == ["bac-ai-dong", "my-son"]


def test_a_district_of_which_something_is_said_is_left_to_that():
    said = [*SAID, SuccessionStep("bac-ai", "my-son", REFORM, WHOLE)]
    assert district_successions({"bac-ai"}, BAC_AI, said) == []


def test_what_left_a_district_before_its_end_is_no_heir_of_it():
    places = [*BAC_AI, PlaceInTree("phuoc-tan", "bac-ai", THEN, EARLIER)]
    said = [*SAID, SuccessionStep("phuoc-tan", "phuoc-dai", EARLIER, WHOLE)]
    assert district_successions({"bac-ai"}, places, said) == district_successions(
        {"bac-ai"}, BAC_AI, SAID
    )


def test_a_district_that_was_only_renamed_went_nowhere():
    places = [
        PlaceInTree("bac-ai", "ninh-thuan", THEN, EARLIER),
        PlaceInTree("bac-ai", "ninh-thuan", EARLIER, None),
        PlaceInTree("phuoc-dai", "bac-ai", THEN, EARLIER),
        PlaceInTree("phuoc-dai", "bac-ai", EARLIER, None),
    ]
    assert district_successions({"bac-ai"}, places, []) == []
