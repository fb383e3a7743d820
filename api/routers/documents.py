"""The plans behind targets, with what is quoted of them. Official, so for everybody signed in."""

from fastapi import APIRouter

from api.errors import NotFound, may_refuse
from api.http.auth import PersonDep
from api.http.database import DatabaseDep
from api.queries import documents
from api.schemas.documents import Plan, PlanSummary

router = APIRouter(prefix="/v1/documents", tags=["documents"])


@router.get("")
def list_documents(_: PersonDep, database: DatabaseDep) -> list[PlanSummary]:
    """Every plan that is kept here."""
    with database.reading() as session:
        return [PlanSummary.model_validate(one) for one in documents.all_documents(session)]


@router.get("/{document_id}")
@may_refuse("404.1")
def read_document(document_id: str, _: PersonDep, database: DatabaseDep) -> Plan:
    """One plan: its sentences and table lines that something here rests on, with our notes."""
    with database.reading() as session:
        found = documents.find_document(session, document_id)
        if found is None:
            raise NotFound("document")
        return Plan.from_document(found, documents.passages(session, document_id))
