"""Milliseconds of checking and counting one received record, form by form, in one thread."""

import statistics
import time
from pathlib import Path

from api import clock
from api.domain import instance
from api.domain.evaluation import evaluate_instance
from api.domain.indicator import contributions_of_evaluation
from api.xlsform.conversion import convert_xlsform
from tests import records
from tests.bench import long_form

FORMS = Path(__file__).parent.parent.parent / "forms"
ROUNDS = 200
UNIT = {"name": "a1234567890", "label": "Tà Lú 1", "level": "village", "parent": "", "code": ""}
TEAM = {
    "name": "0e9b1f5c-1111-4a4a-8b8b-222222222222",
    "label": "Tổ Tà Lú 1",
    "org_unit": UNIT["name"],
}


def report() -> None:
    """Print the median over many rounds, and the same against reading the XML alone."""
    print("\n## Re-validation of one record\n")
    print("form                 bytes   median ms   p95 ms   of which reading the XML")
    lists = {"org_units": [UNIT], "teams": [TEAM]}
    register = records.team(UNIT["name"])
    meeting = records.meeting(UNIT["name"], TEAM["name"])
    long = long_form.instance(UNIT["name"])[1]
    _line("to_truyen_thong", (FORMS / "to_truyen_thong.md").read_bytes(), register, lists)
    _line("sinh_hoat_to", (FORMS / "sinh_hoat_to.md").read_bytes(), meeting, lists)
    _line("forty questions", long_form.workbook().encode(), long, lists)


def _line(name: str, workbook: bytes, xml: bytes, lists: dict[str, list[dict[str, str]]]) -> None:
    rules = instance.compile_rules(convert_xlsform(workbook, "md").definition)
    whole, reading = [], []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        root = instance.read_instance(xml)
        reading.append(time.perf_counter() - started)
        evaluation = evaluate_instance(rules, root, lists, clock.now())
        found = instance.check_instance(evaluation)
        contributions_of_evaluation(evaluation, clock.now())
        whole.append(time.perf_counter() - started)
        assert not found.problems, found.problems
    median = statistics.median(whole) * 1000
    p95 = sorted(whole)[int(0.95 * ROUNDS)] * 1000
    share = statistics.median(reading) * 1000
    print(f"{name:<18} {len(xml):>7,} {median:>11.2f} {p95:>8.2f} {share:>10.2f} ms")
