"""What the locks name comes from the public registries, is held to its bytes, and runs nothing."""

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PYTHON = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
NPM = json.loads((ROOT / "package-lock.json").read_text())["packages"]
NPM_REGISTRY = "https://registry.npmjs.org/"
# Versions from which on what peers were hurt by is mended.
AT_LEAST = {
    "starlette": (0, 49, 1),  # CVE-2025-62727, Range in quadratic time; CVE-2024-47874
    "python-multipart": (0, 0, 27),  # CVE-2026-42561, endless part headers; CVE-2026-40347
    "pillow": (11, 3, 0),  # CVE-2025-48379, a heap overflow
    "jinja2": (3, 1, 6),  # CVE-2025-27516, out of the sandbox
    "h11": (0, 16, 0),  # CVE-2025-43859, two meanings of one request
}


def test_python_comes_from_pypi_and_is_held_to_its_bytes():
    for package in PYTHON:
        if package["source"] == {"editable": "."}:
            continue
        assert package["source"] == {"registry": "https://pypi.org/simple"}, package["name"]
        files = [*package.get("wheels", []), *filter(None, [package.get("sdist")])]
        assert files, package["name"]
        assert all(file["hash"].startswith("sha256:") for file in files), package["name"]


def test_javascript_comes_from_the_npm_registry_and_is_held_to_its_bytes():
    for name, package in NPM.items():
        if name:
            # Where the lock names no place it is the registry that is asked.
            assert package.get("resolved", NPM_REGISTRY).startswith(NPM_REGISTRY), name
            assert package["integrity"].startswith("sha512-"), name


def test_no_library_runs_a_script_of_its_own_when_it_is_installed():
    assert not [name for name, package in NPM.items() if package.get("hasInstallScript")]


def test_nothing_is_older_than_what_peers_were_hurt_by():
    locked = {package["name"]: package["version"] for package in PYTHON if "version" in package}
    for name, least in AT_LEAST.items():
        if name in locked:
            numbers = tuple(int(part) for part in re.findall(r"\d+", locked[name])[:3])
            assert numbers >= least, f"{name} {locked[name]}"
