"""What the server says of itself to everybody: it answers; it is, or is not, a demonstration."""

from typing import Literal

from api.schemas.wire import Omittable, WireModel

OfferedWork = Literal["teamLeader", "healthStation", "commune", "province", "administrator"]


class OfferedAccount(WireModel):
    """An account that anybody may try, by the work that it stands for."""

    login: str
    work: OfferedWork


class DemonstrationOffer(WireModel):
    """Accounts with a public password; nobody's work and nobody's name."""

    password: str
    accounts: list[OfferedAccount]


class Health(WireModel):
    """Said only when the database answered; `demonstration` is absent outside that mode."""

    status: Literal["ok"]
    demonstration: Omittable[DemonstrationOffer] = None
