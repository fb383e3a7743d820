"""The network of the hills: our own TCP proxy that delays, throttles, stalls, cuts, and answers
for the server as portals and gateways do. Which connection meets what follows from the seed.
"""

import asyncio
import random
import re
import threading
from collections import Counter, deque
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Literal

Way = Literal["up", "down"]
CHUNK = 4096
# Nobody sends a second request before the first is answered: one begins what is read at once.
REQUEST, PART = re.compile(rb"[A-Z]+ /\S* HTTP/"), re.compile(rb"PUT /\S+/files/\S* HTTP/")
BUSY = b'{"code":"busy","message":"","details":{}}'
PORTAL = "<html><title>WiFi miễn phí</title><body>Đăng nhập để dùng mạng</body></html>".encode()


def said(status: str, content_type: str, body: bytes, *headers: str) -> bytes:
    """An answer as HTTP writes it."""
    head = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *headers, "Connection: close"]
    return "\r\n".join([*head, f"Content-Length: {len(body)}"]).encode() + b"\r\n\r\n" + body


# Whoever stands between a phone and the server, and talks as if the server had.
STRANGERS = {
    "portal": said("200 OK", "text/html; charset=utf-8", PORTAL),
    "portal that says JSON": said("200 OK", "application/json", PORTAL),
    "portal that speaks JSON": said("200 OK", "application/json", b'{"ok":true,"items":[]}'),
    "gzip garbage": said(
        "200 OK", "application/json", b"\x1f\x8b\x08\x00garbage\xff\x00", "Content-Encoding: gzip"
    ),
    "redirect": said("302 Found", "text/html", PORTAL, "Location: http://192.0.2.1/login"),
    "bytes": b"\x00\xff\x15\x03\x01\x00\x02\x02\x28" * 9,
    "502": said("502 Bad Gateway", "text/html", b"<h1>Bad gateway</h1>"),
    "503": said("503 Service Unavailable", "application/json", BUSY, "Retry-After: 1"),
}


@dataclass(frozen=True, slots=True)
class Weather:
    """What connections meet. Rates are bytes a second, times are seconds, shares are 0 to 1.

    `lasts_up` and `lasts_down` are how many bytes a connection carries on average before it
    breaks, 0 for ever; `part_lasts` after how many it breaks under each larger part of a file, also
    one sent again; `stalls` is the share of breaks at which nobody is told for `hangs` seconds.
    Strangers let through what begins with `spares`, one request a connection.
    """

    delay: float = 0.0
    up: int = 0
    down: int = 0
    lasts_up: int = 0
    lasts_down: int = 0
    part_lasts: int = 0
    stalls: float = 0.0
    hangs: float = 1.0
    strangers: float = 0.0
    stranger: str = ""
    spares: bytes = b""


FINE = Weather()


class Proxy:
    """Runs in a thread of its own, one address for each phone. Counts what it did in `did`."""

    def __init__(self, port: int, seed: int = 0, weather: Weather = FINE) -> None:
        self._server, self._seed = port, seed
        self.weather = weather
        self.did: Counter[str] = Counter()
        self._cuts: deque[tuple[Way, int]] = deque()
        self._loop = asyncio.new_event_loop()
        self._listening: list[asyncio.Server] = []
        self._open: set[asyncio.StreamWriter] = set()

    def __enter__(self) -> "Proxy":
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)

    def address(self) -> str:
        """The URL of one more phone's line, with chances of its own."""
        return self._run(self._listen(len(self._listening)))

    def cut_next(self, way: Way, after: int) -> None:
        """The next connection breaks after exactly so many bytes in this direction."""
        self._cuts.append((way, after))

    def change(self, weather: Weather) -> None:
        """From now on; what is open breaks, as when a phone changes from one mast to another."""
        self.weather = weather
        for writer in [*self._open]:
            self._loop.call_soon_threadsafe(writer.transport.abort)

    def _run(self, work: Coroutine[Any, Any, str]) -> str:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    async def _listen(self, nth: int) -> str:
        chance = random.Random(f"{self._seed}/{nth}")

        async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.did["connections"] += 1
            self._open.add(writer)
            with suppress(OSError, asyncio.CancelledError):
                await self._carry(reader, writer, chance)
            writer.transport.abort()
            self._open.discard(writer)

        listener = await asyncio.start_server(carry, "127.0.0.1", 0, backlog=256)
        self._listening.append(listener)
        return f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"

    async def _close(self) -> str:
        for listener in self._listening:
            listener.close()
        carried = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in carried:
            task.cancel()
        await asyncio.gather(*carried, return_exceptions=True)
        return ""

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, chance: random.Random
    ) -> None:
        weather = self.weather
        if chance.random() < weather.strangers:
            who = weather.stranger or chance.choice([*STRANGERS])
            await self._stranger(reader, writer, weather, who)
            return
        ends = _ends(weather, chance)
        if self._cuts:
            way, after = self._cuts.popleft()
            ends = {**ends, way: after}
        theirs, ours = await asyncio.open_connection("127.0.0.1", self._server)
        up = asyncio.create_task(
            _flow(reader, ours, weather.up, weather.delay, ends["up"], weather.part_lasts)
        )
        down = asyncio.create_task(_flow(theirs, writer, weather.down, weather.delay, ends["down"]))
        try:
            await self._until_it_breaks(up, down, weather, chance)
        finally:
            up.cancel()
            down.cancel()
            ours.transport.abort()

    async def _until_it_breaks(
        self,
        up: "asyncio.Task[bool]",
        down: "asyncio.Task[bool]",
        weather: Weather,
        chance: random.Random,
    ) -> None:
        # A client may close its half and wait for the answer: the way down decides then.
        broken = False
        done, _ = await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
        broken = any(one.result() for one in done if not one.exception())
        if up in done and not broken and not up.exception():
            with suppress(OSError):
                broken = await down
        if not broken:
            return
        self.did["cut"] += 1
        if chance.random() < weather.stalls:
            self.did["stalled"] += 1
            await asyncio.sleep(weather.hangs)

    async def _stranger(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, weather: Weather, who: str
    ) -> None:
        with suppress(asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            head = await reader.readuntil(b"\r\n\r\n")
            if weather.spares and head.startswith(weather.spares):
                await self._let_through(head, writer)
                return
            await _read_away(reader, head)
        self.did[f"answered by {who}"] += 1
        writer.write(STRANGERS[who])
        await writer.drain()
        writer.write_eof()
        await asyncio.sleep(0.05)

    async def _let_through(self, head: bytes, writer: asyncio.StreamWriter) -> None:
        theirs, ours = await asyncio.open_connection("127.0.0.1", self._server)
        lines = [one for one in head.split(b"\r\n") if not one.lower().startswith(b"connection:")]
        ours.write(b"\r\n".join([lines[0], b"Connection: close", *lines[1:]]))
        await _flow(theirs, writer, 0, 0, -1)
        ours.transport.abort()


def _ends(weather: Weather, chance: random.Random) -> dict[Way, int]:
    """After how many bytes each direction breaks; -1 never."""
    lasts: dict[Way, int] = {"up": weather.lasts_up, "down": weather.lasts_down}
    return {way: int(chance.expovariate(1 / mean)) if mean else -1 for way, mean in lasts.items()}


async def _flow(
    source: asyncio.StreamReader,
    sink: asyncio.StreamWriter,
    rate: int,
    delay: float,
    ends: int,
    part_lasts: int = 0,
) -> bool:
    """Carry until the source ends (False) or the line breaks (True)."""
    carried, quiet_since, ever = 0, 0.0, ends
    clock = asyncio.get_running_loop().time
    while ends < 0 or carried < ends:
        most = CHUNK if rate else 65_536
        data = await source.read(most if ends < 0 else min(most, ends - carried))
        if not data:
            if sink.can_write_eof():
                sink.write_eof()
            return False
        if part_lasts and REQUEST.match(data):
            ends = carried + part_lasts if PART.match(data) else ever
        # What follows at once travels behind what is under way already.
        if delay and clock() - quiet_since > delay:
            await asyncio.sleep(delay)
        if rate:
            await asyncio.sleep(len(data) / rate)
        sink.write(data)
        await sink.drain()
        carried += len(data)
        quiet_since = clock()
    return True


async def _read_away(reader: asyncio.StreamReader, head: bytes) -> None:
    """A body that nobody reads would be reset before its sender has read the answer."""
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            await reader.readexactly(int(line[15:]))


def slow_2g(**changes: Any) -> Weather:
    """Five kilobytes a second, ten seconds there and back, and a break every now and then."""
    return replace(Weather(delay=5.0, up=5_000, down=5_000, lasts_up=120_000), **changes)
