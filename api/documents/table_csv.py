"""A table for people and their spreadsheets: a mark, semicolons, and no cell that is a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from api.domain.csv_table import escape_formula


def render_table_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with its mark, without which Excel spoils dấu; semicolons, as its Vietnamese wants."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([escape_formula(cell) for cell in row] for row in (columns, *rows))
    return text.getvalue().encode("utf-8-sig")
