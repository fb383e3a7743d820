"""Names that cannot be taken, told as their author's mistakes: at the cell where she gave them."""

from collections.abc import Mapping, Sequence

from api.domain.definition import Definition
from api.domain.form_names import FormName, NameFault, find_name_faults
from api.xlsform.workbook import WorkbookSheet

Sheets = Mapping[str, WorkbookSheet]
HEADER_ROW = 1
LIST_COLUMNS = ("list_name", "list name")


def find_names_refused(
    definition: Definition,
    sheets: Sheets,
    rows_of_questions: Mapping[str, int],
    rows_of_indicators: Sequence[int],
) -> list[tuple[str, int, str]]:
    """(sheet, row, message) of each; `rows_of_questions` by their ref."""
    places = _NamePlaces(sheets, rows_of_questions, rows_of_indicators)
    return [(*places.of(fault.given), _message_of(fault)) for fault in find_name_faults(definition)]


def _message_of(fault: NameFault) -> str:
    kind = "form_id" if fault.given.kind == "form" else fault.given.kind
    return f"{kind}: {fault.message}"


class _NamePlaces:
    def __init__(
        self, sheets: Sheets, questions: Mapping[str, int], indicators: Sequence[int]
    ) -> None:
        self.sheets, self.questions, self.indicators = sheets, questions, indicators

    def of(self, given: FormName) -> tuple[str, int]:
        """The sheet and the row in which this name was given."""
        match given.kind:
            case "form" | "version":
                return "settings", 2
            case "question":
                made = given.place.removesuffix("_count").removesuffix("_other")
                return "survey", self.questions.get(given.place) or self.questions.get(made, 0)
            case "language":
                return self._language(given.name)
            case "list" if given.place.startswith("/"):
                return "entities", 2
            case "list":
                return self._list(given)
            case "column":
                return "choices", HEADER_ROW
            case "property":
                return "survey", self._row("survey", "save_to", given.name)
        return "indicators", self.indicators[int(given.place)]

    def _language(self, code: str) -> tuple[str, int]:
        said = (f"::{code}", f"({code})")
        for name, sheet in self.sheets.items():
            if any(column.strip().endswith(said) for column in sheet.header):
                return name, HEADER_ROW
        return "settings", 2

    def _list(self, given: FormName) -> tuple[str, int]:
        if given.is_file:
            for number, row in self._numbered("survey"):
                if f"{given.name}.csv" in row.get("type", "").split():
                    return "survey", number
        rows = (self._row("choices", column, given.name) for column in LIST_COLUMNS)
        return "choices", next(filter(None, rows), 0)

    def _row(self, sheet: str, column: str, cell: str) -> int:
        found = (number for number, row in self._numbered(sheet) if row.get(column, "") == cell)
        return next(found, 0)

    def _numbered(self, sheet: str) -> list[tuple[int, dict[str, str]]]:
        return list(self.sheets[sheet].numbered()) if sheet in self.sheets else []
