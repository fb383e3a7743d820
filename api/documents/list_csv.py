"""A list as the CSV that OpenRosa clients choose from; `escaped` for a person's spreadsheet."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from api.domain.csv_table import escape_formula

LEADING_COLUMNS = ("name", "label", "__version")


def render_list_csv(rows: Sequence[Mapping[str, str]], *, escaped: bool = False) -> str:
    """Columns name, label, then every property in order; a missing property is empty."""
    others = sorted({key for row in rows for key in row} - set(LEADING_COLUMNS))
    columns = [
        *(key for key in LEADING_COLUMNS if key != "__version" or _has_versions(rows)),
        *others,
    ]
    text = StringIO()
    # The writer quotes the letters of its line's end: a lone CR would begin a line, and a formula.
    writer = csv.writer(text, lineterminator="\r\n" if escaped else "\n")
    for row in (columns, *([row.get(column, "") for column in columns] for row in rows)):
        writer.writerow([escape_formula(cell) for cell in row] if escaped else row)
    return text.getvalue()


def _has_versions(rows: Sequence[Mapping[str, str]]) -> bool:
    return any("__version" in row for row in rows)
