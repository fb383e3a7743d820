"""A form that only a newer server can ask: this one does not start on its database, and while both
answer it refuses for now what is written with that form.
"""

import json

import pytest
from sqlmodel import select

from api import clock
from api.commands import command_parser
from api.models.submission import Submission
from api.queries import forms
from api.settings import Settings
from tests import records
from tests.api.routers.test_outboxes import bring, lans, lines
from tests.people import LAN, MAI, new_id, unit_of

pytestmark = pytest.mark.one_database

__all__ = ["lans"]
TEAM = "0e9b1f5c-1111-4a4a-8b8b-222222222222"
AT = "/v1/projects/1/forms/sinh_hoat_to"
TOO_OLD = (503, "serverTooOld", "60")


@pytest.fixture
def serve(world_url, tmp_path):
    """What an operator types. It ends only where it refuses to serve."""
    settings = Settings(DATABASE_URL=world_url, data_dir=tmp_path / "data")
    said = command_parser().parse_args(["serve"])
    return lambda: said.act(settings, said)


def publish_hologram(world):
    """A newer server publishes a meeting whose remark is a hologram."""
    with world.writing() as session:
        form = forms.find_form(session, "sinh_hoat_to")
        newest = forms.find_form_version(session, "sinh_hoat_to")
        assert form is not None
        assert newest is not None
        definition = {**json.loads(newest.definition), "version": "2099"}
        asked = next(one for one in definition["body"] if one["ref"] == "/data/remark")
        asked["kind"] = "hologram"
        made = forms.build_form_version(b"newer", "md", newest.xform, definition, clock.now())
        assert forms.add_form_version(session, form, made)


def refusal(answer):
    return (answer.status_code, answer.json()["code"], answer.headers.get("retry-after"))


def test_the_server_names_the_form_and_does_not_start(world, serve, capsys):
    publish_hologram(world)
    assert serve() == 1
    said = capsys.readouterr().out.splitlines()[1:]
    assert len(said) == 1
    assert said[0].startswith("sinh_hoat_to 2099: /data/remark: ")
    assert "hologram" in said[0]


def test_what_is_written_with_it_stays_on_the_phone_until_the_newer_server_answers(ask_as, world):
    publish_hologram(world)
    with world.reading() as session:
        village = unit_of(session, LAN)
    lan = ask_as(LAN)
    newer = records.meeting(village, TEAM, id=new_id(), version="2099")
    assert refusal(records.send(lan, newer)) == TOO_OLD
    xml = {"Content-Type": "application/xml"}
    assert refusal(lan.post(f"{AT}/submissions", content=newer, headers=xml)) == TOO_OLD
    with world.reading() as session:
        assert not session.exec(select(Submission)).all()
    # What it understands it takes, as before.
    assert records.send(lan, records.meeting(village, TEAM)).status_code == 201


def test_a_file_of_many_records_says_it_of_this_one_and_goes_on(ask_as, world, lans):
    publish_hologram(world)
    with world.reading() as session:
        village = unit_of(session, LAN)
    pieces = [
        lans.piece(records.meeting(village, TEAM, id=one, version=version), one)
        for one, version in ((new_id(), "2099"), (new_id(), records.VERSION))
    ]
    assert lines(bring(ask_as(MAI), *pieces)) == [
        ("refused", None, "serverTooOld"),
        ("taken", None, None),
    ]


def test_what_reads_it_says_so_too(ask_as, world):
    lan, one = ask_as(LAN), new_id()
    with world.reading() as session:
        village = unit_of(session, LAN)
    assert records.send(lan, records.meeting(village, TEAM, id=one)).status_code == 201
    publish_hologram(world)
    assert refusal(lan.get(f"{AT}/manifest")) == TOO_OLD
    assert refusal(lan.get("/v1/lists/teams")) == TOO_OLD
    # What was written with a version that it knows is read as before.
    assert ask_as(MAI).get(f"{AT}/submissions/{one}/record").status_code == 200


def test_every_address_may_say_so(routes):
    for path, operations in routes.openapi()["paths"].items():
        for operation in operations.values():
            said = operation["responses"]["503"]
            codes = said["content"]["application/json"]["schema"]["allOf"][1]["properties"]["code"]
            assert "serverTooOld" in codes["enum"], path
            assert said["headers"]["Retry-After"]["required"], path
