"""A team whose unit ended or moved counts, in each period, where it stood at the period's end."""

import pytest

from api import clock
from api.actions.recount import recount
from api.queries import org_units
from tests import people
from tests.api.counting_story import MEETING, REGISTER, Story
from tests.people import ADMIN, BAC_AI, HOA, LAN, MAI, Somebody

# What differs between databases is sorting, adding up and locking: a test about these asks both.
pytestmark = pytest.mark.one_database

NQ = "NQ 15/NQ-HĐND"
FROM_JULY = "2026-07-01"
MARCH, AUGUST = {"day": "2026-03-14"}, {"day": "2026-08-14"}
THU = Somebody("thu", "Thu", MAI.role, BAC_AI)


@pytest.fixture
def story(app, world):
    people.settle(world, (THU,))
    return Story(app, world)


@pytest.fixture
def there(story):
    """A hamlet of the neighbouring commune."""
    with story.world.reading() as session:
        commune = people.unit_of(session, THU)
        return org_units.child_units(session, commune, clock.today())[0].id


def closes(story, **more):
    said = {"closedOn": FROM_JULY, "source": NQ, **more}
    closed = story.client(ADMIN).post(f"/v1/orgUnits/{story.unit(LAN)}/closing", json=said)
    assert closed.status_code == 201, closed.text


def moves(story):
    said = {"validFrom": FROM_JULY, "parentId": story.unit(THU), "source": NQ}
    at = f"/v1/orgUnits/{story.unit(LAN)}/versions"
    assert story.client(ADMIN).post(at, json=said).status_code == 201


def met_in_march(story):
    """Lan's team, and what it did before anything changed; all of it approved."""
    register, team = story.registers(LAN)
    story.approves(HOA, REGISTER, register)
    story.approves(HOA, MEETING, story.meets(LAN, team, **MARCH))
    return team


def kept_alive(story, period):
    """Of the province, of Lan's commune and of the neighbouring one."""
    where = ("", story.unit(MAI), story.unit(THU))
    return [story.values(HOA, unit, period)["DUYTRI"] for unit in where]


def nothing_to_put_right(story):
    with story.world.reading() as session:
        return recount(session, replace=False).listed == []


@pytest.mark.both_databases
def test_a_merged_team_is_kept_alive_where_it_stood_at_the_end_of_each_period(story, there):
    team = met_in_march(story)
    assert kept_alive(story, "2026") == ["1", "1", "0"]
    closes(story, successorId=there)
    assert kept_alive(story, "2026") == ["1", "0", "1"]
    assert kept_alive(story, "2026S1") == ["1", "1", "0"]
    assert nothing_to_put_right(story)
    # What the team does there since is its own, though its register names the hamlet that was.
    meeting = story.meets(HOA, team, there, **AUGUST)
    story.approves(THU, MEETING, meeting)
    assert kept_alive(story, "2026S2") == ["1", "0", "1"]
    assert nothing_to_put_right(story)
    story.undoes(THU, MEETING, meeting)
    assert kept_alive(story, "2026S2") == ["0", "0", "0"]
    assert nothing_to_put_right(story)


def test_approved_after_the_merger_it_is_the_same(story, there):
    register, team = story.registers(LAN)
    meeting = story.meets(LAN, team, **MARCH)
    closes(story, successorId=there)
    story.approves(HOA, REGISTER, register)
    story.approves(HOA, MEETING, meeting)
    assert kept_alive(story, "2026") == ["1", "0", "1"]
    assert kept_alive(story, "2026S1") == ["1", "1", "0"]
    assert nothing_to_put_right(story)


def test_what_it_went_into_goes_too(story, there):
    met_in_march(story)
    closes(story, successorId=there)
    with story.world.reading() as session:
        siblings = org_units.child_units(session, story.unit(MAI), clock.today())
    said = {"closedOn": "2026-09-01", "source": NQ, "successorId": siblings[0].id}
    at = f"/v1/orgUnits/{there}/closing"
    assert story.client(ADMIN).post(at, json=said).status_code == 201
    assert kept_alive(story, "2026") == ["1", "1", "0"]
    assert kept_alive(story, "2026Q3") == ["0", "0", "0"]
    assert nothing_to_put_right(story)


def test_a_team_of_a_hamlet_that_is_no_more_stays_with_its_last_day(story):
    met_in_march(story)
    closes(story)
    assert kept_alive(story, "2026") == ["1", "1", "0"]
    assert nothing_to_put_right(story)


def test_a_hamlet_that_moves_takes_the_year_of_its_team_along(story):
    met_in_march(story)
    moves(story)
    assert kept_alive(story, "2026") == ["1", "0", "1"]
    assert kept_alive(story, "2026S1") == ["1", "1", "0"]
    assert nothing_to_put_right(story)
