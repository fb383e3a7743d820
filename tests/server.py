"""A real server process for tests: started, asked, killed like any other."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.postgres import free_port

ROOT = Path(__file__).parent.parent
COMPILED = ROOT / ".pytest_cache" / "compiled"


class Server:
    """`sothon serve` on a free port with a data folder; `kill()` is a power cut."""

    def __init__(self, database_url: str, data_dir: Path, *, port: int = 0, **extra: str) -> None:
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
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Server":
        """Start and wait until it answers."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "api", "serve"],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        for _ in range(300):
            if self.process.poll() is not None:
                raise RuntimeError(self.log())
            try:
                if httpx.get(self.url + "/health", timeout=2).status_code == 200:
                    return self
            except httpx.TransportError:
                time.sleep(0.05)
        raise RuntimeError("the server did not start:\n" + self.log())

    def kill(self) -> None:
        """kill -9."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        """Ask it to end, and wait."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

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
        self.stop()
