"""Texts that administrators type: NFC, trimmed, one line, no letters that nobody can see."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from api.domain.text import nfc


def check_one_line(text: str) -> str:
    """Raises ValueError for control characters and for letters that turn the text around."""
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in text):
        raise ValueError("a letter that cannot be shown")
    return text


def _trim_blanks(said: object) -> object:
    return " ".join(filter(None, nfc(said).split(" "))) if isinstance(said, str) else said


TypedLine = Annotated[str, BeforeValidator(_trim_blanks), AfterValidator(check_one_line)]
TypedName = Annotated[TypedLine, Field(min_length=1, max_length=200)]
TypedLogin = Annotated[TypedLine, Field(min_length=1, max_length=120)]
TypedSource = Annotated[TypedLine, Field(max_length=200)]
TypedNote = Annotated[TypedLine, Field(max_length=1000)]
TypedUnitId = Annotated[TypedLine, Field(min_length=1, max_length=11)]
