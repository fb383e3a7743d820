"""Every route, asked by everybody with what the document allows, answers as the document says.

No 5xx, no status or media type that is not written there, every answer of its shape. The cases
are made by schemathesis from the document, always the same ones; half of them name what is there.
"""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import checks, openapi
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.python import asgi
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api import clock
from api.queries import org_units
from tests.contract.generated import openapi_document
from tests.people import ADMIN, HOA, LAN, MAI, TRAM, new_id, token_of, unit_of
from tests.records import send, team

pytestmark = [pytest.mark.one_database]

# Of each operation; more of them, and on both databases, in the long run.
FEW, MANY = 1, 6
CHECKS = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
ROLES = [None, LAN, TRAM, MAI, HOA, ADMIN]


@pytest.fixture(scope="module")
def operations():
    """The operations of the document, made ready once."""
    schema = openapi.from_dict(openapi_document())
    return [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]


def what_is_there(world, ask_as):
    """Path parameters that lead somewhere; a record of Lan's is among them."""
    instance_id = new_id()
    with world.reading() as session:
        send(ask_as(LAN), team(unit_of(session, LAN), id=instance_id))
        commune = unit_of(session, MAI)
        village = org_units.child_units(session, commune, clock.today())[0].id
    return {
        "project_id": ["1"],
        "xml_form_id": ["to_truyen_thong"],
        "instance_id": [instance_id],
        "version_instance_id": [instance_id],
        "unit_id": [commune, village],
        "user_id": [1, 2, 3],
        "assignment_id": [1, 2],
        "code": ["TTCD"],
        "kind": ["users", "orgUnits", "targets"],
        "name": ["org_units", "team"],
        "handover_id": [1],
    }


@pytest.mark.parametrize("cases", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
@pytest.mark.parametrize("who", ROLES, ids=lambda who: who.login if who else "nobody")
def test_every_route_answers_as_it_says(app, world, ask_as, operations, who, cases):
    there = what_is_there(world, ask_as)
    wrong: list[str] = []
    answered: Counter[int] = Counter()
    with asgi.get_client(app) as client:
        for operation in operations:
            if who is not None:
                client.headers["Authorization"] = f"Bearer {token_of(world, who)}"
            wrong += faults_of(operation, client, there, answered, cases)
    assert not wrong, "\n\n".join(wrong)
    # The cases go in, and are not all turned away at the door.
    assert sum(answered.values()) >= len(operations)
    assert answered[200] >= (1 if who is None else 20), answered


def faults_of(operation, client, there, answered, cases) -> list[str]:
    """What the document and the answers of one route do not agree in."""
    found: list[str] = []
    known = {
        name: st.sampled_from(there[name])
        for name in (one.name for one in operation.path_parameters)
        if name in there
    }

    @seed(8)
    @settings(
        max_examples=cases,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        operation.as_strategy(), st.fixed_dictionaries(known), st.sampled_from([True, True, False])
    )
    def ask(case, parameters, named):
        if named:
            case.path_parameters = {**(case.path_parameters or {}), **parameters}
        response = case.call(session=client)
        answered[response.status_code] += 1
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as wrong:
            found.extend(f"{case.method} {case.formatted_path}: {one}" for one in wrong.exceptions)

    ask()
    return found
