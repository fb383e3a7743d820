"""Whatever a route answers in JSON has a model, so that OpenAPI and the phone's types know it."""

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import BaseModel

from api.main import create_app
from api.schemas.wire import RequestModel, WireModel
from api.settings import Settings

# Why a JSON route has none.
WITHOUT_MODEL = {
    ("GET", "/v1/projects/{project_id}/forms/{xml_form_id}/definition"): "docs/forms.md has it",
    (
        "GET",
        "/v1/projects/{project_id}/forms/{xml_form_id}/versions/{version}/definition",
    ): "docs/forms.md has it",
}


@pytest.fixture(scope="module")
def routes(tmp_path_factory):
    """Every route of the app, by its method and its whole path."""
    folder = tmp_path_factory.mktemp("app")
    app = create_app(Settings(database=f"sqlite:///{folder}/a.sqlite", data_dir=folder))
    found = {}
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and route.include_in_schema:
            for method in route.methods or ():
                found[method, context.path] = route
    app.state.database.close()
    return found


def gives_json(route):
    """Its answers of 200 or 201 are no file of another type, and have a body."""
    told = route.responses.get(200, {}).get("content", {"application/json": {}})
    return "application/json" in told and route.status_code != 204


def models_in(kind):
    """The models of an annotation: of list[Model] and Model | None too."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    return [one for part in getattr(kind, "__args__", ()) for one in models_in(part)]


def test_every_route_that_answers_json_has_a_response_model(routes):
    bare = {
        key
        for key, route in routes.items()
        if gives_json(route) and not models_in(route.response_model)
    }
    assert bare == WITHOUT_MODEL.keys()
    assert len(routes) > 80


def test_what_goes_out_is_written_in_schemas_and_named_once(routes):
    given = {one for route in routes.values() for one in models_in(route.response_model)}
    names = [one.__name__ for one in given]
    assert all(issubclass(one, WireModel) for one in given)
    assert all(one.__module__.startswith("api.schemas.") for one in given)
    assert len(set(names)) == len(names)


def test_what_comes_in_never_holds_a_nul(routes):
    taken = {
        one
        for route in routes.values()
        if route.body_field
        for one in models_in(route.body_field.field_info.annotation)
    }
    assert all(issubclass(one, RequestModel) for one in taken)
    assert len(taken) > 15
