"""`make audit` against services of our own: found is found, and silence is not good news."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote

import pytest

from tests.hygiene import audit
from tests.postgres import free_port

LXML = {
    "id": "PYSEC-0000-1",
    "modified": "2026-01-01T00:00:00Z",
    "summary": "made up",
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "lxml"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}],
        }
    ],
}
PREACT = {
    "id": 1,
    "url": "https://example.org/1",
    "title": "made up",
    "severity": "high",
    "vulnerable_versions": "*",
    "cwe": [],
    "cvss": {"score": 0, "vectorString": None},
}


class Service(BaseHTTPRequestHandler):
    """OSV and the npm registry, of whom one library of each is known to be bad, or none."""

    knows = False

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.endswith("querybatch"):
            bad = {"vulns": [{"id": LXML["id"], "modified": LXML["modified"]}]}
            names = [one["package"]["name"] for one in json.loads(asked)["queries"]]
            self.answer({"results": [bad if self.knows and n == "lxml" else {} for n in names]})
        else:
            self.answer({"preact": [PREACT]} if self.knows else {})

    def do_GET(self) -> None:
        name = unquote(self.path.strip("/").split("?")[0])
        versions = {"99.0.0": {"name": name, "version": "99.0.0"}}
        packument = {"name": name, "versions": versions, "dist-tags": {"latest": "99.0.0"}}
        self.answer(LXML if name.startswith("v1/") else packument)

    def answer(self, said: object) -> None:
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silent."""


@contextmanager
def service(knows: bool) -> Iterator[str]:
    handler = type("Knowing", (Service,), {"knows": knows})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(autouse=True)
def uv_of_the_house(monkeypatch):
    found = shutil.which("uv") or str(audit.ROOT / ".tools/bin/uv")
    monkeypatch.setattr(audit, "UV", found)


@pytest.fixture
def lock(tmp_path):
    """Only the locks: npm looks at what is installed too."""
    for name in ("package.json", "package-lock.json", "pyproject.toml", "uv.lock"):
        shutil.copy(audit.ROOT / name, tmp_path)
    return tmp_path


def ask(url, lock):
    return [
        audit.python("--service-url", url, lock=lock),
        audit.javascript("--registry", url, lock=lock),
    ]


@pytest.mark.parametrize("knows", [True, False])
def test_what_the_services_know_is_told(knows, lock):
    with service(knows) as url:
        answers = ask(url, lock)
    assert [answer.vulnerable for answer in answers] == [knows, knows], answers
    assert [name in a.said for name, a in zip(("lxml", "preact"), answers, strict=True)] == [
        knows,
        knows,
    ]
    assert audit.verdict(answers, where_reachable=True) == int(knows)


def test_silence_is_not_good_news(lock, capsys):
    answers = ask(f"http://127.0.0.1:{free_port()}", lock)
    assert [answer.vulnerable for answer in answers] == [None, None]
    assert audit.verdict(answers, where_reachable=False) == 2
    assert audit.verdict(answers, where_reachable=True) == 0
    assert capsys.readouterr().out.count("NOT CHECKED") == 4
