"""What the stories about counting share: who sends, who decides, what a figure says."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from api import auth
from api.db import Database
from api.models.user import SignIn
from api.queries import users
from tests import records
from tests.people import Somebody, new_id, unit_of

REGISTER, MEETING = "to_truyen_thong", "sinh_hoat_to"


@dataclass
class Story:
    """People with their clients, who register, log, decide and look."""

    app: FastAPI
    world: Database

    def __post_init__(self) -> None:
        self._clients: dict[str, TestClient] = {}

    def client(self, who: Somebody) -> TestClient:
        """Signed in already: these stories are not about passwords, and hashing takes its time."""
        if who.login not in self._clients:
            token = auth.new_token()
            with self.world.writing() as session:
                user = users.by_login(session, who.login)
                assert user is not None
                session.add(
                    SignIn(
                        token_hash=auth.token_hash(token),
                        csrf="",
                        user_id=user.id or 0,
                        created_at=auth.now(),
                        expires_at=auth.now() + timedelta(hours=1),
                    )
                )
            client = TestClient(self.app, raise_server_exceptions=False)
            client.headers["Authorization"] = f"Bearer {token}"
            self._clients[who.login] = client
        return self._clients[who.login]

    def unit(self, who: Somebody) -> str:
        with self.world.reading() as session:
            return unit_of(session, who)

    def registers(self, who: Somebody, unit: str = "", **said: Any) -> tuple[str, str]:
        """The record's id and the team's."""
        one: str = said.pop("id", new_id())
        team: str = said.pop("entity", str(uuid4()))
        xml = records.team(unit or self.unit(who), id=one, entity=team, **said)
        answer = records.send(self.client(who), xml)
        assert answer.status_code == 201, answer.text
        return one, team

    def meets(self, who: Somebody, team: str, unit: str = "", **said: Any) -> str:
        one: str = said.pop("id", new_id())
        xml = records.meeting(unit or self.unit(who), team, id=one, **said)
        answer = records.send(self.client(who), xml)
        assert answer.status_code == 201, answer.text
        return one

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

    def values(self, who: Somebody, unit: str = "", period: str = "2026") -> dict[str, str | None]:
        """Only the team indicators' values."""
        items = self.figures(who, unit, period)
        return {
            code.removeprefix("TTCD_"): item["value"]
            for code, item in items.items()
            if code.startswith("TTCD_")
        }
