"""Two phones that were without network for an hour and for eight days: all comes, in any order."""

from datetime import datetime, timedelta

import pytest

from api.clock import VIET_NAM
from tests.faults.conftest import Lan, rows
from tests.journey import acts

pytestmark = pytest.mark.faults


def test_an_hour_and_eight_days(phone, server, team, tmp_path, stored, balance):
    picture, before = acts.photo(tmp_path / "camera.jpg"), rows(stored)
    away = {"eight days": timedelta(days=8), "an hour": timedelta(hours=1)}
    phones = {name: Lan(phone(name.replace(" ", "-"), server.url), picture) for name in away}
    said_saved = []
    for name, her in phones.items():
        her.phone.open().context.clock.set_system_time(datetime.now(VIET_NAM) - away[name])
        her.sign_in()
        her.phone.lose_signal()
        said_saved += [her.log_meeting(), her.log_meeting()]
    kept = []
    for her in reversed(phones.values()):
        her.phone.context.clock.set_system_time(datetime.now(VIET_NAM))
        acts.tab(her.page, "bar.outbox")
        her.phone.find_signal()
        her.sends_all()
        kept += her.has()
    assert len(said_saved) == 4
    assert [one.acknowledged for one in kept] == [True] * 4
    assert rows(stored) == before + 4
    balance(kept, *said_saved)
