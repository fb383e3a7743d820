"""A form is withdrawn at once on all phones, by the nation and nobody else, and opened again."""

import pytest
from fastapi.testclient import TestClient

from tests import records
from tests.offices import THAO, code, offices, unit
from tests.people import ADMIN, LAN, MAI, new_id

pytestmark = pytest.mark.one_database

__all__ = ["offices"]
AT = "/v1/projects/1/forms"
TEAM_FORM = f"{AT}/to_truyen_thong"


def change(client, state, at=TEAM_FORM):
    return client.patch(at, json={"state": state})


def offered(client, query=""):
    return {one["xmlFormId"]: one["state"] for one in client.get(f"{AT}{query}").json()}


def test_nobody_but_whoever_may_publish_withdraws_it(app, offices):
    assert change(TestClient(app), "closing").status_code == 401
    for who in (LAN, MAI):
        assert code(change(offices(who), "closing")) == (403, "notAdministrator")
    assert code(change(offices(THAO), "closing")) == (403, "nationOnly")
    assert offered(offices(LAN))["to_truyen_thong"] == "open"


def test_what_is_no_form_and_no_state(offices):
    admin = offices(ADMIN)
    assert change(admin, "closing", f"{AT}/nowhere").status_code == 404
    for state in ("closed", "", None, 1):
        assert code(change(admin, state)) == (422, "invalid")


def test_withdrawn_no_phone_is_offered_it_and_opened_again_all_are(offices):
    admin, lan = offices(ADMIN), offices(LAN)
    said = change(admin, "closing")
    assert (said.status_code, said.json()["state"]) == (200, "closing")
    assert "to_truyen_thong" not in offered(lan)
    assert "to_truyen_thong" not in lan.get("/v1/projects/1/formList").text
    # A phone that reads the state is told; what it began goes on with the version it has.
    assert offered(lan, "?withdrawn=true")["to_truyen_thong"] == "closing"
    assert lan.get(TEAM_FORM).json()["state"] == "closing"
    version = lan.get(TEAM_FORM).json()["version"]
    assert lan.get(f"{TEAM_FORM}/versions/{version}/definition").status_code == 200
    assert lan.get(f"{TEAM_FORM}/manifest").status_code == 200
    assert change(admin, "open").json()["state"] == "open"
    assert offered(lan)["to_truyen_thong"] == "open"
    assert "to_truyen_thong" in lan.get("/v1/projects/1/formList").text


def test_the_catalogue_says_since_when_and_the_trail_who(offices):
    admin = offices(ADMIN)
    for state in ("closing", "closing", "open", "open", "closing"):
        change(admin, state)
    said = {one["xmlFormId"]: one for one in admin.get("/v1/administration/forms").json()}
    assert said["to_truyen_thong"]["state"] == "closing"
    assert said["to_truyen_thong"]["withdrawnAt"]
    assert said["sinh_hoat_to"]["withdrawnAt"] is None
    trail = admin.get("/v1/audits?objectType=form").json()["items"]
    acts = [(one["action"], one["objectId"]) for one in trail]
    withdraw, reopen = (f"form.{act}" for act in ("withdraw", "reopen"))
    assert acts == [(act, "to_truyen_thong") for act in (withdraw, reopen, withdraw)]


def test_what_was_written_is_taken_as_late_and_corrected_too(offices, world):
    lan, admin = offices(LAN), offices(ADMIN)
    change(admin, "closing")
    first = new_id()
    village, entity = unit(world, LAN), first.removeprefix("uuid:")
    assert records.send(lan, records.team(village, id=first, entity=entity)).status_code == 201
    at = f"{TEAM_FORM}/submissions/{first}"
    assert offices(MAI).get(f"{at}/record").json()["late"] is True
    edit = records.team(village, entity=entity, replaces=first)
    assert lan.put(at, content=edit).status_code == 200
    change(admin, "open")
    other = new_id()
    again = records.team(village, id=other, entity=other.removeprefix("uuid:"))
    assert records.send(lan, again).status_code == 201
    assert offices(MAI).get(f"{TEAM_FORM}/submissions/{other}/record").json()["late"] is False


def test_a_new_version_does_not_open_it(offices):
    admin = offices(ADMIN)
    change(admin, "closing")
    form = admin.get(TEAM_FORM).json()["version"]
    workbook = admin.get(f"{TEAM_FORM}/versions/{form}/workbook").text
    newer = workbook.replace(form, "2099010101").encode()
    said = admin.post(
        f"{AT}?publish=true", content=newer, headers={"Content-Type": "text/markdown"}
    )
    assert said.json()["published"], said.text
    assert "to_truyen_thong" not in offered(offices(LAN))
