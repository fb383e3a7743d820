"""What the Dockerfile does, without an engine: built from the lock, healthy, stopped, again."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.containers import image
from tests.containers.image import ROOT, Image
from tests.postgres import free_port

UV = shutil.which("uv") or str(ROOT / ".tools/bin/uv")
# Of everybody, so that another user can start it.
PYTHON = shutil.which("python3", path="/usr/local/bin:/usr/bin")


@pytest.fixture(scope="module")
def built():
    """The server and final stages, in a folder that every user can read."""
    with tempfile.TemporaryDirectory(prefix="so-thon-image-", dir="/var/tmp") as place:
        folder, confined = Path(place), image.can_confine()
        made = Image(folder, free_port(), confined)
        for name, mode in (("", 0o755), ("app", 0o755), ("data", 0o750), ("tmp", 0o1777)):
            (folder / name).mkdir(exist_ok=True)
            (folder / name).chmod(mode)
        os.chown(made.data, made.user, made.user if confined else -1)
        _, server, _ = image.stages()
        image.copy_context(server, folder / "app")
        for said in server.all("RUN"):
            if said.startswith("uv "):
                run(said, folder / "app", server.environment)
        shutil.copytree(ROOT / "dist", folder / "app/dist")
        yield made


def run(said, folder, environment):
    """One RUN line with uv. The cache of this machine is used, for the registry's sake."""
    words = {**os.environ, **environment, "UV_PYTHON": PYTHON or "python3"}
    for name in ("UV_NO_CACHE", "VIRTUAL_ENV", "PYTHONPATH"):
        words.pop(name, None)
    words["PATH"] = f"{Path(UV).parent}:/usr/local/bin:/usr/bin:/bin"
    said = said.replace("python -m", "python3 -m")
    subprocess.run(["sh", "-c", said], cwd=folder, env=words, check=True)


def is_healthy(made):
    return made.start(*made.says("HEALTHCHECK")).wait(60) == 0


def until_healthy(made, process):
    for _ in range(60):
        assert process.poll() is None, "the container ended"
        if is_healthy(made):
            return
        time.sleep(0.2)
    pytest.fail("never healthy")


@pytest.mark.long
def test_it_builds_from_the_lock_migrates_serves_and_ends_well_twice(built):
    assert not is_healthy(built)
    for bystander in (leaves, hangs_on):
        process = built.start(*built.says("CMD"))
        try:
            until_healthy(built, process)
            with httpx2.Client(base_url=f"http://127.0.0.1:{built.port}") as phone:
                assert "<title>" in phone.get("/").text
                assert phone.get("/v1/projects").status_code == 401
            said = Path(f"/proc/{process.pid}/status").read_text()
            assert f"\nUid:\t{built.user}\t" in said
            with bystander(built.port):
                process.send_signal(signal.SIGTERM)
                assert process.wait(60) == 0
        finally:
            process.kill()
    kept = {place for place in built.data.rglob("*") if place.is_file()}
    assert {place.name for place in kept} == {"so-thon.sqlite3"}
    assert {place.stat().st_uid for place in kept} == {built.user}


@contextmanager
def leaves(_port):
    yield


@contextmanager
def hangs_on(port):
    """A client in the middle of its request holds up nobody's end."""
    with socket.create_connection(("127.0.0.1", port)) as half_sent:
        half_sent.sendall(b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
        yield


@pytest.mark.long
def test_the_forms_travel_with_it(built):
    assert built.start("sothon", "migrate").wait(120) == 0
    assert built.start("sothon", "load").wait(120) == 0


def test_the_tests_stay_at_home(built):
    packages = [place.name for place in built.folder.glob("app/.venv/lib/*/site-packages/*")]
    assert not [name for name in packages if name.startswith(("pytest", "playwright", "mypy"))]
    assert {place.name for place in (built.folder / "app").iterdir()} == {
        *(".venv", "api", "dist", "forms", "migrations"),
        *("LICENSE", "README.md", "pyproject.toml", "uv.lock"),
    }


@pytest.mark.faults
def test_the_phone_is_built_from_what_is_copied(tmp_path):
    phone, *_ = image.stages()
    image.copy_context(phone, tmp_path)
    for said in phone.all("RUN"):
        subprocess.run(["sh", "-c", said], cwd=tmp_path, check=True)
    assert (tmp_path / "dist/index.html").exists()
    assert {place.name for place in (ROOT / "dist/assets").iterdir()} == {
        place.name for place in (tmp_path / "dist/assets").iterdir()
    }
