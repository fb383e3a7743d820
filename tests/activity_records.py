"""Records of addresses, clubs, dialogues and packages as a phone would send them: faultless unless
told otherwise. Those of teams are in tests/records.py."""

from typing import Any
from uuid import uuid4

from tests.people import new_id
from tests.records import ROOT, clock, meta

VERSION = "2026113001"
CONDITIONS = ("ethnic", "adult", "resident", "policy", "facility")


def _said(changes: dict[str, Any], **usual: Any) -> dict[str, Any]:
    return {"id": new_id(), "version": VERSION} | usual | changes


def _record(form: str, said: dict[str, Any], answers: str, more: str = "") -> bytes:
    return (
        f'<data id="{form}" {ROOT.format(**said)}>{clock()}{answers}{meta(said, more)}</data>'
    ).encode()


def _titled(said: dict[str, Any], title: str) -> str:
    return f"<instanceName>{said.get('title', title)}</instanceName>"


def _entity(dataset: str, said: dict[str, Any]) -> str:
    name = said["name"]
    return (
        f'<instanceName>{name}</instanceName><entity dataset="{dataset}" id="{said["entity"]}" '
        f'create="1"><label>{name}</label></entity>'
    )


def _counts(said: dict[str, Any], *pair: str) -> str:
    """A group of two counts, their sum, and how many of them are of an ethnic minority."""
    one, other = pair
    total = said.get("total", max(0, int(said[one]) + int(said[other])))
    return (
        f"<{one}>{said[one]}</{one}><{other}>{said[other]}</{other}>"
        f"<total>{total}</total><ethnic>{said['ethnic']}</ethnic><total_note/>"
    )


def _decision(said: dict[str, Any]) -> str:
    return (
        f"<decision><decision_number>{said['number']}</decision_number>"
        f"<decision_date>{said['day']}</decision_date></decision>"
    )


def address(org_unit: str, **changes: Any) -> bytes:
    """A register of an address, newly established on 3 March 2026, with a board of five."""
    said = _said(
        changes,
        entity=str(uuid4()),
        name="Địa chỉ tin cậy Tà Lú 1",
        kind="new",
        number="46/QĐ-UBND",
        day="2026-03-03",
        women=4,
        men=1,
        ethnic=4,
        services="counselling referral",
    )
    answers = (
        f"<org_unit>{org_unit}</org_unit><kind>{said['kind']}</kind>"
        f"<address_name>{said['name']}</address_name>{_decision(said)}"
        f"<board>{_counts(said, 'women', 'men')}</board><services>{said['services']}</services>"
    )
    return _record("dia_chi_tin_cay", said, answers, _entity("addresses", said))


def address_month(org_unit: str, address_id: str, **changes: Any) -> bytes:
    """October 2026: two events with 30 attendances, three consultations, one referral."""
    said = _said(
        changes, day="2026-10-31", held=2, women=18, men=12, ethnic=25, advice=3, referrals=1
    )
    answers = (
        f"<which><address>{address_id}</address><date>{said['day']}</date></which>"
        f"<org_unit>{org_unit}</org_unit>"
        f"<events><held>{said['held']}</held>{_counts(said, 'women', 'men')}</events>"
        f"<help><advice>{said['advice']}</advice><referrals>{said['referrals']}</referrals></help>"
    )
    return _record("hoat_dong_dia_chi", said, answers, _titled(said, "Địa chỉ · 10/2026"))


def club(org_unit: str, **changes: Any) -> bytes:
    """A register of a club at a lower secondary school, of 3 March 2026, with 25 members."""
    said = _said(
        changes,
        entity=str(uuid4()),
        name="CLB Thủ lĩnh của sự thay đổi Tà Lú 1",
        kind="new",
        setting="school",
        school="Trường THCS Phước Đại",
        school_level="lower_secondary",
        number="47/QĐ-UBND",
        day="2026-03-03",
        girls=15,
        boys=10,
        ethnic=22,
    )
    answers = (
        f"<org_unit>{org_unit}</org_unit><kind>{said['kind']}</kind>"
        f"<where><setting>{said['setting']}</setting><school>{said['school']}</school>"
        f"<school_level>{said['school_level']}</school_level></where>"
        f"<club_name>{said['name']}</club_name>{_decision(said)}"
        f"<members>{_counts(said, 'girls', 'boys')}</members>"
        f"<facilitator><facilitator_sex>female</facilitator_sex>"
        f"<facilitator_role>teacher</facilitator_role></facilitator>"
    )
    return _record("cau_lac_bo", said, answers, _entity("clubs", said))


def session(org_unit: str, club_id: str, **changes: Any) -> bytes:
    """A session of 13 girls and 7 boys on 20 October 2026."""
    said = _said(changes, day="2026-10-20", girls=13, boys=7, ethnic=19, photo="", remark="")
    answers = (
        f"<session><club>{club_id}</club><date>{said['day']}</date></session>"
        f"<org_unit>{org_unit}</org_unit><topics>equality school</topics>"
        f"<participants>{_counts(said, 'girls', 'boys')}</participants>"
        f"<led_by>facilitator</led_by><photo>{said['photo']}</photo>"
        f"<remark>{said['remark']}</remark>"
    )
    return _record("sinh_hoat_cau_lac_bo", said, answers, _titled(said, "CLB · 20/10/2026"))


def dialogue(org_unit: str, **changes: Any) -> bytes:
    """A dialogue of 60 people on 29 May 2026: of 18 opinions 12 were answered and 4 passed on."""
    said = _said(
        changes,
        level="commune",
        day="2026-05-29",
        women=40,
        men=20,
        ethnic=48,
        raised=18,
        answered=12,
        passed=4,
        due="2026-06-30",
        broadcast="yes",
        remark="",
    )
    left = int(said["raised"]) - int(said["answered"]) - int(said["passed"])
    answers = (
        f"<org_unit>{org_unit}</org_unit>"
        f"<held><level>{said['level']}</level><date>{said['day']}</date></held>"
        f"<chair>committee</chair>"
        f"<participants>{_counts(said, 'women', 'men')}</participants>"
        f"<opinions><raised>{said['raised']}</raised><answered>{said['answered']}</answered>"
        f"<passed>{said['passed']}</passed><open>{left}</open><open_note/>"
        f"<due>{said['due']}</due></opinions>"
        f"<broadcast>{said['broadcast']}</broadcast><remark>{said['remark']}</remark>"
    )
    return _record("doi_thoai", said, answers, _titled(said, "Đối thoại · 29/05/2026"))


def package(org_unit: str, **changes: Any) -> bytes:
    """A woman of whom everything is met, with two packages on 12 June 2026. Made up, like all."""
    said = _said(
        changes,
        private="OK",
        code="PD-012",
        day="2026-06-12",
        packages="travel food",
        **dict.fromkeys(CONDITIONS, "met"),
    )
    answered = [said[name] for name in CONDITIONS]
    eligible = "yes" if set(answered) == {"met"} else "not_known"
    eligible = "no" if "not_met" in answered else eligible
    woman = str(said["code"]).upper().replace("-", "")
    parts = {name: f"<{name}>{said[name]}</{name}>" for name in CONDITIONS}
    answers = (
        f"<private>{said['private']}</private><org_unit>{org_unit}</org_unit>"
        f"<code>{said['code']}</code><woman>{woman} {org_unit}</woman>"
        f"<mother>{parts['ethnic']}{parts['adult']}{parts['resident']}</mother>"
        f"<birth>{parts['policy']}{parts['facility']}</birth>"
        f"<eligible>{eligible}</eligible>"
        f"<support><is_no/><is_not_known/><packages>{said['packages']}</packages>"
        f"<date>{said['day']}</date></support>"
    )
    return _record("goi_sinh_de", said, answers, _titled(said, f"{woman} · 12/06/2026"))
