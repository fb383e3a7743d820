"""How somebody without a session is asked for one: Collect by Basic, a browser never so: it would
send the password again by itself, for whatever page."""

import pytest

from tests.clients import AppClient


@pytest.fixture
def kind():
    """No row is looked at."""
    return "sqlite"


BASIC = "Basic "
ASKERS = {
    "Collect": ({"X-OpenRosa-Version": "1.0", "Accept": "*/*"}, True),
    "an address typed into a browser": ({"Sec-Fetch-Mode": "navigate", "Accept": "*/*"}, False),
    "an address typed into an old browser": ({"Accept": "text/html,*/*;q=0.8"}, False),
    "our page": ({"Sec-Fetch-Mode": "cors", "Accept": "application/json"}, False),
    "our page in an old browser": ({"Accept": "application/json"}, False),
    "a photo on our page": ({"Sec-Fetch-Mode": "no-cors", "Accept": "image/*"}, False),
}


@pytest.mark.parametrize("who", ASKERS)
def test_only_who_is_no_browser_is_asked_for_basic(app, who):
    headers, basic = ASKERS[who]
    said = AppClient(app).get("/v1/users/current", headers=headers)
    assert said.status_code == 401
    assert said.headers["www-authenticate"].startswith(BASIC) is basic
