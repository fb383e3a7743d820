"""Who reads a file of cells: a machine gets every value as it is kept, a person gets no formulas.

A person is whoever comes by a browser: it navigates (a link, the address bar), or carries our
cookie and no `Authorization`. Collect and scripts do neither. `cells` says it where that is wrong.
"""

from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Request, Response

from api.domain.csv_table import UTF8_MARK


class Cells(StrEnum):
    """kept: as they are; escaped: a `'` before what a spreadsheet would calculate."""

    KEPT = "kept"
    ESCAPED = "escaped"


def wanted_cells(request: Request, cells: Cells | None = None) -> Cells:
    """How the cells of this file are written for whoever asks."""
    return cells or (Cells.ESCAPED if _comes_by_browser(request) else Cells.KEPT)


def _comes_by_browser(request: Request) -> bool:
    headers = request.headers
    mode = headers.get("sec-fetch-mode")
    # Browsers before 2023 do not say how they fetch; what they ask a page for, they say always.
    navigates = mode == "navigate" or (mode is None and "text/html" in headers.get("accept", ""))
    return navigates or ("authorization" not in headers and "cookie" in headers)


CellsDep = Annotated[Cells, Depends(wanted_cells)]


def csv_response(table: str, cells: Cells, name: str) -> Response:
    """A person saves it as a file, with the mark without which Excel spoils dấu."""
    content = table.encode()
    headers = {"Vary": "Authorization, Cookie, Accept, Sec-Fetch-Mode"}
    if cells is Cells.ESCAPED:
        content = UTF8_MARK + content
        safe = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in name)
        headers["Content-Disposition"] = f'attachment; filename="{safe}.csv"'
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)
