"""Somebody was faster with her id and other bytes: the first stays, and she keeps her copy."""

import pytest
from playwright.sync_api import expect

from tests import records
from tests.faults.conftest import TEAM, rows, told
from tests.journey import acts
from tests.journey.words import word
from tests.people import LAN

pytestmark = pytest.mark.long


@pytest.fixture
def kind():
    """The phone is looked at; the refusal itself is tried on both in tests/api."""
    return "sqlite"


def test_the_first_stays_and_the_phone_keeps_its_copy(lan, ask, village, team, stored, balance):
    her = lan()
    (hers,) = her.has()
    other = records.meeting(village, team, id=hers.id, women=3, ethnic=3)
    assert records.send(ask(LAN), other).status_code == 201
    before = rows(stored)
    her.phone.find_signal()
    acts.nudge(her.page)
    refused = acts.cards(her.page, f"{TEAM} · ").filter(has_text=word("state.setAside"))
    expect(refused).to_have_count(1)
    expect(her.page.get_by_text(word("error.409.1"))).to_be_visible()
    (still,) = her.has()
    assert not still.acknowledged
    assert (still.sha256, still.files) == (hers.sha256, hers.files)
    assert rows(stored) == before
    balance([told(hers.id, other), still], hers.id)
