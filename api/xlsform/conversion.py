"""The only door to pyxform: a workbook → XForm and definition, or the author's mistakes.

Every mistake says the sheet and the row. What our engine does not support is a mistake too:
a form that would be half understood is worse than one that is refused.
"""

import re
from dataclasses import dataclass
from typing import Any

from api.domain.definition import Definition, FormMistakes, IndicatorRow, Mistake, build_definition
from api.domain.question_lookup import PARAMETERS, xlsform_type_of
from api.xlsform.archive import WorkbookRefused
from api.xlsform.hidden_cells import FormWarning, warn_of_hidden_letters
from api.xlsform.naming import find_names_refused
from api.xlsform.words import WORD_COLUMN, read_words
from api.xlsform.workbook import WorkbookSheet, read_workbook

__all__ = ["FormError", "FormErrors", "Workbook", "WorkbookRefused", "convert_xlsform"]

KNOWN_SHEETS = {"survey", "choices", "settings", "entities", "indicators", "words"}
# Sheets and columns of ours: pyxform is not shown them.
OUR_SHEETS = {"indicators", "words"}
OUR_COLUMNS = {"protection", "position"}
NOTE_COLUMNS = {"note", "notes", "comment", "comments"}
TRANSLATED_COLUMNS = {"label", "hint", "required_message", "constraint_message"}
POSITION_PATTERN = re.compile(r"[0-9]{1,3}")
SHEET_COLUMNS = {
    "survey": {
        *TRANSLATED_COLUMNS,
        *("type", "name", "required", "constraint", "relevant", "appearance", "calculation"),
        *("default", "choice_filter", "read_only", "parameters", "repeat_count", "save_to"),
    },
    "settings": {
        *("form_title", "form_id", "version", "default_language", "instance_name", "style"),
        "protection",
    },
    "entities": {
        *("list_name", "dataset", "label", "create_if", "update_if", "entity_id"),
        "position",
    },
    "words": {"word", WORD_COLUMN},
}
MEDIA_COLUMNS = {"media", "image", "audio", "video", "big-image"}
# What a phone does to keep it from others' eyes; nothing said: what it does with everything.
PROTECTIONS = {"", "vault", "sealed"}
FORM_ID_PATTERN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
FORM_VERSION_PATTERN = re.compile(r"[A-Za-z0-9_.-]{1,64}")
PYXFORM_ROW = re.compile(r"\[row : (\d+)\]\s*")
PYXFORM_SHEET = re.compile(r"On the '(\w+)' sheet")
GROUP_BEGIN = re.compile(r"begin[ _](group|repeat)")
GROUP_END = re.compile(r"end[ _](group|repeat)")


@dataclass(frozen=True, slots=True)
class FormError:
    """Row 0: the sheet as a whole; no sheet: the workbook as a whole."""

    sheet: str
    row: int
    code: str
    message: str


class FormErrors(Exception):
    def __init__(self, errors: list[FormError]) -> None:
        super().__init__("; ".join(f"{e.sheet} {e.row}: {e.message}" for e in errors[:5]))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Workbook:
    form_id: str
    version: str
    title: str
    xml: str
    definition: Definition
    # Of each indicator of the definition, its row in the sheet.
    indicator_rows: list[int]
    warnings: list[FormWarning]


def convert_xlsform(data: bytes, kind: str = "md") -> Workbook:
    """`kind` is md, csv or xlsx. Raises FormErrors, or WorkbookRefused for no workbook at all."""
    sheets = read_workbook(data, kind)
    errors = _unsupported_errors(sheets)
    if errors:
        raise FormErrors(errors)
    xml = _xform_from_sheets(sheets)
    indicators = sheets.get("indicators")
    rows = [IndicatorRow(*each) for each in indicators.numbered()] if indicators else []
    try:
        definition = build_definition(xml, rows)
    except FormMistakes as mistaken:
        rows_of = _rows_by_ref(sheets["survey"])
        raise FormErrors([_form_error_at(each, rows_of) for each in mistaken.mistakes]) from None
    _refuse_names(definition, sheets, [each.row for each in rows])
    _add_what_is_ours(definition, sheets)
    return Workbook(
        definition["formId"],
        definition["version"],
        definition["title"],
        xml,
        definition,
        [each.row for each in rows],
        warn_of_hidden_letters(sheets),
    )


def _refuse_names(
    definition: Definition, sheets: dict[str, WorkbookSheet], indicator_rows: list[int]
) -> None:
    questions = _rows_by_ref(sheets["survey"])
    refused = find_names_refused(definition, sheets, questions, indicator_rows)
    if refused:
        raise FormErrors([FormError(sheet, row, "name", said) for sheet, row, said in refused])


def _add_what_is_ours(definition: Definition, sheets: dict[str, WorkbookSheet]) -> None:
    """What no XForm says: protection, place among other lists, words. Nothing where nothing is."""
    if protection := _first_row(sheets.get("settings")).get("protection", "").strip():
        definition["protection"] = protection
    entities = definition["entities"]
    if position := _first_row(sheets.get("entities")).get("position", "").strip():
        for entity in entities:
            entity["position"] = int(position)
    words, mistakes = read_words(
        sheets.get("words"), definition["languages"], registers=bool(entities)
    )
    if mistakes:
        raise FormErrors([FormError("words", *mistake) for mistake in mistakes])
    if words:
        definition["words"] = words


def _xform_from_sheets(sheets: dict[str, WorkbookSheet]) -> str:
    # Heavy (a second), and needed only when a form is published.
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as pyxform_convert

    given: dict[str, object] = {"sheet_names": list(sheets)}
    for name in KNOWN_SHEETS - OUR_SHEETS:
        if name in sheets:
            given[name] = [_columns_for_pyxform(row) for row in sheets[name].rows]
            given[f"{name}_header"] = [
                _columns_for_pyxform(dict.fromkeys(filter(None, sheets[name].header)))
            ]
    try:
        return str(pyxform_convert(given, validate=False).xform)
    except PyXFormError as error:
        message = str(error)
        found, sheet = PYXFORM_ROW.search(message), PYXFORM_SHEET.search(message)
        row = int(found[1]) if found else _quoted_row(message, sheets["survey"])
        said = PYXFORM_ROW.sub("", message).strip()
        where = sheet[1] if sheet else "survey"
        raise FormErrors([FormError(where, row, "xlsform", said)]) from None


def _quoted_row(message: str, survey: WorkbookSheet) -> int:
    """Some messages quote a type or a name and forget the row."""
    quoted = set(re.findall(r"'([^']+)'", message))
    for number, row in survey.numbered():
        if quoted & {row.get("type", ""), row.get("name", "")}:
            return number
    return 0


def _columns_for_pyxform(row: dict[str, Any]) -> dict[str, Any]:
    ours = NOTE_COLUMNS | OUR_COLUMNS
    return {column: cell for column, cell in row.items() if column.lower() not in ours}


def _first_row(sheet: WorkbookSheet | None) -> dict[str, str]:
    return sheet.rows[0] if sheet and sheet.rows else {}


def _unsupported_errors(sheets: dict[str, WorkbookSheet]) -> list[FormError]:
    errors = [
        FormError(
            sheet.name,
            0,
            "sheet",
            f"sheet “{sheet.name}”: unknown; begin its name with _ to keep it",
        )
        for name, sheet in sheets.items()
        if name not in KNOWN_SHEETS and not name.startswith("_")
    ]
    for name, known in SHEET_COLUMNS.items():
        if name in sheets:
            errors += _unknown_column_errors(name, sheets[name], known)
    if "choices" in sheets:
        columns = {column.split("::")[0] for column in sheets["choices"].header}
        errors += _unknown_column_errors("choices", sheets["choices"], columns - MEDIA_COLUMNS)
    if "survey" not in sheets or not any(sheets["survey"].rows):
        return [
            *errors,
            FormError("survey", 0, "missing", "the sheet “survey” is missing or empty"),
        ]
    return [
        *errors,
        *_settings_errors(sheets.get("settings")),
        *_position_errors(sheets.get("entities")),
        *_parameter_errors(sheets["survey"]),
    ]


def _unknown_column_errors(name: str, sheet: WorkbookSheet, known: set[str]) -> list[FormError]:
    """An empty column harms nobody; one with a word in it meant something."""
    errors = []
    for column in filter(None, sheet.header):
        base = column.split("::")[0].strip()
        translated = base in TRANSLATED_COLUMNS
        if base in NOTE_COLUMNS or (base in known and (base == column or translated)):
            continue
        row = next((number for number, cells in sheet.numbered() if column in cells), 0)
        if row:
            message = f"the column “{column}” is not supported"
            errors.append(FormError(name, row, "column", message))
    return errors


def _settings_errors(sheet: WorkbookSheet | None) -> list[FormError]:
    """Ids and versions are API: pyxform would invent the one and leave out the other."""
    said = _first_row(sheet)
    errors = []
    if said.get("protection", "").strip() not in PROTECTIONS:
        message = "protection: vault, sealed, or nothing"
        errors.append(FormError("settings", 2, "protection", message))
    if not FORM_ID_PATTERN.fullmatch(said.get("form_id", "")):
        message = "form_id: letters, digits, - _ . and no space, at most 64"
        errors.append(FormError("settings", 2, "formId", message))
    if not FORM_VERSION_PATTERN.fullmatch(said.get("version", "")):
        message = "version: letters, digits, - _ . and no space, for example 2026112101"
        errors.append(FormError("settings", 2, "version", message))
    return errors


def _position_errors(sheet: WorkbookSheet | None) -> list[FormError]:
    position = _first_row(sheet).get("position", "").strip()
    if not position or POSITION_PATTERN.fullmatch(position):
        return []
    return [FormError("entities", 2, "position", "position: a whole number from 0 to 999")]


def _parameter_errors(survey: WorkbookSheet) -> list[FormError]:
    errors = []
    for number, row in survey.numbered():
        question = xlsform_type_of(row.get("type", "").partition(" ")[0])
        # A spelling of pyxform's own that the table does not list: what is nobody's is refused.
        known = question.parameters if question else PARAMETERS
        for part in re.split(r"[\s,;]+", row.get("parameters", "")):
            name = part.partition("=")[0]
            if name and name not in known:
                message = f"the parameter “{name}” is not supported"
                errors.append(FormError("survey", number, "parameters", message))
    return errors


def _rows_by_ref(survey: WorkbookSheet) -> dict[str, int]:
    rows: dict[str, int] = {}
    path = ["/data"]
    for number, row in survey.numbered():
        kind, name = row.get("type", "").strip().lower(), row.get("name", "")
        if GROUP_END.match(kind):
            path = path[:-1] or ["/data"]
        elif name:
            ref = f"{path[-1]}/{name}"
            rows[ref] = number
            if GROUP_BEGIN.match(kind):
                path.append(ref)
    return rows


def _form_error_at(mistake: Mistake, rows_of: dict[str, int]) -> FormError:
    """A mistake in the XForm, at the cell of the workbook that it came from."""
    sheet, row = mistake.sheet or "survey", mistake.row
    if not mistake.sheet:
        ref = mistake.ref
        if "/meta/entity" in ref:
            sheet, row = "entities", 2
        elif ref.endswith("/meta/instanceName"):
            sheet, row = "settings", 2
        else:
            made = re.sub(r"_(count|other)$", "", ref)
            plain = ref.replace("/meta/", "/")
            row = rows_of.get(ref) or rows_of.get(made) or rows_of.get(plain) or 0
    return FormError(sheet, row, mistake.code, mistake.message)
