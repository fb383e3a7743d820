"""The plans and what is quoted of them: read, and loaded from two CSV files."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from api.models.document import Document, DocumentPassage
from api.queries.replacing import replace_rows


def all_documents(session: Session) -> Sequence[Document]:
    """Every plan, by its name."""
    return session.scalars(select(Document).order_by(col(Document.cited_as))).all()


def find_document(session: Session, document_id: str) -> Document | None:
    """One plan."""
    return session.get(Document, document_id)


def passages(session: Session, document_id: str) -> Sequence[DocumentPassage]:
    """What is quoted of a plan, in the order of its text."""
    return session.scalars(
        select(DocumentPassage)
        .where(col(DocumentPassage.document_id) == document_id)
        .order_by(col(DocumentPassage.line))
    ).all()


def quoted_line_places(session: Session) -> dict[tuple[str, int], str]:
    """The place of every quoted line, by document and number: what a target may rest on."""
    return {
        (passage.document_id, passage.line): passage.place
        for passage in session.scalars(select(DocumentPassage))
    }


def load_documents(session: Session, documents: str, quotations: str) -> int:
    """Make the plans what the CSV files say; how many rows changed. Raises ValueError by line.

    A plan that left the file stays, with its passages: targets rest on them.
    """
    plans = list(_parse_csv_lines("documents", documents, _document_row))
    ours = {plan["id"] for plan in plans}
    lines = list(_parse_csv_lines("document_passages", quotations, _passage_row))
    for line in lines:
        if line["document_id"] not in ours:
            raise ValueError(f"document_passages: no document {line['document_id']}")
    changes = replace_rows(session, Document, plans, lambda _: False)
    quotes = replace_rows(session, DocumentPassage, lines, lambda row: row["document_id"] in ours)
    return changes.touched + quotes.touched


def _parse_csv_lines(name: str, table: str, row: Any) -> Iterator[dict[str, Any]]:
    for line, said in enumerate(csv.DictReader(io.StringIO(table)), start=2):
        try:
            yield row(said)
        except (ValueError, KeyError) as error:
            raise ValueError(f"{name}, line {line}: {error}") from error


def _document_row(said: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": said["id"],
        "cited_as": said["cited_as"],
        "title": said["title"],
        "number": said["number"],
        "issued_on": date.fromisoformat(said["issued_on"]) if said["issued_on"] else None,
        "issuer": said["issuer"],
        "note": said["note"],
    }


def _passage_row(said: Mapping[str, str]) -> dict[str, Any]:
    first, last = int(said["line"]), int(said["last_line"])
    if not 1 <= first <= last or not said["text"]:
        raise ValueError("a passage has a text, and lines in their order")
    return {
        "document_id": said["document"],
        "line": first,
        "last_line": last,
        "place": said["place"],
        "text": said["text"],
        "note": said["note"],
    }
