"""What a story is recorded with: people's devices on lines that keep what goes over them, and a
server that stands as it will when the story is asked again (stage.py).
"""

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser import VERSION
from tests.compatibility import conversation, stage
from tests.conftest import PASSED
from tests.faults.conftest import Lan
from tests.faults.line import Line
from tests.journey import acts
from tests.people import LAN, PASSWORD, Somebody

# The story that keeps what lies on the phone; what it asks, others ask too.
DATABASE = "database"


class Recorder(Line):
    """A line that keeps what goes over it, but for what the app had already."""

    def __init__(self, port: int, who: str, turns: list[conversation.Turn]) -> None:
        super().__init__(port)
        self.who, self.turns = who, turns

    def _asked(self, request: bytes) -> bytes:
        answer = super()._asked(request)
        if answer and request.split(b" ", 2)[1].startswith((b"/v1/", b"/health")):
            heard = conversation.turn(self.who, request, answer)
            if heard.status != 304:
                self.turns.append(heard)
        return answer


@pytest.fixture
def kind():
    return "sqlite"


@pytest.fixture
def data_dir(tmp_path):
    folder = tmp_path / "server"
    stage.lay_keys(folder)
    return folder


@pytest.fixture
def team(ask, village):
    stage.register_team(ask(LAN), village)


@pytest.fixture
def turns(request):
    """What everybody asked and was told; kept under the name of the story when it went well."""
    said: list[conversation.Turn] = []
    yield said
    story = request.node.name.removeprefix("test_")
    if request.node.stash[PASSED] and story != DATABASE:
        conversation.keep(VERSION, story, said)


@pytest.fixture
def device(phone, server, team, turns):
    """Somebody's phone, or her desk, over a line that is recorded."""
    lines = []

    def given(who: str, **more: object):
        line = Recorder(server.port, who, turns)
        lines.append(line.__enter__())
        return phone(who, line.url, **more)

    yield given
    for line in lines:
        line.__exit__()


@pytest.fixture
def here(device):
    """Somebody who signed in on it, and has what she needs; her page."""

    def came(who: Somebody, **more: object) -> Page:
        page: Page = device(who.login, **more).open()
        acts.sign_in(page, who.login, PASSWORD)
        return page

    return came


@pytest.fixture
def lan(device, tmp_path):
    """With her phone and a camera whose pictures are tiny."""
    picture = tmp_path / "camera.jpg"
    Image.new("RGB", (24, 16), "#7a8f5a").save(picture, "JPEG")
    hers = Lan(device(LAN.login), picture)
    hers.sign_in()
    return hers
