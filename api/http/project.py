"""The programme whose data this is, as Central's project 1."""

from typing import Annotated, Any

from fastapi import Depends

from api.errors import NotFound

PROJECT: dict[str, Any] = {
    "id": 1,
    "name": "Dự án 8",
    "description": "Thực hiện bình đẳng giới và giải quyết những vấn đề cấp thiết "
    "đối với phụ nữ và trẻ em",
    "archived": None,
    "keyId": None,
}


async def known_project(project_id: str) -> int:
    """The only project's number; anything else does not exist."""
    if project_id != str(PROJECT["id"]):
        raise NotFound("project")
    return 1


ProjectDep = Annotated[int, Depends(known_project)]
