"""The catalogue, the forms that count for it, its targets and its document agree."""

import csv
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from api import clock
from api.domain.aggregations import AGGREGATIONS, UnknownAggregation, aggregation_of
from api.domain.figure import Absence
from api.loading import folder as loading
from api.queries import forms, indicators, targets
from tests import records
from tests.people import LAN
from tests.templates import FORMS

pytestmark = pytest.mark.one_database

DOCS = Path(__file__).parents[3] / "docs" / "counting.md"
WORDS = FORMS.parent / "webapp" / "words"
CATALOGUE = (FORMS / "indicators.csv").read_text()
TARGETS = (FORMS / "demo_targets.csv").read_text()
CODES = [row["code"] for row in csv.DictReader(CATALOGUE.splitlines())]


def test_every_indicator_has_its_heading_and_no_other_has():
    assert re.findall(r"^### (.+)$", DOCS.read_text(), re.MULTILINE) == CODES


def test_every_kind_has_its_line_in_the_table_of_kinds_and_an_indicator_that_uses_it():
    table = DOCS.read_text().partition("\n## Kinds of indicators\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == AGGREGATIONS.keys()
    assert {row["kind"] for row in csv.DictReader(CATALOGUE.splitlines())} == AGGREGATIONS.keys()


def test_forms_count_for_what_the_catalogue_knows():
    for form in FORMS.glob("*.md"):
        sheet = form.read_text().partition("| indicators |")[2]
        named = set(re.findall(r"^\| \| ([A-Z_]+) \|", sheet, re.MULTILINE))
        assert named
        assert named <= set(CODES), form.name


def test_a_form_that_counts_for_what_nobody_knows_is_not_published(world, tmp_path):
    """Else its records would be approved and counted for nothing, and nobody would notice."""
    folder = Path(shutil.copytree(FORMS, tmp_path / "forms"))
    form = folder / "sinh_hoat_to.md"
    text = form.read_text().replace("| TTCD_BUOI |", "| TTCD_BUOII |")
    form.write_text(text.replace(records.VERSION, "2099010101"))
    for act in (
        loading.publish_file(world, form, clock.now()),
        loading.load_folder(world, folder, clock.now(), demonstration=True),
    ):
        with pytest.raises(loading.LoadRefused, match="sinh_hoat_to counts for TTCD_BUOII"):
            list(act)
    with world.reading() as session:
        standing = forms.find_form_version(session, "sinh_hoat_to")
    assert standing is not None
    assert standing.version == records.VERSION


def test_loading_again_changes_nothing(world):
    with world.writing() as session:
        assert indicators.load_indicators(session, CATALOGUE) is False
        assert targets.load_targets(session, TARGETS) == 0
    with world.reading() as session:
        assert [one.code for one in indicators.all_indicators(session)] == CODES


def changed(table, column, value, row=1):
    rows = list(csv.reader(table.splitlines()))
    rows[row][rows[0].index(column)] = value
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in rows)


@pytest.mark.one_world
@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "median"), ("kind", ""), ("decimals", "x"), ("threshold", "n")]
    + [("kind", "ratio"), ("numerator", "TTCD_BUOI"), ("denominator", "NOPE")],
)
def test_a_catalogue_that_cannot_be_counted_is_refused(world, column, value):
    with pytest.raises(ValueError, match=r".+"), world.writing() as session:
        indicators.load_indicators(session, changed(CATALOGUE, column, value))


@pytest.mark.one_world
@pytest.mark.parametrize(
    ("code", "column", "value"),
    [
        ("TTCD_TYLE_NU", "numerator", "SDAT"),
        ("TTCD_TYLE_NU", "numerator", ""),
        ("TTCD_TYLE_NU", "threshold", "2"),
        ("TTCD_LUOT_TB", "denominator", "TTCD_DANG"),
        ("TTCD_BUOI", "threshold", "2"),
    ],
)
def test_a_kind_is_given_what_it_needs_and_nothing_else(world, code, column, value):
    row = CODES.index(code) + 1
    with pytest.raises(ValueError, match=code), world.writing() as session:
        indicators.load_indicators(session, changed(CATALOGUE, column, value, row))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_and_every_reason_has_words_for_people(language):
    kinds = (WORDS / f"../administration/words/{language}.ts").read_text()
    assert [kind for kind in AGGREGATIONS if f"'kind.{kind}'" not in kinds] == []
    reasons = (WORDS / language / "codes.ts").read_text()
    assert [one for one in Absence if f"'absence.{one}'" not in reasons] == []


def test_the_database_refuses_a_kind_that_nobody_can_count(world):
    for kind in AGGREGATIONS:
        with world.writing() as session:
            _set_kind(session, kind)
    with pytest.raises(IntegrityError), world.writing() as session:
        _set_kind(session, "median")


def test_a_server_that_cannot_count_a_kind_does_not_start_or_says_so(app, world, ask_as):
    """A newer release's database, say. It would show 0 where there is a number."""
    with TestClient(app):
        pass
    with world.writing() as session:
        connection = session.connection()
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = 1")
        else:
            connection.exec_driver_sql("ALTER TABLE indicator DROP CONSTRAINT indicator_kind")
        _set_kind(session, "median")
    with pytest.raises(UnknownAggregation, match="median"), TestClient(app):
        pass
    # One that ran already when the newer one migrated.
    said = ask_as(LAN).get("/v1/indicators")
    assert (said.status_code, said.json()["code"]) == (503, "serverTooOld")


def _set_kind(session, kind):
    divides = kind in AGGREGATIONS and not aggregation_of(kind).takes_records
    session.connection().execute(
        text(
            "UPDATE indicator SET kind = :kind, numerator = :part, denominator = :part "
            "WHERE code = 'TTCD_BUOI'"
        ),
        {"kind": kind, "part": "TTCD_LUOT" if divides else ""},
    )


@pytest.mark.one_world
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("indicator", "NOPE"),
        ("period", "2026Q9"),
        ("org_unit_code", "99"),
        ("org_unit_name", "Bác Ái"),
        ("reason", "forgotten"),
        ("value", "nhiều"),
    ],
)
def test_a_target_that_cannot_be_is_refused_by_its_line(world, column, value):
    with pytest.raises(ValueError, match="line 2"), world.writing() as session:
        targets.load_targets(session, changed(TARGETS, column, value))


def test_readings_of_one_cell_stand_beside_each_other_and_one_is_in_force(world):
    """As in Ba Trang, where one plan says 1, 2 and 1."""
    head, first = TARGETS.splitlines()[:2]
    rows = csv.DictReader([head, first])
    said = next(rows)
    other = {**said, "value": "2", "source_document": "KH", "source_line": "II.2", "in_force": ""}
    lines = [head, *(",".join(f'"{cell}"' for cell in row.values()) for row in (other,))]
    with world.writing() as session:
        assert targets.load_targets(session, "\n".join(lines)) == 1
    with world.reading() as session:
        from api.queries import org_units

        unit = org_units.find_unit_by_code(session, "56", clock.today())
        assert unit is not None
        readings = targets.readings_of_unit(session, unit.id, "2026")
        both = [(row.value, row.in_force) for row in readings if row.indicator == "TTCD_MOI"]
        assert both == [(Decimal(24), True), (Decimal(2), False)]
        assert (
            targets.targets_of_period(session, [unit.id], "2026")
            .in_force[unit.id, "TTCD_MOI"]
            .value
            == 24
        )
