"""A form that only a newer server can ask: this one does not start on its database."""

import json

import pytest

from api import clock
from api.commands import command_parser
from api.queries import forms
from api.settings import Settings


@pytest.fixture
def serve(world_url, tmp_path):
    """What an operator types. It ends only where it refuses to serve."""
    settings = Settings(DATABASE_URL=world_url, data_dir=tmp_path / "data")
    said = command_parser().parse_args(["serve"])
    return lambda: said.act(settings, said)


def test_the_server_names_the_form_and_does_not_start(world, serve, capsys):
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
    assert serve() == 1
    said = capsys.readouterr().out.splitlines()[1:]
    assert len(said) == 1
    assert said[0].startswith("sinh_hoat_to 2099: /data/remark: ")
    assert "hologram" in said[0]
