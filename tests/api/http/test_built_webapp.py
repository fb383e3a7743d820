"""The built phone app as files: what is kept how long, packed for whoever understands it."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.errors import NotFound
from api.http import built_webapp

FILES = {
    "index.html": b"<!doctype html>",
    "index.html.br": b"packed page",
    "sw.js": b"worker",
    "argon2.js": b"slow",
    "assets/app-1.js": b"script",
    "assets/app-1.js.gz": b"packed script",
    "manifest.webmanifest": b"{}",
}


@pytest.fixture
def browser(tmp_path: Path) -> TestClient:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    app = FastAPI()
    built_webapp.serve_webapp(app, tmp_path)
    return TestClient(app, headers={"accept-encoding": "identity"})


def raw(browser: TestClient, path: str, encodings: str) -> tuple[bytes, str, str]:
    with browser.stream("GET", path, headers={"accept-encoding": encodings}) as reply:
        content = b"".join(reply.iter_raw())
        return content, reply.headers.get("content-encoding", ""), reply.headers["content-type"]


def test_the_page_and_the_worker_are_asked_for_each_time_and_hashed_files_never_again(browser):
    assert browser.get("/").headers["cache-control"] == "no-cache"
    assert browser.get("/sw.js").headers["cache-control"] == "no-cache"
    assert "immutable" in browser.get("/assets/app-1.js").headers["cache-control"]


def test_every_address_of_the_app_is_the_page(browser):
    for path in ("/", "/ghi/uuid:1/3", "/chi-tieu/TTCD_MOI"):
        assert browser.get(path).content == FILES["index.html"]


def test_an_asset_of_an_older_version_is_gone_not_the_page(browser):
    for path in ("/assets/app-0.js", "/v1/nothing"):
        with pytest.raises(NotFound):
            browser.get(path)


def test_packed_for_whoever_understands_it(browser):
    script = ("text/javascript", "application/javascript")
    content, encoding, kind = raw(browser, "/assets/app-1.js", "gzip, br")
    assert (content, encoding) == (b"packed script", "gzip")
    assert kind.startswith(script)
    assert raw(browser, "/", "gzip, br")[:2] == (b"packed page", "br")
    assert raw(browser, "/", "identity")[:2] == (FILES["index.html"], "")
    assert browser.get("/").headers["vary"] == "Accept-Encoding"


def test_the_manifest_says_what_it_is(browser):
    kind = browser.get("/manifest.webmanifest").headers["content-type"]
    assert kind.startswith("application/manifest+json")


def test_webassembly_runs_in_the_worker_that_stretches_secrets_and_nowhere_else(browser):
    assert "'wasm-unsafe-eval'" in browser.get("/argon2.js").headers["content-security-policy"]
    assert "content-security-policy" not in browser.get("/sw.js").headers
    assert "unsafe" not in built_webapp.CONTENT_SECURITY_POLICY
    assert "trusted-types sw argon2" in built_webapp.CONTENT_SECURITY_POLICY
