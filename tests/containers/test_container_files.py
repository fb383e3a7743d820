"""What Dockerfile, .dockerignore and compose.yaml promise, held to the rest of the house."""

import json
import re
import tomllib

import pytest
import yaml

from api.main import create_app
from api.settings import Settings
from tests.containers.image import ROOT, let_through, stages

PINNED = re.compile(r"[a-z]+:\d+(\.\d+)*-[a-z-]+")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
OURS = ("application", "prepare")


def test_bases_are_pinned_and_the_last_one_runs_as_nobody_in_particular():
    assert all(PINNED.fullmatch(stage.base) for stage in stages())
    last = stages()[-1]
    assert last.all("USER") == ["10001:10001"]
    assert last.all("VOLUME") == ["/data"]
    assert "curl" not in last.all("HEALTHCHECK")[0]


def test_it_is_made_with_the_uv_that_the_lock_was_made_with():
    (said,) = re.findall(r"^UV_VERSION := (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert stages()[1].all("RUN")[0].endswith(f"uv=={said}")


def test_all_that_is_copied_may_enter_and_nothing_else():
    named = {
        source
        for stage in stages()
        for said in stage.all("COPY")
        if not said.startswith("--from")
        for source in said.split()[:-1]
    }
    assert all((ROOT / source).exists() and let_through(source) for source in named)
    for stranger in (".git", ".env", "secrets/x", "data/so-thon.sqlite3", "tests", "api/x.pyc"):
        assert not let_through(stranger), stranger
    entering = {path.name for path in ROOT.iterdir() if let_through(path.name)}
    assert entering == {source.split("/")[0] for source in named}


@pytest.mark.parametrize("name", OURS)
def test_the_application_can_do_little_beyond_its_work(name):
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_every_setting_in_compose_is_one_of_ours():
    known = {
        str(field.validation_alias or f"SOTHON_{name}").upper()
        for name, field in Settings.model_fields.items()
    }
    for name in OURS:
        assert set(COMPOSE["services"][name]["environment"]) <= known


def test_services_have_limits_and_no_password_is_written_down():
    for name, service in COMPOSE["services"].items():
        assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory", "pids"}, name
        assert service["secrets"] == ["database_password"]
        for variable, value in service["environment"].items():
            assert "PASSWORD" not in variable or value == "/run/secrets/database_password"
    assert "ports" not in COMPOSE["services"]["database"]
    assert COMPOSE["services"]["application"]["ports"][0].startswith("127.0.0.1:")


def test_one_process_migrates_before_anybody_serves():
    services = COMPOSE["services"]
    waits = services["application"]["depends_on"]["prepare"]["condition"]
    assert waits == "service_completed_successfully"
    assert services["prepare"]["command"][-1] == "sothon migrate && sothon load"
    assert services["application"]["command"] == ["sothon", "serve"]


def test_the_proxy_that_is_believed_is_the_gateway_of_the_outer_network():
    said = COMPOSE["services"]["application"]["environment"]["SOTHON_TRUSTED_PROXY"]
    gateway = COMPOSE["networks"]["outside"]["ipam"]["config"][0]["gateway"]
    assert said == "${SOTHON_TRUSTED_PROXY:-" + gateway + "}"


def test_a_password_from_a_file_stands_in_the_address(tmp_path, monkeypatch):
    file = tmp_path / "password"
    file.write_text("a@b/c:đ \n")
    monkeypatch.setenv("SOTHON_DATABASE_PASSWORD_FILE", str(file))
    url = Settings(DATABASE_URL="postgresql://sothon@database/sothon").database
    assert url == "postgresql+psycopg://sothon:a%40b%2Fc%3A%C4%91@database/sothon"
    with pytest.raises(ValueError, match="names no user"):
        _ = Settings(DATABASE_URL="postgresql://database/sothon").database


def test_one_version_is_said_everywhere():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    package = json.loads((ROOT / "package.json").read_text())["version"]
    lock = json.loads((ROOT / "package-lock.json").read_text())["version"]
    openapi = create_app(Settings(DATABASE_URL="sqlite://")).version
    assert {package, lock, openapi} == {version}
    assert COMPOSE["x-application"]["image"] == f"so-thon:{version}"
