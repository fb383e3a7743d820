"""The `indicators` sheet: which figures an approved instance adds to, and by how much."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.domain.xform.nodes import NodeSpec
from api.domain.xform.reader import FormReader
from api.domain.xpath import ExpressionTree

INDICATOR_COLUMNS = ("indicator", "value", "when", "date", "org_unit", "subject", "by")
NAME_REFERENCE = re.compile(r"\$\{([^${}]*)\}")
BY_PART = re.compile(r"""(?:[^;"']|"[^"]*"|'[^']*')+""")
BY_PAIR = re.compile(r"^\s*([A-Za-z][A-Za-z0-9_]*)\s*=(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row of the sheet as authored; `row` counts as in a spreadsheet, the header is 1."""

    row: int
    cells: dict[str, str]


def read_indicators(
    reader: FormReader, rows: Sequence[IndicatorRow], specs: dict[str, NodeSpec]
) -> list[dict[str, Any]]:
    return [_IndicatorRowReader(reader, specs, row).read() for row in rows]


class _IndicatorRowReader:
    def __init__(self, reader: FormReader, specs: dict[str, NodeSpec], row: IndicatorRow) -> None:
        self.reader, self.specs, self.row = reader, specs, row

    def read(self) -> dict[str, Any]:
        self._refuse_columns()
        found: dict[str, Any] = {"indicator": self._cell("indicator")}
        for column in ("value", "when", "subject"):
            if self._cell(column):
                found[column] = self._tree(column, self._cell(column))
        found["date"] = self._tree("date", self._cell("date"))
        found["orgUnit"] = self._tree("org_unit", self._cell("org_unit") or self._place())
        by = {name: self._tree("by", text) for name, text in self._by()}
        return {**found, "by": by} if by else found

    def _cell(self, column: str) -> str:
        return self.row.cells.get(column, "").strip()

    def _place(self) -> str:
        """Where a record belongs when the row does not say: the node /data/org_unit."""
        return next((ref for ref in self.specs if re.fullmatch(r"/[^/]+/org_unit", ref)), "")

    def _refuse_columns(self) -> None:
        for column in self.row.cells:
            if column not in INDICATOR_COLUMNS:
                self._refuse(column, "column", f"the column “{column}” is unknown here")
        for column in ("indicator", "date"):
            if not self._cell(column):
                self._refuse(column, "missing", f"the cell “{column}” is empty")

    def _refuse(self, column: str, code: str, message: str) -> None:
        self.reader.refuse("", column, code, message, "indicators", self.row.row)

    def _tree(self, column: str, text: str) -> ExpressionTree | None:
        if not text:
            if column == "org_unit":
                self._refuse(column, "missing", "no org_unit here, and the form asks for none")
            return None
        written = NAME_REFERENCE.sub(self._ref, text)
        return self.reader.tree(written, "", column, "indicators", self.row.row)

    def _ref(self, found: re.Match[str]) -> str:
        ends = [ref for ref in self.specs if ref.rsplit("/", 1)[-1] == found[1].strip()]
        if len(ends) != 1:
            how = "no question" if not ends else "more than one question"
            self._refuse("indicator", "unknownName", f"{found[0]}: {how} has this name")
            return "''"
        return ends[0]

    def _by(self) -> list[tuple[str, str]]:
        pairs = []
        for part in BY_PART.findall(self._cell("by")):
            found = BY_PAIR.match(part)
            if found and found[2].strip():
                pairs.append((found[1], found[2].strip()))
            elif part.strip():
                self._refuse("by", "by", f"“{part.strip()}”: write name=expression")
        return pairs
