"""A server loses its disk and is set back to an older backup: phones bring what they still have."""

import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests import postgres
from tests.faults.conftest import rows
from tests.faults.test_photos_travel_apart import FILES, is_cut
from tests.journey import acts
from tests.journey.looks import Looks
from tests.journey.words import word

SUBMISSION = "**/v1/projects/1/submission"
MEETINGS = "Tổ truyền thông Tà Lú 1 · "


class Backup:
    """The database and the files as they are now, by each database's own means."""

    def __init__(self, world_url, data_dir, place):
        self._url, self._files = world_url, data_dir / "blobs"
        self._kept, self._blobs = place / "backup", place / "blobs"
        if world_url.startswith("sqlite"):
            _copy(_file(world_url), self._kept)
        else:
            _run("pg_dump", "--format=custom", f"--file={self._kept}", _plain(world_url))
        if self._files.exists():
            shutil.copytree(self._files, self._blobs)

    def restore(self):
        """What came since is gone."""
        if self._url.startswith("sqlite"):
            _copy(self._kept, _file(self._url))
        else:
            server, name = _plain(self._url).rsplit("/", 1)
            postgres.drop_database(f"{server}/postgres", name)
            postgres.create_database(f"{server}/postgres", name)
            _run("pg_restore", "--exit-on-error", f"--dbname={_plain(self._url)}", self._kept)
        shutil.rmtree(self._files)
        if self._blobs.exists():
            shutil.copytree(self._blobs, self._files)


def _file(url):
    return url.removeprefix("sqlite:///")


def _plain(url):
    return url.replace("+psycopg", "")


def _run(program, *said):
    subprocess.run([postgres.binaries() / program, *said], check=True)


def _copy(source, target):
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


@pytest.mark.long
def test_what_it_had_acknowledged_since_comes_again_whole(
    lan, server, world_url, data_dir, tmp_path, stored, balance
):
    looks = Looks(word("act.name"))
    her = lan()
    before = rows(stored)
    backup = Backup(world_url, data_dir, tmp_path)
    her.phone.find_signal()
    her.sends_all()
    her.phone.context.route(FILES, lambda route, _: is_cut(route))
    her.log_meeting()
    acts.tab(her.page, "bar.outbox")
    acts.nudge(her.page)
    meetings = acts.cards(her.page, MEETINGS)
    expect(meetings.filter(has_text=word("outbox.photosOwed", n=1))).to_have_count(1)
    said_saved = [one.id for one in her.has()]
    assert rows(stored) == before + 2

    server.kill()
    backup.restore()
    assert rows(stored) == before
    her.phone.context.unroute(FILES)
    her.phone.context.route(SUBMISSION, lambda route, _: route.abort())
    server.start()
    her.page.reload()
    # The one whose photo was on its way; the other is missed in her list when there is a line.
    meetings.filter(has_text=word("state.onPhone")).tap()
    expect(her.page.get_by_text(word("mine.offeredAgain"))).to_be_visible()
    looks.at(her.page, "r6-record-set-back")
    her.phone.context.unroute(SUBMISSION)

    acts.go_back(her.page)
    expect(her.page.get_by_text(word("outbox.allSent"))).to_be_visible()
    while rows(stored) < before + 2:
        her.page.wait_for_timeout(50)
    her.sends_all()
    expect(meetings.filter(has_text=word("state.received"))).to_have_count(2)
    kept = her.has()
    assert [one.acknowledged for one in kept] == [True, True]
    assert all(set(one.files) <= set(one.received or ()) for one in kept)
    assert rows(stored) == before + 2
    balance(kept, *said_saved)
    looks.fine()
