"""A page of figures is many small questions: how many is kept in sight, whatever the tree."""

import pytest
from sqlalchemy import event

from api import clock
from tests.people import ADMIN, HOA, LAN, MAI

pytestmark = pytest.mark.one_database

# What is ready-made SQL (who asks, where a unit lay) goes to the driver and is not counted here.
THIS_YEAR, PAST = 16, 28


@pytest.mark.one_world
@pytest.mark.parametrize("who", [LAN, MAI, HOA, ADMIN], ids=lambda who: who.login)
@pytest.mark.parametrize(
    ("period", "most"), [(str(clock.today().year), THIS_YEAR), ("2022-2025", PAST)]
)
def test_a_page_of_figures_asks_the_database_so_often(ask_as, world, who, period, most):
    client, asked = ask_as(who), []

    def listen(connection, cursor, statement, parameters, context, executemany):
        asked.append(statement)

    event.listen(world.engine, "before_cursor_execute", listen)
    said = client.get("/v1/figures", params={"period": period})
    event.remove(world.engine, "before_cursor_execute", listen)
    assert said.status_code == 200
    assert 0 < len(asked) <= most, "\n".join(asked)
