"""kill -9 while phones send: what was acknowledged is stored, what was not is sent again, once."""

import random
import time

import pytest

from tests.faults.conftest import rows
from tests.faults.storage import grow


def dies_while_it_receives(server, stored, her, kills, chance):
    """Let some arrive, then kill at whatever the server is doing, and start it again.

    Gives how much was stored when it died first.
    """
    first = 0
    for _ in range(kills):
        wanted = rows(stored) + chance.randrange(1, 4)
        deadline = time.monotonic() + 15
        her.page.evaluate("() => [...document.querySelectorAll('main button')][0]?.click()")
        while rows(stored) < wanted and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(chance.random() * 0.05)
        server.kill()
        first = first or rows(stored)
        server.start()
    return first


def story(server, stored, lan, balance, count, kills):
    chance = random.Random(count)
    her = lan()
    grow(her.page, count - 1)
    before = rows(stored)
    said_saved = [one.id for one in her.has()]
    her.phone.find_signal()
    first = dies_while_it_receives(server, stored, her, kills, chance)
    assert before < first < before + count
    her.sends_all()
    kept = her.has()
    assert [one.acknowledged for one in kept] == [True] * count
    assert rows(stored) == before + count
    balance(kept, *said_saved)
    kind = "SQLite" if stored.is_sqlite else "PostgreSQL"
    said = sum(one.acknowledged for one in kept)
    print(f"{kind}, {kills} kills: {said} acknowledged, {count} stored, 0 twice, 0 lost")


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)], indirect=False
)
def test_two_kills_and_seven_meetings(server, stored, lan, balance):
    story(server, stored, lan, balance, count=7, kills=2)


@pytest.mark.faults
def test_fifteen_kills_and_eighty_meetings(server, stored, lan, balance):
    story(server, stored, lan, balance, count=80, kills=15)
