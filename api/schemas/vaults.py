"""What the server gives back of a phone's vault."""

from api.schemas.wire import WireModel


class VaultKey(WireModel):
    """The key of her own vault, as base64url."""

    key: str
