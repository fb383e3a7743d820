"""How people and units are named beside something else."""

from typing import Literal

from api.schemas.wire import WireModel


class PersonBrief(WireModel):
    """Somebody, by her name."""

    id: int
    display_name: str


class CentralActor(WireModel):
    """Somebody, as Central names her."""

    id: int
    type: Literal["user"]
    display_name: str


class UnitName(WireModel):
    """A unit, by its name."""

    id: str
    name: str
