"""The server's public keys: what phones seal to, and what they verify receipts with."""

from typing import Any

from fastapi import APIRouter, Request

from api.crypto.keys import Keys, Public, Use, written

# Public: whoever is signed out may still have something to seal, and a receipt to verify.
public = APIRouter(prefix="/v1/keys", tags=["keys"])


@public.get("")
def published(request: Request) -> dict[str, Any]:
    """The one key to seal to, and every key that ever signed."""
    keys: Keys = request.app.state.keys
    keys.newest(Use.SIGNING)
    return {
        "sealing": _as_wire(keys.newest(Use.SEALING)),
        "signing": [_as_wire(one) for one in keys.all(Use.SIGNING)],
    }


def _as_wire(key: Public) -> dict[str, str]:
    return {"id": key.id, "publicKey": written(key.point)}
