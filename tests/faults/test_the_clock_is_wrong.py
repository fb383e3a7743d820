"""A phone whose clock is a year out: its record is taken, and what is odd is noted beside it."""

import json
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from api.auth import VIET_NAM
from api.models.submission import Submission, SubmissionVersion
from tests.faults.conftest import rows
from tests.journey import acts

YEAR = timedelta(days=365)


@pytest.fixture
def kind():
    """What is noted does not depend on the database."""
    return "sqlite"


@pytest.mark.parametrize(
    ("wrong", "noted"),
    [pytest.param(YEAR, "clockAhead", marks=pytest.mark.long), (-YEAR, "clockBehind")],
)
def test_a_wrong_clock_never_costs_a_record(wrong, noted, lan, stored, balance):
    her = lan()
    before = rows(stored)
    her.phone.context.clock.set_system_time(datetime.now(VIET_NAM) + wrong)
    her.page.reload()
    theirs = her.log_meeting()
    her.phone.find_signal()
    acts.tab(her.page, "bar.outbox")
    her.sends_all()
    kept = her.has()
    assert [one.acknowledged for one in kept] == [True, True]
    assert rows(stored) == before + 2
    assert noted in {problem["code"] for problem in problems_of(stored, theirs)}
    with stored.reading() as session:
        states = session.exec(select(Submission.review_state)).all()
    assert set(states) == {"received"}
    balance(kept, *(one.id for one in kept))


def problems_of(stored, instance_id):
    """What was noted beside a version."""
    with stored.reading() as session:
        wanted = select(SubmissionVersion).where(SubmissionVersion.instance_id == instance_id)
        return json.loads(session.exec(wanted).one().problems)
