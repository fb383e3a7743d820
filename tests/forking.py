"""Servers for tests, forked from one process that has read the program already.

`python -m tests.forking` is that process: for each line that it is told, one more `sothon serve`.
"""

import json
import os
import select
import signal
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parent.parent


class Forked:
    """One such server, a process of its own; not our child, so that it is watched by its handle."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.pid = _another(environment, log)
        self._handle = os.pidfd_open(self.pid)

    def ended(self, within: float = 0) -> bool:
        """Whether it is gone, after at most so many seconds."""
        return bool(select.select([self._handle], [], [], within)[0])

    def kill(self) -> None:
        """kill -9, and it is gone."""
        if not self.ended():
            os.kill(self.pid, signal.SIGKILL)
        self.ended(within=10)


def _another(environment: dict[str, str], log: Path) -> int:
    parent = _parent()
    assert parent.stdin
    assert parent.stdout
    parent.stdin.write(json.dumps([environment, str(log)]) + "\n")
    parent.stdin.flush()
    return int(parent.stdout.readline())


@cache
def _parent() -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.forking"]
    piped = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdin=piped, stdout=piped, text=True)


def main() -> None:
    """Read the program once, then fork for every line; ends with who asked."""
    for part in ("api.commands", "api.main", "uvicorn.protocols.http.auto"):
        import_module(part)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        environment, log = json.loads(line)
        pid = os.fork()
        if not pid:
            _serve(environment, log)
        print(pid, flush=True)


def _serve(environment: dict[str, str], log: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(environment)
    said = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for ours, theirs in ((nothing, 0), (said, 1), (said, 2)):
        os.dup2(ours, theirs)
    sys.argv = ["sothon", "serve"]
    from api.commands import main as sothon

    sothon()


if __name__ == "__main__":
    main()
