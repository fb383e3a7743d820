"""A number as somebody types it: 1200, 48.28 or 48,28; 1.200 could be two numbers and is none."""

import re
from decimal import Decimal

_TYPED_NUMBER = re.compile(r"[0-9]{1,12}(?:[.,](?P<fraction>[0-9]{1,4}))?")


def parse_typed_number(text: str) -> Decimal:
    """Raises ValueError. Three digits after one sign may be thousands: they are not guessed."""
    found = _TYPED_NUMBER.fullmatch(text.strip())
    if found is None or len(found["fraction"] or "") == 3:
        raise ValueError("not a number, or one that can be read in two ways")
    return Decimal(text.strip().replace(",", "."))
