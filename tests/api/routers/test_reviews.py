"""Who may decide about a record, and what happens when several do at once."""

from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

import pytest
from sqlmodel import col, func, select

from api.actions.recount import recount
from api.models.audit import Audit
from api.models.entity import Entity
from api.models.review import Review
from api.models.submission import Submission
from tests.api.counting_story import MEETING, REGISTER, Story
from tests.clients import AppClient
from tests.people import ADMIN, BINH, HOA, LAN, MAI, TRAM, VIEWER, new_id

pytestmark = pytest.mark.one_database


@pytest.fixture
def story(app, world) -> Story:
    return Story(app, world)


def state_of(story, one):
    with story.world.reading() as session:
        wanted = select(Submission.review_state).where(Submission.instance_id == one)
        return session.exec(wanted).one()


def reviews_of(story):
    with story.world.reading() as session:
        return session.exec(select(Review).order_by(col(Review.id))).all()


def test_nobody_decides(app, story):
    register, _ = story.registers(LAN)
    said = AppClient(app).post(
        f"/v1/projects/1/forms/{REGISTER}/submissions/{register}/reviews",
        json={"state": "approved", "versionInstanceId": register},
    )
    assert (said.status_code, said.json()["code"]) == (401, "401.2")


def test_binh_does_not_even_learn_that_it_is_there(story):
    register, _ = story.registers(LAN)
    for one in (register, new_id()):
        said = story.decides(BINH, REGISTER, one, "approved")
        assert (said.status_code, said.json()["code"]) == (404, "404.1")
    wrong_form = story.decides(MAI, MEETING, register, "approved")
    assert wrong_form.status_code == 404
    assert state_of(story, register) == "received"


@pytest.mark.parametrize("who", [LAN, VIEWER])
def test_who_sees_it_without_supervising_is_told_so(story, who):
    register, _ = story.registers(LAN)
    said = story.decides(who, REGISTER, register, "approved")
    assert (said.status_code, said.json()["code"]) == (403, "403.1")
    assert story.decides(TRAM, REGISTER, register, "approved").status_code == 404


def test_a_supervisor_does_not_approve_what_she_sent_or_edited(story):
    hers, team = story.registers(MAI)
    said = story.decides(MAI, REGISTER, hers, "approved")
    assert (said.status_code, said.json()["code"]) == (403, "ownRecord")
    lans = story.meets(LAN, team)
    edited = story.meets(HOA, team, unit=story.unit(LAN), id=new_id(), replaces=lans)
    said = story.decides(HOA, MEETING, lans, "approved", versionInstanceId=edited)
    assert (said.status_code, said.json()["code"]) == (403, "ownRecord")
    story.approves(MAI, MEETING, lans, versionInstanceId=edited)
    story.approves(HOA, REGISTER, hers)


@pytest.mark.parametrize("state", ["hasIssues", "rejected"])
def test_a_no_needs_a_reason_that_stays(story, state):
    register, _ = story.registers(LAN)
    for nothing in ("", "  \n "):
        said = story.decides(MAI, REGISTER, register, state, nothing)
        assert (said.status_code, said.json()["code"]) == (422, "reasonRequired")
    said = story.decides(MAI, REGISTER, register, state, " Thiếu số quyết định ")
    assert said.status_code == 201
    assert said.json()["comment"] == "Thiếu số quyết định"
    assert said.json()["reviewer"] == "Mai"
    assert [(act.from_state, act.to_state) for act in reviews_of(story)] == [("received", state)]


@pytest.mark.parametrize("state", ["received", "edited"])
def test_only_a_verdict_is_one(story, state):
    register, _ = story.registers(LAN)
    said = story.decides(MAI, REGISTER, register, state, "x")
    assert (said.status_code, said.json()["code"]) == (422, "noVerdict")


@pytest.mark.both_databases
def test_who_judged_another_version_is_told(story):
    register, team = story.registers(LAN)
    edited, _ = story.registers(LAN, id=new_id(), entity=team, replaces=register)
    said = story.decides(MAI, REGISTER, register, "approved")
    assert (said.status_code, said.json()["code"]) == (409, "movedMeanwhile")
    story.approves(MAI, REGISTER, register, versionInstanceId=edited)


def test_a_decision_is_undone_knowingly_and_rejected_is_asked_again(story):
    register, _ = story.registers(LAN)
    story.approves(MAI, REGISTER, register)
    blind = story.decides(HOA, REGISTER, register, "hasIssues", "Xem lại")
    assert (blind.status_code, blind.json()["code"]) == (409, "movedMeanwhile")
    said = story.decides(HOA, REGISTER, register, "rejected", "Trùng", seenState="approved")
    assert said.status_code == 201
    said = story.decides(MAI, REGISTER, register, "approved", seenState="rejected")
    assert (said.status_code, said.json()["code"]) == (409, "cannotMove")
    said = story.decides(MAI, REGISTER, register, "hasIssues", "Sửa tên", seenState="rejected")
    assert said.status_code == 201
    acts = [(act.from_state, act.to_state) for act in reviews_of(story)]
    assert acts == [("received", "approved"), ("approved", "rejected"), ("rejected", "hasIssues")]


def test_the_entity_follows_its_register(story):
    register, team = story.registers(LAN)

    def approved():
        with story.world.reading() as session:
            return session.exec(select(Entity.approved).where(Entity.uuid == team)).one()

    assert approved() is False
    story.approves(MAI, REGISTER, register)
    assert approved() is True
    story.undoes(MAI, REGISTER, register)
    assert approved() is False


def test_every_act_is_in_the_audit_trail_without_its_words(story):
    register, _ = story.registers(LAN)
    story.decides(MAI, REGISTER, register, "hasIssues", "Chị Lan ghi nhầm")
    with story.world.reading() as session:
        row = session.exec(select(Audit).where(Audit.action == "submission.review")).one()
    assert row.object_id == register
    assert '"from": "received", "to": "hasIssues"' in row.details
    assert "Lan" not in row.details


@pytest.mark.both_databases
@pytest.mark.parametrize("states", [["approved"], ["approved", "hasIssues", "rejected"]])
def test_of_forty_who_decide_at_once_one_wins_and_39_are_told(story, states):
    register, _ = story.registers(LAN)
    for who in (MAI, HOA, ADMIN):
        story.client(who)
    asked = [
        (who, state)
        for _, who, state in zip(range(40), cycle((MAI, HOA, ADMIN)), cycle(states), strict=False)
    ]
    with ThreadPoolExecutor(40) as pool:
        answers = list(
            pool.map(lambda one: story.decides(one[0], REGISTER, register, one[1], "vì sao"), asked)
        )
    codes = sorted(answer.status_code for answer in answers)
    assert codes == [201] + [409] * 39
    assert {a.json()["code"] for a in answers if a.status_code == 409} == {"movedMeanwhile"}
    acts = reviews_of(story)
    assert len(acts) == 1
    assert state_of(story, register) == acts[0].to_state
    with story.world.reading() as session:
        assert recount(session, replace=False).listed == []


@pytest.mark.both_databases
def test_many_decide_about_many_records_of_few_teams_at_once(story):
    """Registers and meetings cross: whatever comes first, nothing is lost and nobody deadlocks."""
    waiting = []
    for number in range(4):
        register, team = story.registers(LAN, name=f"Tổ {number}")
        waiting.append((REGISTER, register))
        for month in range(1, 6):
            one = story.meets(LAN, team, day=f"2026-0{month}-10")
            waiting.append((MEETING, one))
    for who in (MAI, HOA, ADMIN):
        story.client(who)

    def decide(numbered):
        number, (form, one) = numbered
        who = (MAI, HOA, ADMIN)[number % 3]
        said = [story.decides(who, form, one, "approved").status_code]
        if number % 4 == 0:
            said.append(
                story.decides(
                    who, form, one, "hasIssues", "Xem lại", seenState="approved"
                ).status_code
            )
            said.append(
                story.decides(who, form, one, "approved", seenState="hasIssues").status_code
            )
        return set(said)

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(decide, enumerate(waiting)))
    assert set().union(*answers) == {201}
    said = story.values(HOA)
    assert (said["MOI"], said["DUYTRI"], said["BUOI"], said["LUOT"]) == ("4", "4", "20", "340")
    with story.world.reading() as session:
        assert recount(session, replace=False).listed == []
        waits = select(func.count()).select_from(Review)
        assert session.exec(waits).one() == len(waiting) + 2 * 6
