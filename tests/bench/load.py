"""A load of posts over keep-alive connections, spoken by hand: the client must not be the limit."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

BOUNDARY = b"----so-thon-bench"


@dataclass(slots=True)
class Outcome:
    """What one run saw: seconds of each request, answers by status, seconds in all."""

    latencies: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds under which this share of the requests were answered."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


def multipart(xml: bytes) -> bytes:
    """An OpenRosa body with the record alone."""
    return b"".join(
        (
            b"--" + BOUNDARY + b"\r\n",
            b'Content-Disposition: form-data; name="xml_submission_file"; filename="r.xml"\r\n',
            b"Content-Type: text/xml\r\n\r\n",
            xml,
            b"\r\n--" + BOUNDARY + b"--\r\n",
        )
    )


def post(path: str, body: bytes, content_type: str, token: str = "") -> bytes:
    """One HTTP/1.1 request as bytes."""
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Accept: application/json",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(body)}",
    ]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def submission(xml: bytes, token: str) -> bytes:
    """The request that sends one record."""
    return post(
        "/v1/projects/1/submission",
        multipart(xml),
        f"multipart/form-data; boundary={BOUNDARY.decode()}",
        token,
    )


async def _connection(port: int, make: Callable[[], bytes], until: float, outcome: Outcome) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while (started := time.perf_counter()) < until:
        writer.write(make())
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        length = next(
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        )
        await reader.readexactly(length)
        outcome.latencies.append(time.perf_counter() - started)
        outcome.statuses[status] = outcome.statuses.get(status, 0) + 1
    writer.close()


async def _run(port: int, make: Callable[[], bytes], connections: int, seconds: float) -> Outcome:
    outcome = Outcome()
    started = time.perf_counter()
    await asyncio.gather(
        *(_connection(port, make, started + seconds, outcome) for _ in range(connections))
    )
    outcome.seconds = time.perf_counter() - started
    return outcome


def run(port: int, make: Callable[[], bytes], connections: int, seconds: float) -> Outcome:
    """Send what `make` makes over that many connections for that long."""
    return asyncio.run(_run(port, make, connections, seconds))
