"""Photos after their records: a cut costs one part, a killed server none; a false word, nothing."""

import random
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.faults.conftest import rows
from tests.journey import acts
from tests.journey.words import word

FILES = "**/v1/submissions/*/files/*"
SUBMISSION = "**/v1/projects/1/submission"


@pytest.fixture
def her(lan):
    """Lan, whose second meeting has a photo of many parts."""
    her = lan()
    noise = random.Random(5).randbytes(900 * 700 * 3)
    Image.frombytes("RGB", (900, 700), noise).save(her.picture, "JPEG")
    her.log_meeting()
    acts.tab(her.page, "bar.outbox")
    return her


class Line:
    """What of the parts gets through, and where each began."""

    def __init__(self, her, *meets):
        self.offsets = []
        self._meets = list(meets)
        her.phone.context.route(FILES, self._part)

    def _part(self, route, request):
        if request.method == "PUT":
            (offset,) = parse_qs(urlsplit(request.url).query)["offset"]
            self.offsets.append(int(offset))
            if int(offset) and self._meets:
                self._meets.pop(0)(route)
                return
        route.continue_()


def is_cut(route):
    route.abort("connectionreset")


def is_answered_in_vain(route):
    route.fetch()
    route.abort("connectionreset")


@pytest.mark.long
def test_it_goes_on_where_the_line_cut_and_she_sees_what_is_still_here(her, stored, balance):
    before = rows(stored)
    said_saved = [one.id for one in her.has()]
    line = Line(her, *[is_cut, is_answered_in_vain] * 3)
    her.phone.find_signal()
    acts.nudge(her.page)
    meetings = acts.cards(her.page, "Tổ truyền thông Tà Lú 1 · ")
    expect(meetings.filter(has_text=word("state.received"))).to_have_count(2)
    expect(meetings.filter(has_text=word("outbox.photosOwed", n=1)).first).to_be_visible()
    assert rows(stored) == before + 2
    her.sends_all()
    later = [offset for offset in line.offsets if offset]
    assert len(later) > 6
    # Only what was cut or told in vain was sent again, and nothing from its beginning.
    assert len(later) - len(set(later)) <= 6
    assert line.offsets.count(0) <= 3
    kept = her.has()
    assert all(one.acknowledged for one in kept)
    assert all(set(one.files) <= set(one.received or ()) for one in kept)
    expect(meetings.filter(has_text=word("outbox.photosOwed", n=1))).to_have_count(0)
    balance(kept, *said_saved)


@pytest.mark.long
def test_the_server_is_killed_between_and_under_the_parts(server, her, stored, balance):
    def is_killed(route):
        server.kill()
        server.start()
        route.abort("connectionreset")

    def dies_after_it(route):
        route.fetch()
        is_killed(route)

    said_saved = [one.id for one in her.has()]
    line = Line(her, is_killed, dies_after_it, is_killed)
    her.phone.find_signal()
    her.sends_all()
    assert line.offsets.count(0) <= 3
    kept = her.has()
    assert all(set(one.files) <= set(one.received or ()) for one in kept)
    balance(kept, *said_saved)


@pytest.mark.long
def test_a_receipt_that_the_server_did_not_sign_settles_nothing(her, stored, balance):
    before, said_saved = rows(stored), [one.id for one in her.has()]
    spoken = []

    def changed(route):
        answer = route.fetch()
        said = answer.json()
        receipt = said.get("receipt") if isinstance(said.get("receipt"), dict) else said
        if "signature" in receipt:
            # Everything else is true: only whose word it is cannot be known.
            receipt["signature"] = receipt["signature"][::-1]
            spoken.append(receipt["instanceId"])
        route.fulfill(response=answer, json=said)

    her.phone.context.route(SUBMISSION, changed)
    her.phone.find_signal()
    acts.nudge(her.page)
    for _ in range(200):
        if len(spoken) >= 2:
            break
        her.page.wait_for_timeout(100)
    expect(acts.button(her.page, "outbox.sendNow", n=2)).to_be_visible()
    assert rows(stored) == before + 2
    assert not any(one.acknowledged for one in her.has())

    her.phone.context.unroute(SUBMISSION)
    her.phone.context.route(FILES, changed)
    acts.nudge(her.page)
    expect(acts.button(her.page, "outbox.sendPhotos", n=2)).to_be_visible()
    for _ in range(200):
        if len(spoken) >= 4:
            break
        her.page.wait_for_timeout(100)
    assert [one.received for one in her.has()] == [[], []]

    her.phone.context.unroute(FILES)
    her.sends_all()
    kept = her.has()
    assert rows(stored) == before + 2
    balance(kept, *said_saved)
