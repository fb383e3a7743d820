"""python -m tests.hygiene.audit: does any locked library have a known vulnerability?

Asks OSV for Python and the npm registry for JavaScript. A service that does not answer is said to
be silent, and never taken for good news: that ends with 2, or with 0 under --where-reachable.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
UV = os.environ.get("UV", "uv")


@dataclass(frozen=True)
class Answer:
    """What a service said of one lock; `vulnerable` is None where it was silent."""

    whose: str
    vulnerable: bool | None
    said: str


def python(*options: str, lock: Path = ROOT) -> Answer:
    """uv.lock, all groups."""
    command = [UV, "audit", "--frozen", "--preview-features", "audit-command", *options]
    ended = _run(command, lock)
    verdict = {0: False, 1: True}.get(ended.returncode)
    return Answer("uv.lock", verdict, (ended.stdout + ended.stderr).strip())


def javascript(*options: str, lock: Path = ROOT) -> Answer:
    """package-lock.json, what builds the app included."""
    ended = _run(["npm", "audit", "--json", "--loglevel=error", *options], lock)
    try:
        said = json.loads(ended.stdout)
    except ValueError:
        said = {}
    if "vulnerabilities" not in said:
        return Answer("package-lock.json", None, str(said.get("message", ended.stderr.strip())))
    found = sorted(said["vulnerabilities"])
    return Answer("package-lock.json", bool(found), ", ".join(found))


def _run(command: list[str], lock: Path) -> subprocess.CompletedProcess[str]:
    patience = {"UV_HTTP_RETRIES": "1", "npm_config_fetch_retries": "1"}
    return subprocess.run(
        command,
        cwd=lock,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **patience},
    )


def verdict(answers: list[Answer], where_reachable: bool) -> int:
    """Print each answer; what the command ends with."""
    words = {True: "VULNERABLE", False: "nothing known", None: "NOT CHECKED, no answer"}
    for answer in answers:
        print(f"audit of {answer.whose}: {words[answer.vulnerable]}")
        if answer.vulnerable is not False and not (where_reachable and answer.vulnerable is None):
            print(answer.said)
    if any(answer.vulnerable for answer in answers):
        return 1
    silent = any(answer.vulnerable is None for answer in answers)
    return 2 if silent and not where_reachable else 0


if __name__ == "__main__":
    sys.exit(verdict([python(), javascript()], "--where-reachable" in sys.argv))
