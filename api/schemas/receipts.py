"""The custody receipt: what the server has of a submission, and the text of it that is signed."""

from typing import Any

from api.queries.receiving import Receipt
from api.schemas.wire import format_instant, receipt_code


def receipt_as_wire(
    receipt: Receipt, envelope_sha256: str, key_id: str, signature: str
) -> dict[str, Any]:
    """What the phone must see before it lets go of its copy; `signature` is of `receipt_text`."""
    return {
        "instanceId": receipt.instance_id,
        "receipt": receipt_code(receipt.sha256),
        "sha256": receipt.sha256,
        **({"envelopeSha256": envelope_sha256} if envelope_sha256 else {}),
        "receivedAt": format_instant(receipt.received_at),
        "problems": receipt.problems,
        "attachments": [
            {
                "name": file.name,
                "sha256": file.sha256,
                "size": file.size,
                "exists": bool(file.sha256),
            }
            for file in receipt.attachments
        ],
        "signedBy": key_id,
        "signature": signature,
    }


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
