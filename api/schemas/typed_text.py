"""Texts that administrators type: NFC, trimmed, one line, no letters that nobody can see."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from api.domain.text import nfc


def one_line(text: str) -> str:
    """Raises ValueError for control characters and for letters that turn the text around."""
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in text):
        raise ValueError("a letter that cannot be shown")
    return text


def _trimmed(said: object) -> object:
    return " ".join(filter(None, nfc(said).split(" "))) if isinstance(said, str) else said


Line = Annotated[str, BeforeValidator(_trimmed), AfterValidator(one_line)]
Name = Annotated[Line, Field(min_length=1, max_length=200)]
Login = Annotated[Line, Field(min_length=1, max_length=120)]
Source = Annotated[Line, Field(max_length=200)]
Note = Annotated[Line, Field(max_length=1000)]
UnitId = Annotated[Line, Field(min_length=1, max_length=11)]
