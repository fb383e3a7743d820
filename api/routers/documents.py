"""The plans behind targets, with what is quoted of them. Official, so for everybody signed in."""

from typing import Any

from fastapi import APIRouter

from api.errors import NotFound
from api.http.auth import PersonDep
from api.models.document import Document, DocumentPassage
from api.queries import documents
from api.storage.db import DatabaseDep

router = APIRouter(prefix="/v1/documents", tags=["documents"])

Json = dict[str, Any]


@router.get("")
def list_documents(_: PersonDep, database: DatabaseDep) -> list[Json]:
    """Every plan that is kept here."""
    with database.reading() as session:
        return [_document_as_wire(one) for one in documents.all_documents(session)]


@router.get("/{document_id}")
def read_document(document_id: str, _: PersonDep, database: DatabaseDep) -> Json:
    """One plan: its sentences and table lines that something here rests on, with our notes."""
    with database.reading() as session:
        found = documents.find_document(session, document_id)
        if found is None:
            raise NotFound("document")
        quoted = documents.passages(session, document_id)
        return {**_document_as_wire(found), "passages": [_passage_as_wire(one) for one in quoted]}


def _document_as_wire(one: Document) -> Json:
    return {
        "id": one.id,
        "citedAs": one.cited_as,
        "title": one.title,
        "number": one.number,
        "issuedOn": one.issued_on,
        "issuer": one.issuer,
        "note": one.note,
    }


def _passage_as_wire(one: DocumentPassage) -> Json:
    return {
        "line": one.line,
        "lastLine": one.last_line,
        "place": one.place,
        "text": one.text,
        "note": one.note,
    }
