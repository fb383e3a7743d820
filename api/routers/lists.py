"""The lists that forms choose from, as our phone caches them; Central's datasets beside them."""

import hashlib
import json

from fastapi import APIRouter, Request, Response

from api import clock
from api.access.person import Person
from api.documents import list_csv
from api.errors import NotFound, may_refuse
from api.http.auth import PersonDep
from api.http.cells import Cells, CellsDep, csv_response
from api.http.contract import NOT_MODIFIED, gives
from api.http.database import DatabaseDep
from api.http.project import ProjectDep
from api.queries import entities, lists
from api.schemas.lists import ChoiceList, Dataset

router = APIRouter(prefix="/v1", tags=["lists"])


@router.get("/lists/{name}", responses=NOT_MODIFIED, response_model=ChoiceList)
@may_refuse("404.1")
def read_list(name: str, person: PersonDep, request: Request, database: DatabaseDep) -> Response:
    """Every row within reach; {"name", "rows": [{"name", "label", …}]}. Has an ETag."""
    found = _list_within_reach(person, database, name)
    body = json.dumps({"name": name, "rows": found}, ensure_ascii=False).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


@router.get("/projects/{project_id}/datasets")
def list_datasets(_: PersonDep, __: ProjectDep, database: DatabaseDep) -> list[Dataset]:
    """The entity lists, as Central names them."""
    with database.reading() as session:
        return [
            Dataset(name=name, project_id=1, approval_required=False)
            for name in entities.entity_list_names(session)
        ]


@router.get(
    "/projects/{project_id}/datasets/{name}/entities.csv",
    responses=gives("text/csv"),
    response_class=Response,
)
def read_dataset_csv(
    name: str, person: PersonDep, _: ProjectDep, cells: CellsDep, database: DatabaseDep
) -> Response:
    """An entity list as CSV, within reach; without formulas for a person's spreadsheet."""
    rows = _list_within_reach(person, database, name)
    table = list_csv.render_list_csv(rows, escaped=cells is Cells.ESCAPED)
    return csv_response(table, cells, name)


def _list_within_reach(person: Person, database: DatabaseDep, name: str) -> lists.ListRows:
    day = clock.today()
    with database.reading() as session:
        if name not in lists.known_list_names(session):
            raise NotFound("list")
        return lists.list_rows_within(session, name, person.roots(day), day)
