"""Records the app that is built now: Lan logs a meeting with a photo, Mai reads and approves it.

Run by name, before a version is released (docs/compatibility.md); it is no test by itself.
"""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser import VERSION
from tests.compatibility import conversation
from tests.faults import conftest as faults
from tests.faults.conftest import Lan
from tests.faults.line import Line
from tests.journey import acts, forms
from tests.journey.forms import Meeting
from tests.journey.words import word
from tests.people import LAN, MAI, PASSWORD

ask, data_dir, server, stored = faults.ask, faults.data_dir, faults.server, faults.stored
team, village = faults.team, faults.village


class Recorder(Line):
    """A line that keeps what goes over it, but for what the app had already."""

    def __init__(self, port: int, who: str) -> None:
        super().__init__(port)
        self.who = who
        self.turns: list[conversation.Turn] = []

    def _asked(self, request: bytes) -> bytes:
        answer = super()._asked(request)
        if request.split(b" ", 2)[1].startswith((b"/v1/", b"/health")):
            heard = conversation.turn(self.who, request, answer)
            if heard.status != 304:
                self.turns.append(heard)
        return answer


@pytest.fixture
def kind():
    return "sqlite"


def tiny(path: Path) -> Path:
    """A camera's picture in a few bytes."""
    Image.new("RGB", (24, 16), "#7a8f5a").save(path, "JPEG")
    return path


def test_what_this_version_says(phone, server, team, tmp_path):
    line, desk = Recorder(server.port, LAN.login), Recorder(server.port, MAI.login)
    with line:
        lan = Lan(phone("lan", line.url), tiny(tmp_path / "camera.jpg"))
        lan.sign_in()
        lan.phone.lose_signal()
        forms.fill_meeting(lan.page, Meeting(photo=lan.picture)).finish()
        acts.tab(lan.page, "bar.outbox")
        lan.phone.find_signal()
        lan.sends_all()
        lan.page.reload()
        expect(lan.page.get_by_text(word("outbox.allSent"))).to_be_visible()
    with desk:
        page = phone("mai", desk.url).open()
        acts.sign_in(page, MAI.login, PASSWORD)
        acts.tab(page, "bar.review")
        acts.cards(page, f"{faults.TEAM} · ").tap()
        acts.tap(page, "review.approve")
        expect(page.get_by_role("status").filter(has_text="duyệt")).to_be_visible()
    conversation.keep(VERSION, line.turns + desk.turns)
