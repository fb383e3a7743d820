"""Records as a phone would send them, for tests: faultless unless told otherwise."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from httpx2 import Client, Response
from PIL import Image

from api.clock import VIET_NAM
from tests.people import new_id

VERSION = "2026113001"
ROOT = (
    'version="{version}" xmlns:jr="http://openrosa.org/javarosa" '
    'xmlns:orx="http://openrosa.org/xforms" '
    'xmlns:entities="http://www.opendatakit.org/xforms/entities"'
)


def clock() -> str:
    """When it was written: a minute ago until now, by the phone's clock."""
    end = datetime.now(VIET_NAM)
    start = end - timedelta(minutes=1)
    moments = (moment.isoformat(timespec="milliseconds") for moment in (start, end))
    return "<start>{}</start><end>{}</end>".format(*moments)


def meta(said: dict[str, Any], more: str = "") -> str:
    """The meta block; `replaces` makes it an edit."""
    deprecated = said.get("replaces")
    return (
        f"<meta><instanceID>{said['id']}</instanceID>"
        + (f"<deprecatedID>{deprecated}</deprecatedID>" if deprecated else "")
        + f"{more}</meta>"
    )


def team(org_unit: str, **changes: Any) -> bytes:
    """A register of a team, newly established on 3 March 2026 with nine members."""
    said: dict[str, Any] = {
        "id": new_id(),
        "entity": str(uuid4()),
        "name": "Tổ truyền thông Tà Lú 1",
        "kind": "new",
        "day": "2026-03-03",
        "women": 6,
        "men": 3,
        "ethnic": 8,
        "version": VERSION,
        **changes,
    }
    total = said.get("total", int(said["women"]) + int(said["men"]))
    name = said["name"]
    entity = (
        f'<instanceName>{name}</instanceName><entity dataset="teams" id="{said["entity"]}" '
        f'create="1"><label>{name}</label></entity>'
    )
    return (
        f'<data id="to_truyen_thong" {ROOT.format(**said)}>'
        f"{clock()}"
        f"<org_unit>{org_unit}</org_unit><kind>{said['kind']}</kind><team_name>{name}</team_name>"
        f"<decision><decision_number>45/QĐ-UBND</decision_number>"
        f"<decision_date>{said['day']}</decision_date></decision>"
        f"<members><women>{said['women']}</women><men>{said['men']}</men><total>{total}</total>"
        f"<ethnic>{said['ethnic']}</ethnic><total_note/></members>"
        f"<people><leader_sex>female</leader_sex><roles>women head</roles></people>"
        f"<equipment>loudspeaker</equipment><page><has_page>no</has_page></page>"
        f"{meta(said, entity)}</data>"
    ).encode()


def meeting(org_unit: str, team_id: str, **changes: Any) -> bytes:
    """A meeting of 12 women and 5 men on 20 October 2026, 16 of them of an ethnic minority.

    `title` is what a phone would call it.
    """
    said: dict[str, Any] = {
        "id": new_id(),
        "day": "2026-10-20",
        "women": 12,
        "men": 5,
        "ethnic": 16,
        "photo": "",
        "remark": "",
        "version": VERSION,
        **changes,
    }
    total = said.get("total", int(said["women"]) + int(said["men"]))
    name = f"<instanceName>{said['title']}</instanceName>" if "title" in said else ""
    return (
        f'<data id="sinh_hoat_to" {ROOT.format(**said)}>'
        f"{clock()}"
        f"<session><team>{team_id}</team><date>{said['day']}</date></session>"
        f"<org_unit>{org_unit}</org_unit><place>community_house</place>"
        f"<topics>child_marriage safe_birth</topics><channels>village_meeting</channels>"
        f"<languages>raglai kinh</languages>"
        f"<participants><women>{said['women']}</women><men>{said['men']}</men>"
        f"<total>{total}</total><ethnic>{said['ethnic']}</ethnic><total_note/></participants>"
        f"<photo>{said['photo']}</photo><remark>{said['remark']}</remark>"
        f"{meta(said, name)}</data>"
    ).encode()


def photo(
    colour: tuple[int, int, int] = (120, 150, 110), size: tuple[int, int] = (320, 240)
) -> bytes:
    """A real JPEG."""
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, "JPEG")
    return content.getvalue()


def send(client: Client, xml: bytes, **files: bytes) -> Response:
    """Post a record with its files (name__jpg=bytes) as our phone does."""
    parts = {"xml_submission_file": ("record.xml", xml, "text/xml")}
    for key, content in files.items():
        name = key.replace("__", ".")
        parts[name] = (name, content, "image/jpeg")
    said: Response = client.post(
        "/v1/projects/1/submission", files=parts, headers={"Accept": "application/json"}
    )
    return said
