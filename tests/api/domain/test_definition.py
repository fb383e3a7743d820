"""What the reading of an XForm makes of it: the definition that phones download."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from api.domain.definition import FormMistakes, build_definition
from api.xlsform.conversion import convert_xlsform

FORMS = Path(__file__).parents[3] / "forms"

HTML = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head>
  <h:title>Elsewhere</h:title><model>{model}</model></h:head><h:body>{body}</h:body></h:html>"""


def read(model: str, body: str = "") -> dict:
    return build_definition(HTML.format(model=model, body=body))


def node(definition: dict, ref: str) -> dict:
    return next(each for each in definition["nodes"] if each["ref"] == ref)


def mistakes(model: str, body: str = "") -> list[tuple[str, str]]:
    with pytest.raises(FormMistakes) as refused:
        read(model, body)
    return [(each.code, each.column) for each in refused.value.mistakes]


@pytest.fixture(scope="module")
def meeting() -> dict:
    return convert_xlsform((FORMS / "sinh_hoat_to.md").read_bytes()).definition


@pytest.fixture(scope="module")
def register() -> dict:
    return convert_xlsform((FORMS / "to_truyen_thong.md").read_bytes()).definition


def test_the_meeting_is_light_on_a_weak_signal(meeting):
    packed = gzip.compress(json.dumps(meeting, ensure_ascii=False, separators=(",", ":")).encode())
    assert len(packed) < 8_000


def test_the_meeting_in_nine_screens(meeting):
    assert len(meeting["body"]) <= 9
    assert [control["ref"] for control in meeting["body"]] == [
        "/data/session",
        "/data/place",
        "/data/topics",
        "/data/channels",
        "/data/languages",
        "/data/participants",
        "/data/photo",
        "/data/remark",
    ]
    assert meeting["languages"] == ["vi", "en"]
    assert meeting["lists"] == ["teams"]


def test_every_word_is_there_in_both_languages(meeting, register):
    def texts(said):
        if isinstance(said, dict):
            for key, value in said.items():
                if key in {"label", "hint", "requiredMessage", "constraintMessage"}:
                    yield value
                else:
                    yield from texts(value)
        elif isinstance(said, list):
            for each in said:
                yield from texts(each)

    for definition in (meeting, register):
        for text in texts({key: definition[key] for key in ("nodes", "body", "choices")}):
            assert set(text) == {"vi", "en"}, text
        for spec in definition["nodes"]:
            assert "constraint" not in spec or "constraintMessage" in spec
            assert "required" not in spec or "requiredMessage" in spec


def test_words_hold_the_expressions_that_stand_in_them(meeting):
    said = node(meeting, "/data/participants/ethnic")["constraintMessage"]["vi"]
    assert said == [
        "Không thể nhiều hơn ",
        {"value": ["/", "data", "participants", "total"]},
        " người. Chị xem lại số nữ, số nam.",
    ]


def test_the_register_makes_a_team(register):
    assert register["entities"] == [
        {
            "ref": "/data/meta/entity",
            "list": "teams",
            "saves": {
                "org_unit": "/data/org_unit",
                "kind": "/data/kind",
                "established_on": "/data/decision/decision_date",
                "members": "/data/members/total",
            },
            "position": 1,
        }
    ]
    assert node(register, "/data/meta/entity/@id")["preload"] == "uuid"


def test_the_meeting_counts_for_five_indicators(meeting):
    counted = [rule["indicator"] for rule in meeting["indicators"]]
    assert sorted(set(counted)) == [
        "TTCD_BUOI",
        "TTCD_DUYTRI",
        "TTCD_LUOT",
        "TTCD_LUOT_DTTS",
        "TTCD_LUOT_NU",
    ]


def test_what_only_its_day_can_answer_is_marked(meeting):
    assert node(meeting, "/data/org_unit")["outside"] is True
    assert "outside" not in node(meeting, "/data/participants/total")


def test_the_same_form_gives_the_same_bytes_in_every_process():
    told = (
        "import json, sys, pathlib; from api.xlsform.conversion import convert_xlsform;"
        "print(json.dumps(convert_xlsform(pathlib.Path(sys.argv[1]).read_bytes()).definition))"
    )
    form = str(Path(__file__).parents[2] / "conformance/forms/household_visit.md")
    runs = {
        subprocess.run(
            [sys.executable, "-c", told, form],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            cwd=FORMS.parent,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


INSTANCE = '<instance><data id="f" version="1"><a/><b/><c/></data></instance>'


def test_a_form_from_elsewhere_with_its_choices_in_the_question():
    definition = read(
        '<instance><data id="f" version="1"><a/><orx:meta><orx:instanceID/></orx:meta></data>'
        '</instance><bind nodeset="/data/a" type="xsd:string" jr:requiredMsg="now!" '
        'required="true()"/><bind nodeset="/data/orx:meta/orx:instanceID" jr:preload="uid"/>',
        '<select1 ref="/data/a"><label>Which?</label><item><label>One</label><value>1</value>'
        "</item></select1>",
    )
    assert node(definition, "/data/a")["requiredMessage"] == {"": "now!"}
    assert node(definition, "/data/meta/instanceID")["preload"] == "instanceID"
    assert definition["choices"] == {"/data/a": [{"value": "1", "label": {"": "One"}}]}


def test_calculations_settle_in_the_order_of_what_they_read():
    definition = read(
        INSTANCE + '<bind nodeset="/data/a" calculate="/data/b + 1"/>'
        '<bind nodeset="/data/b" calculate="../c * 2"/><bind nodeset="/data/c" type="int"/>'
    )
    assert definition["order"] == ["/data/b", "/data/a"]
    assert definition["reads"] == {"/data/a": ["/data/b"], "/data/b": ["/data/c"]}


def test_what_is_named_inside_a_predicate_is_read_too():
    definition = read(
        '<instance><data id="f" version="1"><n/><r><age/></r><old/></data></instance>'
        '<bind nodeset="/data/old" calculate="count(/data/r[age > /data/n])"/>',
        '<group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/age"/></repeat>'
        "</group>",
    )
    assert definition["reads"]["/data/old"] == ["/data/n", "/data/r", "/data/r/age"]


@pytest.mark.parametrize(
    ("binds", "column"),
    [
        ('<bind nodeset="/data/a" calculate="/data/a + 1"/>', "calculation"),
        ('<bind nodeset="/data/a" calculate=". + 1"/>', "calculation"),
        ('<bind nodeset="/data/a" relevant="/data/a = 1"/>', "relevant"),
        (
            '<bind nodeset="/data/a" calculate="/data/b"/>'
            '<bind nodeset="/data/b" relevant="/data/c = 1"/>'
            '<bind nodeset="/data/c" calculate="count(/data/*[. = 1])"/>',
            "calculation",
        ),
    ],
)
def test_circles_are_refused(binds, column):
    found = mistakes(INSTANCE + binds)
    assert ("circle", column) in found
    assert {code for code, _ in found} == {"circle"}


def test_once_may_look_at_itself():
    read(INSTANCE + '<bind nodeset="/data/a" calculate="once(today())"/>')


@pytest.mark.parametrize(
    ("model", "body", "code"),
    [
        ("", "", "noFormId"),
        ("<instance><data/></instance>", "", "noFormId"),
        ('<instance><data id="f"/></instance>', "", "noVersion"),
        (INSTANCE + '<bind nodeset="/data/zzz" type="int"/>', "", "unknownNode"),
        (INSTANCE + '<bind nodeset="/data/a" type="geoshape"/>', "", "questionType"),
        (INSTANCE + '<bind nodeset="/data/a" relevant="/data/zzz = 1"/>', "", "unknownName"),
        (INSTANCE + '<bind nodeset="/data/a" constraint="frobnicate(.)"/>', "", "expression"),
        (INSTANCE + '<bind nodeset="/data/a" constraint=". >"/>', "", "expression"),
        (INSTANCE + '<bind nodeset="/data/a" calculate="jr:itext(\'x\')"/>', "", "expression"),
        (INSTANCE + '<bind nodeset="/data/a" calculate="random()"/>', "", "expression"),
        (
            INSTANCE + '<bind nodeset="/data/a" calculate="instance(\'x\')/root/item"/>',
            "",
            "unknownName",
        ),
        (
            INSTANCE + '<bind nodeset="/data/a" jr:preload="property" jr:preloadParams="email"/>',
            "",
            "metadata",
        ),
        (INSTANCE + '<bind nodeset="/data/a" orx:hash="x"/>', "", "column"),
        (INSTANCE + '<action ref="/data/a"/>', "", "unsupported"),
        (INSTANCE + '<submission action="http://127.0.0.1/"/>', "", "unsupported"),
        (
            INSTANCE + '<setvalue ref="/data/a" event="xforms-value-changed" value="1"/>',
            "",
            "unsupported",
        ),
        (INSTANCE + '<instance id="x" src="http://127.0.0.1/x.csv"/>', "", "list"),
        (INSTANCE + '<instance id="x" src="jr://file-csv/../../etc/passwd"/>', "", "list"),
        ('<instance><data id="f" version="1"><a/><a/></data></instance>', "", "duplicateName"),
        (INSTANCE, '<range ref="/data/a"/>', "questionType"),
        (INSTANCE, '<secret ref="/data/a"/>', "questionType"),
        (
            INSTANCE + '<bind nodeset="/data/a" type="binary"/>',
            '<input ref="/data/a"/>',
            "questionType",
        ),
        (INSTANCE, '<upload ref="/data/a" mediatype="audio/*"/>', "questionType"),
        (INSTANCE, '<input ref="/data/a" appearance="ex:org.thing"/>', "appearance"),
        (INSTANCE, '<input ref="/data/a" query="x"/>', "column"),
        (INSTANCE, '<input ref="/data/zzz"/>', "unknownNode"),
        (
            INSTANCE,
            '<input ref="/data/a"><label><output value="/data/zzz"/></label></input>',
            "unknownName",
        ),
        (
            INSTANCE,
            '<select1 ref="/data/a"><itemset nodeset="randomize(instance(\'x\')/root/item)"/>'
            "</select1>",
            "choices",
        ),
        (
            INSTANCE,
            '<group appearance="field-list"><group ref="/data/a"><repeat nodeset="/data/a"/>'
            "</group></group>",
            "appearance",
        ),
    ],
)
def test_what_the_engine_does_not_do_is_refused(model, body, code):
    assert code in {found for found, _ in mistakes(model, body)}


def test_deep_nesting_is_refused_and_not_followed():
    deep = "(" * 10_000 + "1" + ")" * 10_000
    found = mistakes(INSTANCE + f'<bind nodeset="/data/a" calculate="{deep}"/>')
    assert found == [("expression", "calculation")]


def test_no_more_than_an_author_can_read_at_once():
    binds = "".join(f'<bind nodeset="/data/z{number}"/>' for number in range(1_000))
    assert len(mistakes(INSTANCE + binds)) == 200
