"""The demonstration's records as XML, spelled as a phone would."""

from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import escape

INSTANCE_NAMESPACES = (
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" '
    'xmlns:entities="http://www.opendatakit.org/xforms/entities"'
)


@dataclass(frozen=True, slots=True)
class DemoTeam:
    """One synthetic register."""

    id: str
    org_unit: str
    name: str
    newly_established: bool
    decided_on: date
    women: int
    men: int
    written_at: datetime


@dataclass(frozen=True, slots=True)
class DemoMeeting:
    """One synthetic meeting."""

    id: str
    team: DemoTeam
    held_on: date
    women: int
    men: int
    ethnic: int


def team_xml(team: DemoTeam, version: str) -> bytes:
    """An instance of the register."""
    total = team.women + team.men
    name = escape(team.name)
    day = team.decided_on
    return f"""<data id="to_truyen_thong" version="{version}" {INSTANCE_NAMESPACES}>\
{clock_xml(team.written_at)}\
<org_unit>{team.org_unit}</org_unit>\
<kind>{"new" if team.newly_established else "consolidated"}</kind>\
<team_name>{name}</team_name>\
<decision><decision_number>{day.timetuple().tm_yday}/QĐ-UBND</decision_number>\
<decision_date>{day}</decision_date></decision>\
<members><women>{team.women}</women><men>{team.men}</men><total>{total}</total>\
<ethnic>{team.women}</ethnic><total_note/></members>\
<people><leader_sex>female</leader_sex><roles>women head</roles></people>\
<equipment>loudspeaker</equipment><page><has_page>no</has_page></page>\
<meta><instanceID>uuid:{team.id}</instanceID><instanceName>{name}</instanceName>\
<entity dataset="teams" id="{team.id}" create="1"><label>{name}</label></entity></meta>\
</data>""".encode()


def meeting_xml(meeting: DemoMeeting, version: str) -> bytes:
    """An instance of the meeting."""
    day, team = meeting.held_on, meeting.team
    total = meeting.women + meeting.men
    return f"""<data id="sinh_hoat_to" version="{version}" {INSTANCE_NAMESPACES}>\
{clock_xml(team.written_at)}\
<session><team>{team.id}</team><date>{day}</date></session>\
<org_unit>{team.org_unit}</org_unit>\
<place>community_house</place><topics>child_marriage safe_birth</topics>\
<channels>village_meeting</channels><languages>raglai kinh</languages>\
<participants><women>{meeting.women}</women><men>{meeting.men}</men><total>{total}</total>\
<ethnic>{meeting.ethnic}</ethnic><total_note/></participants><photo/><remark/>\
<meta><instanceID>uuid:{meeting.id}</instanceID>\
<instanceName>{escape(team.name)} · {day:%d/%m/%Y}</instanceName></meta>\
</data>""".encode()


def clock_xml(at: datetime) -> str:
    """When it was written."""
    moment = at.isoformat(timespec="milliseconds")
    return f"<start>{moment}</start><end>{moment}</end>"
