"""Parts of a photo twice, out of order, in two batches at once, to a real process: one file."""

import random
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from io import BytesIO
from types import SimpleNamespace

import pytest
from PIL import Image
from sqlmodel import col, select

from api.models.audit import Audit
from api.models.submission import Attachment
from tests import records
from tests.faults.conftest import told
from tests.people import LAN, new_id

pytestmark = pytest.mark.one_database

PART = 8_000


@pytest.fixture
def sent(ask, village, team):
    """Lan's meeting has come; its photo has not."""
    one = new_id()
    xml = records.meeting(village, team, id=one, photo="a.jpg")
    assert records.send(ask(LAN), xml).status_code == 201
    content = BytesIO()
    noise = random.Random(18).randbytes(160 * 120 * 3)
    Image.frombytes("RGB", (160, 120), noise).save(content, "JPEG", quality=95)
    return SimpleNamespace(id=one, xml=xml, content=content.getvalue())


def send(client, sent, at):
    """The part that begins there."""
    whole = {"sha256": sha256(sent.content).hexdigest(), "size": len(sent.content)}
    place, part = f"/v1/submissions/{sent.id}/files/a.jpg", sent.content[at : at + PART]
    return client.put(place, params={**whole, "offset": at}, content=part)


def a_batch(client, sent, seed):
    """Every part thrice, each time in another order, until it is told that the photo is whole."""
    chance = random.Random(seed)
    mine = [*range(0, len(sent.content), PART)] * 3
    for _ in range(30):
        chance.shuffle(mine)
        for at in mine:
            said = send(client, sent, at)
            assert said.status_code in {200, 409}, said.text
            if said.json().get("complete"):
                return said.text
    return ""


def test_two_batches_at_once_with_every_part_thrice_are_one_file(ask, sent, stored, balance):
    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(lambda seed: a_batch(ask(LAN), sent, seed), range(2)))
    assert ends[0]
    assert ends[0] == ends[1]
    with stored.reading() as session:
        came = session.exec(select(Attachment).where(col(Attachment.name) == "a.jpg")).all()
        acts = select(Audit).where(Audit.action == "submission.attachment.update")
        assert len(session.exec(acts.where(Audit.object_id == sent.id)).all()) == 1
    assert [one.sha256 for one in came] == [sha256(sent.content).hexdigest()]
    balance([told(sent.id, sent.xml, {"a.jpg": sent.content})], sent.id)
