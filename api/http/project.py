"""The one project that there is; the URLs of Central's dialect name it."""

from typing import Annotated

from fastapi import Depends

from api.errors import NotFound, may_refuse

PROJECT_ID = 1


@may_refuse("404.1")
async def known_project(project_id: str) -> int:
    """The only project's number; anything else does not exist."""
    if project_id != str(PROJECT_ID):
        raise NotFound("project")
    return PROJECT_ID


ProjectDep = Annotated[int, Depends(known_project)]
