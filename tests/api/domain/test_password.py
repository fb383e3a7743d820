"""What may be a password, and what may be an invitation code."""

import unicodedata

import pytest

from api.domain.invitation import INVITATION_LETTERS, format_invitation_code, parse_invitation_code
from api.domain.password import password_weakness


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("ngắn quá", "passwordTooShort"),
        ("x" * 257, "passwordTooLong"),
        ("thuy.nguyen", "passwordIsLogin"),
        ("THUY.NGUYEN", "passwordIsLogin"),
        ("Mật Khẩu 123", "passwordCommon"),
        ("1234567890", "passwordCommon"),
        ("１２３４５６７８９０", "passwordCommon"),
        ("abcdefghijkl", "passwordCommon"),
        ("aaaaaaaaaabb", "passwordCommon"),
        ("hoa rừng nở muộn", None),
        ("thuy.nguyen và mẹ", None),
    ],
)
def test_a_password_is_long_and_not_what_everybody_tries(password, expected):
    assert password_weakness(password, "thuy.nguyen") == expected


def test_its_length_is_that_of_its_letters_however_they_are_composed():
    nine = "ờờờờờờờờờ"
    assert password_weakness(unicodedata.normalize("NFD", nine)) == "passwordTooShort"


@pytest.mark.parametrize(
    "said", ["7KQ2M-4XWPR", "7kq2m4xwpr", " 7kq2m – 4xwpr ", "7 K Q 2 M 4XWPR"]
)
def test_a_code_is_the_same_however_it_is_typed(said):
    assert parse_invitation_code(said) == "7KQ2M4XWPR"


@pytest.mark.parametrize("said", ["", "7KQ2M-4XWP", "7KQ2M-4XWPRA", "0KQ2M-4XWPR", "\0KQ2M4XWPR"])
def test_what_is_no_code_is_none(said):
    assert parse_invitation_code(said) is None


def test_codes_have_no_letter_that_looks_like_another():
    assert set(INVITATION_LETTERS).isdisjoint("01OILU")
    assert len(set(INVITATION_LETTERS)) == 30
    assert (
        parse_invitation_code(format_invitation_code(INVITATION_LETTERS[:10]))
        == INVITATION_LETTERS[:10]
    )
