"""Somebody else has an account on the server's machine: nothing of the data may be read there."""

import shutil
import stat

import pytest

from tests import records
from tests.people import LAN, new_id


@pytest.fixture
def world_url(copied, data_dir):
    """In the data folder, as an earlier version left both: for everybody to read."""
    data_dir.mkdir(mode=0o755)
    made = copied("sqlite", "peopled").removeprefix("sqlite:///")
    place = shutil.copy(made, data_dir / "so-thon.sqlite3")
    place.chmod(0o644)
    return f"sqlite:///{place}"


def test_what_the_server_keeps_is_its_own(server, data_dir, ask, village, team):
    xml = records.meeting(village, team, id=new_id(), photo="a.jpg")
    assert records.send(ask(LAN), xml, a__jpg=records.photo()).status_code == 201
    # What it says goes where whoever starts it wants.
    kept = {each for each in data_dir.rglob("*") if each.name != "server.log"}
    assert {"blobs", "keys", "so-thon.sqlite3", "so-thon.sqlite3-wal"} <= {one.name for one in kept}
    assert any(each.is_file() and "blobs" in each.parts for each in kept)
    for each in {data_dir, *kept}:
        assert not stat.S_IMODE(each.stat().st_mode) & 0o077, each
