"""kill -9 of the browser at random moments while she types and it sends, and a phone with little
memory: every answer that is older than two seconds is back, and every record arrives once.
"""

import random
import time

import pytest
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import expect

from tests.faults import storage
from tests.faults.conftest import Lan, rows
from tests.faults.test_the_phone_dies import paper_of, reached_the_remark, sends_what_is_left
from tests.journey import acts

REMARK = "/data/remark"
PROMISED = 2.0
LITTLE = "--js-flags=--max-old-space-size=96"
DEVOUR = """() => {
  const all = []
  for (;;) all.push(new Array(1e6).fill(Math.random()))
}"""


@pytest.fixture
def kind():
    """The phone is what is tried; the server's own deaths are on both databases."""
    return "sqlite"


def open_draft(her):
    """The half written meeting is open at its last question."""
    acts.tab(her.page, "bar.write")
    acts.cards(her.page, "Tổ truyền thông").tap()
    return paper_of(her.page)


def kept_number(her):
    """The newest answer on the disk."""
    (draft,) = storage.look(her.page)["drafts"]
    return int(draft["draft"]["answers"][REMARK].removeprefix("Câu "))


def types_until(her, paper, number, moment):
    """One answer after the other, each with its number; when each was given."""
    given = {}
    field = paper.question(REMARK).get_by_role("textbox").first
    while time.monotonic() < moment:
        number += 1
        field.fill(f"Câu {number}")
        given[number] = time.monotonic()
        her.page.wait_for_timeout(random.choice((5, 60, 450, 900)))
    return given


def dies_again_and_again(her, times):
    """She types, it sends, it is killed; what must be back is compared each time.

    Gives the ids of all that was called saved, each known before the kill that it had to survive.
    """
    number, said_saved = 0, {one.id for one in her.has()}
    # A browser that was closed has written down whose session it is.
    her.phone.close()
    her.phone.open()
    reached_the_remark(her.page).say(REMARK, f"Câu {number}").saved()
    acts.go_back(her.page)
    for _ in range(times):
        storage.grow(her.page, 2)
        said_saved |= {one.id for one in her.has()} | storage.written_on(her.page)
        her.phone.find_signal()
        paper = open_draft(her)
        begun = time.monotonic()
        given = types_until(her, paper, number, begun + random.uniform(0.2, 5))
        died = time.monotonic()
        her.phone.kill()
        must = max((n for n, at in given.items() if at < died - PROMISED), default=number)
        her.phone.open()
        number = kept_number(her)
        assert must <= number <= max(given, default=number)
    return said_saved


def story(her, stored, balance, kills):
    """Killed so often; then the meeting is finished, what is left is sent, and all is there."""
    before = rows(stored)
    said_saved = dies_again_and_again(her, kills)
    # The first meeting, two more before every kill, and the one that was being written.
    assert len(said_saved) == 2 * kills + 2
    sends_what_is_left(her)
    assert rows(stored) == before + len(said_saved)
    balance(her.has(), *said_saved)


@pytest.mark.long
def test_what_she_typed_is_back_after_every_kill(lan, stored, balance):
    story(lan(), stored, balance, kills=3)


@pytest.mark.faults
def test_fifty_kills_while_typing_and_sending(lan, stored, balance):
    story(lan(), stored, balance, kills=50)


@pytest.mark.long
def test_a_phone_with_little_memory_gives_the_draft_back(
    phone, server, team, tmp_path, stored, balance
):
    her = Lan(phone("lan", server.url, LITTLE), acts.photo(tmp_path / "camera.jpg"))
    her.sign_in()
    her.phone.lose_signal()
    before, said_saved = rows(stored), {her.log_meeting()}
    for number in range(1, 4):
        paper = reached_the_remark(her.page) if number == 1 else open_draft(her)
        paper.say(REMARK, f"Câu {number}")
        her.page.wait_for_timeout(PROMISED * 1_000)
        said_saved |= storage.written_on(her.page)
        with pytest.raises(BrowserError, match="crashed"):
            her.page.evaluate(DEVOUR)
        her.phone.open()
        assert kept_number(her) == number
        expect(acts.cards(her.page, "Tổ truyền thông").first).to_be_visible()
    # The tabs that crashed are still there: they go with the browser.
    her.phone.close()
    her.phone.open()
    sends_what_is_left(her)
    assert rows(stored) == before + 2
    balance(her.has(), *said_saved)
