"""Whatever is decided in whatever order, the totals are what a recount from the evidence gives."""

import random
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, update

from api.models.data_value import counted_subjects, data_values, totals
from api.models.entity import Entity
from api.queries import org_units
from api.recount import recount
from tests.api.counting_story import MEETING, REGISTER, Story
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
    team: str
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
            unit = org_units.by_code(session, code, org_units_day(), level)
            assert unit is not None
            return unit.id

    def acts(self) -> None:
        act = self.random.choice(
            [self.registers] * 2 + [self.meets] * 4 + [self.edits] + [self.decides] * 9
        )
        act()

    def registers(self) -> None:
        who, unit = self._somewhere()
        one = One(REGISTER, new_id(), "", str(uuid4()), unit)
        self._send(who, one)

    def meets(self) -> None:
        """Mostly where the team is; sometimes elsewhere, or of a team that nobody registered."""
        who, unit = self._somewhere()
        near = [one for one in self.records if one.form == REGISTER and one.unit in self.units[who]]
        if near and self.random.random() < 0.8:
            team = self.random.choice(near)
            unit = team.unit if self.random.random() < 0.7 else unit
            self._send(who, One(MEETING, new_id(), "", team.team, unit))
        else:
            self._send(who, One(MEETING, new_id(), "", str(uuid4()), unit))

    def _somewhere(self) -> tuple[Any, str]:
        who = self.random.choice([HOA, HOA, HOA, BINH])
        return who, self.random.choice(self.units[who])

    def _send(self, who: Any, one: One, **more: Any) -> None:
        one.current = more.pop("id", one.id)
        one.said = {
            "day": self.random.choice(DAYS),
            "women": self.random.randrange(3, 9),
            "men": self.random.randrange(0, 5),
        }
        said = {"id": one.current, "ethnic": 1, **one.said, **more}
        if one.form == REGISTER:
            one.said["kind"] = said["kind"] = self.random.choice(["new", "consolidated"])
            self.story.registers(who, one.unit, entity=one.team, **said)
        else:
            self.story.meets(who, one.team, one.unit, **said)
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
        teams = {one.team: one for one in mine if one.form == REGISTER}
        meetings = [one for one in mine if one.form == MEETING]
        this_year = [one for one in meetings if one.said["day"][:4] == year]
        new = [one for one in teams.values() if one.said["kind"] == "new"]
        kept = {one.team for one in this_year if one.team in teams and self._near(one, teams)}
        return {
            "MOI": str(sum(one.said["day"][:4] == year for one in new)),
            "DANG": str(sum(one.said["day"][:4] <= year for one in teams.values())),
            "DUYTRI": str(len(kept)),
            "BUOI": str(len(this_year)),
            "LUOT": str(sum(one.said["women"] + one.said["men"] for one in this_year)),
        }

    def _near(self, meeting: One, teams: dict[str, One]) -> bool:
        """Bác Ái is another commune than the other three units of Khánh Hòa."""
        other = self.units[HOA][3]
        return (meeting.unit == other) == (teams[meeting.team].unit == other)


def org_units_day():
    from api import auth

    return auth.today()


@pytest.mark.parametrize("seed", range(3))
def test_any_order_of_acts_gives_the_recount(story, seed):
    chance = Chance(story, seed)
    for step in range(90):
        chance.acts()
        if step % 18 == 17:
            assert differences(story) == []
    for who in (HOA, BINH):
        for year in ("2025", "2026"):
            seen = story.values(who, period=year)
            assert {code: seen[code] for code in chance.expected(who, year)} == chance.expected(
                who, year
            )
    kept = snapshot(story)
    assert len(kept["total"]) > 40, "too little happened to prove anything"
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
    from tests.conftest import FORMS

    register, team = story.registers(LAN)
    story.approves(MAI, REGISTER, register)
    for day in ("2026-05-02", "2026-05-20"):
        story.approves(MAI, MEETING, story.meets(LAN, team, day=day))
    catalogue = (FORMS / "indicators.csv").read_text()
    three = catalogue.replace("keptAlive,0,1", "keptAlive,0,3")
    with story.world.writing() as session:
        assert indicators.load(session, catalogue) is False
        assert indicators.load(session, three) is True
        recount(session, replace=True)
    assert story.values(HOA)["DUYTRI"] == "0"
    story.approves(MAI, MEETING, story.meets(LAN, team, day="2026-07-02"))
    assert story.values(HOA)["DUYTRI"] == "1"
    assert story.values(HOA, period="2026Q2")["DUYTRI"] == "0"
    assert differences(story) == []
