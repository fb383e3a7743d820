"""How long to wait after wrong secrets, and what a wrong one is counted by. Nothing locks for ever.

Each wrong one beyond the free ones doubles the wait, and a tally forgets one at a time: no wait is
longer than the time in which one is forgotten. The clock is an argument, in seconds since 1970.
"""

from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil, log2
from typing import NamedTuple

# A tally from the future is of a clock that was wrong: it is forgotten, or it would hold for years.
MOST_AHEAD = 60.0


@dataclass(frozen=True, slots=True)
class AttemptBound:
    """`free` wrong ones cost nothing; one is forgotten every `forgets` seconds."""

    free: int
    forgets: float

    @property
    def most(self) -> float:
        """As high as a tally gets: there, each try waits until one is forgotten."""
        return self.free + log2(self.forgets) + 1


@dataclass(frozen=True, slots=True)
class AttemptTally:
    """How many wrong ones there were, less those forgotten, right after the last one."""

    level: float
    at: float

    def level_at(self, now: float, bound: AttemptBound) -> float:
        """What is left of it."""
        if self.at > now + MOST_AHEAD:
            return 0.0
        return max(self.level - max(now - self.at, 0) / bound.forgets, 0.0)

    def with_one_more(self, now: float, bound: AttemptBound) -> "AttemptTally":
        """After another wrong one."""
        return AttemptTally(min(self.level_at(now, bound) + 1, bound.most), now)

    def wait(self, now: float, bound: AttemptBound) -> int:
        """Whole seconds until the next try is taken, 0 when it may come now."""
        over = round(self.level) - bound.free
        if over < 0 or self.at > now + MOST_AHEAD:
            return 0
        until = self.at + min(2.0**over, bound.forgets)
        return max(ceil(until - now), 0)


NO_ATTEMPT = AttemptTally(0.0, 0.0)

# One account from one network, or on one device that was signed in before: twelve an hour.
OF_ONE_PLACE = AttemptBound(free=5, forgets=300.0)
# One account from everywhere else together: thirty an hour, more than one place can use up.
OF_ONE_ACCOUNT = AttemptBound(free=30, forgets=120.0)
# One network, whoever is tried: a training day's mistakes cost nobody anything.
OF_ONE_NETWORK = AttemptBound(free=300, forgets=1.0)
# Invitation codes from one network. There are 30^10 of them: guessing is hopeless at this rate.
OF_INVITATIONS = AttemptBound(free=50, forgets=10.0)


class CountedBy(NamedTuple):
    """One tally that a try counts in. `cleared`: a right secret proves all of it harmless."""

    name: str
    bound: AttemptBound
    cleared: bool


def password_counts(account: str, network: str, device: str) -> list[CountedBy]:
    """What a password for this account is counted by. `device`: "" unless she signed in there.

    Her device has a lane of its own: what strangers try, there and elsewhere, does not delay it.
    """
    if device:
        return [CountedBy(f"{account} on {device}", OF_ONE_PLACE, cleared=True)]
    return [
        CountedBy(f"{account} at {network}", OF_ONE_PLACE, cleared=True),
        CountedBy(account, OF_ONE_ACCOUNT, cleared=False),
        CountedBy(f"network {network}", OF_ONE_NETWORK, cleared=False),
    ]


def invitation_counts(network: str) -> list[CountedBy]:
    """By network alone: a stranger's guesses elsewhere keep nobody from her own code."""
    return [CountedBy(f"invitations at {network}", OF_INVITATIONS, cleared=False)]


def network_of(address: str) -> str:
    """Where somebody is: an IPv4 address, or the /64 that one line is given. Else as it stands."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or IPv6Network((parsed.packed, 64), strict=False))
