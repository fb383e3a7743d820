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
from api.xlsform.conversion import FormError, FormErrors, Workbook, WorkbookRefused, convert_xlsform

log = logging.getLogger("sothon")

READER_CPU_SECONDS, READER_WALL_SECONDS = 20, 30
READER_MEMORY_BYTES, READER_FILE_BYTES = 1024**3, 1024**2
EXIT_TOO_HEAVY = 3
_reader_lock = Lock()


class WorkbookTooHeavy(Exception):
    """It took more time or memory than a workbook may."""


class WorkbookNotRead(Exception):
    """The reader itself failed on it."""


def compile_workbook(data: bytes, kind: str) -> Workbook:
    """As xlsform.convert, and raises TooHeavy, NotRead, or Busy while another one is read."""
    if not _reader_lock.acquire(timeout=READER_WALL_SECONDS / 3):
        raise Busy
    try:
        done = _run_reader_process(data, kind)
    finally:
        _reader_lock.release()
    if done.returncode == EXIT_TOO_HEAVY or done.returncode < 0:
        raise WorkbookTooHeavy
    if done.returncode:
        log.error("a workbook could not be read: the reader ended with %s", done.returncode)
        raise WorkbookNotRead
    return _workbook_from_reply(json.loads(done.stdout))


def _run_reader_process(data: bytes, kind: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - our own program, no word of the upload among its arguments
            [sys.executable, "-B", "-m", "api.xlsform.limited_process", kind],
            input=data,
            capture_output=True,
            timeout=READER_WALL_SECONDS,
            cwd=Path(__file__).parent.parent.parent,
            env={"LANG": "C.UTF-8", "PYTHONHASHSEED": "0"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise WorkbookTooHeavy from error


def _workbook_from_reply(said: dict[str, Any]) -> Workbook:
    if "errors" in said:
        raise FormErrors([FormError(**one) for one in said["errors"]])
    if "refused" in said:
        raise WorkbookRefused(**said["refused"])
    return Workbook(**said["workbook"])


def run_workbook_reader() -> None:
    """The process: limits first, then the bytes."""
    for kind, most in (
        (resource.RLIMIT_AS, READER_MEMORY_BYTES),
        (resource.RLIMIT_CPU, READER_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, READER_FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    try:
        said = _convert_to_reply(sys.stdin.buffer.read(), sys.argv[1])
    except (MemoryError, RecursionError):
        sys.exit(EXIT_TOO_HEAVY)
    sys.stdout.write(json.dumps(said, ensure_ascii=True))


def _convert_to_reply(data: bytes, kind: str) -> dict[str, Any]:
    try:
        made = convert_xlsform(data, kind)
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
    run_workbook_reader()
