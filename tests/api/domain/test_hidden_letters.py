"""What nobody sees in a text is found, and what people write is not taken for it."""

import unicodedata

import pytest

from api.domain.hidden_letters import hidden_letters


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(
            (f"Có{sign}bao nhiêu?", "bidiControl")
            for sign in "\u202e\u202a\u2066\u2069\u200f\u061c"
        ),
        *((f"xã{sign}thôn", "invisibleLetter") for sign in "\u200b\u200c\u200d\u2060\ufeff\u00ad"),
        *((f"xã{sign}thôn", "invisibleLetter") for sign in "\u3164\u115f\U000e0041"),
        ("tổ" + "\u0336\u0337\u0338\u0335", "piledMarks"),
    ],
)
def test_what_nobody_sees_is_found(text, kind):
    assert list(hidden_letters(text)) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "plain words",
        "Tổ truyền thông – “thôn” Tà Lú…",
        unicodedata.normalize("NFD", "Nguyễn Thị Hồng Ướt"),
        "👩\u200d🌾 một nhà 👨\u200d👩\u200d👧",
        "ស្ត្រី",
        "ꪼꪕ ꪒꪾ",
        "a\u00a0b",
    ],
)
def test_what_people_write_is_not(text):
    assert list(hidden_letters(text)) == []
