"""The server's public keys: what phones seal to, and what they verify receipts with."""

from typing import Any

from fastapi import APIRouter, Request

from api.crypto.keys import KeyUse, PublicKey, ServerKeys, encode_base64url

# Public: whoever is signed out may still have something to seal, and a receipt to verify.
public_keys_router = APIRouter(prefix="/v1/keys", tags=["keys"])


@public_keys_router.get("")
def list_public_keys(request: Request) -> dict[str, Any]:
    """The one key to seal to, and every key that ever signed."""
    keys: ServerKeys = request.app.state.keys
    keys.newest(KeyUse.SIGNING)
    return {
        "sealing": _public_key_as_wire(keys.newest(KeyUse.SEALING)),
        "signing": [_public_key_as_wire(one) for one in keys.all(KeyUse.SIGNING)],
    }


def _public_key_as_wire(key: PublicKey) -> dict[str, str]:
    return {"id": key.id, "publicKey": encode_base64url(key.point)}
