"""Many phones for a long time under everything at once: nothing lost, nothing twice."""

import os

import pytest

from tests.faults import ledger, soak
from tests.faults.soak import Size

SMALL = Size(phones=3, records=36, kills=2, twins=1, processes=2, approvals=4, seed=8, pace=40)
LARGE = Size(
    phones=20,
    records=int(os.environ.get("SOAK_RECORDS", "5000")),
    kills=12,
    twins=3,
    processes=4,
    approvals=120,
    seed=2026,
)


def story(server, stored, world_url, data_dir, tmp_path, ask, size):
    """Run it, print its table, balance it."""
    outcome = soak.run(server, stored, tmp_path / "phones", size)
    print("\n" + outcome.table("SQLite" if stored.is_sqlite else "PostgreSQL", size))
    assert set(outcome.standings) == {"sent"}
    assert len(set(outcome.saved)) == outcome.rows == outcome.unlike == size.records
    assert outcome.lost == 0
    assert outcome.did["cut"] > 0
    assert outcome.approved
    ledger.balance(
        world_url, data_dir, outcome.kept, *outcome.saved, ask=ask, remembered=outcome.approved
    )


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)], indirect=True
)
def test_three_phones_for_a_while(server, stored, world_url, data_dir, tmp_path, ask):
    story(server, stored, world_url, data_dir, tmp_path, ask, SMALL)


@pytest.mark.faults
def test_twenty_phones_and_five_thousand_records(
    server, stored, world_url, data_dir, tmp_path, ask
):
    story(server, stored, world_url, data_dir, tmp_path, ask, LARGE)
