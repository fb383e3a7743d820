"""Signing the custody receipt. Said only after the submission was kept."""

from api.crypto.keys import ServerKeys
from api.crypto.sealing import sign_text
from api.queries.receiving import Receipt
from api.schemas.receipts import SignedReceipt, receipt_text


def sign_receipt(receipt: Receipt, keys: ServerKeys, envelope_sha256: str = "") -> SignedReceipt:
    """What the phone must see before it lets go of its copy.

    `envelope_sha256` is of the envelope in which it came: who sealed it cannot read it any more,
    and knows it by that.
    """
    key_id, signature = sign_text(keys, receipt_text(receipt, envelope_sha256))
    return SignedReceipt.from_receipt(receipt, envelope_sha256, key_id, signature)
