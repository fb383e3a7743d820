"""Looking at a secret is slow on purpose: a few at a time, and whoever waits holds no thread of
those who send records. Too many who wait are told to come again.
"""

from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Request

from api.domain.attempts import network_of
from api.errors import Busy, may_refuse

Answer = TypeVar("Answer")
AT_ONCE = 4
MOST_WAITING, MOST_OF_ONE_NETWORK = 80, 40


class SecretQueue:
    """One queue for all doors of this process that look at a secret, in threads of its own."""

    def __init__(self) -> None:
        self._threads = CapacityLimiter(AT_ONCE)
        self._here: Counter[str] = Counter()

    @may_refuse("busy")
    async def ask(self, request: Request, act: Callable[[], Answer]) -> Answer:
        """`act()` when it is its turn. Raises Busy where too many wait, here or of one network."""
        network = network_of_request(request)
        if self._here.total() >= MOST_WAITING or self._here[network] >= MOST_OF_ONE_NETWORK:
            raise Busy
        self._here[network] += 1
        try:
            return await to_thread.run_sync(act, limiter=self._threads)
        finally:
            self._here[network] -= 1
            if not self._here[network]:
                del self._here[network]


def network_of_request(request: Request) -> str:
    """Where somebody asks from, as attempts are counted."""
    return network_of(request.client.host if request.client else "")
