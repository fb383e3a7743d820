"""What the stories about counting share: who sends, who decides, what a figure says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from api.storage.db import Database
from tests import activity_records, records
from tests.people import Somebody, new_id, sign_in, unit_of

Made = Callable[..., bytes]
REGISTER, MEETING = "to_truyen_thong", "sinh_hoat_to"
ADDRESS, MONTH = "dia_chi_tin_cay", "hoat_dong_dia_chi"
CLUB, SESSION = "cau_lac_bo", "sinh_hoat_cau_lac_bo"
DIALOGUE, PACKAGE = "doi_thoai", "goi_sinh_de"
# Which register makes the things that an activity is about.
REGISTER_OF = {MEETING: REGISTER, MONTH: ADDRESS, SESSION: CLUB}
REGISTERING: dict[str, Made] = {
    REGISTER: records.team,
    ADDRESS: activity_records.address,
    CLUB: activity_records.club,
}
HAPPENING: dict[str, Made] = {
    MEETING: records.meeting,
    MONTH: activity_records.address_month,
    SESSION: activity_records.session,
}
ALONE: dict[str, Made] = {DIALOGUE: activity_records.dialogue, PACKAGE: activity_records.package}


@dataclass
class Story:
    """People with their clients, who register, log, decide and look."""

    app: FastAPI
    world: Database

    def __post_init__(self) -> None:
        self._clients: dict[str, TestClient] = {}

    def client(self, who: Somebody) -> TestClient:
        """The same for every act of hers."""
        if who.login not in self._clients:
            self._clients[who.login] = sign_in(self.app, who)
        return self._clients[who.login]

    def unit(self, who: Somebody) -> str:
        with self.world.reading() as session:
            return unit_of(session, who)

    def files(self, who: Somebody, form: str, thing: str = "", unit: str = "", **said: Any) -> str:
        """Send a record of any form; `thing` is what it registers or what it is about."""
        one: str = said.pop("id", new_id())
        at = unit or self.unit(who)
        if form in REGISTERING:
            xml = REGISTERING[form](at, id=one, entity=thing, **said)
        elif form in HAPPENING:
            xml = HAPPENING[form](at, thing, id=one, **said)
        else:
            xml = ALONE[form](at, id=one, **said)
        answer = records.send(self.client(who), xml)
        assert answer.status_code == 201, answer.text
        return one

    def registers(self, who: Somebody, unit: str = "", **said: Any) -> tuple[str, str]:
        """The record's id and the team's."""
        team: str = said.pop("entity", str(uuid4()))
        return self.files(who, REGISTER, team, unit, **said), team

    def meets(self, who: Somebody, team: str, unit: str = "", **said: Any) -> str:
        return self.files(who, MEETING, team, unit, **said)

    def decides(
        self, who: Somebody, form: str, one: str, state: str, comment: str = "", **said: Any
    ) -> Response:
        said = {"versionInstanceId": one, **said}
        answer: Response = self.client(who).post(
            f"/v1/projects/1/forms/{form}/submissions/{one}/reviews",
            json={"state": state, "comment": comment, **said},
        )
        return answer

    def approves(self, who: Somebody, form: str, one: str, **said: Any) -> None:
        answer = self.decides(who, form, one, "approved", **said)
        assert answer.status_code == 201, answer.text

    def undoes(self, who: Somebody, form: str, one: str, **said: Any) -> None:
        answer = self.decides(
            who, form, one, "hasIssues", "Xem lại số người", seenState="approved", **said
        )
        assert answer.status_code == 201, answer.text

    def figures(self, who: Somebody, unit: str = "", period: str = "2026") -> dict[str, Any]:
        """The items by indicator code."""
        answer = self.client(who).get(
            "/v1/figures", params={"orgUnit": unit or self.unit(who), "period": period}
        )
        assert answer.status_code == 200, answer.text
        return {item["indicator"]["code"]: item for item in answer.json()["items"]}

    def numbers(
        self, who: Somebody, *codes: str, unit: str = "", period: str = "2026"
    ) -> dict[str, str | None]:
        """What these indicators say; every indicator's value when none is named."""
        items = self.figures(who, unit, period)
        return {code: items[code]["value"] for code in codes or items}

    def values(self, who: Somebody, unit: str = "", period: str = "2026") -> dict[str, str | None]:
        """Only the team indicators' values."""
        items = self.figures(who, unit, period)
        return {
            code.removeprefix("TTCD_"): item["value"]
            for code, item in items.items()
            if code.startswith("TTCD_")
        }
