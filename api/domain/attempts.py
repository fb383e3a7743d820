"""How long to wait after wrong passwords. Nothing locks for ever; the clock is an argument."""

from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from math import ceil

FREE = 5
LONGEST = timedelta(minutes=15)
REMEMBERED = 20_000
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Attempts:
    """Wrong passwords per login and per address. From the sixth on each one doubles the wait."""

    def __init__(self, free_per_address: int = 50) -> None:
        self._free_per_address = free_per_address
        self._failures: OrderedDict[str, tuple[int, datetime]] = OrderedDict()

    def wait(self, now: datetime, login: str, address: str) -> int:
        """Seconds until the next try is taken, 0 when it may come now."""
        until = max(
            self._until("l:" + login, FREE), self._until("a:" + address, self._free_per_address)
        )
        return ceil((until - now).total_seconds()) if until > now else 0

    def failed(self, now: datetime, login: str, address: str) -> None:
        """Note a wrong password."""
        for key in ("l:" + login, "a:" + address):
            count, _ = self._failures.pop(key, (0, now))
            self._failures[key] = (count + 1, now)
        while len(self._failures) > REMEMBERED:
            self._failures.popitem(last=False)

    def succeeded(self, login: str) -> None:
        """A right password clears its login, not its address."""
        self._failures.pop("l:" + login, None)

    def _until(self, key: str, free: int) -> datetime:
        count, last = self._failures.get(key, (0, _LONG_AGO))
        if count < free:
            return _LONG_AGO
        return last + min(LONGEST, timedelta(seconds=2 ** min(count - free, 12)))
