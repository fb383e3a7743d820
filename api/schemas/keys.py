"""The server's public keys: what phones seal to, and what they verify receipts with."""

from api.schemas.wire import WireModel


class ServerKey(WireModel):
    """Its id, and its point as base64url of 65 bytes."""

    id: str
    public_key: str


class ServerKeyList(WireModel):
    """The one key to seal to, and every key that ever signed."""

    sealing: ServerKey
    signing: list[ServerKey]
