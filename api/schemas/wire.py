"""How things look on the wire: camelCase, instants in UTC with Z, Central's spellings.

A body that comes is a `RequestModel`, one that goes a `WireModel`; each names every key once.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic.json_schema import SkipJsonSchema

Value = TypeVar("Value")
# What is passed on as it is: no one shape fits all of it.
JsonObject = dict[str, Any]


class WireModel(BaseModel):
    """snake_case here, camelCase outside. Its keys are written in the order of its fields."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        serialize_by_alias=True,
        from_attributes=True,
    )


class RequestModel(WireModel):
    """A body that comes; unknown fields of a client are ignored. It is kept by our names."""

    model_config = ConfigDict(serialize_by_alias=False)

    @model_validator(mode="before")
    @classmethod
    def _storable(cls, said: Any) -> Any:
        """One database would keep a NUL in a text and the other would not: neither is asked."""
        if isinstance(said, dict) and any(
            isinstance(value, str) and "\0" in value for value in said.values()
        ):
            raise ValueError("a text holds a NUL")
        return said


class Success(WireModel):
    """Central's word for what was done and has nothing to tell."""

    success: bool


def format_instant(at: datetime | None) -> str | None:
    """2026-11-21T18:59:40.123Z, as Central and every browser write it."""
    if at is None:
        return None
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _is_none(value: object) -> bool:
    return value is None


Instant = Annotated[
    datetime,
    PlainSerializer(format_instant),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
# A key that is left out where there is nothing to say: `null` never stands there.
Omittable = Annotated[Value | SkipJsonSchema[None], Field(exclude_if=_is_none)]


def receipt_code(sha256: str) -> str:
    """Six letters to read aloud over the phone, from the record's hash: 7KQ-2M4."""
    number = int(sha256[:16], 16)
    letters = "".join(_RECEIPT_ALPHABET[(number >> shift) & 31] for shift in range(0, 30, 5))
    return f"{letters[:3]}-{letters[3:]}"


# Crockford's: no I, L, O or U to be mistaken for something else.
_RECEIPT_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
