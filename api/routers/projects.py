"""Projects as Central means them. There is one, Dự án 8; programmes to come are further ones."""

from typing import Any

from fastapi import APIRouter

from api.http.auth import PersonDep
from api.http.project import PROJECT, ProjectDep

router = APIRouter(prefix="/v1/projects", tags=["projects"])


@router.get("")
def list_projects(_: PersonDep) -> list[dict[str, Any]]:
    """Every project that the person can see."""
    return [PROJECT]


@router.get("/{project_id}")
def read_project(_: PersonDep, __: ProjectDep) -> dict[str, Any]:
    """One project."""
    return PROJECT
