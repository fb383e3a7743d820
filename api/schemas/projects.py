"""The programme whose data this is, as Central's project 1."""

from api.schemas.wire import WireModel


class Project(WireModel):
    """A programme, Central's keys that we do not use among ours."""

    id: int
    name: str
    description: str
    archived: None
    key_id: None


PROJECT = Project(
    id=1,
    name="Dự án 8",
    description="Thực hiện bình đẳng giới và giải quyết những vấn đề cấp thiết "
    "đối với phụ nữ và trẻ em",
    archived=None,
    key_id=None,
)
