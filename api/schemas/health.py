"""Whether the server is there, and its database."""

from typing import Literal

from api.schemas.wire import WireModel


class Health(WireModel):
    """Said only when the database answered."""

    status: Literal["ok"]
