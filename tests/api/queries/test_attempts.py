"""Tallies of wrong passwords on both databases: none is lost between processes, none stays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from math import isclose

from api.crypto.own_secret import OwnSecret
from api.domain.attempts import (
    NO_ATTEMPT,
    OF_ONE_NETWORK,
    OF_ONE_PLACE,
    password_counts,
)
from api.http.attempts import AttemptLimiter
from api.queries import attempts
from api.storage.db import Database

MONDAY = 1_795_000_000.0


def test_the_database_reckons_as_the_rule_does(database):
    hers = NO_ATTEMPT
    moments = [0, 0.25, 3, 400, 401, 401, 399, 2_000, 5_000, 5_000 + 1e7, 5_001, *[5_002] * 20]
    for seconds in moments:
        now = MONDAY + seconds
        hers = hers.with_one_more(now, OF_ONE_PLACE)
        with database.writing() as session:
            attempts.count_attempt(session, "k", OF_ONE_PLACE, now)
        with database.reading() as session:
            kept = attempts.find_tallies(session, ["k", "other"])
        assert kept.keys() == {"k"}
        assert isclose(kept["k"].level, hers.level, abs_tol=1e-9)
        assert kept["k"].at == hers.at


def test_of_two_processes_that_count_at_once_neither_forgets_the_others(database_url, tmp_path):
    several = [Database(database_url) for _ in range(2)]
    limiters = [AttemptLimiter(one, OwnSecret(tmp_path / "keys", "attempts")) for one in several]
    moment = datetime.fromtimestamp(MONDAY, UTC)

    def guess(number):
        counts = password_counts(f"account {number}", "10.0.0.1", "")
        limiters[number % 2].note_wrong(counts, moment, lambda session: None)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(guess, range(100)))
    with several[0].reading() as session:
        keys = limiters[0]._keys(password_counts("account 7", "10.0.0.1", ""))
        assert sorted(one.level for one in attempts.find_tallies(session, keys).values()) == [
            *(1.0, 1.0, 100.0)
        ]
    for one in several:
        one.close()


def test_what_is_forgotten_is_swept_and_a_flood_leaves_no_more_than_it_may(database):
    with database.writing() as session:
        for _ in range(3):
            attempts.count_attempt(session, "target", OF_ONE_PLACE, MONDAY)
        for number in range(40):
            attempts.count_attempt(session, f"flood {number}", OF_ONE_PLACE, MONDAY)
        attempts.count_attempt(session, "old", OF_ONE_NETWORK, MONDAY - 10)
    everything = ["target", "old", *(f"flood {number}" for number in range(40))]
    with database.writing() as session:
        attempts.sweep_tallies(session, MONDAY, most=10)
        left = attempts.find_tallies(session, everything)
    assert len(left) == 10
    assert "target" in left
    assert "old" not in left
    with database.writing() as session:
        attempts.sweep_tallies(session, MONDAY + 1_000)
        assert attempts.find_tallies(session, everything) == {}
