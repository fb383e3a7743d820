"""A list as the CSV that OpenRosa clients choose from. For machines: nothing escaped for Excel."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

LEADING_COLUMNS = ("name", "label", "__version")


def render_list_csv(rows: Sequence[Mapping[str, str]]) -> str:
    """Columns name, label, then every property in order; a missing property is empty."""
    others = sorted({key for row in rows for key in row} - set(LEADING_COLUMNS))
    columns = [
        *(key for key in LEADING_COLUMNS if key != "__version" or _has_versions(rows)),
        *others,
    ]
    text = StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _has_versions(rows: Sequence[Mapping[str, str]]) -> bool:
    return any("__version" in row for row in rows)
