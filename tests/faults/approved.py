"""What stood approved before the fault: Trâm's meeting with its photo, which Lan may not see.

Made before anything happens, so that the ledger has something to hold against what stands later.
"""

from sqlmodel import Session

from tests import records
from tests.faults.sight import Asking
from tests.people import MAI, TRAM, new_id, unit_of

PICTURE = records.photo((90, 60, 120))


def before_the_fault(session: Session, ask: Asking) -> str:
    """Sent and approved over HTTP; its id."""
    one = new_id()
    xml = records.meeting(unit_of(session, TRAM), "", id=one, photo="tram.jpg")
    assert records.send(ask(TRAM), xml, tram__jpg=PICTURE).status_code == 201
    said = {"state": "approved", "versionInstanceId": one}
    at = f"/v1/projects/1/forms/sinh_hoat_to/submissions/{one}/reviews"
    assert ask(MAI).post(at, json=said).status_code == 201
    return one
