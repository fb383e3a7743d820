"""The server's public keys: what phones seal to, and what they verify receipts with."""

from fastapi import APIRouter, Request

from api.crypto.keys import KeyUse, ServerKeys
from api.schemas.keys import ServerKeyList

# Public: whoever is signed out may still have something to seal, and a receipt to verify.
public_keys_router = APIRouter(prefix="/v1/keys", tags=["keys"])


@public_keys_router.get("")
def list_public_keys(request: Request) -> ServerKeyList:
    """The one key to seal to, and every key that ever signed."""
    keys: ServerKeys = request.app.state.keys
    keys.newest(KeyUse.SIGNING)
    return ServerKeyList.from_keys(keys.newest(KeyUse.SEALING), keys.all(KeyUse.SIGNING))
