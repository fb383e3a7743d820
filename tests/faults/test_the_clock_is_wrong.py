"""A phone whose clock is years out, or set to another zone: its record is taken, and what is odd
is noted beside it.
"""

import json
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree
from playwright.sync_api import expect
from sqlmodel import select

from api.clock import VIET_NAM
from api.models.submission import Submission, SubmissionVersion
from tests.faults import storage
from tests.faults.conftest import rows
from tests.journey import acts, forms
from tests.journey.forms import Meeting
from tests.journey.words import like, word

NOT_BEFORE = "Ngày sinh hoạt phải từ năm 2022 đến hôm nay."


@pytest.fixture
def kind():
    """What is noted does not depend on the database."""
    return "sqlite"


def years(count):
    """As many years from now."""
    return datetime.now(VIET_NAM) + timedelta(days=365 * count)


def epoch():
    """What a phone shows whose battery was out."""
    return datetime(1970, 1, 1, 7, 0, tzinfo=VIET_NAM)


@pytest.mark.parametrize(
    ("shows", "noted"),
    [
        pytest.param(lambda: years(1), "clockAhead", marks=pytest.mark.long),
        (lambda: years(-1), "clockBehind"),
    ],
    ids=["a year ahead", "a year behind"],
)
@pytest.mark.long
def test_a_wrong_clock_never_costs_a_record(shows, noted, lan, stored, balance):
    her = lan()
    before, said_saved = rows(stored), [one.id for one in her.has()]
    her.phone.context.clock.set_system_time(shows())
    her.page.reload()
    if noted == "clockAhead":
        opens_by_itself_with_network(her)
    theirs = her.log_meeting()
    said_saved.append(theirs)
    her.phone.find_signal()
    acts.tab(her.page, "bar.outbox")
    her.sends_all()
    kept = her.has()
    assert all(one.acknowledged for one in kept)
    # What was received and looks a year old is no longer shown on a phone that is a year ahead.
    assert theirs in {one.id for one in kept}
    assert rows(stored) == before + 2
    # The day that the form offered as today is kept as it was said, and marked where it cannot be.
    assert said_in(stored, theirs, "session/date") == f"{shows():%Y-%m-%d}"
    problems = problems_of(stored, theirs)
    odd = {one["code"] for one in problems if one["ref"] == "/data/session/date"}
    assert odd == ({"constraint"} if noted == "clockAhead" else set())
    (problem,) = [one for one in problems if one["code"] == noted]
    told, received = (
        datetime.fromisoformat(problem["params"][end]) for end in ("value", "received")
    )
    # By how much it was wrong stands beside the record, by the server's own clock.
    skew = shows() - datetime.now(VIET_NAM)
    assert abs((told - received) - skew) < timedelta(hours=1)
    with stored.reading() as session:
        state = select(Submission.review_state).where(Submission.instance_id == theirs)
        assert session.exec(state).one() == "received"
    balance(kept, *said_saved)


def opens_by_itself_with_network(her):
    """To a phone whose clock jumped it is more than thirty days since it met the server. The server
    knows better: she is let in without a word of hers, and told of the clock."""
    page = her.page
    expect(page.get_by_text(word("unlock.away"))).to_be_visible()
    her.phone.find_signal()
    expect(page.get_by_role("navigation", name=word("bar.name"))).to_be_visible()
    expect(clock_line(page)).to_be_visible()


def clock_line(page):
    """That the phone's clock is wrong, whatever day it shows."""
    return page.get_by_text(like("clock.wrong"))


@pytest.mark.faults
def test_a_phone_that_shows_1970_sends_what_it_has_and_keeps_what_it_may_not_finish(
    lan, stored, balance
):
    her = lan()
    before, (first,) = rows(stored), her.has()
    her.phone.context.clock.set_system_time(epoch())
    her.page.reload()
    paper = forms.begin(her.page, "sinh_hoat_to")
    # It was later than this at the last contact: she is told, in the form too.
    expect(clock_line(her.page)).to_be_visible()
    # No day since the programme began lies before such a "today": the form says so.
    yesterday = acts.today() - timedelta(days=1)
    forms.say_day(paper, "/data/session/date", *f"{yesterday:%d/%m/%Y}".split("/"))
    acts.tap(her.page, "act.next")
    expect(her.page.get_by_text(NOT_BEFORE).first).to_be_visible()
    paper.saved()
    acts.go_back(her.page)
    (draft,) = storage.look(her.page)["drafts"]
    assert draft["draft"]["answers"]["/data/session/date"] == f"{yesterday:%Y-%m-%d}"
    said_saved = {first.id} | storage.written_on(her.page)
    acts.tab(her.page, "bar.outbox")
    her.phone.find_signal()
    her.sends_all()
    assert rows(stored) == before + 1

    her.phone.context.clock.set_system_time(datetime.now(VIET_NAM))
    her.page.reload()
    expect(her.page.get_by_role("navigation", name=word("bar.name"))).to_be_visible()
    expect(clock_line(her.page)).to_be_hidden()
    (kept,) = storage.look(her.page)["drafts"]
    assert kept["draft"] == draft["draft"]
    # It is finished now as she began it.
    acts.tab(her.page, "bar.home")
    acts.cards(her.page, "Tổ truyền thông").first.tap()
    forms.after_the_day(forms.Paper(her.page), Meeting()).finish()
    acts.tab(her.page, "bar.outbox")
    her.sends_all()
    (finished,) = [one.id for one in her.has() if one.id != first.id]
    assert said_in(stored, finished, "session/date") == f"{yesterday:%Y-%m-%d}"
    assert problems_of(stored, finished) == []
    assert said_saved == {first.id, finished}
    balance(her.has(), *said_saved)


def the_hour_that_comes_twice():
    """Half past one of last autumn's night in New York, twice, as moments."""
    last = datetime.now(VIET_NAM).year - 1
    first_sunday = next(day for day in range(1, 8) if datetime(last, 11, day).weekday() == 6)
    first = datetime(last, 11, first_sunday, 5, 30, tzinfo=UTC)
    return first, first + timedelta(hours=1)


@pytest.mark.faults
def test_a_phone_set_to_a_zone_with_summer_time_says_the_same_moments(lan, stored, balance):
    her = lan(zone="America/New_York")
    (now,) = [one.id for one in her.has()]
    moments = the_hour_that_comes_twice()
    theirs = []
    for moment in moments:
        her.phone.context.clock.set_system_time(moment)
        her.page.reload()
        theirs.append(her.log_meeting())
    her.phone.context.clock.set_system_time(datetime.now(VIET_NAM))
    her.phone.find_signal()
    acts.tab(her.page, "bar.outbox")
    her.sends_all()
    assert not {one["code"] for one in problems_of(stored, now)} & {"clockAhead", "clockBehind"}
    said = [end_of(stored, one) for one in theirs]
    assert [end.utcoffset() for end in said] == [timedelta(hours=7)] * 2
    for moment, end in zip(moments, said, strict=True):
        assert timedelta(0) <= end - moment < timedelta(minutes=10)
    balance(her.has(), now, *theirs)


def end_of(stored, instance_id):
    """When a record says that it was finished."""
    return datetime.fromisoformat(said_in(stored, instance_id, "end"))


def said_in(stored, instance_id, path):
    """One answer, as it was stored."""
    with stored.reading() as session:
        wanted = select(SubmissionVersion).where(SubmissionVersion.instance_id == instance_id)
        return etree.fromstring(session.exec(wanted).one().xml).findtext(path) or ""


def problems_of(stored, instance_id):
    """What was noted beside a version."""
    with stored.reading() as session:
        wanted = select(SubmissionVersion).where(SubmissionVersion.instance_id == instance_id)
        return json.loads(session.exec(wanted).one().problems)
