"""Each form of an activity: a faultless record has no problems, each rule catches its mistake."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from api.domain.indicator import indicator_contributions
from api.domain.instance import (
    CheckedInstance,
    FormRules,
    compile_rules,
    read_instance,
)
from api.xlsform.conversion import convert_xlsform
from tests import activity_records as records
from tests.checking import check

FORMS = Path(__file__).parents[3] / "forms"
NOW = datetime.now(timezone(timedelta(hours=7)))
VILLAGE, COMMUNE, STATION = "taLu1aaaaaa", "bacAiDongaa", "tramYTeaaaa"
ADDRESS, CLUB = "11111111-aaaa-4aaa-8aaa-111111111111", "22222222-aaaa-4aaa-8aaa-222222222222"
LISTS = {
    "org_units": [
        {"name": COMMUNE, "label": "Bác Ái Đông", "level": "commune"},
        {"name": VILLAGE, "label": "Tà Lú 1", "level": "village", "parent": COMMUNE},
        {"name": STATION, "label": "Trạm Y tế Phước Đại", "level": "facility", "parent": COMMUNE},
    ],
    "addresses": [{"name": ADDRESS, "label": "Địa chỉ tin cậy Tà Lú 1", "org_unit": VILLAGE}],
    "clubs": [{"name": CLUB, "label": "CLB Tà Lú 1", "org_unit": VILLAGE}],
}
MAKE: dict[str, Callable[..., bytes]] = {
    "dia_chi_tin_cay": lambda **said: records.address(VILLAGE, **said),
    "hoat_dong_dia_chi": lambda **said: records.address_month(VILLAGE, ADDRESS, **said),
    "cau_lac_bo": lambda **said: records.club(VILLAGE, **said),
    "sinh_hoat_cau_lac_bo": lambda **said: records.session(VILLAGE, CLUB, **said),
    "doi_thoai": lambda **said: records.dialogue(COMMUNE, **said),
    "goi_sinh_de": lambda **said: records.package(STATION, **said),
}
TOMORROW = (NOW + timedelta(days=1)).date().isoformat()


@cache
def definition(form: str) -> dict[str, Any]:
    return convert_xlsform((FORMS / f"{form}.md").read_bytes()).definition


@cache
def rules(form: str) -> FormRules:
    return compile_rules(definition(form))


def checked(form: str, **said: object) -> CheckedInstance:
    return check(rules(form), read_instance(MAKE[form](**said)), LISTS, NOW)


def found(form: str, **said: object) -> list[tuple[str, str]]:
    return [
        (problem.ref.removeprefix("/data/"), problem.code)
        for problem in checked(form, **said).problems
    ]


@pytest.mark.parametrize("form", MAKE)
def test_a_faultless_record_has_no_problems(form):
    record = checked(form)
    assert record.problems == []
    assert record.org_unit in {VILLAGE, COMMUNE, STATION}
    assert record.instance_name


@pytest.mark.parametrize("form", MAKE)
def test_every_word_is_there_in_both_languages(form):
    said = definition(form)
    texts = [*_texts(said["body"]), *_texts(said["nodes"]), *_texts(said["choices"])]
    assert len(texts) > 20
    assert all(set(text) == {"vi", "en"} for text in texts)
    ruled = [node for node in said["nodes"] if "constraint" in node]
    assert ruled
    assert all("constraintMessage" in node for node in ruled)


def _texts(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, dict):
        if part.keys() & {"vi", "en"}:
            yield part
        else:
            yield from _texts(list(part.values()))


WRONG = [
    ("dia_chi_tin_cay", {"name": "Nhà bà Sáu 0905 123 456"}, "address_name"),
    ("dia_chi_tin_cay", {"name": "Ở 11.8912, 108.9021"}, "address_name"),
    ("dia_chi_tin_cay", {"name": "  A "}, "address_name"),
    ("dia_chi_tin_cay", {"number": "chưa có"}, "decision/decision_number"),
    ("dia_chi_tin_cay", {"day": TOMORROW}, "decision/decision_date"),
    ("dia_chi_tin_cay", {"day": "2012-03-03"}, "decision/decision_date"),
    ("dia_chi_tin_cay", {"women": 0, "men": 0, "ethnic": 0}, "board/men"),
    ("dia_chi_tin_cay", {"women": 300}, "board/women"),
    ("dia_chi_tin_cay", {"ethnic": 6}, "board/ethnic"),
    ("dia_chi_tin_cay", {"services": "legal none"}, "services"),
    ("hoat_dong_dia_chi", {"day": TOMORROW}, "which/date"),
    ("hoat_dong_dia_chi", {"held": 0}, "events/men"),
    ("hoat_dong_dia_chi", {"held": 900}, "events/held"),
    ("hoat_dong_dia_chi", {"ethnic": 31}, "events/ethnic"),
    ("hoat_dong_dia_chi", {"women": -1, "ethnic": 0}, "events/women"),
    (
        "hoat_dong_dia_chi",
        {"held": 0, "women": 0, "men": 0, "ethnic": 0, "advice": 0, "referrals": 0},
        "help/referrals",
    ),
    ("cau_lac_bo", {"name": "AB"}, "club_name"),
    ("cau_lac_bo", {"school": "X"}, "where/school"),
    ("cau_lac_bo", {"day": TOMORROW}, "decision/decision_date"),
    ("cau_lac_bo", {"girls": 2, "boys": 1, "ethnic": 1}, "members/boys"),
    ("cau_lac_bo", {"ethnic": 26}, "members/ethnic"),
    ("sinh_hoat_cau_lac_bo", {"day": TOMORROW}, "session/date"),
    ("sinh_hoat_cau_lac_bo", {"girls": 0, "boys": 0, "ethnic": 0}, "participants/boys"),
    ("sinh_hoat_cau_lac_bo", {"ethnic": 21}, "participants/ethnic"),
    ("sinh_hoat_cau_lac_bo", {"girls": 501, "ethnic": 0}, "participants/girls"),
    ("doi_thoai", {"day": TOMORROW, "due": ""}, "held/date"),
    ("doi_thoai", {"women": 1, "men": 0, "ethnic": 0}, "participants/men"),
    ("doi_thoai", {"ethnic": 61}, "participants/ethnic"),
    ("doi_thoai", {"raised": 4, "answered": 5, "passed": 0, "due": ""}, "opinions/answered"),
    ("doi_thoai", {"answered": 10, "passed": 9}, "opinions/passed"),
    ("doi_thoai", {"due": "2026-05-28"}, "opinions/due"),
    ("doi_thoai", {"due": "2027-06-30"}, "opinions/due"),
    ("goi_sinh_de", {"code": "Mấu Thị Lan"}, "code"),
    ("goi_sinh_de", {"code": "079190001234"}, "code"),
    ("goi_sinh_de", {"code": "PD-0905123456"}, "code"),
    ("goi_sinh_de", {"day": TOMORROW}, "support/date"),
]


@pytest.mark.parametrize(("form", "said", "where"), WRONG)
def test_each_rule_catches_its_mistake(form, said, where):
    assert (where, "constraint") in found(form, **said)


def test_an_opinion_passed_upward_needs_a_day_by_which_it_is_answered():
    assert ("opinions/due", "required") in found("doi_thoai", due="")
    assert found("doi_thoai", passed=0, due="") == []
    assert ("opinions/due", "irrelevant") in found("doi_thoai", passed=0)


def test_only_a_club_at_a_school_is_asked_for_its_school():
    assert found("cau_lac_bo", setting="community", school="", school_level="") == []
    assert ("where/school", "required") in found("cau_lac_bo", school="")


@pytest.mark.parametrize("level", ["primary", "primary_secondary", "lower_secondary"])
def test_a_club_at_a_primary_school_is_a_club(level):
    assert found("cau_lac_bo", school_level=level) == []


def test_nobody_is_recorded_before_the_warning_was_read():
    assert ("private", "required") in found("goi_sinh_de", private="")


CONDITIONS = ["ethnic", "adult", "resident", "policy", "facility"]


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("answer", ["not_met", "not_known"])
def test_one_condition_that_is_not_met_or_not_known_asks_for_no_package(condition, answer):
    assert found("goi_sinh_de", packages="", **{condition: answer}) == []
    assert ("support/packages", "irrelevant") in found("goi_sinh_de", **{condition: answer})


def test_not_met_settles_it_even_when_something_else_is_not_known():
    made = records.package(STATION, adult="not_met", policy="not_known", packages="")
    assert b"<eligible>no</eligible>" in made
    assert check(rules("goi_sinh_de"), read_instance(made), LISTS, NOW).problems == []


def counted(form: str, **said: object) -> list[tuple[str, int, str]]:
    """Code, value and the one aspect, as the record's tallies."""
    tallies = indicator_contributions(rules(form), read_instance(MAKE[form](**said)), {}, NOW)
    return [
        (each.indicator, int(each.value), ",".join(f"{k}={v}" for k, v in each.by.items()))
        for each in tallies
    ]


COUNTED = {
    "dia_chi_tin_cay": [
        ("DCTC", 1, "kind=new"),
        ("DCTC_MOI", 1, ""),
        ("DCTC_DANG", 1, "kind=new"),
    ],
    "hoat_dong_dia_chi": [
        ("DCTC_DUYTRI", 1, ""),
        ("DCTC_BUOI", 2, ""),
        ("DCTC_LUOT", 18, "sex=female"),
        ("DCTC_LUOT", 12, "sex=male"),
        ("DCTC_LUOT_DTTS", 25, ""),
        ("DCTC_TUVAN", 3, ""),
        ("DCTC_CHUYEN", 1, ""),
    ],
    "cau_lac_bo": [
        ("CLB_MOI", 1, "setting=school"),
        ("CLB_DANG", 1, "setting=school"),
        ("CLB_TV", 15, "sex=female"),
        ("CLB_TV", 10, "sex=male"),
    ],
    "sinh_hoat_cau_lac_bo": [
        ("CLB_DUYTRI", 1, ""),
        ("CLB_BUOI", 1, ""),
        ("CLB_LUOT", 13, "sex=female"),
        ("CLB_LUOT", 7, "sex=male"),
        ("CLB_LUOT_NU", 13, ""),
        ("CLB_LUOT_DTTS", 19, ""),
    ],
    "doi_thoai": [
        ("DOITHOAI_CUOC", 1, "level=commune"),
        ("DOITHOAI_LUOT", 40, "sex=female"),
        ("DOITHOAI_LUOT", 20, "sex=male"),
        ("DOITHOAI_LUOT_DTTS", 48, ""),
        ("DOITHOAI_YKIEN", 18, ""),
        ("DOITHOAI_TRALOI", 12, ""),
        ("DOITHOAI_CHUYEN", 4, ""),
        ("DOITHOAI_PHAT", 1, ""),
    ],
    "goi_sinh_de": [
        ("GOI_XET", 1, "eligible=yes"),
        ("GOI_PN", 1, ""),
        ("GOI_LUOT", 1, "package=travel"),
        ("GOI_LUOT", 1, "package=food"),
    ],
}


@pytest.mark.parametrize("form", COUNTED)
def test_what_a_faultless_record_counts_for(form):
    assert counted(form) == COUNTED[form]


def test_a_consolidated_address_counts_and_is_not_new():
    assert [code for code, _, _ in counted("dia_chi_tin_cay", kind="consolidated")] == [
        "DCTC",
        "DCTC_DANG",
    ]


def test_a_club_that_was_there_stands_and_is_not_new():
    assert "CLB_MOI" not in [code for code, _, _ in counted("cau_lac_bo", kind="existing")]


@pytest.mark.parametrize(("answer", "eligible"), [("not_met", "no"), ("not_known", "not_known")])
def test_who_is_not_known_to_be_eligible_counts_only_as_looked_at(answer, eligible):
    assert counted("goi_sinh_de", policy=answer) == [("GOI_XET", 1, f"eligible={eligible}")]


def test_a_package_that_was_written_down_all_the_same_does_not_count():
    assert ("GOI_PN", 1, "") not in counted("goi_sinh_de", policy="not_met", packages="food")


@pytest.mark.parametrize("spelled", ["PD-012", "pd-012", "Pd012"])
def test_a_code_is_the_same_however_it_is_spelled_and_another_at_another_station(spelled):
    (first, *_) = indicator_contributions(
        rules("goi_sinh_de"), read_instance(MAKE["goi_sinh_de"](code=spelled)), {}, NOW
    )
    assert first.subject == f"PD012 {STATION}"


@pytest.mark.parametrize("said", ["Mấu Thị Lan", "079190001234", ""])
def test_what_is_no_code_is_nobody(said):
    assert counted("goi_sinh_de", code=said) == []
    assert ("woman", "calculation") in found("goi_sinh_de", code=said)
