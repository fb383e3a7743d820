"""What a browser keeps for a year so that it is known again: wrong passwords of strangers do not
delay a device that was signed in before. It opens nothing and is no session.
"""

from fastapi import Request, Response

from api.access import credentials
from api.settings import Settings

DEVICE_COOKIE = "device"
DEVICE_SECONDS = 400 * 24 * 3600  # as long as browsers keep a cookie
TOKEN_LETTERS = 64


def device_cookie_name(request: Request) -> str:
    """Pinned to this host where only https may set it, as the session's is."""
    settings: Settings = request.app.state.settings
    return f"__Host-{DEVICE_COOKIE}" if settings.secure_cookies else DEVICE_COOKIE


def device_token(request: Request) -> str:
    """What this browser says, "" when it says nothing that could be ours."""
    said = request.cookies.get(device_cookie_name(request), "")
    return said if len(said) == TOKEN_LETTERS and said.isascii() else ""


def device_hash(request: Request) -> str:
    """What the database would keep of it, "" when there is none."""
    token = device_token(request)
    return credentials.hash_token(token) if token else ""


def keep_device_token(request: Request, response: Response, token: str) -> None:
    """Have the browser keep it; apps need not know of it."""
    settings: Settings = request.app.state.settings
    response.set_cookie(
        device_cookie_name(request),
        token,
        max_age=DEVICE_SECONDS,
        path="/",
        secure=settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )
