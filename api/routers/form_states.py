"""A form is withdrawn at once on all phones, and opened again, by whoever may publish it.

Nothing that was written with it is refused: it is received as late.
"""

from fastapi import APIRouter

from api import clock
from api.errors import NotFound, may_refuse
from api.http.administrator import AdministratorDep
from api.http.database import DatabaseDep
from api.http.project import ProjectDep
from api.queries import forms, locking
from api.schemas.forms import FormState, FormStateChange, PublishedForm

router = APIRouter(prefix="/v1/projects/{project_id}/forms", tags=["form versions"])


@router.patch("/{xml_form_id}")
@may_refuse("404.1", "nationOnly")
def update_form_state(
    xml_form_id: str,
    said: FormStateChange,
    admin: AdministratorDep,
    _: ProjectDep,
    database: DatabaseDep,
) -> PublishedForm:
    """Withdraw the form (`closing`) or open it again; saying it twice changes nothing."""
    admin.must_be_of_nation()
    with database.writing() as session:
        locking.lock_administration(session)
        form = forms.find_form(session, xml_form_id)
        edition = forms.find_form_version(session, xml_form_id)
        if form is None or edition is None:
            raise NotFound("form")
        closing = said.state is FormState.CLOSING
        if closing != (form.withdrawn_at is not None):
            form.withdrawn_at = clock.now() if closing else None
            session.add(form)
            action = "form.withdraw" if closing else "form.reopen"
            admin.note(session, action, "form", xml_form_id, {})
        return PublishedForm.from_version(form, edition)
