"""A team's name that a spreadsheet would calculate: text for a person, itself for Collect."""

import csv
import hashlib
import io
import re
from base64 import b64encode

import pytest
from fastapi.testclient import TestClient

from api.documents import list_csv, table_csv
from tests import records
from tests.people import LAN, PASSWORD, unit_of

pytestmark = pytest.mark.one_database

PLACES = (
    "/v1/projects/1/datasets/teams/entities.csv",
    "/v1/projects/1/forms/sinh_hoat_to/attachments/teams.csv",
)
NAME = '=HYPERLINK("http://x","Tổ 1")'
FORMULAS = ("=1+1", "+1", "-1+1", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－A1")
NAVIGATES = {"Sec-Fetch-Mode": "navigate"}


@pytest.fixture
def lan(ask_as, world):
    """She registered a team of such a name."""
    client = ask_as(LAN)
    with world.reading() as session:
        village = unit_of(session, LAN)
    xml = records.team(village).decode()
    named = re.sub(r"(<(?:label|team_name)>)[^<]*", lambda found: found[1] + NAME, xml)
    assert NAME in named
    assert records.send(client, named.encode()).status_code == 201
    return client


def labels(answer):
    assert answer.status_code == 200, answer.text
    return [row["label"] for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))]


@pytest.mark.parametrize("place", PLACES)
def test_a_person_gets_text_and_a_machine_the_true_value(lan, app, place):
    machine = lan.get(place)
    assert labels(machine) == [NAME]
    assert "attachment" not in machine.headers.get("content-disposition", "")
    person = lan.get(place, headers=NAVIGATES)
    assert labels(person) == [f"'{NAME}"]
    assert person.headers["content-disposition"] == 'attachment; filename="teams.csv"'
    assert person.content.startswith(b"\xef\xbb\xbf")
    # An older browser says only that it asks for a page.
    assert labels(lan.get(place, headers={"Accept": "text/html,*/*;q=0.8"})) == [f"'{NAME}"]
    # A script of a page is a machine; whoever asks says what she wants.
    assert labels(lan.get(place, headers={"Sec-Fetch-Mode": "cors"})) == [NAME]
    assert labels(lan.get(f"{place}?cells=escaped")) == [f"'{NAME}"]
    assert labels(lan.get(f"{place}?cells=kept", headers=NAVIGATES)) == [NAME]
    assert lan.get(f"{place}?cells=raw").status_code == 422


@pytest.mark.parametrize("place", PLACES)
def test_a_cookie_is_a_persons_and_collects_password_a_machines(lan, app, place):
    token = lan.headers["Authorization"].removeprefix("Bearer ")
    assert labels(TestClient(app, cookies={"session": token}).get(place)) == [f"'{NAME}"]
    basic = b64encode(f"{LAN.login}:{PASSWORD}".encode()).decode()
    collect = {"Authorization": f"Basic {basic}", "X-OpenRosa-Version": "1.0"}
    assert labels(TestClient(app, headers=collect).get(place)) == [NAME]


def test_what_collect_fetches_is_what_its_manifest_says(lan):
    manifest = lan.get("/v1/projects/1/forms/sinh_hoat_to/manifest", headers=NAVIGATES).text
    table = lan.get(PLACES[1]).content
    assert hashlib.md5(table, usedforsecurity=False).hexdigest() in manifest


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_file_for_a_person_has_a_cell_that_is_calculated(cell):
    listed = list_csv.render_list_csv([{"name": cell, "label": "a", cell: cell}], escaped=True)
    (header, row) = csv.reader(io.StringIO(listed, newline=""))
    assert (row, header[-1]) == ([f"'{cell}", "a", f"'{cell}"], f"'{cell}")
    table = table_csv.render_table_csv([cell], [[cell]]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(table, newline=""), delimiter=";")) == [[f"'{cell}"]] * 2


@pytest.mark.parametrize("cell", ["5", "1-2", "Tổ 1", "", "a=1"])
def test_what_is_no_formula_stays(cell):
    said = list_csv.render_list_csv([{"name": cell, "label": "a"}], escaped=True)
    assert list(csv.reader(io.StringIO(said)))[1] == [cell, "a"]
