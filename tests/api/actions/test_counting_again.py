"""Whatever is decided in whatever order, the totals are what a recount from the evidence gives."""

import random
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, update

from api.actions.recount import recount
from api.models.data_value import counted_subjects, data_values, totals
from api.models.entity import Entity
from api.queries import org_units
from tests.api.counting_story import (
    ALONE,
    CLUB,
    DIALOGUE,
    MEETING,
    MONTH,
    PACKAGE,
    REGISTER,
    REGISTER_OF,
    REGISTERING,
    SESSION,
    Story,
)
from tests.people import ADMIN, BAC_AI, BINH, GIA_LAI, HOA, LAN, MAI, TRAM, new_id

DAYS = ["2025-11-30", "2026-01-01", "2026-03-31", "2026-04-01", "2026-06-30", "2026-11-20"]
OPEN = ("received", "edited", "hasIssues")


@pytest.fixture
def story(app, world) -> Story:
    return Story(app, world)


def snapshot(story: Story) -> dict[str, set[tuple[Any, ...]]]:
    """Every counted row; zeros are nothing."""
    with story.world.reading() as session:
        rows = {
            table.name: {tuple(row) for row in session.execute(select(table))}
            for table in (counted_subjects, totals)
        }
        # Their numbers change when a recount writes them again.
        columns = [column for column in data_values.c if column.name != "id"]
        rows["data_value"] = {
            tuple(row) for row in session.execute(select(*columns).where(data_values.c.counted))
        }
        entities = select(Entity.uuid, Entity.approved)  # type: ignore[call-overload]
        rows["entity"] = {tuple(row) for row in session.execute(entities)}
    rows["total"] = {row for row in rows["total"] if row[-1] != 0}
    return rows


def differences(story: Story) -> list[str]:
    with story.world.reading() as session:
        return recount(session, replace=False).listed


@dataclass
class One:
    """One record as the test believes that it stands."""

    form: str
    id: str
    current: str
    thing: str
    unit: str
    state: str = "received"
    said: dict[str, Any] = field(default_factory=dict)


class Chance:
    """Somebody does something, again and again."""

    def __init__(self, story: Story, seed: int) -> None:
        self.story, self.random, self.records = story, random.Random(seed), list[One]()
        self.units = {
            HOA: [story.unit(LAN), story.unit(TRAM), story.unit(MAI), self._code(BAC_AI)],
            BINH: [self._code(GIA_LAI)],
        }

    def _code(self, code: str) -> str:
        with self.story.world.reading() as session:
            level = "province" if len(code) == 2 else "commune"
            unit = org_units.find_unit_by_code(session, code, org_units_day(), level)
            assert unit is not None
            return unit.id

    def acts(self) -> None:
        act = self.random.choice(
            [self.registers] * 3
            + [self.happens] * 4
            + [self.stands_alone] * 2
            + [self.edits]
            + [self.decides] * 11
        )
        act()

    def registers(self) -> None:
        who, unit = self._somewhere()
        form = self.random.choice(list(REGISTERING))
        self._send(who, One(form, new_id(), "", str(uuid4()), unit))

    def happens(self) -> None:
        """Mostly where its team is; sometimes elsewhere, or of a team that nobody registered."""
        who, unit = self._somewhere()
        form = self.random.choice(list(REGISTER_OF))
        near = [
            one
            for one in self.records
            if one.form == REGISTER_OF[form] and one.unit in self.units[who]
        ]
        if near and self.random.random() < 0.8:
            team = self.random.choice(near)
            unit = team.unit if self.random.random() < 0.7 else unit
            self._send(who, One(form, new_id(), "", team.thing, unit))
        else:
            self._send(who, One(form, new_id(), "", str(uuid4()), unit))

    def stands_alone(self) -> None:
        who, unit = self._somewhere()
        form = self.random.choice(list(ALONE))
        self._send(who, One(form, new_id(), "", "", unit))

    def _somewhere(self) -> tuple[Any, str]:
        who = self.random.choice([HOA, HOA, HOA, BINH])
        return who, self.random.choice(self.units[who])

    def _send(self, who: Any, one: One, **more: Any) -> None:
        one.current = more.pop("id", one.id)
        one.said = {"day": self.random.choice(DAYS), **said_by_chance(one.form, self.random)}
        said = {"id": one.current, **one.said, **more}
        self.story.files(who, one.form, one.thing, one.unit, **said)
        if one not in self.records:
            self.records.append(one)

    def edits(self) -> None:
        standing = [one for one in self.records if one.state in OPEN]
        if standing:
            one = self.random.choice(standing)
            who = BINH if one.unit in self.units[BINH] else HOA
            one.unit = self.random.choice(self.units[who])
            self._send(who, one, id=new_id(), replaces=one.current)
            one.state = "edited"

    def decides(self) -> None:
        if not self.records:
            return
        one = self.random.choice(self.records)
        if one.state == "approved" and self.random.random() < 0.8:
            return
        wanted = {"approved": ["hasIssues", "rejected"], "rejected": ["hasIssues"]}.get(
            one.state, ["approved"] * 5 + ["hasIssues", "rejected"]
        )
        state = self.random.choice([each for each in wanted if each != one.state])
        said = self.story.decides(
            ADMIN,
            one.form,
            one.id,
            state,
            "vì sao",
            seenState=one.state,
            versionInstanceId=one.current,
        )
        assert said.status_code == 201, said.text
        one.state = state

    def expected(self, who: Any, year: str) -> dict[str, str]:
        """Counted anew by somebody who knows nothing of totals."""
        mine = [
            one for one in self.records if one.unit in self.units[who] and one.state == "approved"
        ]
        found: dict[str, str] = {}
        for activity, prefix in ((MEETING, "TTCD"), (MONTH, "DCTC"), (SESSION, "CLB")):
            things = {one.thing: one for one in mine if one.form == REGISTER_OF[activity]}
            new = [one for one in things.values() if one.said["kind"] == "new"]
            held = [one for one in mine if one.form == activity and one.said["day"][:4] == year]
            kept = {one.thing for one in held if one.thing in things and self._near(one, things)}
            found[f"{prefix}_MOI"] = str(sum(one.said["day"][:4] == year for one in new))
            found[f"{prefix}_DANG"] = str(
                sum(one.said["day"][:4] <= year for one in things.values())
            )
            found[f"{prefix}_DUYTRI"] = str(len(kept))
            found[f"{prefix}_BUOI"] = str(sum(one.said.get("held", 1) for one in held))
            found[f"{prefix}_LUOT"] = str(sum(came(one) for one in held))
            if prefix == "DCTC":
                this_year = [one for one in things.values() if one.said["day"][:4] == year]
                found["DCTC"] = str(len(this_year))
        return found | _alone([one for one in mine if one.said["day"][:4] == year])

    def _near(self, meeting: One, things: dict[str, One]) -> bool:
        """Bác Ái is another commune than the other three units of Khánh Hòa."""
        other = self.units[HOA][3]
        return (meeting.unit == other) == (things[meeting.thing].unit == other)


def said_by_chance(form: str, chance: random.Random) -> dict[str, Any]:
    """Answers that count, and that fit together."""
    some = chance.randrange
    if form in REGISTERING:
        other = "existing" if form == CLUB else "consolidated"
        return {"kind": chance.choice(["new", other])}
    if form == DIALOGUE:
        return {"raised": some(8, 20), "answered": some(0, 5), "passed": some(0, 4)}
    if form == PACKAGE:
        policy = chance.choice(["met", "met", "not_met", "not_known"])
        packages = chance.choice(["travel", "travel food"]) if policy == "met" else ""
        return {"code": f"PD-{some(4)}", "policy": policy, "packages": packages}
    one, other = ("girls", "boys") if form == SESSION else ("women", "men")
    return {one: some(3, 9), other: some(0, 5), "ethnic": 1} | (
        {"held": some(1, 4)} if form == MONTH else {}
    )


def came(one: One) -> int:
    return sum(one.said.get(part, 0) for part in ("women", "men", "girls", "boys"))


def _alone(this_year: list[One]) -> dict[str, str]:
    """What dialogues and packages add up to."""
    dialogues = [one for one in this_year if one.form == DIALOGUE]
    looked_at = [one for one in this_year if one.form == PACKAGE]
    eligible = [one for one in looked_at if one.said["policy"] == "met"]
    return {
        "DOITHOAI_CUOC": str(len(dialogues)),
        "DOITHOAI_YKIEN": str(sum(one.said["raised"] for one in dialogues)),
        "DOITHOAI_TRALOI": str(sum(one.said["answered"] for one in dialogues)),
        "DOITHOAI_CHUYEN": str(sum(one.said["passed"] for one in dialogues)),
        "GOI_XET": str(len({(one.said["code"], one.unit) for one in looked_at})),
        "GOI_PN": str(len({(one.said["code"], one.unit) for one in eligible})),
        "GOI_LUOT": str(sum(len(one.said["packages"].split()) for one in eligible)),
    }


def org_units_day():
    from api import clock

    return clock.today()


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.long) for n in (1, 2))])
def test_any_order_of_acts_gives_the_recount(story, seed):
    chance = Chance(story, seed)
    for step in range(110):
        chance.acts()
        if step % 22 == 21:
            assert differences(story) == []
    for who in (HOA, BINH):
        for year in ("2025", "2026"):
            wanted = chance.expected(who, year)
            seen = story.numbers(who, *wanted, period=year)
            assert {code: value or "0" for code, value in seen.items()} == wanted
    kept = snapshot(story)
    assert len(kept["total"]) > 150, "too little happened to prove anything"
    with story.world.writing() as session:
        for table in (data_values, counted_subjects, totals):
            session.execute(delete(table))
        session.execute(update(Entity).values(approved=False))
    assert snapshot(story) != kept
    with story.world.writing() as session:
        assert recount(session, replace=True).differences > 0
    assert snapshot(story) == kept
    assert differences(story) == []


def test_a_total_that_somebody_spoiled_is_found_and_put_right(story):
    register, team = story.registers(LAN)
    story.approves(MAI, REGISTER, register)
    story.approves(MAI, MEETING, story.meets(LAN, team))
    kept = snapshot(story)
    spoil = [
        update(totals).where(totals.c.indicator == "TTCD_BUOI").values(value=7),
        delete(totals).where(totals.c.indicator == "TTCD_MOI"),
        update(counted_subjects).values(amount=3),
        update(data_values).where(data_values.c.indicator == "TTCD_LUOT").values(value=99),
        delete(data_values).where(data_values.c.indicator == "TTCD_DANG"),
        update(Entity).values(approved=False),
    ]
    for damage in spoil:
        with story.world.writing() as session:
            session.execute(damage)
        assert differences(story), damage
        assert differences(story), "looking changes nothing"
        with story.world.writing() as session:
            found = recount(session, replace=True)
        assert found.differences > 0
        assert list(found.lines())[-1].endswith("put right")
        assert snapshot(story) == kept
        assert differences(story) == []


def test_another_threshold_is_a_recount_away(story):
    from api.queries import indicators
    from tests.templates import FORMS

    register, team = story.registers(LAN)
    story.approves(MAI, REGISTER, register)
    for day in ("2026-05-02", "2026-05-20"):
        story.approves(MAI, MEETING, story.meets(LAN, team, day=day))
    catalogue = (FORMS / "indicators.csv").read_text()
    three = catalogue.replace("keptAlive,0,1", "keptAlive,0,3")
    with story.world.writing() as session:
        assert indicators.load_indicators(session, catalogue) is False
        assert indicators.load_indicators(session, three) is True
        recount(session, replace=True)
    assert story.values(HOA)["DUYTRI"] == "0"
    story.approves(MAI, MEETING, story.meets(LAN, team, day="2026-07-02"))
    assert story.values(HOA)["DUYTRI"] == "1"
    assert story.values(HOA, period="2026Q2")["DUYTRI"] == "0"
    assert differences(story) == []
