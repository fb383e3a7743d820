"""How long to wait after wrong passwords. Nothing locks for ever; the clock is an argument."""

from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from math import ceil

# Wrong passwords that cost nothing: for a login from one address, for it from anywhere, and for an
# address whoever it tries. The second keeps a stranger from making somebody wait on her own phone.
FREE_ATTEMPTS, FREE_ANYWHERE, FREE_AT_ADDRESS = 5, 30, 50
LONGEST_WAIT = timedelta(minutes=15)
MOST_REMEMBERED = 20_000
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class LoginAttempts:
    """Wrong passwords; each one past the free ones doubles the wait, up to a quarter of an hour."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, tuple[int, datetime]] = OrderedDict()

    def wait(self, now: datetime, login: str, address: str) -> int:
        """Seconds until the next try is taken, 0 when it may come now."""
        until = max(self._until(key, free) for key, free in _attempt_keys(login, address))
        return ceil((until - now).total_seconds()) if until > now else 0

    def failed(self, now: datetime, login: str, address: str) -> None:
        """Note a wrong password."""
        for key, _ in _attempt_keys(login, address):
            count, _ = self._failures.pop(key, (0, now))
            self._failures[key] = (count + 1, now)
        while len(self._failures) > MOST_REMEMBERED:
            self._failures.popitem(last=False)

    def succeeded(self, login: str, address: str) -> None:
        """A right password clears its login here, neither elsewhere nor its address."""
        self._failures.pop(f"{login} at {address}", None)

    def _until(self, key: str, free: int) -> datetime:
        count, last = self._failures.get(key, (0, _LONG_AGO))
        if count < free:
            return _LONG_AGO
        return last + min(LONGEST_WAIT, timedelta(seconds=2 ** min(count - free, 12)))


def _attempt_keys(login: str, address: str) -> tuple[tuple[str, int], ...]:
    return (
        (f"{login} at {address}", FREE_ATTEMPTS),
        (f"login {login}", FREE_ANYWHERE),
        (f"address {address}", FREE_AT_ADDRESS),
    )
