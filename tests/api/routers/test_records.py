"""Lists of work, and a record as its reviewer reads it."""

import pytest

from tests import records
from tests.people import BINH, HOA, LAN, MAI, TRAM, new_id, unit_of

pytestmark = pytest.mark.one_database

TEAM = "0e9b1f5c-3333-4a4a-8b8b-222222222222"


@pytest.fixture
def story(ask_as, world):
    """Lan's register and her meeting with one wrong number, both waiting."""
    with world.reading() as session:
        village = unit_of(session, LAN)
    lan, register, meeting = ask_as(LAN), new_id(), new_id()
    records.send(lan, records.team(village, id=register, entity=TEAM))
    xml = records.meeting(village, TEAM, id=meeting, ethnic=40, photo="a.jpg")
    records.send(lan, xml, a__jpg=records.photo())
    return register, meeting


def record(client, form, instance_id, language="vi"):
    url = f"/v1/projects/1/forms/{form}/submissions/{instance_id}/record"
    return client.get(url, headers={"Accept-Language": language})


def test_others_have_nothing_of_hers_on_their_lists(ask_as, story):
    for who in (TRAM, BINH):
        for of in ("me", "awaiting", "all"):
            assert ask_as(who).get(f"/v1/submissions?of={of}").json()["items"] == []


@pytest.mark.both_databases
def test_what_waits_is_oldest_first_and_says_what_it_is_about(ask_as, story):
    for who in (MAI, HOA):
        page = ask_as(who).get("/v1/submissions?of=awaiting").json()
        assert [one["instanceId"] for one in page["items"]] == list(story)
        assert page["total"] == 2
    meeting = page["items"][1]
    assert meeting["orgUnit"]["name"] == "Tà Lú 1"
    assert meeting["subject"] == {"id": TEAM, "label": "Tổ truyền thông Tà Lú 1"}
    assert meeting["date"] == "2026-10-20"
    assert meeting["problems"] == 1
    assert meeting["attachments"] == 1
    assert meeting["reviewState"] == "received"
    assert meeting["lastReview"] is None


@pytest.mark.both_databases
def test_a_long_list_comes_in_pages_that_join(ask_as, story):
    mai = ask_as(MAI)
    first = mai.get("/v1/submissions?of=awaiting&limit=1").json()
    second = mai.get(f"/v1/submissions?of=awaiting&limit=1&after={first['next']}").json()
    ids = [one["instanceId"] for page in (first, second) for one in page["items"]]
    assert ids == list(story)


def test_mai_reads_answers_in_words_and_what_does_not_fit(ask_as, story):
    said = record(ask_as(MAI), "sinh_hoat_to", story[1]).json()
    texts = {one["ref"]: one["text"] for one in said["answers"]}
    assert texts["/data/session/date"] == "20/10/2026"
    assert texts["/data/session/team"] == "Tổ truyền thông Tà Lú 1"
    assert "Tảo hôn" in texts["/data/topics"]
    wrong = next(one for one in said["answers"] if one["ref"] == "/data/participants/ethnic")
    assert wrong["problem"]["code"] == "constraint"
    assert "17" in wrong["problem"]["message"]["vi"]
    shown = next(one for one in said["answers"] if one["attachment"])
    assert shown["attachment"] == "a.jpg"
    english = record(ask_as(MAI), "sinh_hoat_to", story[1], "en").json()
    labels = {one["ref"]: one["label"] for one in english["answers"]}
    assert labels["/data/participants/women"] == "Women"


def test_she_is_told_what_approving_would_change(ask_as, story):
    said = record(ask_as(MAI), "to_truyen_thong", story[0]).json()
    changes = {one["indicator"]: (one["before"], one["after"]) for one in said["effect"]}
    assert changes["TTCD_MOI"] == ("0", "1")


def test_lan_sees_what_was_said_of_her_record(ask_as, story):
    mai = ask_as(MAI)
    at = f"/v1/projects/1/forms/sinh_hoat_to/submissions/{story[1]}/reviews"
    verdict = {"state": "hasIssues", "versionInstanceId": story[1]}
    refused = mai.post(at, json=verdict)
    assert (refused.status_code, refused.json()["code"]) == (422, "reasonRequired")
    given = mai.post(at, json={**verdict, "comment": "Số người dân tộc chưa khớp"})
    assert given.status_code == 201
    mine = ask_as(LAN).get("/v1/submissions?of=me").json()["items"]
    returned = next(one for one in mine if one["instanceId"] == story[1])
    assert returned["reviewState"] == "hasIssues"
    assert returned["lastReview"]["comment"] == "Số người dân tộc chưa khớp"
