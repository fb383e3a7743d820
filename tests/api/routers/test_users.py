"""Accounts and where they act: first nobody, then the wrong place, then the story of Thủy."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from api import clock
from api.queries.people import national_administrators
from tests import records
from tests.offices import SON, THAO, YEN, code, id_of, offices, unit
from tests.people import ADMIN, BINH, HOA, LAN, MAI, TRAM, sign_in

pytestmark = pytest.mark.one_database

__all__ = ["offices"]
TODAY = clock.today()


def thuy(world, **changes):
    """A new reporter in Lan's village."""
    return {
        "email": "Thuy",
        "displayName": "Thủy",
        "orgUnitId": unit(world, LAN),
        "role": "reporter",
        **changes,
    }


@pytest.mark.one_world
@pytest.mark.parametrize("who", [LAN, MAI, HOA, BINH], ids=lambda who: who.login)
def test_who_administers_nothing_is_told_so(who, ask_as, world):
    client = ask_as(who)
    assert code(client.get("/v1/users")) == (403, "notAdministrator")
    assert code(client.get(f"/v1/users/{id_of(world, LAN)}")) == (403, "notAdministrator")
    assert code(client.post("/v1/users", json=thuy(world))) == (403, "notAdministrator")
    assert code(client.post("/v1/users/searches", json={})) == (403, "notAdministrator")


def test_another_province_neither_sees_nor_touches_lan(offices, world):
    son, lan = offices(SON), id_of(world, LAN)
    held = offices(THAO).get(f"/v1/users/{lan}").json()["assignments"][0]["id"]
    until = {"validTo": TODAY.isoformat()}
    for said in (
        son.get(f"/v1/users/{lan}"),
        son.patch(f"/v1/users/{lan}", json={"active": False}),
        son.delete(f"/v1/users/{lan}/sessions"),
        son.post(f"/v1/users/{lan}/invitations"),
        son.delete(f"/v1/users/{lan}/invitations"),
        son.post(f"/v1/users/{lan}/assignments", json={"orgUnitId": "x", "role": "viewer"}),
        son.patch(f"/v1/users/{lan}/assignments/{held}", json=until),
        son.post("/v1/users", json=thuy(world)),
        son.post("/v1/users/searches", json={"orgUnitId": unit(world, LAN)}),
    ):
        assert code(said) == (404, "404.1")
    assert {one["email"] for one in son.get("/v1/users").json()["items"]} == {"binh", "son"}


def test_people_are_found_without_dau_and_page_by_page(offices):
    thao = offices(THAO)
    found = thao.post("/v1/users/searches", json={"q": "TRẦM"}).json()
    assert [one["displayName"] for one in found["items"]] == ["Trâm"]
    assert thao.post("/v1/users/searches", json={"q": "binh"}).json()["total"] == 0
    assert offices(ADMIN).post("/v1/users/searches", json={"q": "%"}).json()["total"] == 0
    names, after = [], None
    while True:
        page = thao.post("/v1/users/searches", json={"limit": 2, "after": after}).json()
        names += [one["email"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert len(names) == page["total"] == len(set(names))
    assert set(names) == {"lan", "tram", "mai", "hoa", "xem", "yen", "thao"}
    wanted = {"role": "supervisor", "active": True}
    assert {
        one["email"] for one in thao.post("/v1/users/searches", json=wanted).json()["items"]
    } == {"mai", "hoa"}


def test_thuy_gets_an_account_and_moves_to_another_commune(offices, world):
    thao = offices(THAO)
    made = thao.post("/v1/users", json=thuy(world))
    assert made.status_code == 201
    her = made.json()
    assert (her["email"], her["hasPassword"], her["active"]) == ("thuy", False, True)
    (held,) = her["assignments"]
    assert (held["role"], held["orgUnit"]["name"], held["inForce"]) == ("reporter", "Tà Lú 1", True)
    assert held["orgUnit"]["lineage"] == "Khánh Hòa › Bác Ái Đông"
    assert code(thao.post("/v1/users", json=thuy(world))) == (409, "loginTaken")
    at = f"/v1/users/{her['id']}"
    again = thao.post(at + "/assignments", json=thuy(world))
    assert again.status_code == 200
    later = (TODAY + timedelta(days=10)).isoformat()
    ended = thao.patch(f"{at}/assignments/{held['id']}", json={"validTo": later}).json()
    assert ended["assignments"][0]["validTo"] == later
    moved = {"orgUnitId": unit(world, MAI), "role": "supervisor", "validFrom": later}
    history = thao.post(at + "/assignments", json=moved).json()["assignments"]
    assert [one["role"] for one in history] == ["supervisor", "reporter"]
    assert [one["inForce"] for one in history] == [False, True]


def test_what_was_filed_while_in_reach_stays_when_lan_moves(offices, world):
    lan, admin = offices(LAN), offices(ADMIN)
    record = records.team(unit(world, LAN))
    receipt = records.send(lan, record).json()
    at = f"/v1/users/{id_of(world, LAN)}/assignments"
    held = admin.get(f"/v1/users/{id_of(world, LAN)}").json()["assignments"][0]["id"]
    admin.patch(f"{at}/{held}", json={"validTo": TODAY.isoformat()})
    assert admin.post(at, json={"orgUnitId": unit(world, BINH), "role": "reporter"}).is_success
    assert lan.get("/v1/users/current").json()["assignments"][0]["orgUnit"]["name"] == "Gia Lai"
    for who in (LAN, MAI):
        seen = offices(who).get("/v1/submissions?of=all")
        assert receipt["instanceId"] in seen.text, who.login
    assert records.send(lan, records.team(unit(world, LAN))).status_code == 201  # late, not refused


@pytest.mark.one_world
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"email": "hai chữ"}, "loginForm"),
        ({"email": "=cmd"}, "loginForm"),
        ({"email": "lan"}, "loginTaken"),
        ({"validFrom": "2026-02-02", "validTo": "2026-02-02"}, "daysWrong"),
        ({"displayName": "Lan\u202eoánH"}, "invalid"),
        ({"displayName": "   "}, "invalid"),
        ({"displayName": "x" * 201}, "invalid"),
        ({"role": "owner"}, "invalid"),
        ({"validFrom": "hôm nay"}, "invalid"),
        ({"orgUnitId": "nowhere"}, "404.1"),
    ],
)
def test_an_account_that_cannot_be_is_refused(offices, world, changes, expected):
    thao = offices(THAO)
    before = thao.get("/v1/users").json()["total"]
    assert thao.post("/v1/users", json=thuy(world, **changes)).json()["code"] == expected
    assert thao.get("/v1/users").json()["total"] == before


def test_an_assignment_taken_back_on_its_first_day_never_held_and_may_come_again(offices, world):
    thao, tram = offices(THAO), id_of(world, TRAM)
    said = {"orgUnitId": unit(world, MAI), "role": "viewer"}
    at = f"/v1/users/{tram}/assignments"
    (new, _) = thao.post(at, json=said).json()["assignments"]
    assert code(thao.post(at, json=said | {"validFrom": "2026-01-05"})) == (409, "assignmentStands")
    (gone, _) = thao.patch(f"{at}/{new['id']}", json={"validTo": str(TODAY)}).json()["assignments"]
    assert (gone["inForce"], gone["mayEnd"]) == (False, False)
    late = {"validTo": str(TODAY + timedelta(days=3))}
    assert code(thao.patch(f"{at}/{new['id']}", json=late)) == (409, "assignmentEnded")
    (back, _) = thao.post(at, json=said).json()["assignments"]
    assert (back["id"], back["inForce"]) == (new["id"], True)
    yesterday = {"validTo": str(TODAY - timedelta(days=1))}
    assert code(thao.patch(f"{at}/{new['id']}", json=yesterday)) == (422, "daysWrong")


def test_nobody_changes_her_own_rights_or_touches_who_is_above_her(offices, world):
    thao, yen = offices(THAO), offices(YEN)
    own = f"/v1/users/{id_of(world, YEN)}"
    higher = {"orgUnitId": unit(world, MAI), "role": "supervisor"}
    held = yen.get(own).json()["assignments"][0]
    assert held["mayEnd"] is False
    assert code(yen.post(own + "/assignments", json=higher)) == (403, "ownRights")
    end = {"validTo": str(TODAY)}
    assert code(yen.patch(f"{own}/assignments/{held['id']}", json=end)) == (403, "ownRights")
    assert code(yen.patch(own, json={"active": False})) == (403, "ownAccount")
    assert code(yen.post(own + "/invitations")) == (403, "ownAccount")
    assert yen.patch(own, json={"displayName": "Yến Nhi"}).json()["displayName"] == "Yến Nhi"
    # Her province's administrator also reports in her commune: seen, and still not hers to touch.
    assert (
        offices(ADMIN).post(f"/v1/users/{id_of(world, THAO)}/assignments", json=higher).is_success
    )
    above = f"/v1/users/{id_of(world, THAO)}"
    seen = yen.get(above).json()
    assert (seen["elsewhere"], seen["mayManage"], seen["whyNot"]) == (True, False, "aboveYou")
    assert [one["orgUnit"]["name"] for one in seen["assignments"]] == ["Bác Ái Đông"]
    mine = seen["assignments"][0]["id"]
    for said in (
        yen.patch(above, json={"displayName": "X"}),
        yen.patch(above, json={"active": False}),
        yen.delete(above + "/sessions"),
        yen.post(above + "/invitations"),
        yen.post(above + "/assignments", json=higher | {"role": "viewer"}),
        yen.patch(f"{above}/assignments/{mine}", json=end),
    ):
        assert code(said) == (403, "aboveYou")
    grants = {"orgUnitId": unit(world, HOA), "role": "admin"}
    at = f"/v1/users/{id_of(world, MAI)}/assignments"
    assert code(yen.post(at, json=grants)) == (404, "404.1")
    assert thao.post(at, json=grants).status_code == 201


def test_a_supervisor_who_acts_elsewhere_too_keeps_her_account(offices, world):
    """Whoever sets a password has it everywhere: only somebody above both places may."""
    both = {"orgUnitId": unit(world, BINH), "role": "viewer"}
    at = f"/v1/users/{id_of(world, MAI)}"
    assert offices(ADMIN).post(at + "/assignments", json=both).status_code == 201
    yen = offices(YEN)
    assert code(yen.post(at + "/invitations")) == (403, "aboveYou")
    village = {"orgUnitId": unit(world, LAN), "role": "reporter"}
    assert yen.post(at + "/assignments", json=village).status_code == 201
    assert offices(ADMIN).post(at + "/invitations").status_code == 201


def test_who_is_deactivated_is_out_at_once_and_comes_back_by_signing_in(offices, world, app):
    mai, thao = offices(MAI), offices(THAO)
    at = f"/v1/users/{id_of(world, MAI)}"
    assert thao.get(at).json()["openSessions"] == 1
    assert thao.patch(at, json={"active": False}).json()["active"] is False
    assert mai.get("/v1/users/current").status_code == 401
    said = mai.post("/v1/sessions", json={"email": "mai", "password": "một mật khẩu đủ dài"})
    assert said.status_code == 401
    assert code(thao.post(at + "/invitations")) == (409, "userInactive")
    assert thao.patch(at, json={"active": True}).json()["openSessions"] == 0
    assert mai.get("/v1/users/current").status_code == 401
    assert sign_in(app, MAI).get("/v1/users/current").status_code == 200
    assert thao.delete(at + "/sessions").json() == {"ended": 1}


def test_the_last_administrator_of_the_nation_stays(offices, world):
    """The one who asks may have an end; then she is not counted, and the other cannot go."""
    admin, nation = offices(ADMIN), unit(world, ADMIN)
    soon = str(TODAY + timedelta(days=5))
    said = {"orgUnitId": nation, "role": "admin", "validTo": soon}
    assert admin.post(f"/v1/users/{id_of(world, THAO)}/assignments", json=said).is_success
    thao, at = offices(THAO), f"/v1/users/{id_of(world, ADMIN)}"
    assert code(thao.patch(at, json={"active": False})) == (409, "lastAdministrator")
    held = thao.get(at).json()["assignments"][0]["id"]
    ends = {"validTo": soon}
    assert code(thao.patch(f"{at}/assignments/{held}", json=ends)) == (409, "lastAdministrator")
    assert admin.get("/v1/users/current").status_code == 200


def test_two_administrators_who_remove_each_other_leave_one(offices, world):
    nation = {"orgUnitId": unit(world, ADMIN), "role": "admin"}
    admin, at = offices(ADMIN), f"/v1/users/{id_of(world, THAO)}"
    assert admin.post(at + "/assignments", json=nation).status_code == 201
    acts = [(admin, at), (offices(THAO), f"/v1/users/{id_of(world, ADMIN)}")]
    with ThreadPoolExecutor(2) as both:
        said = list(both.map(lambda act: act[0].patch(act[1], json={"active": False}), acts))
    assert [one.status_code for one in said].count(200) == 1
    assert {one.status_code for one in said} <= {200, 401, 409}
    with world.reading() as session:
        assert len(national_administrators(session, TODAY)) == 1


def test_every_act_is_audited_without_a_name(offices, world):
    thao = offices(THAO)
    her = thao.post("/v1/users", json=thuy(world)).json()
    at = f"/v1/users/{her['id']}"
    thao.patch(at, json={"displayName": "Thủy Tiên"})
    thao.patch(at, json={"active": False})
    thao.patch(at, json={"active": True})
    thao.patch(f"{at}/assignments/{her['assignments'][0]['id']}", json={"validTo": str(TODAY)})
    thao.delete(at + "/sessions")
    with world.reading() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT action, actor_id, details FROM audit WHERE object_type = 'user' "
            f"AND object_id = '{her['id']}' ORDER BY id"
        )
        noted = rows.all()
    assert [row[0] for row in noted] == [
        "user.create",
        "assignment.create",
        "user.update",
        "user.deactivate",
        "user.reactivate",
        "assignment.end",
        "user.signOut",
    ]
    assert {row[1] for row in noted} == {id_of(world, THAO)}
    assert "Th" not in "".join(row[2] for row in noted)
