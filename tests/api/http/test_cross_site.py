"""A foreign page makes Mai's browser ask, with her cookie or the Basic password that it keeps."""

import json
from base64 import b64encode

import pytest
from starlette.datastructures import Headers

from api.http.cross_site import SAFE_METHODS, own_address
from tests import records
from tests.clients import AppClient
from tests.people import ADMIN, LAN, MAI, PASSWORD, new_id, unit_of

pytestmark = [pytest.mark.one_database, pytest.mark.one_world("file")]

OURS, PUBLIC = "http://testserver", "https://sothon.example.vn"
FOREIGN_PAGES = [
    {"Origin": "https://evil.example"},
    {"Origin": "https://testserver"},
    {"Origin": "http://testserver:8080"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "null"},
    {"Origin": "http://[broken"},
    {"Referer": "https://evil.example/a/page"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": OURS},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
]
OUR_PAGES = [
    {"Origin": OURS},
    {"Referer": OURS + "/ghi"},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "same-origin", "Origin": OURS},
    # Behind a proxy that speaks https and that nobody told us of.
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://testserver"},
    {},
]
BY_BASIC = (ADMIN.login, PASSWORD)


@pytest.fixture
def public(app):
    """The same server, reached through its https address."""
    app.state.settings = app.state.settings.model_copy(update={"public_url": PUBLIC})
    return AppClient(app, base_url=PUBLIC)


@pytest.fixture
def browser(app):
    """Mai's, signed in: it adds her cookie."""
    client = AppClient(app)
    said = client.post("/v1/sessions", json={"email": MAI.login, "password": PASSWORD})
    assert said.status_code == 200
    return client


def by_basic() -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(":".join(BY_BASIC).encode()).decode()}


def code(said) -> tuple[int, str]:
    return said.status_code, said.json()["code"]


@pytest.mark.parametrize("page", FOREIGN_PAGES, ids=str)
def test_a_foreign_page_changes_nothing_whatever_the_browser_adds(app, browser, page):
    at = f"/v1/projects/1/forms/sinh_hoat_to/submissions/{new_id()}/comments"
    for client in (browser, AppClient(app, headers=by_basic())):
        said = client.post(at, json={"body": "…"}, headers=page)
        assert code(said) == (403, "crossSite")


@pytest.mark.parametrize("page", OUR_PAGES, ids=str)
def test_a_page_of_ours_and_what_is_no_page_do(browser, page):
    at = f"/v1/projects/1/forms/sinh_hoat_to/submissions/{new_id()}/comments"
    assert browser.post(at, json={"body": "…"}, headers=page).status_code == 404


def test_no_operation_is_forgotten(app):
    nobody, page = AppClient(app), {"Origin": "https://evil.example"}
    asked = [
        (method.upper(), path.replace("{", "").replace("}", ""))
        for path, each in app.openapi()["paths"].items()
        for method in each
        if method.upper() not in SAFE_METHODS
    ]
    assert len(asked) > 30
    heard = {(each, code(nobody.request(*each, headers=page))) for each in asked}
    assert {told for _, told in heard} == {(403, "crossSite")}


def test_nobody_is_signed_in_as_somebody_else_by_a_foreign_page(app):
    """Her work would go into the account of whoever made the page."""
    client = AppClient(app)
    said = client.post(
        "/v1/sessions",
        json={"email": MAI.login, "password": PASSWORD},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert code(said) == (403, "crossSite")
    assert "set-cookie" not in said.headers


@pytest.mark.parametrize(
    "media_type",
    ["text/plain", "application/x-www-form-urlencoded; charset=utf-8", "TEXT/PLAIN", None],
)
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/users", json.dumps({"email": "moi", "displayName": "Mới"}).encode()),
        ("/v1/projects/1/forms?publish=true", b"PK"),
        ("/v1/projects/1/forms/sinh_hoat_to/submissions", b"<data/>"),
        ("/v1/projects/1/submission", b"--x--"),
        ("/v1/imports/users", b"login"),
        ("/v1/outboxes", b"{}"),
    ],
)
def test_what_a_form_of_an_old_browser_sends_is_of_no_type_of_ours(app, path, body, media_type):
    """It names no page at all; a browser that does is refused for that."""
    headers = {"Content-Type": media_type} if media_type else {}
    said = AppClient(app).post(path, content=body, headers=headers, auth=BY_BASIC)
    assert code(said) == (415, "contentType")


def test_a_form_with_files_is_taken_where_collect_posts_and_nowhere_else(app, world):
    with world.reading() as session:
        village = unit_of(session, LAN)
    collect = {"X-OpenRosa-Version": "1.0"}
    files = {"xml_submission_file": ("a.xml", records.team(village), "text/xml")}
    client = AppClient(app)
    door, lan = "/v1/projects/1/submission", (LAN.login, PASSWORD)
    assert client.post(door, files=files, headers=collect, auth=lan).status_code == 201
    page = {**collect, "Origin": "https://evil.example"}
    said = client.post(door, files=files, headers=page, auth=lan)
    assert code(said) == (403, "crossSite")
    said = client.post("/v1/imports/users", files=files, auth=BY_BASIC)
    assert code(said) == (415, "contentType")


def test_a_script_with_a_token_need_not_say_what_it_sends(ask_as, world):
    with world.reading() as session:
        village = unit_of(session, LAN)
    at = "/v1/projects/1/forms/to_truyen_thong/submissions"
    assert ask_as(LAN).post(at, content=records.team(village)).status_code == 200


def test_at_its_public_address_only_that_one_counts(public):
    heard = {
        origin: code(public.post("/v1/sessions", json={}, headers={"Origin": origin}))[1]
        for origin in (PUBLIC, PUBLIC + ":443", PUBLIC.upper(), "http://sothon.example.vn", OURS)
    }
    assert [page for page, told in heard.items() if told == "crossSite"] == [
        "http://sothon.example.vn",
        OURS,
    ]
    by_another_name = {"Origin": "https://rebound.example", "Host": "rebound.example"}
    said = public.post("/v1/sessions", json={}, headers=by_another_name)
    assert code(said) == (403, "crossSite")


def test_its_operator_still_reaches_it_from_the_machine_itself(public):
    tunnel = {"Origin": "https://localhost:8000", "Host": "localhost:8000"}
    assert public.post("/v1/sessions", json={}, headers=tunnel).status_code == 422


def test_browsers_are_told_to_come_by_https_where_it_is_https(app, public):
    for path in ("/health", "/", "/v1/users/current", "/v1/nothing"):
        assert public.get(path).headers["strict-transport-security"] == "max-age=31536000"
    app.state.settings = app.state.settings.model_copy(update={"public_url": ""})
    assert "strict-transport-security" not in AppClient(app).get("/health").headers


@pytest.mark.parametrize(
    ("public_url", "host", "links"),
    [
        (PUBLIC + "/", "evil.example", PUBLIC),
        ("", "localhost:8000", "http://localhost:8000"),
        ("", "192.168.1.7:8000", "http://192.168.1.7:8000"),
        ("", "[::1]:8000", "http://[::1]:8000"),
        ("", "evil.example", "http://10.0.0.4:8000"),
        ("", "user@evil.example", "http://10.0.0.4:8000"),
        ("", "192.168.1.7:8000@evil.example", "http://10.0.0.4:8000"),
        ("", "192.168.1.7/evil", "http://192.168.1.7"),
        ("", "", "http://10.0.0.4:8000"),
    ],
)
def test_links_never_lead_to_a_host_that_a_request_made_up(app, public_url, host, links):
    settings = app.state.settings.model_copy(update={"public_url": public_url})
    scope = {"scheme": "http", "server": ("10.0.0.4", 8000)}
    assert own_address(scope, Headers({"host": host}), settings) == links
