"""Who has not taken today's app yet: with the app of the release before, on today's server and with
today's forms, people do all that is recorded of every release (record.py).
"""

import pytest

from tests.compatibility import built_app, record, recording
from tests.faults import conftest as faults
from tests.server import Server

pytestmark = pytest.mark.long
BEFORE = "0.3.0"

ask, stored, village, device = faults.ask, faults.stored, faults.village, recording.device
kind, data_dir, team = recording.kind, recording.data_dir, recording.team
here, lan = recording.here, recording.lan

test_meeting, test_returned, test_figures = (
    record.test_meeting,
    record.test_returned,
    record.test_figures,
)
test_photo, test_carried, test_handover = (
    record.test_photo,
    record.test_carried,
    record.test_handover,
)
test_inherited, test_account = record.test_inherited, record.test_account
test_invitation = record.test_invitation


@pytest.fixture
def turns():
    """What is said is not kept: it was, when that app was new."""
    return []


@pytest.fixture
def server(world_url, data_dir, tmp_path):
    """It serves the app of then."""
    app = built_app.unpack_app(BEFORE, tmp_path / "app")
    with Server(world_url, data_dir, SOTHON_WEBAPP_DIR=str(app)) as running:
        yield running
