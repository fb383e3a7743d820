"""What a route says that it may answer with is what its source can come to, and nothing else."""

from itertools import chain

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from api.error_catalogue import ERROR_CATALOGUE
from api.http.contract import DETAIL_SCHEMAS, FROM_ANY_REQUEST, declared_codes
from tests.api.refusals import EVERYWHERE, reachable_codes


def handlers(app):
    return [
        context
        for context in iter_route_contexts(app.routes)
        if isinstance(context.original_route, APIRoute) and context.original_route.include_in_schema
    ]


def calls(dependant: Dependant):
    yield dependant.call
    for each in dependant.dependencies:
        yield from calls(each)


def test_every_route_declares_the_codes_that_it_can_come_to(routes):
    wrong = {}
    for context in handlers(routes):
        declared = set(declared_codes(context.dependant)) - EVERYWHERE
        found = set(
            chain.from_iterable(
                reachable_codes(f"{call.__module__}.{call.__name__}")
                for call in calls(context.dependant)
            )
        )
        if declared != found:
            wrong[context.name] = {"missing": found - declared, "never": declared - found}
    assert not wrong


def test_the_document_names_each_refusal_once_under_its_status(routes):
    for path, operations in routes.openapi()["paths"].items():
        for operation in operations.values():
            codes = []
            for status, answer in operation["responses"].items():
                if status[0] in "45":
                    (content,) = answer["content"].values()
                    here = content["schema"]["allOf"][1]["properties"]["code"]["enum"]
                    assert {str(ERROR_CATALOGUE[code].status) for code in here} == {status}
                    codes += here
            assert len(codes) == len(set(codes)), path
            assert set(FROM_ANY_REQUEST) <= set(codes), path


def test_every_field_of_details_has_its_schema():
    fields = {field for entry in ERROR_CATALOGUE.values() for field in entry.details.split()}
    assert fields == DETAIL_SCHEMAS.keys()


def test_every_operation_has_its_own_name_and_a_sentence(routes):
    operations = [one for each in routes.openapi()["paths"].values() for one in each.values()]
    names = [one["operationId"] for one in operations]
    assert len(names) == len(set(names))
    assert all(one["summary"].endswith(".") for one in operations)


@pytest.mark.parametrize("called", ["api.routers.reviews.create_review"])
def test_the_reader_of_the_source_finds_what_is_raised_far_below(called):
    assert {"404.1", "403.1", "movedMeanwhile"} <= reachable_codes(called)
