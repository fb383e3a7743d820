"""A team goes on when its unit became another: on the phones of whoever reports for that one."""

from datetime import date, timedelta

import pytest

from api import clock
from api.domain.org_unit import derive_unit_id
from api.models.user import Role, User
from api.queries import users
from tests import people, records
from tests.api.counting_story import MEETING, REGISTER, Story
from tests.api.routers.test_placements import AT, NGA, QUARTER, SEN, TAM, quarter, said
from tests.country import NEW, OLD
from tests.people import ADMIN, BAC_AI_DONG, BINH, HOA, LAN, MAI, Somebody

pytestmark = pytest.mark.one_database

__all__ = ["quarter"]
BAC_AI_DONG_ID, PHUOC_DAI = derive_unit_id(f"{NEW}/22801"), derive_unit_id(f"{OLD}/22801")
CONG_VI = derive_unit_id(f"{OLD}/00007")
OAI = Somebody("oai", "Oai", Role.REPORTER, BAC_AI_DONG, "Tà Lú 2")
THUY = Somebody("thuy", "Thủy", Role.REPORTER, BAC_AI_DONG)
KHANH = Somebody("khanh", "Khánh", Role.SUPERVISOR, "01")
CHI = Somebody("chi", "Chi", Role.REPORTER, "")
NQ = "NQ 15/NQ-HĐND"


@pytest.fixture
def story(app, world):
    people.settle(world, (OAI, THUY, KHANH))
    return Story(app, world)


def listed(story, who):
    """The teams on her phone, and the unit of each."""
    answer = story.client(who).get("/v1/lists/teams")
    assert answer.status_code == 200, answer.text
    return {row["name"]: row["org_unit"] for row in answer.json()["rows"]}


def merged(story, day):
    """Lan's hamlet went into Oai's on that day, which was there before."""
    gone, into = story.unit(LAN), story.unit(OAI)
    closed = story.client(ADMIN).post(
        f"/v1/orgUnits/{gone}/closing",
        json={"closedOn": str(day), "source": NQ, "successorId": into},
    )
    assert closed.status_code == 201, closed.text
    return gone, into


def once_at(story, *units):
    """Chi reported for these units, which are no more, and sends now what she wrote then."""
    user = User(login=CHI.login, display_name=CHI.name, password_hash="", created_at=clock.now())
    with story.world.writing() as session:
        users.add_user_account(
            session, user, [(unit, CHI.role, date(2022, 1, 1)) for unit in units]
        )


def problems(story, who, xml):
    sent = records.send(story.client(who), xml)
    assert sent.status_code == 201, sent.text
    return [one["code"] for one in sent.json()["problems"]]


def test_a_team_of_a_hamlet_that_was_merged_is_whose_hamlet_it_became(story):
    register, team = story.registers(LAN)
    story.approves(MAI, REGISTER, register)
    assert listed(story, OAI) == {}
    _, into = merged(story, clock.today())
    for who in (OAI, MAI, HOA):
        assert listed(story, who) == {team: into}
    assert listed(story, LAN) == listed(story, BINH) == {}
    story.approves(MAI, MEETING, story.meets(OAI, team))
    values = story.values(MAI, into)
    assert (values["DANG"], values["BUOI"]) == ("1", "1"), "the figures know the same team"


def test_a_merger_of_next_month_moves_nothing_yet(story):
    _, team = story.registers(LAN)
    gone, _ = merged(story, clock.today() + timedelta(days=30))
    assert listed(story, LAN) == listed(story, MAI) == {team: gone}
    assert listed(story, OAI) == {}


def test_a_record_of_before_and_one_of_after_are_both_faultless(story):
    _, team = story.registers(LAN)
    gone, into = merged(story, clock.today())
    assert problems(story, OAI, records.meeting(into, team)) == []
    assert problems(story, LAN, records.meeting(gone, team)) == []


def test_a_team_of_a_commune_of_before_the_reform_is_todays_communes(story):
    once_at(story, PHUOC_DAI)
    _, team = story.registers(CHI, PHUOC_DAI)
    assert listed(story, THUY) == listed(story, HOA) == {team: BAC_AI_DONG_ID}
    assert listed(story, LAN) == listed(story, BINH) == {}


def test_of_a_divided_commune_a_team_goes_where_its_quarter_went_and_no_other(story, quarter):
    _, team = story.registers(SEN, QUARTER)
    once_at(story, CONG_VI)
    _, nobodys = story.registers(CHI, CONG_VI)
    assert listed(story, NGA) == {team: QUARTER}
    assert story.client(ADMIN).post(AT, json=said()).status_code == 201
    assert listed(story, TAM) == {team: QUARTER}
    assert listed(story, NGA) == {}
    assert nobodys not in {*listed(story, NGA), *listed(story, TAM), *listed(story, KHANH)}
