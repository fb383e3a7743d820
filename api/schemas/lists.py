"""The lists that forms choose from, and Central's datasets."""

from pydantic import ConfigDict

from api.schemas.wire import WireModel


class ChoiceRow(WireModel):
    """One row; besides these, every property of the list as text."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, str]

    name: str
    label: str


class ChoiceList(WireModel):
    """Every row within reach."""

    name: str
    rows: list[ChoiceRow]


class Dataset(WireModel):
    """An entity list, as Central names it."""

    name: str
    project_id: int
    approval_required: bool
