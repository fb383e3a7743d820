"""The server's public keys: what phones seal to, and what they verify receipts with."""

from fastapi import APIRouter, Request

from api.crypto.keys import KeyUse, PublicKey, ServerKeys, encode_base64url
from api.schemas.keys import ServerKey, ServerKeyList

# Public: whoever is signed out may still have something to seal, and a receipt to verify.
public_keys_router = APIRouter(prefix="/v1/keys", tags=["keys"])


@public_keys_router.get("")
def list_public_keys(request: Request) -> ServerKeyList:
    """The one key to seal to, and every key that ever signed."""
    keys: ServerKeys = request.app.state.keys
    keys.newest(KeyUse.SIGNING)
    return ServerKeyList(
        sealing=_make_server_key(keys.newest(KeyUse.SEALING)),
        signing=[_make_server_key(one) for one in keys.all(KeyUse.SIGNING)],
    )


def _make_server_key(key: PublicKey) -> ServerKey:
    return ServerKey(id=key.id, public_key=encode_base64url(key.point))
