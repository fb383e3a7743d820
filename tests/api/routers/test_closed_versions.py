"""An operator closes a version of the app: phones with it learn why, those with another do not."""

import pytest
from sqlmodel import select

from api.commands import command_parser
from api.models.audit import Audit
from api.settings import Settings
from tests import records
from tests.api.routers.test_phones import beat
from tests.people import LAN, TRAM, unit_of

pytestmark = pytest.mark.one_database

WHY = "Bản này ghi sai ngày sinh hoạt."


@pytest.fixture
def sothon(world_url, tmp_path):
    """What an operator types."""
    settings = Settings(DATABASE_URL=world_url, data_dir=tmp_path / "data")

    def typed(*words):
        said = command_parser().parse_args(words)
        return said.act(settings, said)

    return typed


def test_a_closed_version_is_told_why_and_another_is_not(sothon, ask_as):
    assert sothon("close-version", "0.1.0", WHY) == 0
    old, new = beat(ask_as(LAN)), beat(ask_as(TRAM), appVersion="0.2.0")
    assert old["closedVersions"] == new["closedVersions"] == ["0.1.0"]
    assert old["message"] == WHY
    assert new["message"] is None


def test_other_words_replace_the_first_and_open_is_open_again(sothon, ask_as, world):
    sothon("close-version", "0.1.0", "?")
    sothon("close-version", "0.1.0", WHY)
    assert beat(ask_as(LAN))["message"] == WHY
    assert sothon("open-version", "0.1.0") == 0
    assert sothon("open-version", "0.1.0") == 0
    said = beat(ask_as(LAN))
    assert (said["closedVersions"], said["message"]) == ([], None)
    with world.reading() as session:
        acts = session.exec(
            select(Audit.action, Audit.object_id).where(Audit.object_type == "appVersion")
        ).all()
    assert [tuple(act) for act in acts] == [
        ("appVersion.close", "0.1.0"),
        ("appVersion.close", "0.1.0"),
        ("appVersion.open", "0.1.0"),
    ]


@pytest.mark.parametrize("words", ["", "   ", "x" * 501])
def test_without_a_reason_nothing_is_closed(sothon, ask_as, words):
    assert sothon("close-version", "0.1.0", words) == 2
    assert beat(ask_as(LAN))["closedVersions"] == []


def test_records_of_a_closed_version_are_taken_as_before(sothon, ask_as, world):
    sothon("close-version", "0.1.0", WHY)
    with world.reading() as session:
        village = unit_of(session, LAN)
    assert records.send(ask_as(LAN), records.team(village)).status_code == 201
