"""What the build makes: a first load that a bad line can carry, and workers that stand alone."""

import re
from graphlib import TopologicalSorter

import pytest

from tests.bench.sizes import DIST, MOST_ALL, MOST_SCRIPT, first_load, script_bytes

IMPORTS = re.compile(r"\b(?:import|from)\b\s*\(?\s*[\"'`]")
STATIC_IMPORT = re.compile(r"(?:\bfrom|\bimport)\s*[\"'`]\./([\w.-]+\.js)[\"'`]")


def test_the_first_load_fits_a_bad_line():
    files = first_load()
    # A file that moves may not bring its room along: chunks are named by folder.
    assert {name.rsplit(".", 1)[-1] for name in files} >= {"html", "css", "js"}
    assert script_bytes(files) <= MOST_SCRIPT
    assert sum(files.values()) <= MOST_ALL


@pytest.mark.parametrize("worker", ["argon2.js", "sw.js"])
def test_a_worker_imports_nothing(worker):
    # The app's first piece starts the app: a worker that imports it would do so too.
    text = (DIST / worker).read_text()
    assert len(text) > 1000
    assert not IMPORTS.search(text)


def test_what_would_be_an_import_is_seen():
    said = ['import"./app.js"', "import { t } from './app.js'", "import(`./app.js`)"]
    assert all(IMPORTS.search(text) for text in said)
    assert not IMPORTS.search("const importance=1;from(x)")


def test_english_comes_when_it_is_spoken():
    scripts = {file.name for file in (DIST / "assets").glob("*.js")}
    english = {name for name in scripts if re.search(r"-en-[\w-]+\.js$", name)}
    assert len(english) >= 8
    assert not english & {name.rsplit("/", 1)[-1] for name in first_load()}


def test_no_chunk_comes_back_to_itself():
    """Two chunks that import each other start in the wrong order: no form opened once."""
    chunks = {
        file.name: set(STATIC_IMPORT.findall(file.read_text()))
        for file in (DIST / "assets").glob("*.js")
    }
    assert sum(len(others) for others in chunks.values()) > 20
    assert list(TopologicalSorter(chunks).static_order())
