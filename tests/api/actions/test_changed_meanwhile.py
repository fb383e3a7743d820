"""What changed while a phone was away: its record is taken, marked late, and lies with whoever is
answerable for that place today. Never refused in silence.
"""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from api import clock
from api.domain.org_unit import Extent
from api.loading.folder import publish_file
from api.models.org_unit import OrgUnitSuccession, OrgUnitVersion
from api.models.user import Assignment, Role
from api.queries import org_unit_changing
from tests import records
from tests.api.counting_story import MEETING, Story
from tests.faults.conftest import rows
from tests.forking import ROOT
from tests.offices import THAO, YEN, id_of
from tests.people import BAC_AI, BINH, HOA, LAN, MAI, TRAM, Somebody, new_id, settle

pytestmark = pytest.mark.one_database

TODAY = clock.today()
NEXT_DOOR = Somebody("nhan", "Nhàn", Role.SUPERVISOR, BAC_AI)


@pytest.fixture
def story(app, world):
    settle(world, (YEN, THAO, NEXT_DOOR))
    return Story(app, world)


@pytest.fixture
def waits(story):
    """A meeting of Lan's on her phone, written while everything was as she knew it."""
    _, team = story.registers(LAN)
    village = story.unit(LAN)
    one = new_id()
    return one, records.meeting(village, team, id=one)


def village_of(story, who):
    below = story.client(THAO).get("/v1/orgUnits", params={"parent": story.unit(who)}).json()
    return next(
        one["id"] for one in below if one["level"] == "village" and one["name"] != "Tà Lú 1"
    )


def a_newer_form(story, tmp_path):
    text = (ROOT / f"forms/{MEETING}.md").read_text()
    newer = tmp_path / f"{MEETING}.md"
    newer.write_text(text.replace(records.VERSION, "2999010101"))
    assert list(publish_file(story.world, newer, clock.now()))


def her_village_closed(story, _, into=""):
    said = {"closedOn": str(TODAY), "source": "NQ 3/2026"} | ({"successorId": into} if into else {})
    gone = story.client(THAO).post(f"/v1/orgUnits/{story.unit(LAN)}/closing", json=said)
    assert gone.status_code == 201, gone.text


def merged_within_the_commune(story, _):
    her_village_closed(story, _, village_of(story, MAI))


def merged_into_next_door(story, _):
    her_village_closed(story, _, village_of(story, NEXT_DOOR))


def divided_between_two_communes(story, _):
    village, parts = story.unit(LAN), (village_of(story, MAI), village_of(story, NEXT_DOOR))
    with story.world.writing() as session:
        standing = session.exec(
            select(OrgUnitVersion).where(
                OrgUnitVersion.org_unit_id == village, col(OrgUnitVersion.valid_to).is_(None)
            )
        ).one()
        org_unit_changing.close_unit_on_day(session, standing, TODAY, "", "NQ 3/2026")
        for part, extent in zip(parts, (Extent.DEFAULT, Extent.PART), strict=True):
            row = {"from_id": village, "to_id": part, "on_date": TODAY, "source": "NQ 3/2026"}
            session.add(OrgUnitSuccession(**row, extent=extent))


def her_role_ended(story, _, day=TODAY):
    with story.world.writing() as session:
        held = session.exec(
            select(Assignment).where(Assignment.user_id == id_of(story.world, LAN))
        ).one()
        held.valid_to = max(day, held.valid_from)


def her_role_ended_long_ago(story, _):
    her_role_ended(story, _, TODAY - timedelta(days=200))


def her_role_taken_back_on_its_first_day(story, _):
    with story.world.writing() as session:
        held = session.exec(
            select(Assignment).where(Assignment.user_id == id_of(story.world, LAN))
        ).one()
        held.valid_from = held.valid_to = TODAY


def she_moved_to_another_commune(story, _):
    there = village_of(story, NEXT_DOOR)
    her_role_ended(story, _)
    said = {"orgUnitId": there, "role": "reporter", "validFrom": str(TODAY)}
    at = f"/v1/users/{id_of(story.world, LAN)}/assignments"
    assert story.client(THAO).post(at, json=said).status_code == 201


def everything_at_once(story, tmp_path):
    a_newer_form(story, tmp_path)
    merged_into_next_door(story, tmp_path)
    she_moved_to_another_commune(story, tmp_path)


# What happened, and in whose queue the record lies then; each time Hòa above them has it too.
CHANGES = {
    a_newer_form: {MAI},
    her_village_closed: {MAI},
    merged_within_the_commune: {MAI},
    merged_into_next_door: {NEXT_DOOR},
    divided_between_two_communes: set(),
    her_role_ended: {MAI},
    her_role_ended_long_ago: {MAI},
    her_role_taken_back_on_its_first_day: {MAI},
    she_moved_to_another_commune: {MAI},
    everything_at_once: {NEXT_DOOR},
}


def queue(story, who):
    said = story.client(who).get("/v1/submissions", params={"of": "awaiting"})
    assert said.status_code == 200, said.text
    return {one["instanceId"]: one for one in said.json()["items"]}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_it_is_taken_marked_late_and_lies_with_who_is_answerable_now(
    story, waits, change, tmp_path
):
    one, xml = waits
    lan, before = story.client(LAN), rows(story.world)
    change(story, tmp_path)
    first = records.send(lan, xml)
    assert first.status_code == 201, first.text
    assert records.send(lan, xml).json() == first.json()
    assert rows(story.world) == before + 1
    for who in (MAI, NEXT_DOOR):
        assert (one in queue(story, who)) is (who in CHANGES[change]), who.name
    line = queue(story, HOA)[one]
    assert (line["late"], line["problems"]) == (True, 0), "nothing that she wrote was wrong"
    for who in (BINH, TRAM):
        assert one not in queue(story, who)
    for who in CHANGES[change] or {HOA}:
        approved = story.decides(who, MEETING, one, "approved")
        assert approved.status_code == 201, approved.text


def test_what_changed_nothing_for_her_is_not_late(story, waits):
    one, xml = waits
    assert records.send(story.client(LAN), xml).status_code == 201
    assert queue(story, MAI)[one]["late"] is False


def test_a_closed_account_is_asked_to_sign_in_and_its_phone_keeps_everything(story, waits):
    _, xml = waits
    lan, before = story.client(LAN), rows(story.world)
    at = f"/v1/users/{id_of(story.world, LAN)}"
    assert story.client(THAO).patch(at, json={"active": False}).status_code == 200
    refused = records.send(lan, xml)
    assert refused.status_code == 401
    assert rows(story.world) == before
    assert story.client(THAO).patch(at, json={"active": True}).status_code == 200
