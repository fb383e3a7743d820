"""The server's public keys: what phones seal to, and what they verify receipts with."""

from collections.abc import Iterable
from typing import Self

from api.crypto.keys import PublicKey, encode_base64url
from api.schemas.wire import WireModel


class ServerKey(WireModel):
    """Its id, and its point as base64url of 65 bytes."""

    id: str
    public_key: str

    @classmethod
    def from_key(cls, key: PublicKey) -> Self:
        """The public half is all that there is of it here."""
        return cls(id=key.id, public_key=encode_base64url(key.point))


class ServerKeyList(WireModel):
    """The one key to seal to, and every key that ever signed."""

    sealing: ServerKey
    signing: list[ServerKey]

    @classmethod
    def from_keys(cls, sealing: PublicKey, signing: Iterable[PublicKey]) -> Self:
        """In the order in which they were made."""
        return cls(
            sealing=ServerKey.from_key(sealing),
            signing=[ServerKey.from_key(one) for one in signing],
        )
