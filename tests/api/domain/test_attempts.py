"""Wrong passwords double the wait, are forgotten one by one, and nothing locks for ever."""

import pytest

from api.domain.attempts import (
    NO_ATTEMPT,
    OF_ONE_ACCOUNT,
    OF_ONE_NETWORK,
    OF_ONE_PLACE,
    AttemptTally,
    network_of,
    password_counts,
)

MONDAY = 1_795_000_000.0
DAY = 86_400


def tried(bound, every, lasting):
    """Somebody tries every so many seconds: how many wrong ones were looked at, and the tally."""
    tally, looked_at, now = NO_ATTEMPT, 0, MONDAY
    while now < MONDAY + lasting:
        if not tally.wait(now, bound):
            tally, looked_at = tally.with_one_more(now, bound), looked_at + 1
        now += every
    return looked_at, tally


def test_each_wrong_password_doubles_the_wait_up_to_five_minutes():
    tally, waits = NO_ATTEMPT, []
    for _ in range(30):
        tally = tally.with_one_more(MONDAY, OF_ONE_PLACE)
        waits.append(tally.wait(MONDAY, OF_ONE_PLACE))
    assert waits[:8] == [0, 0, 0, 0, 1, 2, 4, 8]
    assert max(waits) == 300
    assert tally.wait(MONDAY + 300, OF_ONE_PLACE) == 0


def test_an_hour_later_almost_all_of_it_is_forgotten():
    tally = NO_ATTEMPT
    for _ in range(100):
        tally = tally.with_one_more(MONDAY, OF_ONE_PLACE)
    later = MONDAY + 3600
    assert [tally.with_one_more(later, OF_ONE_PLACE).wait(later, OF_ONE_PLACE)] == [0]
    assert tally.level_at(MONDAY + 2 * 3600, OF_ONE_PLACE) == 0


@pytest.mark.parametrize(
    ("bound", "an_hour"), [(OF_ONE_PLACE, 12), (OF_ONE_ACCOUNT, 30), (OF_ONE_NETWORK, 3600)]
)
def test_who_never_stops_gets_so_many_an_hour(bound, an_hour):
    first, _ = tried(bound, 1, 3600)
    later, _ = tried(bound, 1, 4 * 3600)
    assert first <= bound.most + an_hour
    assert 0.8 * an_hour <= (later - first) / 3 <= 1.1 * an_hour


def test_a_stranger_who_tries_all_day_does_not_use_up_the_account():
    """From one place she gets fewer than the account forgets meanwhile."""
    place = account = NO_ATTEMPT
    for minute in range(24 * 60):
        now = MONDAY + 60 * minute
        if not place.wait(now, OF_ONE_PLACE):
            place = place.with_one_more(now, OF_ONE_PLACE)
            account = account.with_one_more(now, OF_ONE_ACCOUNT)
        assert account.wait(now, OF_ONE_ACCOUNT) == 0


def test_two_hundred_wrong_ones_at_a_training_day_delay_nobody_else():
    tally = NO_ATTEMPT
    for _ in range(200):
        tally = tally.with_one_more(MONDAY, OF_ONE_NETWORK)
    assert tally.wait(MONDAY, OF_ONE_NETWORK) == 0
    for _ in range(10_000):
        tally = tally.with_one_more(MONDAY, OF_ONE_NETWORK)
    assert tally.wait(MONDAY, OF_ONE_NETWORK) == 1


def test_a_clock_that_was_wrong_holds_nobody():
    from_next_year = AttemptTally(14.0, MONDAY + 365 * DAY)
    assert from_next_year.wait(MONDAY, OF_ONE_PLACE) == 0
    assert from_next_year.with_one_more(MONDAY, OF_ONE_PLACE) == AttemptTally(1.0, MONDAY)
    # Two processes differ by seconds.
    assert AttemptTally(14.0, MONDAY + 2).wait(MONDAY, OF_ONE_PLACE) == 302


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_network_is_what_one_line_is_given(address, network):
    assert network_of(address) == network


def test_a_device_that_was_signed_in_before_shares_nothing_with_strangers():
    hers = {one.name for one in password_counts("account 7", "10.0.0.1", "device ab")}
    strangers = {one.name for one in password_counts("account 7", "10.0.0.1", "")}
    assert not hers & strangers
    assert not hers & {one.name for one in password_counts("account 8", "10.0.0.1", "device ab")}


def test_a_right_password_clears_only_what_is_hers_alone():
    cleared = [one.name for one in password_counts("account 7", "10.0.0.1", "") if one.cleared]
    assert cleared == ["account 7 at 10.0.0.1"]
