"""Every request of the app versions still in use is answered as then: same status, same fields."""

import base64
import re
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import func, select

from api import clock
from api.access import credentials
from api.models.form import FormVersion
from api.models.phone import Phone
from api.queries import forms, phones
from tests import people
from tests.clients import AppClient
from tests.compatibility import conversation, stage
from tests.compatibility.conversation import FOLDER, Turn, missing, shape_of
from tests.people import LAN

pytestmark = pytest.mark.one_database

TOLD = sorted(
    tuple(path.name.removesuffix(".json.gz").split("-")) for path in FOLDER.glob("*.json.gz")
)
VERSIONS = sorted({version for version, _ in TOLD})
# The oldest says it in its own way, the newest tells every story; those between, in the long run.
STORIES = [
    pytest.param(version, story, marks=[pytest.mark.long] if between else [])
    for version, story in TOLD
    for between in [VERSIONS[0] < version < VERSIONS[-1]]
]
# Promised for the two versions before the one that is built (docs/compatibility.md).
PROMISED = 2
# Whether a figure is a number or a reason hangs on the day on which it is asked.
FIGURES = "/v1/figures"
EDITION = re.compile(r"/forms/([^/]+)/versions/([^/]+)/definition")


def test_no_more_is_kept_than_promised():
    assert 0 < len(VERSIONS) <= PROMISED + 1


@pytest.fixture
def server_of_then(app, world, tmp_path):
    """With the keys, and with Lan's team, as when it was recorded."""
    stage.lay_keys(tmp_path / "data")
    with world.reading() as session:
        village = people.unit_of(session, LAN)
    stage.register_team(people.sign_in(app, LAN), village)
    return app


def publish_as_then(world, said_then):
    """No form version is ever removed: those of then stand below the newest, with its questions."""
    wanted = {match for turn in said_then for match in EDITION.findall(turn.path)}
    with world.writing() as session:
        for form, newest in forms.newest_form_versions(session):
            known = {edition.version for edition in forms.versions_of_form(session, newest.form_id)}
            gone = sorted({then for name, then in wanted if name == form.xml_form_id} - known)
            for version in [*gone, newest.version + ".1"] if gone else []:
                said = {**newest.model_dump(exclude={"id"}), "version": version}
                session.add(FormVersion.model_validate(said))
                session.flush()


class Retelling:
    """The people of one story, who say again what their apps said."""

    def __init__(self, app, world):
        self.app, self.world = app, world
        self.clients = {}
        self.codes = {}

    def ask(self, turn: Turn):
        client = self.clients.setdefault(turn.who, AppClient(self.app))
        body = base64.b64decode(turn.body)
        for then, now in self.codes.items():
            body = body.replace(then.encode(), now.encode())
        return client.request(turn.method, turn.path, headers=turn.headers, content=body)

    def carry_on(self, turn: Turn, said: Any):
        """Codes that the server makes up are others today; what a phone proves itself by is not."""
        if turn.status == 201 and "code" in turn.gave:
            self.codes[turn.gave["code"]] = said["code"]
        if token := turn.gave.get("outboxToken"):
            with self.world.writing_plainly() as connection:
                newest = select(func.max(Phone.id))
                phone = connection.execute(newest).scalar_one()
                phones.add_outbox_token(
                    connection, phone, credentials.hash_token(token), clock.now()
                )


def retell(app, world, said_then):
    """All of it again, each answer held against that of then."""
    retelling = Retelling(app, world)
    for turn in said_then:
        answer = retelling.ask(turn)
        where = (turn.who, turn.method, turn.path)
        assert answer.status_code == turn.status, (*where, answer.text[:500])
        said: Any = None
        with suppress(ValueError):
            said = answer.json()
        gone = missing(turn.shape, shape_of(said))
        if turn.path.startswith(FIGURES):
            gone = [one for one in gone if not one.endswith(("[]", "NoneType"))]
        assert not gone, where
        same = conversation.SAME if turn.status < 400 else (*conversation.SAME, "code")
        for name in same:
            assert name not in turn.gave or said[name] == turn.gave[name], (*where, name)
        retelling.carry_on(turn, said)


@pytest.mark.parametrize(("version", "story"), STORIES)
def test_it_is_answered_as_then(version, story, server_of_then, world):
    said_then = conversation.kept(version, story)
    publish_as_then(world, said_then)
    retell(server_of_then, world, said_then)


def test_a_form_that_went_on_still_takes_what_was_written_then(server_of_then, world):
    renamed = []
    for turn in conversation.kept(VERSIONS[-1], "meeting"):
        body = base64.b64decode(turn.body).replace(b'version="20', b'version="19')
        path = turn.path.replace("/versions/20", "/versions/19")
        renamed.append(replace(turn, path=path, body=base64.b64encode(body).decode()))
    publish_as_then(world, renamed)
    retell(server_of_then, world, renamed)


def test_what_a_later_server_may_and_may_not_change():
    then = shape_of({"a": 1, "b": [{"c": "x"}], "d": None})
    assert missing(then, shape_of({"a": 2, "b": [{"c": "y", "new": 1}], "d": "now"})) == []
    assert missing(then, shape_of({"b": []})) == [".a", ".d", ".b[]"]
    assert missing(then, shape_of({"a": "1", "b": [{}], "d": 1})) == [
        ".a: number, now str",
        ".b[].c",
    ]
    assert missing(then, shape_of({"a": None, "b": [{"c": "x"}], "d": None})) == [
        ".a: number, now NoneType"
    ]
