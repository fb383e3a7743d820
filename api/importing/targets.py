"""Lines of targets: one cell of one plan each, with the document and line that says so."""

from collections.abc import Mapping

from sqlmodel import Session

from api.access.administers import Administrator
from api.actions import change_targets
from api.importing import cells as cell
from api.importing.report import ImportKind, LineError, LineResult
from api.queries import target_changing
from api.schemas.imports import ImportMatter, LineOutcome
from api.schemas.targets import NewTarget

TARGET_ERROR_COLUMNS = {
    "unitUnknown": "org_unit",
    "indicatorUnknown": "indicator",
    "noSuchPeriod": "period",
    "numberWrong": "value",
    "targetEmpty": "value",
    "targetBoth": "reason",
    "readingStands": "source_document",
}
TARGET_TEXT_COLUMNS = ("period", "indicator", "words", "source_document", "source_line", "note")


class TargetImport:
    """A file of targets, for one administrator."""

    def __init__(self, admin: Administrator) -> None:
        self.admin = admin
        self._units: cell.UnitLookup | None = None
        self._seen: set[tuple[str, str, str]] = set()

    def kind(self) -> ImportKind:
        """How such a file is read."""
        return ImportKind(
            ImportMatter.TARGETS,
            ("indicator", "org_unit", "period", "value", "source_document"),
            ("village", "reason", "words", "source_line", "note", "unit_name"),
            lambda cells: f"{cells['indicator']} {cells['org_unit']} {cells['period']}",
            self.take,
            TARGET_ERROR_COLUMNS,
        )

    def take(self, session: Session, cells: Mapping[str, str]) -> LineResult:
        """One line. Raises LineError, and what the acts raise."""
        if self._units is None:
            self._units = cell.UnitLookup(self.admin.with_the_past(session))
        unit = self._units.named(session, cells)
        said = NewTarget.model_validate(
            {name: cells.get(name, "") for name in TARGET_TEXT_COLUMNS}
            | {
                "org_unit_id": unit,
                "value": cells["value"] or None,
                "reason": cells.get("reason") or None,
            }
        )
        place = (unit, said.period, said.indicator)
        if place in self._seen:
            raise LineError("lineTwice", "indicator")
        self._seen.add(place)
        target = change_targets.new_target_row(session, said)
        before = target_changing.lock_target_in_force(session, target)
        if not change_targets.set_target_reading(session, self.admin, target):
            return LineResult(LineOutcome.SAME, {"orgUnit": unit})
        return LineResult(LineOutcome.CHANGED if before else LineOutcome.NEW, {"orgUnit": unit})
