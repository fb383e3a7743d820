"""What happens before a state is frozen: a few people, through the real doors, fill every table."""

import csv
import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

from fastapi.testclient import TestClient

from api import clock
from api.domain.org_unit import derive_unit_id
from api.loading import folder as loading
from api.main import create_app
from api.queries import phones
from api.settings import Settings
from api.storage.db import Database
from tests import country, people, records
from tests.people import ADMIN, LAN, MAI, unit_of

FORMS = Path(__file__).parent.parent.parent / "forms"
TEAM = "to_truyen_thong"
MEETING = "sinh_hoat_to"
LOADED = (f"{TEAM}.md", f"{MEETING}.md", "indicators.csv")
# Of what today's folder says, the lines that the small country has units for.
KEPT = {
    "demo_targets.csv": {"org_unit_name": "Khánh Hòa"},
    "documents.csv": {"id": "gia-lai-2024"},
    "document_passages.csv": {"document": "gia-lai-2024"},
    "targets.csv": {"document": "gia-lai-2024", "org_unit_name": "Gia Lai"},
    "reported_results.csv": {"document": "gia-lai-2024", "org_unit_name": "Gia Lai"},
}
GIA_LAI = f"{country.OLD}/64 | province | 64 | Tỉnh | Gia Lai | vn | {country.OLD} | |\n"
GIANG_VO, QUARTER = f"{country.NEW}/00025", derive_unit_id(f"{country.OLD}/00007/to-1")


def tell(database_url: str, data_dir: Path) -> None:
    """A small country, two forms, a team, its meetings in every state; what offices do."""
    settings = Settings(DATABASE_URL=database_url, data_dir=data_dir / "data")
    app = create_app(settings)
    database: Database = app.state.database
    folder = _folder(data_dir / "forms")
    for _ in loading.load_folder(database, folder, clock.now(), demonstration=True):
        pass
    people.settle(database, (LAN, MAI, ADMIN))
    with database.reading() as session:
        village = unit_of(session, LAN)
    lan, mai = people.sign_in(app, LAN), people.sign_in(app, MAI)
    team = str(uuid4())
    _approve(mai, TEAM, _send(lan, records.team(village, entity=team)))
    _counted(lan, mai, village, team)
    _not_counted(lan, mai, village, team)
    _administered(people.sign_in(app, ADMIN), village)
    _met(database, lan)
    _goes_on(lan, mai, village, team)
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


def _administered(admin: TestClient, village: str) -> None:
    """A quarter of a divided commune placed and renamed by hand; Thủy invited."""
    source = "NQ 1656/NQ-UBTVQH15"
    quarter = f"/v1/orgUnits/{QUARTER}"
    _post(admin, f"{quarter}/placements", parentId=derive_unit_id(GIANG_VO), source=source)
    renamed = {"name": "Giảng Võ 1", "validFrom": "2026-01-01"}
    _post(admin, f"{quarter}/versions", **renamed, source="QĐ 12/QĐ-UBND")
    thuy = {"email": "thuy", "displayName": "Thủy", "role": "reporter"}
    her = _post(admin, "/v1/users", **thuy, orgUnitId=village)
    _post(admin, f"/v1/users/{her['id']}/invitations")


def _met(database: Database, lan: TestClient) -> None:
    """Lan's phone says what it owes and may be carried to the office; an old app is closed."""
    now = clock.now()
    owed = {"owed": 2, "oldestAt": now.isoformat(), "drafts": 1, "freeMb": 900}
    phone = {"deviceId": "so-thon:lan", "appVersion": "0.1.0", "hasToken": False}
    said = lan.post("/v1/heartbeats", json={**phone, **owed, "clock": now.isoformat()})
    assert said.status_code == 200, said.text
    with database.writing() as session:
        phones.add_closed_version(session, "0.0.9", "Bản này ghi sai ngày.", now)


def _goes_on(lan: TestClient, mai: TestClient, village: str, team: str) -> None:
    """One sent back with a remark at a question; Lan offers her work to Thủy."""
    returned = _send(lan, records.meeting(village, team, day="2026-11-10"))
    remark = {"ref": "/data/participants/women", "text": "Sổ của thôn ghi 21, chị xem lại"}
    said = {"state": "hasIssues", "comment": "Xem lại", "versionInstanceId": returned}
    at = f"/v1/projects/1/forms/{MEETING}/submissions/{returned}/reviews"
    _post(mai, at, **said, remarks=[remark])
    _post(lan, "/v1/handovers", orgUnitId=village, taker="thuy")


def _folder(place: Path) -> Path:
    """Today's forms, indicators and one plan over a small country, with targets."""
    country.write(place, country.UNITS + GIA_LAI)
    for name in LOADED:
        shutil.copy(FORMS / name, place)
    for name, wanted in KEPT.items():
        _copy_lines(place, name, wanted)
    return place


def _copy_lines(place: Path, name: str, wanted: dict[str, str]) -> None:
    with (FORMS / name).open(newline="") as said, (place / name).open("w", newline="") as kept:
        reader = csv.DictReader(said)
        writer = csv.DictWriter(kept, reader.fieldnames or [])
        writer.writeheader()
        writer.writerows(line for line in reader if wanted.items() <= line.items())


def _post(client: TestClient, at: str, **said: Any) -> dict[str, Any]:
    answer = client.post(at, json=said)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


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
