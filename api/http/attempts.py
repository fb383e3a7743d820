"""Rate limit: wrong secrets are counted in the database, so that a restart forgets none of them and
all processes count together. Every door that looks at a secret asks here first.

A right secret costs one small look. A wrong one costs what it writes, with its row in the trail.
"""

import hmac
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Lock

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from api.crypto.own_secret import OwnSecret
from api.domain.attempts import NO_ATTEMPT, AttemptTally, CountedBy
from api.errors import Busy, TooMany
from api.queries import attempts
from api.storage.db import Database

SECONDS_BETWEEN_SWEEPS = 60.0
MOST_UNWRITTEN = 10_000


class AttemptLimiter:
    """Who may try now, and what wrong ones cost. Safe to share between threads."""

    def __init__(self, database: Database, secret: OwnSecret) -> None:
        self._database, self._secret = database, secret
        self._swept_at = 0.0
        # What the database could not take (its disk is full): counted here, or guesses were free.
        self._unwritten: OrderedDict[str, AttemptTally] = OrderedDict()
        self._changing = Lock()

    def refuse_too_many(self, counts: Sequence[CountedBy], moment: datetime) -> bool:
        """Ask before a secret is looked at; whether a right one has to clear. Raises TooMany."""
        now, keys = moment.timestamp(), self._keys(counts)
        with self._database.reading() as session:
            found = attempts.find_tallies(session, keys)
        waits = [
            tally.wait(now, one.bound)
            for key, one in zip(keys, counts, strict=True)
            for tally in (found.get(key, NO_ATTEMPT), self._unwritten.get(key, NO_ATTEMPT))
        ]
        if any(waits):
            raise TooMany(max(waits))
        return any(one.cleared and key in found for key, one in zip(keys, counts, strict=True))

    def note_wrong(
        self, counts: Sequence[CountedBy], moment: datetime, also: Callable[[Session], None]
    ) -> None:
        """A wrong one, and in the same transaction `also`: its row in the trail."""
        now = moment.timestamp()
        try:
            with self._database.writing() as session:
                for key, one in sorted(zip(self._keys(counts), counts, strict=True)):
                    attempts.count_attempt(session, key, one.bound, now)
                also(session)
        except (Busy, DBAPIError):
            self._remember(counts, now)
            raise
        self._sweep_sometimes(now)

    def note_right(self, counts: Sequence[CountedBy]) -> None:
        """She proved who she is: what was hers alone is cleared, what strangers share is not."""
        with self._database.writing() as session:
            attempts.clear_tallies(session, self._keys([one for one in counts if one.cleared]))

    def _keys(self, counts: Sequence[CountedBy]) -> list[str]:
        secret = self._secret.content
        return [hmac.digest(secret, one.name.encode(), "sha256").hex() for one in counts]

    def _sweep_sometimes(self, now: float) -> None:
        if abs(now - self._swept_at) < SECONDS_BETWEEN_SWEEPS:
            return
        self._swept_at = now
        with self._database.writing() as session:
            attempts.sweep_tallies(session, now)

    def _remember(self, counts: Sequence[CountedBy], now: float) -> None:
        with self._changing:
            for key, one in zip(self._keys(counts), counts, strict=True):
                before = self._unwritten.pop(key, NO_ATTEMPT)
                self._unwritten[key] = before.with_one_more(now, one.bound)
            while len(self._unwritten) > MOST_UNWRITTEN:
                self._unwritten.popitem(last=False)
