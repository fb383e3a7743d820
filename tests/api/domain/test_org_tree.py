"""The closure says on every day what walking up the tree says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.org_tree import BrokenOrgTree, build_closure_table, places_by_unit
from api.domain.org_unit import Ancestry, PlaceInTree, is_in_force, lineage_on_day

D = [date(2021, 1, 1) + timedelta(days=100 * number) for number in range(6)]


def test_a_move_ends_one_ancestry_and_begins_another():
    rows = build_closure_table(
        [
            PlaceInTree("vn", None, D[0], None),
            PlaceInTree("a", "vn", D[0], None),
            PlaceInTree("b", "vn", D[0], None),
            PlaceInTree("x", "a", D[0], D[2]),
            PlaceInTree("x", "b", D[2], None),
        ]
    )
    of_x = {row for row in rows if row.descendant_id == "x"}
    assert of_x == {
        Ancestry("x", "x", 0, D[0], None),
        Ancestry("a", "x", 1, D[0], D[2]),
        Ancestry("b", "x", 1, D[2], None),
        Ancestry("vn", "x", 2, D[0], None),
    }


def test_losing_the_district_brings_a_commune_nearer_to_its_province():
    rows = build_closure_table(
        [
            PlaceInTree("vn", None, D[0], None),
            PlaceInTree("son-la", "vn", D[0], None),
            PlaceInTree("song-ma", "son-la", D[0], D[3]),
            PlaceInTree("muong-lam", "song-ma", D[0], D[3]),
            PlaceInTree("muong-lam", "son-la", D[3], None),
        ]
    )
    assert Ancestry("son-la", "muong-lam", 2, D[0], D[3]) in rows
    assert Ancestry("son-la", "muong-lam", 1, D[3], None) in rows


@pytest.mark.parametrize(
    ("places", "words"),
    [
        (
            [PlaceInTree("vn", None, D[0], None), PlaceInTree("vn", None, D[1], None)],
            "there twice",
        ),
        ([PlaceInTree("x", "nowhere", D[0], None)], "not there"),
        (
            [PlaceInTree("vn", None, D[0], D[2]), PlaceInTree("x", "vn", D[1], D[3])],
            "not there",
        ),
        (
            [PlaceInTree("a", "b", D[0], None), PlaceInTree("b", "a", D[0], None)],
            "below itself",
        ),
    ],
)
def test_what_cannot_be_true_is_refused(places, words):
    with pytest.raises(BrokenOrgTree, match=words):
        build_closure_table(places)


@st.composite
def trees(draw):
    """A nation and units that move now and then, always below an earlier one."""
    places = [PlaceInTree("u0", None, D[0], None)]
    for number in range(1, draw(st.integers(1, 9))):
        cuts = sorted(draw(st.sets(st.sampled_from(D[1:]), max_size=3)))
        for start, end in zip([D[0], *cuts], [*cuts, None], strict=True):
            parent = draw(st.integers(0, number - 1))
            places.append(PlaceInTree(f"u{number}", f"u{parent}", start, end))
    return places


@given(trees(), st.integers(-10, 600))
def test_the_closure_agrees_with_walking_up_on_any_day(places, offset):
    day = D[0] + timedelta(days=offset)
    tree, rows = places_by_unit(places), build_closure_table(places)
    for unit in tree:
        of_day = [
            row
            for row in rows
            if row.descendant_id == unit and is_in_force(row.valid_from, row.valid_to, day)
        ]
        by_depth = sorted(of_day, key=lambda row: row.depth)
        assert [row.ancestor_id for row in by_depth] == lineage_on_day(tree, unit, day)
        assert [row.depth for row in by_depth] == list(range(len(by_depth)))
