"""What became of a unit, as those may see it who reach its heirs."""

from datetime import date

import pytest
from fastapi.testclient import TestClient

from api import clock
from api.access import credentials
from api.domain.org_unit import derive_unit_id
from api.loading.org_units import load_org_units
from api.main import create_app
from api.models.user import Role, User
from api.queries import users
from api.settings import Settings
from tests import country, people
from tests.country import NEW, OLD

pytestmark = pytest.mark.one_database

PHUOC_DAI, BAC_AI_DONG = derive_unit_id(f"{OLD}/22801"), derive_unit_id(f"{NEW}/22801")
CONG_VI, NGOC_HA = derive_unit_id(f"{OLD}/00007"), derive_unit_id(f"{NEW}/00008")


@pytest.fixture
def client(database_url, tmp_path):
    """Mai, assigned to today's Bác Ái Đông, in a country whose past is loaded."""
    app = create_app(Settings(DATABASE_URL=database_url, data_dir=tmp_path / "data"))
    with app.state.database.writing() as session:
        load_org_units(session, country.write(tmp_path / "forms"))
        mai = User(
            login=people.MAI.login,
            display_name=people.MAI.name,
            password_hash=credentials.hash_password(people.PASSWORD),
            created_at=clock.now(),
        )
        users.add_user_account(session, mai, [(BAC_AI_DONG, Role.SUPERVISOR, date(2025, 7, 1))])
    yield people.sign_in(app, people.MAI)
    app.state.database.close()


def test_a_commune_of_the_past_is_shown_to_whoever_reaches_what_it_became(client: TestClient):
    unit = client.get(f"/v1/orgUnits/{PHUOC_DAI}").json()
    assert unit["onDay"] is None
    assert unit["closedOn"] == "2025-07-01"
    assert unit["cameFrom"] == []
    assert unit["became"] == [
        {
            "from": {
                "id": PHUOC_DAI,
                "code": "22801",
                "kind": "Xã",
                "name": "Phước Đại",
                "level": "commune",
            },
            "to": {
                "id": BAC_AI_DONG,
                "code": "22801",
                "kind": "Xã",
                "name": "Bác Ái Đông",
                "level": "commune",
            },
            "onDate": "2025-07-01",
            "extent": "whole",
        }
    ]
    before = client.get(f"/v1/orgUnits/{PHUOC_DAI}?day=2024-01-01").json()["onDay"]
    assert (before["lineage"], before["within"]) == ("Ninh Thuận › Bác Ái", True)
    assert unit["divided"] is False


def test_todays_commune_came_from_two(client: TestClient):
    unit = client.get(f"/v1/orgUnits/{BAC_AI_DONG}").json()
    assert {step["from"]["name"] for step in unit["cameFrom"]} == {"Phước Đại", "Phước Thành"}
    assert unit["became"] == []
    assert unit["onDay"]["within"] is True
    assert client.get(f"/v1/orgUnits/{BAC_AI_DONG}?day=2025-06-30").json()["onDay"] is None


def test_the_past_of_others_is_not_shown(client: TestClient):
    for unit in (CONG_VI, NGOC_HA):
        assert client.get(f"/v1/orgUnits/{unit}").status_code == 404
