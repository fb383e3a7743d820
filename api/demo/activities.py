"""The demonstration's addresses, clubs, dialogues and packages, as XML that a phone would send.

Everything is made up; women have codes only, and even these stand for nobody.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from api.demo.records import INSTANCE_NAMESPACES, clock_xml

SCHOOLS = ("Trường THCS", "Trường Tiểu học", "Trường PTDT bán trú")
PACKAGE_CONDITIONS = ("ethnic", "adult", "resident", "policy", "facility")
SUPPORT_PACKAGES = ("travel", "supplies", "food", "nutrition")


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """Where something took place, and by whose clock and chance it is told."""

    unit: str
    name: str
    level: str
    now: datetime
    chance: random.Random
    versions: Mapping[str, str]

    @property
    def last(self) -> date:
        """Nothing is told of days that have not come."""
        return min(date(2026, 11, 18), self.now.date())

    def day(self, *, latest: int = 200) -> date:
        """Some day of the year that has come."""
        return min(date(2026, 1, 8) + timedelta(days=self.chance.randrange(latest)), self.last)

    def record(self, form: str, key: str, answers: str, title: str, entity: str = "") -> bytes:
        """One record; the same key gives the same id on every machine."""
        version = self.versions[form]
        return (
            f'<data id="{form}" version="{version}" {INSTANCE_NAMESPACES}>'
            f"{clock_xml(self.now)}{answers}"
            f"<meta><instanceID>uuid:{self.id_of(form, key)}</instanceID>"
            f"<instanceName>{escape(title)}</instanceName>{entity}</meta></data>"
        ).encode()

    def id_of(self, form: str, key: str) -> str:
        """A stable id for something of this place."""
        return str(uuid5(NAMESPACE_URL, f"so-thon:demonstration:{form}:{self.unit}:{key}"))

    def entity(self, dataset: str, uuid: str, label: str) -> str:
        """The part of a register that makes a standing thing."""
        return (
            f'<entity dataset="{dataset}" id="{uuid}" create="1">'
            f"<label>{escape(label)}</label></entity>"
        )


def address_records(place: DemoPlace) -> Iterator[bytes]:
    """A trusted address and its months."""
    some, decided = place.chance.randrange, place.day()
    name, uuid = f"Địa chỉ tin cậy {place.name} (minh họa)", place.id_of("address", "")
    kind = "new" if some(3) else "consolidated"
    answers = (
        f"<org_unit>{place.unit}</org_unit><kind>{kind}</kind>"
        f"<address_name>{escape(name)}</address_name>{_decision_xml(decided)}"
        f"<board>{_head_counts_xml('women', some(3, 5), 'men', some(1, 3))}</board>"
        "<services>counselling legal referral</services>"
    )
    made = place.entity("addresses", uuid, name)
    yield place.record("dia_chi_tin_cay", "", answers, name, made)
    for day in _days_after_decision(place, decided, 31):
        answers = (
            f"<which><address>{uuid}</address><date>{day}</date></which>"
            f"<org_unit>{place.unit}</org_unit><events><held>{some(1, 4)}</held>"
            f"{_head_counts_xml('women', some(8, 40), 'men', some(4, 20))}</events>"
            f"<help><advice>{some(6)}</advice><referrals>{some(3)}</referrals></help>"
        )
        yield place.record("hoat_dong_dia_chi", str(day), answers, f"{name} · {day:%m/%Y}")


def club_records(place: DemoPlace) -> Iterator[bytes]:
    """A club of children and its sessions."""
    some, decided = place.chance.randrange, place.day()
    name, uuid = f"CLB Thủ lĩnh của sự thay đổi {place.name} (minh họa)", place.id_of("club", "")
    school = some(len(SCHOOLS) + 1)
    where = "<setting>community</setting>"
    if school < len(SCHOOLS):
        level = ("lower_secondary", "primary", "boarding")[school]
        where = (
            f"<setting>school</setting><school>{SCHOOLS[school]} {escape(place.name)}</school>"
            f"<school_level>{level}</school_level>"
        )
    answers = (
        f"<org_unit>{place.unit}</org_unit><kind>{'new' if some(4) else 'existing'}</kind>"
        f"<where>{where}</where><club_name>{escape(name)}</club_name>{_decision_xml(decided)}"
        f"<members>{_head_counts_xml('girls', some(10, 20), 'boys', some(6, 15))}</members>"
        "<facilitator><facilitator_sex>female</facilitator_sex>"
        "<facilitator_role>teacher</facilitator_role></facilitator>"
    )
    yield place.record("cau_lac_bo", "", answers, name, place.entity("clubs", uuid, name))
    for day in _days_after_decision(place, decided, 45):
        answers = (
            f"<session><club>{uuid}</club><date>{day}</date></session>"
            f"<org_unit>{place.unit}</org_unit><topics>equality child_marriage</topics>"
            f"<participants>{_head_counts_xml('girls', some(8, 18), 'boys', some(4, 12))}"
            "</participants>"
            "<led_by>facilitator</led_by><photo/><remark/>"
        )
        yield place.record("sinh_hoat_cau_lac_bo", str(day), answers, f"{name} · {day:%d/%m/%Y}")


def dialogue_records(place: DemoPlace) -> Iterator[bytes]:
    """One policy dialogue."""
    some, day = place.chance.randrange, place.day(latest=300)
    raised = some(6, 22)
    answered = some(2, raised)
    passed = some(raised - answered + 1)
    due = f"<due>{day + timedelta(days=45)}</due>" if passed else ""
    level = "commune" if place.level == "commune" else "cluster"
    answers = (
        f"<org_unit>{place.unit}</org_unit><held><level>{level}</level><date>{day}</date></held>"
        f"<chair>committee</chair>"
        f"<participants>{_head_counts_xml('women', some(30, 90), 'men', some(10, 60))}"
        "</participants>"
        f"<opinions><raised>{raised}</raised><answered>{answered}</answered>"
        f"<passed>{passed}</passed><open>{raised - answered - passed}</open>{due}</opinions>"
        f"<broadcast>{'yes' if some(2) else 'no'}</broadcast><remark/>"
    )
    title = f"Đối thoại {place.name} (minh họa) · {day:%d/%m/%Y}"
    yield place.record("doi_thoai", str(day), answers, title)


def package_records(place: DemoPlace, women: int) -> Iterator[bytes]:
    """Codes of nobody at a station: most meet every condition, some do not, some may."""
    some = place.chance.randrange
    for number in range(1, women + 1):
        answer = ("met", "met", "met", "not_known", "not_met")[some(5)]
        said = dict.fromkeys(PACKAGE_CONDITIONS, "met") | {PACKAGE_CONDITIONS[some(5)]: answer}
        eligible = {"met": "yes", "not_met": "no"}.get(answer, answer)
        parts = [f"<{name}>{said[name]}</{name}>" for name in PACKAGE_CONDITIONS]
        had = " ".join(SUPPORT_PACKAGES[: some(1, 5)]) if eligible == "yes" else ""
        day = place.day(latest=300)
        answers = (
            f"<private>OK</private><org_unit>{place.unit}</org_unit><code>MH-{number:03}</code>"
            f"<woman>MH{number:03} {place.unit}</woman><mother>{''.join(parts[:3])}</mother>"
            f"<birth>{''.join(parts[3:])}</birth><eligible>{eligible}</eligible>"
            f"<support><packages>{had}</packages><date>{day}</date></support>"
        )
        title = f"MH{number:03} · {day:%d/%m/%Y}"
        yield place.record("goi_sinh_de", str(number), answers, title)


def _decision_xml(day: date) -> str:
    return (
        f"<decision><decision_number>{day.timetuple().tm_yday}/QĐ-UBND</decision_number>"
        f"<decision_date>{day}</decision_date></decision>"
    )


def _head_counts_xml(one: str, some: int, other: str, more: int) -> str:
    """Two counts, their sum, and how many of them are of an ethnic minority."""
    return (
        f"<{one}>{some}</{one}><{other}>{more}</{other}><total>{some + more}</total>"
        f"<ethnic>{some + more // 2}</ethnic><total_note/>"
    )


def _days_after_decision(place: DemoPlace, decided: date, apart: int) -> Iterator[date]:
    """Days after a decision, so many days apart."""
    day = decided + timedelta(days=place.chance.randrange(10, 30))
    while day <= place.last:
        yield day
        day += timedelta(days=apart)
