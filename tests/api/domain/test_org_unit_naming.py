"""People look for a unit as they write it: with its kind, shortened, with or without dấu."""

import pytest

from api.domain.org_unit_naming import closeness, name_readings
from api.domain.text import search_key


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Xã Bác Ái Đông", ["xa bac ai dong", "bac ai dong"]),
        ("TT Tam Đường", ["tt tam duong", "tam duong"]),
        ("P. Đô Vinh", ["p. do vinh", "do vinh"]),
        ("Bản Bo", ["ban bo", "bo"]),
        ("Thị trấn", ["thi tran"]),
        ("Xanh", ["xanh"]),
        ("", []),
    ],
)
def test_a_kind_before_the_name_may_be_part_of_it_or_not(typed, meant):
    assert name_readings(search_key(typed)) == meant


def test_what_is_written_so_comes_before_what_only_sounds_so():
    names = ["Bác Ái", "Xã Bác Ái"]
    assert closeness("bác ái", "22795", names) == 0
    assert closeness("Xã  Bác Ái", "22795", names) == 0
    assert closeness("22795", "22795", names) == 0
    assert closeness("bac ai", "22795", names) == 1
    assert closeness("xa bac ai", "22795", names) == 1
    assert closeness("bac", "22795", names) == 2
    assert closeness("ai", "22795", names) == 3
    assert closeness("c a", "22795", names) == 4
