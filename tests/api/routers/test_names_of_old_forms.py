"""A form that an older server published, whose names are code: it is told when this one starts, and
stands in no other's way.
"""

import json

import pytest

from api import clock
from api.commands import command_parser
from api.models.form import Form
from api.queries import forms
from api.settings import Settings
from tests.people import LAN

pytestmark = pytest.mark.one_database

FORMS = "/v1/projects/1/forms"


def publish_constructor(world, name="constructor"):
    with world.writing() as session:
        newest = forms.find_form_version(session, "sinh_hoat_to")
        assert newest is not None
        definition = {**json.loads(newest.definition), "formId": name}
        made = forms.build_form_version(
            f"old {name}".encode(), "md", newest.xform, definition, clock.now()
        )
        form = Form(xml_form_id=name, name="Phiếu cũ", created_at=clock.now())
        assert forms.add_form_version(session, form, made)


@pytest.fixture
def serve(world_url, tmp_path):
    """What an operator types; at an address that is not this machine's it ends by itself."""
    settings = Settings(DATABASE_URL=world_url, data_dir=tmp_path / "data", host="203.0.113.1")
    said = command_parser().parse_args(["serve"])
    return lambda: said.act(settings, said)


def test_the_operator_is_told_when_it_starts(world, serve, capsys):
    publish_constructor(world)
    with pytest.raises(SystemExit):
        serve()
    said = [line for line in capsys.readouterr().out.splitlines() if "constructor" in line]
    assert len(said) == 1
    assert said[0].startswith("constructor 2")
    assert "form: “constructor”" in said[0]


@pytest.mark.parametrize("name", ["constructor", "__proto__"])
def test_the_others_are_served_beside_it(ask_as, world, name):
    publish_constructor(world, name)
    lan = ask_as(LAN)
    listed = {one["xmlFormId"]: one["version"] for one in lan.get(FORMS).json()}
    assert {name, "sinh_hoat_to"} <= listed.keys()
    for form, version in listed.items():
        said = lan.get(f"{FORMS}/{form}/versions/{version}/definition")
        assert said.json()["formId"] == form
