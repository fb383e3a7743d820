"""The soak: many phones, the app's own code in each, on a network of the hills, to a server that is
killed again and again; and at the end what was acknowledged against what is stored.
"""

import json
import random
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx2
from sqlmodel import func, select

from api.models.submission import SubmissionVersion
from api.models.user import Role
from api.queries import users
from api.storage.db import Database
from tests import people
from tests.faults.ledger import Kept, Memory, remember
from tests.faults.proxy import Proxy, Weather
from tests.faults.soak_plan import Planned, Writer, shares
from tests.people import BAC_AI_DONG, MAI, Somebody
from tests.server import Server

HERE = Path(__file__).parent
# About one connection in twelve is answered by a stranger; the others break after some records.
HILLS = Weather(
    delay=0.01, up=400_000, down=400_000, lasts_up=250_000, lasts_down=12_000, stalls=0.1,
    strangers=0.08,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    phones: int
    records: int
    kills: int
    twins: int
    processes: int
    approvals: int
    seed: int
    pace: int = 200
    patience: float = 1_800.0


@dataclass
class Told:
    """What the phones said, written down outside of the system."""

    saved: list[str] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)
    thrown: list[str] = field(default_factory=list)


@dataclass
class Outcome:
    """The phones' account and the server's, for the ledger and for the table."""

    kept: list[Kept]
    saved: list[str]
    approved: Memory
    standings: Counter[str]
    attempts: int
    did: Counter[str]
    kills: int
    seconds: float
    rows: int
    unlike: int
    lost: int

    def table(self, name: str, size: Size) -> str:
        """As docs/reliability.md prints it."""
        acknowledged = len({one.id for one in self.kept if one.acknowledged})
        met = ", ".join(f"{count} {what}" for what, count in sorted(self.did.items()))
        return (
            f"{name}: {size.phones} phones and {size.twins} twins, {size.records} records, "
            f"{self.kills} kills, seed {size.seed}, {self.seconds:.0f} s\n"
            f"| acknowledged | stored | duplicated | lost |\n| {acknowledged} | {self.rows} | "
            f"{self.rows - self.unlike} | {self.lost} |\n"
            f"{self.attempts} attempts; {dict(self.standings)}; {met}"
        )


def leaders(count: int) -> list[Somebody]:
    """Team leaders of one commune."""
    villages = ("Tà Lú 1", "Tà Lú 2", "Tà Lú 3")
    return [
        Somebody(f"leader-{nth}", f"Tổ {nth}", Role.REPORTER, BAC_AI_DONG, villages[nth % 3])
        for nth in range(count)
    ]


def run(server: Server, stored: Database, folder: Path, size: Size) -> Outcome:
    """Everything, from the accounts to the last receipt."""
    who = leaders(size.phones)
    people.settle(stored, who)
    chance = random.Random(size.seed)
    plans = _planned(stored, folder, who, size, chance)
    before, started = _rows(stored), time.monotonic()
    told, memory = Told(), Memory()
    with Proxy(server.port, size.seed, HILLS) as proxy, ExitStack() as living:
        phones = _phones(stored, proxy, who, plans, size)
        running = [_start(folder, told, some, living) for some in _dealt(phones, size.processes)]
        reviewing = threading.Thread(
            target=_approve, args=(server, stored, plans, size, memory), daemon=True
        )
        reviewing.start()
        _kill_now_and_then(server, stored, running, before, size, chance)
        _until_they_are_done(running, proxy, size)
        reviewing.join(60)
    return _outcome(stored, plans, told, memory, proxy, size, time.monotonic() - started)


def _planned(
    stored: Database, folder: Path, who: list[Somebody], size: Size, chance: random.Random
) -> list[list[Planned]]:
    folder.mkdir(parents=True, exist_ok=True)
    with stored.reading() as session:
        villages = [people.unit_of(session, one) for one in who]
    counts = shares(size.records, size.phones)
    return [
        Writer(village, folder, random.Random(chance.random())).write(count)
        for village, count in zip(villages, counts, strict=True)
    ]


def _phones(
    stored: Database, proxy: Proxy, who: list[Somebody], plans: list[list[Planned]], size: Size
) -> list[dict[str, Any]]:
    """Each with its sign-in and its line; a twin is the same phone once more, and knows nothing."""
    given = []
    for nth, (one, plan) in enumerate(zip(who, plans, strict=True)):
        with stored.reading() as session:
            user = users.find_user_by_login(session, one.login)
        phone: dict[str, Any] = {"owner": user and user.id, "pace": size.pace}
        phone["records"] = [record.as_told() for record in plan]
        for twin in range(2 if nth < size.twins else 1):
            line = {"origin": proxy.address(), "token": people.token_of(stored, one)}
            given.append({**phone, **line, "name": f"phone-{nth}-{twin}"})
    return given


def _dealt(phones: list[dict[str, Any]], processes: int) -> Iterator[list[dict[str, Any]]]:
    """Twins never share a process."""
    for nth in range(processes):
        yield phones[nth::processes]


def _start(
    folder: Path, told: Told, phones: list[dict[str, Any]], living: ExitStack
) -> subprocess.Popen[str]:
    plan = folder / f"{phones[0]['name']}.json"
    plan.write_text(json.dumps(phones))
    command = ["node", "--no-warnings", str(HERE / "soak-phone.mjs"), str(plan)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE.parent.parent)
    living.callback(process.kill)
    threading.Thread(target=_listen, args=(process, told), daemon=True).start()
    return process


def _listen(process: subprocess.Popen[str], told: Told) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        said = json.loads(line)
        if "saved" in said:
            told.saved.append(said["saved"])
        elif "thrown" in said:
            told.thrown.append(said["thrown"])
        else:
            told.records += [{**one, "phone": said["phone"]} for one in said["records"]]


def _kill_now_and_then(
    server: Server,
    stored: Database,
    running: list[subprocess.Popen[str]],
    before: int,
    size: Size,
    chance: random.Random,
) -> None:
    """kill -9 at whatever the server is doing, spread over the whole run."""
    for nth in range(size.kills):
        wanted = before + size.records * (nth + 1) // (size.kills + 1)
        while _rows(stored) < wanted and any(one.poll() is None for one in running):
            time.sleep(0.02 + chance.random() * 0.1)
        server.kill()
        time.sleep(chance.random())
        server.start()


def _until_they_are_done(running: list[subprocess.Popen[str]], proxy: Proxy, size: Size) -> None:
    deadline = time.monotonic() + size.patience
    while any(one.poll() is None for one in running):
        assert time.monotonic() < deadline, "the phones have not emptied their outboxes"
        time.sleep(0.1)
    assert [one.returncode for one in running] == [0] * len(running)


def _approve(
    server: Server, stored: Database, plans: list[list[Planned]], size: Size, memory: Memory
) -> None:
    """Mai approves some as they come, of those that nobody will put right."""
    corrected = {one.replaces for plan in plans for one in plan}
    wanted = [one for plan in plans for one in plan if one.id not in corrected and not one.replaces]
    token, at = people.token_of(stored, MAI), time.monotonic()
    left = [one for one in wanted if one.form == "sinh_hoat_to"][
        :: max(1, len(wanted) // size.approvals)
    ]
    while left and time.monotonic() < at + size.patience:
        with stored.reading() as session:
            come = set(session.exec(select(SubmissionVersion.instance_id)).all())
        for one in [each for each in left if each.id in come]:
            if _approved(server, token, one):
                left.remove(one)
        with stored.reading() as session:
            remember(session, memory)
        time.sleep(0.5)


def _approved(server: Server, token: str, one: Planned) -> bool:
    said = {"state": "approved", "versionInstanceId": one.id}
    at = f"{server.url}/v1/projects/1/forms/{one.form}/submissions/{one.id}/reviews"
    try:
        answer = httpx2.post(
            at, json=said, headers={"Authorization": f"Bearer {token}"}, timeout=20
        )
    except httpx2.TransportError:
        return False
    # An approval whose answer died with the server stands all the same.
    return answer.status_code == 201 or answer.json().get("code") in (
        "movedMeanwhile",
        "cannotMove",
    )


def _outcome(
    stored: Database,
    plans: list[list[Planned]],
    told: Told,
    memory: Memory,
    proxy: Proxy,
    size: Size,
    seconds: float,
) -> Outcome:
    assert not told.thrown, told.thrown[:3]
    planned = {one.id: one for plan in plans for one in plan}
    kept = [
        Kept(
            id=one["id"],
            sha256=sha256(planned[one["id"]].xml).hexdigest(),
            acknowledged=one["standing"] == "sent",
            files=planned[one["id"]].hashes,
            received=one["received"],
            attempts=one["attempts"],
        )
        for one in told.records
    ]
    acknowledged = {one.id for one in kept if one.acknowledged}
    with stored.reading() as session:
        ours = [
            one for one in session.exec(select(SubmissionVersion)) if one.instance_id in planned
        ]
    return Outcome(
        kept=kept,
        saved=told.saved,
        approved=memory,
        standings=Counter(f"{one['standing']} {one['reason']}".strip() for one in told.records),
        attempts=sum(one.attempts for one in kept),
        did=proxy.did,
        kills=size.kills,
        seconds=seconds,
        rows=len(ours),
        unlike=len({one.xml for one in ours}),
        lost=len((acknowledged | set(told.saved)) - {one.instance_id for one in ours}),
    )


def _rows(stored: Database) -> int:
    with stored.reading() as session:
        number: int = session.exec(select(func.count()).select_from(SubmissionVersion)).one()
        return number
