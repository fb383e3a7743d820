"""Projects as Central means them. There is one, Dự án 8; programmes to come are further ones."""

from fastapi import APIRouter

from api.http.auth import PersonDep
from api.http.project import ProjectDep
from api.schemas.projects import PROJECT, Project

router = APIRouter(prefix="/v1/projects", tags=["projects"])


@router.get("")
def list_projects(_: PersonDep) -> list[Project]:
    """Every project that the person can see."""
    return [PROJECT]


@router.get("/{project_id}")
def read_project(_: PersonDep, __: ProjectDep) -> Project:
    """One project."""
    return PROJECT
