"""A real server process for tests: started, asked, killed like any other."""

import os
import subprocess
import sys
import time
from pathlib import Path

import httpx2

from tests.forking import ROOT, Forked
from tests.postgres import free_port

COMPILED = ROOT / ".pytest_cache" / "compiled"


class Server:
    """`sothon serve` on a free port with a data folder; `kill()` is a power cut.

    It is a process of its own, forked from one that has read the program already: a run starts
    a hundred of them. With `from_nothing` it reads everything itself, as an operator's does.
    """

    def __init__(
        self,
        database_url: str,
        data_dir: Path,
        *,
        port: int = 0,
        from_nothing: bool = False,
        **extra: str,
    ) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "SOTHON_DATA_DIR": str(data_dir),
            "SOTHON_PORT": str(self.port),
            # Compiled once for all servers of a run, also where compiled files are not wanted.
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(COMPILED),
            **extra,
        }
        self._log = data_dir / "server.log"
        self._from_nothing = from_nothing
        self.process: Forked | _Begun | None = None

    def start(self) -> "Server":
        """Start and wait until it answers."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        make = _Begun if self._from_nothing else Forked
        self.process = make(self._environment, self._log)
        for _ in range(600):
            if self.process.ended():
                raise RuntimeError(self.log())
            try:
                if httpx2.get(self.url + "/health", timeout=2).status_code == 200:
                    return self
            except httpx2.TransportError:
                time.sleep(0.02)
        raise RuntimeError("the server did not start:\n" + self.log())

    def kill(self) -> None:
        """kill -9."""
        if self.process is not None:
            self.process.kill()

    def log(self) -> str:
        """What it said."""
        return self._log.read_text(errors="replace")

    def memory(self) -> tuple[float, float]:
        """Resident megabytes now, and at most so far."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        fields = dict(line.split(":", 1) for line in status.splitlines())
        return tuple(int(fields[key].split()[0]) / 1024 for key in ("VmRSS", "VmHWM"))  # type: ignore[return-value]

    def cpu_seconds(self) -> float:
        """Processor time that the process has used so far."""
        assert self.process is not None
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def __enter__(self) -> "Server":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.kill()


class _Begun:
    """A server that reads everything itself."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        with log.open("ab") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "api", "serve"],
                cwd=ROOT,
                env=environment,
                stdout=said,
                stderr=said,
            )
        self.pid = self._process.pid

    def ended(self) -> bool:
        """Whether it is gone."""
        return self._process.poll() is not None

    def kill(self) -> None:
        """kill -9, and it is gone."""
        self._process.kill()
        self._process.wait()
