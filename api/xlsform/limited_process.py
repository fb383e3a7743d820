"""Reads a workbook in a process of its own, with little time and memory: no upload stalls the rest.

Run as a program it is that process: bytes come in, one JSON object goes out. Who waits for it
holds no thread of the server's and nothing of the database's; only a few may wait.
"""

import json
import logging
import os
import resource
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import anyio
from anyio import BrokenResourceError, CapacityLimiter, ClosedResourceError, to_thread
from anyio.abc import Process
from anyio.lowlevel import RunVar

from api.domain.safe_xml import XmlRefused
from api.errors import Busy
from api.xlsform.conversion import FormError, FormErrors, Workbook, WorkbookRefused, convert_xlsform
from api.xlsform.hidden_cells import FormWarning

log = logging.getLogger("sothon")

READER_CPU_SECONDS, READER_WALL_SECONDS = 20, 30
READER_MEMORY_BYTES, READER_FILE_BYTES = 1024**3, 1024**2
READER_REPLY_BYTES = 30_000_000
# Beside the server's own work: a record is received first.
READER_NICENESS = 10
EXIT_TOO_HEAVY = 3
MOST_WAITING, QUEUE_SECONDS = 2, 10
_turns: RunVar[CapacityLimiter] = RunVar("workbook_reader_turns")


class WorkbookTooHeavy(Exception):
    """It took more time or memory than a workbook may."""


class WorkbookNotRead(Exception):
    """The reader itself failed on it."""


async def compile_workbook(data: bytes, kind: str) -> Workbook:
    """As xlsform.convert, and raises TooHeavy, NotRead, or Busy while others are waited for."""
    async with _reader_turn():
        status, reply = await _run_reader_process(data, kind)
    if status == EXIT_TOO_HEAVY or status < 0:
        raise WorkbookTooHeavy
    if status:
        log.error("a workbook could not be read: the reader ended with %s", status)
        raise WorkbookNotRead
    return await to_thread.run_sync(lambda: _workbook_from_reply(json.loads(reply)))


@asynccontextmanager
async def _reader_turn() -> AsyncIterator[None]:
    """One reader at a time. Whoever finds the queue full is told so at once, and may come again."""
    turns = _turns.get(None) or CapacityLimiter(1)
    _turns.set(turns)
    if turns.statistics().tasks_waiting >= MOST_WAITING:
        raise Busy
    try:
        with anyio.fail_after(QUEUE_SECONDS):
            await turns.acquire()
    except TimeoutError:
        raise Busy from None
    try:
        yield
    finally:
        turns.release()


async def _run_reader_process(data: bytes, kind: str) -> tuple[int, bytes]:
    """Its exit status and what it said."""
    try:
        with anyio.fail_after(READER_WALL_SECONDS):
            async with await anyio.open_process(
                [sys.executable, "-B", "-m", "api.xlsform.limited_process", kind],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=Path(__file__).parent.parent.parent,
                env={"LANG": "C.UTF-8", "PYTHONHASHSEED": "0"},
            ) as reader:
                return await _converse(reader, data)
    except TimeoutError as error:
        raise WorkbookTooHeavy from error


async def _converse(reader: Process, data: bytes) -> tuple[int, bytes]:
    assert reader.stdin
    assert reader.stdout
    # One that ends early hears the rest no more; its status says why.
    with suppress(BrokenResourceError, ClosedResourceError):
        await reader.stdin.send(data)
    await reader.stdin.aclose()
    reply = bytearray()
    async for piece in reader.stdout:
        reply += piece
    return await reader.wait(), bytes(reply)


def _workbook_from_reply(said: dict[str, Any]) -> Workbook:
    if "errors" in said:
        raise FormErrors([FormError(**one) for one in said["errors"]])
    if "refused" in said:
        raise WorkbookRefused(**said["refused"])
    warnings = [FormWarning(**one) for one in said["workbook"].pop("warnings")]
    return Workbook(**said["workbook"], warnings=warnings)


def run_workbook_reader() -> None:
    """The process: limits first, then the bytes."""
    os.nice(READER_NICENESS)
    for kind, most in (
        (resource.RLIMIT_AS, READER_MEMORY_BYTES),
        (resource.RLIMIT_CPU, READER_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, READER_FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    try:
        said = _convert_to_reply(sys.stdin.buffer.read(), sys.argv[1])
    except (MemoryError, RecursionError, XmlRefused):
        sys.exit(EXIT_TOO_HEAVY)
    reply = json.dumps(said, ensure_ascii=True)
    if len(reply) > READER_REPLY_BYTES:
        sys.exit(EXIT_TOO_HEAVY)
    sys.stdout.write(reply)


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
