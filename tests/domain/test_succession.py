"""What became of a district follows from what became of its communes."""

from datetime import date

from api.domain.org_unit import Became, Extent, Place, heirs
from api.domain.succession import of_districts

THEN, REFORM, EARLIER = date(2021, 1, 1), date(2025, 7, 1), date(2023, 1, 1)
WHOLE, PART, DEFAULT = Extent.WHOLE, Extent.PART, Extent.DEFAULT
BAC_AI = [
    Place("bac-ai", "ninh-thuan", THEN, REFORM),
    Place("phuoc-dai", "bac-ai", THEN, REFORM),
    Place("phuoc-trung", "bac-ai", THEN, REFORM),
    Place("bac-ai-dong", "khanh-hoa", REFORM, None),
    Place("my-son", "khanh-hoa", REFORM, None),
]
SAID = [
    Became("phuoc-dai", "bac-ai-dong", REFORM, WHOLE),
    Became("phuoc-trung", "my-son", REFORM, WHOLE),
]


def test_a_district_went_where_its_communes_went():
    assert of_districts({"bac-ai"}, BAC_AI, SAID) == [
        Became("bac-ai", "bac-ai-dong", REFORM, PART),
        Became("bac-ai", "my-son", REFORM, PART),
    ]


def test_a_commune_that_went_on_stands_for_its_district():
    places = [
        Place("song-ma", "son-la", THEN, REFORM),
        Place("muong-lam", "song-ma", THEN, REFORM),
        Place("muong-lam", "son-la", REFORM, None),
    ]
    found = of_districts({"song-ma"}, places, [])
    assert found == [Became("song-ma", "muong-lam", REFORM, WHOLE)]
    assert heirs(found, "song-ma") == {"muong-lam"}


def test_a_divided_commune_leaves_its_district_in_every_part_once():
    said = [
        Became("phuoc-dai", "bac-ai-dong", REFORM, DEFAULT),
        Became("phuoc-dai", "my-son", REFORM, PART),
        SAID[1],
    ]
    found = of_districts({"bac-ai"}, BAC_AI, said)
    assert [step.to_id for step in found] == ["bac-ai-dong", "my-son"]


def test_a_district_of_which_something_is_said_is_left_to_that():
    said = [*SAID, Became("bac-ai", "my-son", REFORM, WHOLE)]
    assert of_districts({"bac-ai"}, BAC_AI, said) == []


def test_what_left_a_district_before_its_end_is_no_heir_of_it():
    places = [*BAC_AI, Place("phuoc-tan", "bac-ai", THEN, EARLIER)]
    said = [*SAID, Became("phuoc-tan", "phuoc-dai", EARLIER, WHOLE)]
    assert of_districts({"bac-ai"}, places, said) == of_districts({"bac-ai"}, BAC_AI, SAID)


def test_a_district_that_was_only_renamed_went_nowhere():
    places = [
        Place("bac-ai", "ninh-thuan", THEN, EARLIER),
        Place("bac-ai", "ninh-thuan", EARLIER, None),
        Place("phuoc-dai", "bac-ai", THEN, EARLIER),
        Place("phuoc-dai", "bac-ai", EARLIER, None),
    ]
    assert of_districts({"bac-ai"}, places, []) == []
