"""The custody receipt: what the server has of a submission, and the text of it that is signed."""

from typing import Self

from api.queries.receiving import Receipt
from api.schemas.wire import Instant, Omittable, WireModel, format_instant, receipt_code


class NotedProblem(WireModel):
    """What does not fit: the author's words by language, and facts for our own."""

    ref: str
    code: str
    message: dict[str, str]
    params: dict[str, str]


class ReceiptFile(WireModel):
    """A file that the record names; without a hash until its bytes have come."""

    name: str
    sha256: str
    size: int
    exists: bool


class SignedReceipt(WireModel):
    """What the phone must see before it lets go of its copy.

    `envelope_sha256` is of the envelope in which it came: who sealed it cannot read it any more,
    and knows it by that.
    """

    instance_id: str
    receipt: str
    sha256: str
    envelope_sha256: Omittable[str] = None
    received_at: Instant
    problems: list[NotedProblem]
    attachments: list[ReceiptFile]
    signed_by: str
    signature: str

    @classmethod
    def from_receipt(
        cls, receipt: Receipt, envelope_sha256: str, key_id: str, signature: str
    ) -> Self:
        """`signature` is of `receipt_text`."""
        return cls(
            instance_id=receipt.instance_id,
            receipt=receipt_code(receipt.sha256),
            sha256=receipt.sha256,
            envelope_sha256=envelope_sha256 or None,
            received_at=receipt.received_at,
            problems=[NotedProblem(**problem) for problem in receipt.problems],
            attachments=[
                ReceiptFile(
                    name=file.name, sha256=file.sha256, size=file.size, exists=bool(file.sha256)
                )
                for file in receipt.attachments
            ],
            signed_by=key_id,
            signature=signature,
        )


class UploadState(WireModel):
    """How much of a file has come; with the receipt once all of it is kept."""

    received: int
    complete: Omittable[bool] = None
    receipt: Omittable[SignedReceipt] = None


def receipt_text(receipt: Receipt, envelope_sha256: str = "") -> str:
    """What is signed; webapp/api/receipt.ts writes the same from what it was told."""
    head = ["so-thon receipt", receipt.instance_id, receipt.sha256]
    if envelope_sha256:
        head = ["so-thon sealed receipt", receipt.instance_id, receipt.sha256, envelope_sha256]
    # By UTF-16, as the phone's language compares texts.
    files = sorted(receipt.attachments, key=lambda file: file.name.encode("utf-16-be"))
    lines = [
        *head,
        format_instant(receipt.received_at),
        *(f"{f.name} {f.sha256 or '-'}" for f in files),
    ]
    return "".join(f"{line}\n" for line in lines)
