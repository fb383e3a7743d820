"""Records that came before the story begins, over the same doors as from a phone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2

from tests import records
from tests.journey import acts
from tests.people import new_id


class Filed:
    """Lan files, Mai decides, or Hòa at the province; all over HTTP."""

    def __init__(self, url: str) -> None:
        self._lan, self._mai, self._hoa = (
            _signed_in(url, login) for login in ("totruong", "xa", "tinh")
        )
        me = self._lan.get("/v1/users/current").json()
        self._village = me["assignments"][0]["orgUnit"]["id"]
        self._names: dict[str, str] = {}

    def team(self, name: str, state: str = "") -> str:
        """The id of a new team."""
        one, entity = new_id(), str(uuid4())
        day = acts.today().isoformat()
        self._file(records.team(self._village, id=one, entity=entity, name=name, day=day))
        self._decide("to_truyen_thong", one, state)
        self._names[entity] = name
        return entity

    def register(self, form: str, make: Callable[..., bytes], name: str, state: str = "") -> str:
        """The id of something else that Lan registers: an address, a club."""
        one, entity = new_id(), str(uuid4())
        day = acts.today().isoformat()
        self._file(make(self._village, id=one, entity=entity, name=name, day=day))
        self._decide(form, one, state)
        return entity

    def meeting(
        self,
        team: str,
        day: date,
        state: str = "",
        comment: str = "",
        photo: Path | None = None,
        **said: Any,
    ) -> str:
        """The id of a meeting of that day, in that review state."""
        one = new_id()
        files = {"a__jpg": photo.read_bytes()} if photo else {}
        said["photo"] = "a.jpg" if photo else ""
        said["title"] = f"{self._names[team]} · {day:%d/%m/%Y}"
        self._file(records.meeting(self._village, team, id=one, day=day, **said), **files)
        self._decide("sinh_hoat_to", one, state, comment)
        return one

    def waiting(self) -> list[str]:
        """What waits for Mai, oldest first."""
        asked: dict[str, str | int] = {"of": "awaiting", "limit": 200}
        page = self._mai.get("/v1/submissions", params=asked).json()
        return [one["instanceId"] for one in page["items"]]

    def corrected(self, title: str, instead: dict[str, str], photo: Path) -> None:
        """Lan sends it again, with other words in these places."""
        one = self._one(self._lan, "me", title)
        at = f"/v1/projects/1/forms/{one['xmlFormId']}/submissions/{one['instanceId']}.xml"
        old, new = one["currentVersion"]["instanceId"], new_id()
        xml = self._lan.get(at).text
        own = {f"<instanceID>{old}": f"<deprecatedID>{old}</deprecatedID><instanceID>{new}"}
        for before, after in {**own, **instead}.items():
            assert before in xml, before
            xml = xml.replace(before, after)
        self._file(xml.encode(), a__jpg=photo.read_bytes())

    @staticmethod
    def _one(who: httpx2.Client, of: str, title: str) -> dict[str, Any]:
        asked: dict[str, str | int] = {"of": of, "limit": 200}
        items = who.get("/v1/submissions", params=asked).json()["items"]
        found: dict[str, Any] = next(one for one in items if one["instanceName"] == title)
        return found

    def sent_back(self, title: str, remarks: dict[str, str]) -> None:
        """Mai returns what waits under this title, with something said at its questions."""
        one = self._one(self._mai, "awaiting", title)
        said = [{"ref": ref, "text": text} for ref, text in remarks.items()]
        answer = self._mai.post(
            f"/v1/projects/1/forms/{one['xmlFormId']}/submissions/{one['instanceId']}/reviews",
            json={
                "state": "hasIssues",
                "comment": "Xem lại",
                "versionInstanceId": one["currentVersion"]["instanceId"],
                "seenState": one["reviewState"],
                "remarks": said,
            },
        )
        assert answer.status_code == 201, answer.text

    def decided_by_hoa(self, form: str, one: str, state: str, comment: str = "") -> None:
        """The province is faster than the commune."""
        self._decide(form, one, state, comment, self._hoa)

    def _file(self, xml: bytes, **files: bytes) -> None:
        said = records.send(self._lan, xml, **files)
        assert said.status_code == 201, said.text

    def _decide(
        self, form: str, one: str, state: str, comment: str = "", who: httpx2.Client | None = None
    ) -> None:
        if not state:
            return
        at = f"/v1/projects/1/forms/{form}/submissions/{one}/reviews"
        said = {"state": state, "comment": comment, "versionInstanceId": one}
        answer = (who or self._mai).post(at, json=said)
        assert answer.status_code == 201, answer.text


def _signed_in(url: str, login: str) -> httpx2.Client:
    client = httpx2.Client(base_url=url, timeout=30)
    said = client.post("/v1/sessions", json={"email": login, "password": acts.PASSWORD}).json()
    client.cookies.clear()
    client.headers["Authorization"] = f"Bearer {said['token']}"
    return client
