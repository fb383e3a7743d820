"""Many clients on one record, over real HTTP to a real process: one row, one winner, told apart."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

from sqlmodel import func, select

from api.models.review import Review
from tests import records
from tests.faults.conftest import rows
from tests.faults.ledger import Kept
from tests.people import HOA, LAN, MAI, new_id


def test_ten_posts_of_one_new_record_are_one_row(ask, team, village, stored, balance):
    lan, before = ask(LAN), rows(stored)
    one, picture = new_id(), records.photo()
    xml = records.meeting(village, team, id=one, photo="a.jpg")
    with ThreadPoolExecutor(10) as pool:
        said = list(pool.map(lambda _: records.send(lan, xml, a__jpg=picture), range(10)))
    assert [answer.status_code for answer in said] == [201] * 10
    # Each is signed anew; what is signed is the same.
    receipts = [{**answer.json(), "signature": ""} for answer in said]
    assert all(receipt == receipts[0] for receipt in receipts)
    assert rows(stored) == before + 1
    files = {"a.jpg": sha256(picture).hexdigest()}
    balance([Kept(one, said[0].json()["sha256"], acknowledged=True, files=files)])


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
        assert session.exec(select(func.count()).select_from(Review)).one() == 1
    balance([Kept(one, sha256(xml).hexdigest(), acknowledged=True)])
