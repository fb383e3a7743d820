"""Every route × everybody: nobody reads or writes outside reach; what is out of it is a 404.

A new route fails here until it has its row: deny first, think, then allow.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

import pytest
from fastapi.testclient import TestClient
from starlette.routing import Route

from tests import records
from tests.api.access.administration_reach import ADMINISTRATION, said_to, whom
from tests.clients import AppClient
from tests.people import (
    ADMIN,
    BINH,
    EVERYBODY,
    HOA,
    LAN,
    MAI,
    PASSWORD,
    TRAM,
    VIEWER,
    Somebody,
    new_id,
    unit_of,
)

# Who may, of everybody. Who only sees it is told 403, the others 404 or what `otherwise` says.
ALL = set(EVERYBODY)
OVERSEERS = {MAI, HOA, ADMIN, VIEWER}
SEES_LANS_RECORD = {LAN} | OVERSEERS
REVIEWERS = {MAI, HOA, ADMIN}
SEES_HANDOVER = {LAN} | REVIEWERS
NO_REVIEWERS = frozenset({LAN, VIEWER})
FORM = "/v1/projects/{project_id}/forms/{xml_form_id}"
ITEM = FORM + "/submissions/{instance_id}"
FILE = "/v1/submissions/{version_instance_id}/files/{name}"
HANDOVER = "/v1/handovers/{handover_id}"
SAME_PHOTO = f"?sha256={sha256(records.photo()).hexdigest()}&size={len(records.photo())}"

HEARTBEAT = {
    "deviceId": "so-thon:1",
    "appVersion": "0.1.0",
    "owed": 3,
    "clock": "2026-11-20T08:00:00.000+07:00",
}
RECOVERY = {"password": PASSWORD, "envelope": "AAAA"}


@dataclass(frozen=True)
class Row:
    """Who may use a route upon Lan's record, with what body, and what the others hear."""

    may: set[Somebody]
    body: object = None
    otherwise: int = 404
    query: str = ""
    sees_only: frozenset[Somebody] = frozenset()
    ok: tuple[int, ...] = (200, 201, 204)


TABLE: dict[tuple[str, str], Row] = {
    ("GET", "/v1/sessions/restore"): Row(ALL),
    ("DELETE", "/v1/sessions/{token}"): Row(set()),
    ("DELETE", "/v1/sessions/current"): Row(ALL),
    ("GET", "/v1/users/current"): Row(ALL),
    ("GET", "/v1/projects"): Row(ALL),
    ("GET", "/v1/projects/{project_id}"): Row(ALL),
    ("GET", "/v1/projects/{project_id}/forms"): Row(ALL),
    ("GET", FORM): Row(ALL),
    ("PATCH", FORM): Row({ADMIN}, {"state": "open"}, otherwise=403),
    ("GET", FORM + ".xml"): Row(ALL),
    ("GET", FORM + "/versions"): Row(ALL),
    ("GET", FORM + "/versions/{version}.xml"): Row(ALL),
    ("GET", FORM + "/definition"): Row(ALL),
    ("GET", FORM + "/versions/{version}/definition"): Row(ALL),
    ("GET", FORM + "/manifest"): Row(ALL),
    ("GET", FORM + "/attachments/{name}.csv"): Row(ALL),
    ("GET", "/v1/projects/{project_id}/formList"): Row(ALL),
    ("HEAD", "/v1/projects/{project_id}/submission"): Row(ALL),
    ("POST", "/v1/projects/{project_id}/submission"): Row(set(), otherwise=415),
    ("GET", "/v1/lists/{name}"): Row(ALL),
    ("GET", "/v1/projects/{project_id}/datasets"): Row(ALL),
    ("GET", "/v1/projects/{project_id}/datasets/{name}/entities.csv"): Row(ALL),
    ("GET", "/v1/submissions"): Row(ALL, query="?of=all"),
    ("GET", FORM + "/submissions"): Row(ALL),
    ("POST", FORM + "/submissions"): Row({LAN, MAI, HOA, ADMIN}, "edit", 403),
    ("PUT", ITEM): Row({LAN, MAI, HOA, ADMIN}, "edit", 403),
    ("GET", ITEM): Row(SEES_LANS_RECORD),
    ("GET", ITEM + ".xml"): Row(SEES_LANS_RECORD),
    ("GET", ITEM + "/versions"): Row(SEES_LANS_RECORD),
    ("GET", ITEM + "/record"): Row(SEES_LANS_RECORD),
    ("GET", ITEM + "/attachments"): Row(SEES_LANS_RECORD),
    ("GET", ITEM + "/attachments/{name}"): Row(SEES_LANS_RECORD),
    ("POST", ITEM + "/attachments/{name}"): Row({LAN}, "photo"),
    ("GET", FILE): Row({LAN}, query=SAME_PHOTO),
    ("PUT", FILE): Row({LAN}, "photo", query=SAME_PHOTO + "&offset=0"),
    ("GET", ITEM + "/comments"): Row(SEES_LANS_RECORD),
    ("POST", ITEM + "/comments"): Row(SEES_LANS_RECORD, {"body": "Đã xem"}),
    ("PATCH", ITEM): Row(REVIEWERS, {"reviewState": "approved"}, sees_only=NO_REVIEWERS),
    ("POST", ITEM + "/reviews"): Row(REVIEWERS, "review", sees_only=NO_REVIEWERS),
    ("GET", "/v1/orgUnits"): Row(ALL),
    ("GET", "/v1/orgUnits/{unit_id}"): Row(SEES_LANS_RECORD),
    # Lan's village lay in no divided commune.
    ("POST", "/v1/orgUnits/{unit_id}/placements"): Row(
        {ADMIN}, {"parentId": "{commune}", "source": "NQ"}, otherwise=403, ok=(409,)
    ),
    ("POST", "/v1/heartbeats"): Row(ALL, HEARTBEAT),
    ("POST", "/v1/outboxes"): Row(REVIEWERS | {BINH}, b"SOTHON-OUTBOX1\n", otherwise=403),
    ("GET", "/v1/phones"): Row(REVIEWERS | {BINH}, otherwise=403),
    # A door to one's own vault: nobody comes with an envelope of her own here.
    ("POST", "/v1/vaults/recovery"): Row(ALL, RECOVERY, ok=(400,)),
    ("GET", "/v1/indicators"): Row(ALL),
    ("GET", "/v1/documents"): Row(ALL),
    ("GET", "/v1/documents/{document_id}"): Row(ALL),
    ("GET", "/v1/figures"): Row(SEES_LANS_RECORD, query="?orgUnit={village}"),
    ("GET", "/v1/figures/{code}/byChild"): Row(SEES_LANS_RECORD, query="?orgUnit={village}"),
    ("GET", "/v1/targets"): Row(SEES_LANS_RECORD, query="?orgUnit={village}"),
    ("GET", "/v1/dataValues"): Row(
        SEES_LANS_RECORD, query="?orgUnit={village}&indicator=TTCD_BUOI"
    ),
    ("GET", "/v1/handovers"): Row(ALL),
    ("GET", "/v1/reporters"): Row(REVIEWERS | {BINH}, otherwise=403),
    ("POST", "/v1/reporters/searches"): Row(REVIEWERS | {BINH}, {"q": "lan"}, otherwise=403),
    # Lan offers her village to Trâm already; whoever supervises it sees that.
    ("POST", "/v1/handovers"): Row({LAN}, {"orgUnitId": "{village}", "taker": "tram"}, ok=(409,)),
    ("GET", HANDOVER + "/drafts"): Row({TRAM}, sees_only=frozenset(SEES_HANDOVER), ok=(409,)),
    ("PUT", HANDOVER + "/drafts"): Row(
        {LAN}, {"envelope": "AAAA"}, sees_only=frozenset(SEES_HANDOVER | {TRAM}), ok=(400,)
    ),
    ("POST", HANDOVER + "/confirmations"): Row({TRAM}, sees_only=frozenset(SEES_HANDOVER)),
    ("DELETE", HANDOVER + "/drafts"): Row({TRAM}, sees_only=frozenset(SEES_HANDOVER)),
    # Taken by Trâm before: over then.
    ("DELETE", HANDOVER): Row(SEES_HANDOVER | {TRAM}, ok=(200, 409)),
}
TABLE |= {route: Row({ADMIN}, otherwise=403, **said) for route, said in ADMINISTRATION.items()}
PUBLIC = {
    ("POST", "/v1/sessions"),
    ("POST", "/v1/invitations/accept"),
    ("GET", "/v1/keys"),
    ("GET", "/health"),
}


@pytest.fixture
def kind():
    """Reach is decided in SQL that both databases share; the row tables run on SQLite."""
    return "sqlite"


@dataclass
class Story:
    """Lan's register, approved by nobody yet, and her meeting with its photo."""

    village: str
    commune: str
    team: str
    meeting: str
    register: str
    lan: int
    assignment: int
    handover: int


@pytest.fixture
def story(ask_as, world) -> Story:
    with world.reading() as session:
        village, commune = unit_of(session, LAN), unit_of(session, MAI)
        person = whom(session, LAN.login)
    lan = ask_as(LAN)
    entity = "0e9b1f5c-1111-4a4a-8b8b-222222222222"
    register, meeting = new_id(), new_id()
    assert records.send(lan, records.team(village, id=register, entity=entity)).status_code == 201
    xml = records.meeting(village, entity, id=meeting, photo="a.jpg")
    assert records.send(lan, xml, a__jpg=records.photo()).status_code == 201
    said = lan.post("/v1/handovers", json={"orgUnitId": village, "taker": TRAM.login})
    return Story(village, commune, entity, meeting, register, *person, said.json()["id"])


def filled(path: str, story: Story) -> str:
    return path.format(
        project_id=1,
        xml_form_id="sinh_hoat_to",
        version=records.VERSION,
        instance_id=story.meeting,
        version_instance_id=story.meeting,
        name="a.jpg" if path.startswith((ITEM, FILE)) else "teams",
        token="x" * 64,
        unit_id=story.village,
        code="TTCD_BUOI",
        document_id="gia-lai-2024",
        org_unit=story.village,
        user_id=story.lan,
        assignment_id=story.assignment,
        kind="users",
        handover_id=story.handover,
    )


def ask(client: TestClient, method: str, path: str, row: Row, story: Story):
    url = filled(path, story) + row.query.format(**vars(story))
    if row.body == "photo":
        return client.request(method, url, content=records.photo())
    if row.body == "edit":
        replaces = story.meeting if method == "PUT" else None
        xml = records.meeting(story.village, story.team, replaces=replaces)
        return client.request(method, url, content=xml)
    if row.body == "review":
        said = {"state": "hasIssues", "comment": "Xem lại", "seenState": "approved"}
        return client.request(method, url, json={**said, "versionInstanceId": story.meeting})
    return client.request(method, url, **said_to(row.body, vars(story)))


def last(method: str, path: str) -> int:
    """What takes away comes last, and signing out after everything."""
    late = {"PUT": 1, "DELETE": 2}.get(method, 0)
    return late + path.endswith(("/current", "/confirmations"))


def routes(app) -> set[tuple[str, str]]:
    described = {
        (method.upper(), path)
        for path, methods in app.openapi()["paths"].items()
        for method in methods
    }
    plain = {
        (method, route.path)
        for route in app.routes
        if type(route) is Route and route.path.startswith("/v1/")
        for method in route.methods or ()
    }
    return described | plain


def test_every_route_has_its_row(app):
    assert routes(app) == set(TABLE) | PUBLIC


def test_nobody_gets_in_anywhere(app, story):
    client = AppClient(app)
    for (method, path), row in TABLE.items():
        said = ask(client, method, path, row, story)
        assert said.status_code == 401, (method, path, said.text)


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who.login)
def test_each_reaches_just_what_is_hers(who, ask_as, story):
    # The edit comes last: its version has no photo to be fetched any more.
    client = ask_as(who)
    for (method, path), row in sorted(TABLE.items(), key=lambda item: last(*item[0])):
        said = ask(client, method, path, row, story)
        refusal = 403 if who in row.sees_only else row.otherwise
        expected = row.ok if who in row.may else (refusal,)
        assert said.status_code in expected, (method, path, said.status_code, said.text)


@pytest.mark.parametrize("who", [TRAM, BINH], ids=lambda who: who.login)
def test_no_list_mentions_what_is_out_of_sight(
    who, ask_as: Callable[[Somebody], TestClient], story
):
    client = ask_as(who)
    hidden = [story.meeting, story.register]
    if who is BINH:
        hidden += [story.team, story.village]
    for (method, path), row in TABLE.items():
        if method == "GET":
            said = ask(client, method, path, row, story)
            if said.status_code == 200:
                for secret in hidden:
                    assert secret not in said.text, (path, secret)
