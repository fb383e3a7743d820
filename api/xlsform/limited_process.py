"""Reads a workbook in a process of its own, with little time and memory: no upload stalls the rest.

Run as a program it is that process: bytes come in, one JSON object goes out.
"""

import json
import logging
import resource
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import Any

from api.errors import Busy
from api.xlsform.conversion import FormError, FormErrors, Workbook, WorkbookRefused, convert

log = logging.getLogger("sothon")

SECONDS, PATIENCE = 20, 30
MEMORY, FILES = 1024**3, 1024**2
TOO_HEAVY = 3
_one_at_a_time = Lock()


class TooHeavy(Exception):
    """It took more time or memory than a workbook may."""


class NotRead(Exception):
    """The reader itself failed on it."""


def compiled(data: bytes, kind: str) -> Workbook:
    """As xlsform.convert, and raises TooHeavy, NotRead, or Busy while another one is read."""
    if not _one_at_a_time.acquire(timeout=PATIENCE / 3):
        raise Busy
    try:
        done = _in_its_own_process(data, kind)
    finally:
        _one_at_a_time.release()
    if done.returncode == TOO_HEAVY or done.returncode < 0:
        raise TooHeavy
    if done.returncode:
        log.error("a workbook could not be read: the reader ended with %s", done.returncode)
        raise NotRead
    return _told(json.loads(done.stdout))


def _in_its_own_process(data: bytes, kind: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - our own program, no word of the upload among its arguments
            [sys.executable, "-B", "-m", "api.xlsform.limited_process", kind],
            input=data,
            capture_output=True,
            timeout=PATIENCE,
            cwd=Path(__file__).parent.parent.parent,
            env={"LANG": "C.UTF-8", "PYTHONHASHSEED": "0"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooHeavy from error


def _told(said: dict[str, Any]) -> Workbook:
    if "errors" in said:
        raise FormErrors([FormError(**one) for one in said["errors"]])
    if "refused" in said:
        raise WorkbookRefused(**said["refused"])
    return Workbook(**said["workbook"])


def main() -> None:
    """The process: limits first, then the bytes."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    try:
        said = _read(sys.stdin.buffer.read(), sys.argv[1])
    except (MemoryError, RecursionError):
        sys.exit(TOO_HEAVY)
    sys.stdout.write(json.dumps(said, ensure_ascii=True))


def _read(data: bytes, kind: str) -> dict[str, Any]:
    try:
        made = convert(data, kind)
    except FormErrors as mistaken:
        return {"errors": [asdict(one) for one in mistaken.errors]}
    except WorkbookRefused as refused:
        return {
            "refused": {
                "code": refused.code,
                "status": refused.status,
                "message": refused.message,
            }
        }
    return {"workbook": asdict(made)}


if __name__ == "__main__":
    main()
