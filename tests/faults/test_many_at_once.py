"""Many clients on one record, over real HTTP to a real process: one row, one winner, told apart."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from sqlmodel import func, select

from api.models.review import Review
from tests import records
from tests.faults.conftest import rows, told
from tests.people import HOA, LAN, MAI, new_id


def test_ten_posts_of_one_new_record_are_one_row(ask, team, village, stored, balance):
    lan, before = ask(LAN), rows(stored)
    one, picture = new_id(), records.photo()
    xml = records.meeting(village, team, id=one, photo="a.jpg")
    with ThreadPoolExecutor(10) as pool:
        said = list(pool.map(lambda _: records.send(lan, xml, a__jpg=picture), range(10)))
    assert [answer.status_code for answer in said] == [201] * 10
    # The same receipt, to the last letter: Ed25519 signs the same words with the same signature.
    assert {answer.text for answer in said} == {said[0].text}
    assert said[0].json()["signature"]
    assert rows(stored) == before + 1
    balance([told(one, xml, {"a.jpg": picture})], one)


def test_forty_reviews_of_one_record_have_one_winner(ask, team, village, stored, balance):
    one = new_id()
    xml = records.meeting(village, team, id=one)
    assert records.send(ask(LAN), xml).status_code == 201
    mai, hoa = ask(MAI), ask(HOA)
    at = f"/v1/projects/1/forms/sinh_hoat_to/submissions/{one}/reviews"

    def decide(nth):
        state = ("approved", "hasIssues", "rejected")[nth % 3]
        said = {"state": state, "comment": "Chị xem lại giúp", "versionInstanceId": one}
        return (mai, hoa)[nth % 2].post(at, json=said)

    with ThreadPoolExecutor(40) as pool:
        said = list(pool.map(decide, range(40)))
    assert Counter(answer.status_code for answer in said) == {201: 1, 409: 39}
    assert {answer.json()["code"] for answer in said if answer.status_code == 409} <= {
        "movedMeanwhile",
        "cannotMove",
    }
    with stored.reading() as session:
        decided = select(func.count()).where(Review.instance_id == one)
        assert session.exec(decided).one() == 1
    balance([told(one, xml)], one)
