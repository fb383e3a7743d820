"""What is generated and checked in is fresh: after a change of a route, `make contract`."""

from tests.contract import generated


def test_the_types_of_the_phone_are_fresh():
    assert generated.TYPES.read_text() == generated.types_text(), "run `make contract`"


def test_the_page_of_the_api_is_fresh():
    assert generated.PAGE.read_text() == generated.page_text(), "run `make contract`"
