"""What happens before a state is frozen: a few people, through the real doors, fill every table."""

import csv
import shutil
from pathlib import Path
from uuid import uuid4

from fastapi.testclient import TestClient

from api import auth, loading
from api.db import Database
from api.main import create_app
from api.settings import Settings
from tests import country, people, records
from tests.people import ADMIN, LAN, MAI, unit_of

FORMS = Path(__file__).parent.parent.parent / "forms"
TEAM = "to_truyen_thong"
MEETING = "sinh_hoat_to"
LOADED = (f"{TEAM}.md", f"{MEETING}.md", "indicators.csv")


def tell(database_url: str, data_dir: Path) -> None:
    """A small country, two forms, a team, its meetings in every state that a record can have."""
    settings = Settings(DATABASE_URL=database_url, data_dir=data_dir / "data")
    app = create_app(settings)
    database: Database = app.state.database
    folder = _folder(data_dir / "forms")
    for _ in loading.load_folder(database, folder, auth.now(), demonstration=True):
        pass
    people.settle(database, (LAN, MAI, ADMIN))
    with database.reading() as session:
        village = unit_of(session, LAN)
    lan, mai = people.sign_in(app, LAN), people.sign_in(app, MAI)
    team = str(uuid4())
    _approve(mai, TEAM, _send(lan, records.team(village, entity=team)))
    _counted(lan, mai, village, team)
    _not_counted(lan, mai, village, team)
    database.close()


def _counted(lan: TestClient, mai: TestClient, village: str, team: str) -> None:
    """One meeting with its photo; one sent back, corrected and approved again."""
    picture = records.photo(size=(32, 24))
    with_photo = records.meeting(village, team, day="2026-10-06", photo="buoi-hop.jpg")
    _approve(mai, MEETING, _send(lan, with_photo, **{"buoi-hop__jpg": picture}))
    first = _send(lan, records.meeting(village, team))
    _approve(mai, MEETING, first)
    _move(mai, MEETING, first, "hasIssues")
    corrected = records.meeting(
        village, team, women=14, ethnic=17, replaces=first, id=people.new_id()
    )
    said = lan.put(
        f"/v1/projects/1/forms/{MEETING}/submissions/{first}",
        content=corrected,
        headers={"Content-Type": "text/xml"},
    )
    assert said.status_code == 200, said.text
    _approve(mai, MEETING, first)


def _not_counted(lan: TestClient, mai: TestClient, village: str, team: str) -> None:
    """One sent back with a comment, one rejected, one that waits."""
    returned = _send(lan, records.meeting(village, team, day="2026-10-27", total=40))
    _move(mai, MEETING, returned, "hasIssues")
    at = f"/v1/projects/1/forms/{MEETING}/submissions/{returned}/comments"
    assert mai.post(at, json={"body": "Tổng số chưa khớp"}).status_code == 200
    _move(mai, MEETING, _send(lan, records.meeting(village, team, day="2026-10-28")), "rejected")
    _send(lan, records.meeting(village, team, day="2026-11-03", remark="Trời mưa, họp muộn"))


def _folder(place: Path) -> Path:
    """Today's forms and indicators over a small country, with one province's targets."""
    country.write(place)
    for name in LOADED:
        shutil.copy(FORMS / name, place)
    with (FORMS / "demo_targets.csv").open(newline="") as said:
        reader = csv.DictReader(said)
        lines = [line for line in reader if line["org_unit_name"] == "Khánh Hòa"]
        with (place / "demo_targets.csv").open("w", newline="") as kept:
            writer = csv.DictWriter(kept, reader.fieldnames or [])
            writer.writeheader()
            writer.writerows(lines)
    return place


def _send(client: TestClient, xml: bytes, **files: bytes) -> str:
    said = records.send(client, xml, **files)
    assert said.status_code == 201, said.text
    instance_id: str = said.json()["instanceId"]
    return instance_id


def _approve(client: TestClient, form: str, instance_id: str) -> None:
    _move(client, form, instance_id, "approved")


def _move(client: TestClient, form: str, instance_id: str, state: str) -> None:
    at = f"/v1/projects/1/forms/{form}/submissions/{instance_id}"
    said = client.patch(at, json={"reviewState": state, "comment": "xem lại"})
    assert said.status_code == 200, said.text
