"""Where a long body waits until all of it is here: on disk, not in memory.

Its one rule: a body is in memory only while a handler works on it, and all of them together, like
all of one sender, take no more than is said here.
"""

import asyncio
from collections import Counter
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Busy, TooMuchAtOnce
from api.http.auth import token_from_request
from api.http.cross_site import SAFE_METHODS
from api.http.multipart import declared_content_length

# Shorter ones pass: they are not worth a file, and a connection may hold as much anyway.
SHORT_BODY_BYTES = 64 * 1024
# Of one body in memory while it comes in; of all of them in memory, and on disk.
MOST_HELD_BYTES, MOST_HELD_BYTES_OF_ALL = 1024**2, 32 * 1024**2
MOST_WAITING_BYTES = 2 * 1024**3
# What one sender may have under way: four of the longest; a phone sends two at a time.
MOST_BYTES_OF_ONE_SENDER = 100_000_000
# Of all bodies that handlers work on at once, and how long the next one waits for its turn.
MOST_BYTES_AT_WORK, TURN_SECONDS = 64 * 1024**2, 20
_PIECE_BYTES = 64 * 1024


class BodySpool:
    """Around the app: it asks for a long body and gets it at once, when the last byte has come.

    Within whatever asked for it raises TooMuchAtOnce (429) or Busy (503).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._bodies = _Bodies()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _may_be_long(scope):
            await self.app(scope, receive, send)
            return
        folder: Path = scope["app"].state.settings.data_dir / "spool"
        body = _WaitingBody(self._bodies, _sender_of(scope), folder, receive)
        try:
            await self.app(scope, body.receive, send)
        finally:
            await body.end()


class _Bodies:
    """What all of them take."""

    def __init__(self) -> None:
        self.by_sender: Counter[str] = Counter()
        self.held = self.at_work = 0
        self.turns = asyncio.Condition()

    def take_in(self, sender: str, length: int) -> None:
        """So many bytes came. Raises TooMuchAtOnce or Busy."""
        self.by_sender[sender] += length
        if self.by_sender[sender] > MOST_BYTES_OF_ONE_SENDER:
            raise TooMuchAtOnce
        if self.by_sender.total() > MOST_WAITING_BYTES:
            raise Busy

    def let_go(self, sender: str, length: int) -> None:
        """They are gone."""
        self.by_sender[sender] -= length
        if self.by_sender[sender] <= 0:
            del self.by_sender[sender]

    async def begin_work(self, length: int) -> None:
        """Wait until there is room for it among those that are worked on. Raises Busy."""
        try:
            async with asyncio.timeout(TURN_SECONDS), self.turns:
                await self.turns.wait_for(
                    lambda: not self.at_work or self.at_work + length <= MOST_BYTES_AT_WORK
                )
                self.at_work += length
        except TimeoutError as error:
            raise Busy from error

    async def end_work(self, length: int) -> None:
        """The next one's turn."""
        async with self.turns:
            self.at_work -= length
            self.turns.notify_all()


class _WaitingBody:
    """One body: `receive` is what the app asks in the place of the server's."""

    def __init__(self, all_of_them: _Bodies, sender: str, folder: Path, receive: Receive) -> None:
        self._all, self._sender = all_of_them, sender
        self._folder, self._receive = folder, receive
        self._file: SpooledTemporaryFile[bytes] | None = None
        self._length = self._held = self._left = self._at_work = 0

    async def receive(self) -> Message:
        """A piece of the body; after its end whatever the server says."""
        if self._file is None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = SpooledTemporaryFile(  # noqa: SIM115 - `end` closes it
                MOST_HELD_BYTES, dir=str(self._folder)
            )
            if broken_off := await self._collect(self._file):
                return broken_off
            await self._all.begin_work(self._length)
            self._at_work = self._left = self._length
            self._file.seek(0)
        elif not self._left:
            return await self._receive()
        piece = self._file.read(_PIECE_BYTES)
        self._left -= len(piece)
        return {"type": "http.request", "body": piece, "more_body": bool(self._left)}

    async def _collect(self, file: SpooledTemporaryFile[bytes]) -> Message | None:
        """Until the last byte; what the server said if there is none."""
        more = True
        while more:
            message = await self._receive()
            if message["type"] != "http.request":
                return message
            piece = message.get("body", b"")
            self._length += len(piece)
            self._all.take_in(self._sender, len(piece))
            file.write(piece)
            self._count_held(file, len(piece))
            more = message.get("more_body", False)
        return None

    def _count_held(self, file: SpooledTemporaryFile[bytes], length: int) -> None:
        if self._length <= MOST_HELD_BYTES:
            self._held += length
            self._all.held += length
            if self._all.held <= MOST_HELD_BYTES_OF_ALL:
                return
            file.rollover()
        self._all.held -= self._held
        self._held = 0

    async def end(self) -> None:
        """Nothing of it is left."""
        if self._file is not None:
            self._file.close()
        self._all.let_go(self._sender, self._length)
        self._all.held -= self._held
        if self._at_work:
            await self._all.end_work(self._at_work)


def _may_be_long(scope: Scope) -> bool:
    length = declared_content_length(Request(scope))
    return scope["method"] not in SAFE_METHODS and not 0 < length <= SHORT_BODY_BYTES


def _sender_of(scope: Scope) -> str:
    """Whose it is, as far as it can be told before anybody asks: her credential, or her address.

    The credential alone, not what stands around it: other cookies, capitals, blanks make nobody
    somebody else.
    """
    request = Request(scope)
    by_password = request.headers.get("authorization", "").partition(" ")[2].strip()
    address = request.client.host if request.client else ""
    said = token_from_request(request) or by_password or address
    return sha256(said.encode()).hexdigest()
