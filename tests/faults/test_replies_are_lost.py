"""The server has stored and its answer never arrives: one row, and the phone asks until told."""

import pytest

from tests.faults.conftest import rows
from tests.faults.line import Line


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)], indirect=False
)
def test_the_reply_is_lost_twice(server, stored, lan, balance):
    with Line(server.port) as line:
        her = lan(line.url)
        line.lose_replies(2)
        before, said_saved = rows(stored), [one.id for one in her.has()]
        her.phone.find_signal()
        her.sends_all()
        (one,) = her.has()
    assert one.acknowledged
    assert one.attempts == line.posts == 3
    assert rows(stored) == before + 1
    balance([one], *said_saved)
