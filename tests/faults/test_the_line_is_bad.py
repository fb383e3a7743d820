"""A network that is slow, breaks, or belongs to somebody else: a real phone, a real server, and
our own proxy between them.
"""

import random
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from tests.faults.conftest import rows
from tests.faults.proxy import FINE, STRANGERS, Proxy, Weather, slow_2g
from tests.journey import acts
from tests.journey.words import word

pytestmark = pytest.mark.faults
PATIENCE = 400


@pytest.fixture
def kind():
    """The line is looked at, and the phone; the database is the soak's business."""
    return "sqlite"


@pytest.fixture
def proxy(server):
    with Proxy(server.port, seed=15) as between:
        yield between


class Parts:
    """The parts of photos as they leave the phone: where each began, and which of them broke."""

    def __init__(self, page):
        self.left: list[tuple[str, int]] = []
        self.broke: list[tuple[str, int]] = []
        page.on("request", lambda request: self._note(request, self.left))
        page.on("requestfailed", lambda request: self._note(request, self.broke))

    def _note(self, request, noted):
        place = urlsplit(request.url)
        if request.method == "PUT" and "/files/" in place.path:
            noted.append((place.path, int(parse_qs(place.query)["offset"][0])))

    def went_back(self):
        """Parts of what had arrived already, sent once more."""
        reached: dict[str, int] = {}
        again = []
        for path, offset in self.left:
            if offset < reached.get(path, 0):
                again.append((path, offset))
            reached[path] = max(offset, reached.get(path, 0))
        return again


def test_at_five_kilobytes_a_second_ten_seconds_away_everything_arrives(
    lan, proxy, stored, balance
):
    her = lan(proxy.address())
    noise = random.Random(15).randbytes(400 * 300 * 3)
    Image.frombytes("RGB", (400, 300), noise).save(her.picture, "JPEG")
    second = her.log_meeting()
    acts.tab(her.page, "bar.outbox")
    before, said_saved = rows(stored), [one.id for one in her.has()]
    parts = Parts(her.page)
    # A photo begins with a larger part, which is halved until it comes through.
    proxy.change(slow_2g(part_lasts=20_000))
    her.phone.find_signal()
    patiently(her)
    kept = her.has()
    assert second in said_saved
    assert [one.acknowledged for one in kept] == [True, True]
    assert rows(stored) == before + 2
    balance(kept, *said_saved)
    # Lines broke under photos, and what had arrived of them did not travel again.
    assert proxy.did["cut"] >= 1
    assert parts.broke
    assert any(offset for _, offset in parts.left)
    assert parts.went_back() == []
    print(f"{proxy.did['cut']} breaks, {proxy.did['connections']} connections")
    print(f"{len(parts.left)} parts, {len(parts.broke)} broke: {parts.left}")


def patiently(her):
    """As somebody who looks at the phone now and then, and taps when she may."""
    done = her.page.get_by_text(word("outbox.allSent"))
    for _ in range(PATIENCE):
        acts.nudge(her.page)
        if done.is_visible() and all(whole(one) for one in her.has()):
            return
        her.page.wait_for_timeout(1_000)
    raise AssertionError("it has not arrived")


def whole(one):
    """Nothing of it is still on the way."""
    return one.acknowledged and set(one.files) <= set(one.received or one.files)


def test_whoever_else_answers_is_not_believed(lan, proxy, stored, balance):
    her = lan(proxy.address())
    before, said_saved = rows(stored), [one.id for one in her.has()]
    her.phone.find_signal()
    for who in STRANGERS:
        for spares in (b"GET", b""):
            proxy.change(Weather(strangers=1.0, stranger=who, spares=spares))
            met, (one,) = proxy.did[f"answered by {who}"], her.has()
            # Where only posts are answered, it is the record's own and not a heartbeat alone.
            wanted = one.attempts + (1 if spares else 0)
            for _ in range(40):
                acts.nudge(her.page)
                (one,) = her.has()
                if proxy.did[f"answered by {who}"] > met and one.attempts >= wanted:
                    break
                her.page.wait_for_timeout(250)
            assert proxy.did[f"answered by {who}"] > met
            assert one.attempts >= wanted
            assert not one.acknowledged
            assert rows(stored) == before
        # What a stranger said is not kept in the place of what she needs.
        her.phone.lose_signal()
        her.page.reload()
        acts.tab(her.page, "bar.home")
        acts.ready(her.page, "sinh_hoat_to")
        acts.tab(her.page, "bar.outbox")
        her.phone.find_signal()
    proxy.change(FINE)
    her.sends_all()
    (one,) = her.has()
    assert one.attempts > len(STRANGERS)
    assert rows(stored) == before + 1
    balance([one], *said_saved)
