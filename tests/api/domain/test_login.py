"""However a login is typed, it is counted as one."""

import unicodedata

import pytest

from api.access.credentials import normalize_login
from api.domain.login import LONGEST_LOGIN, counted_login


@pytest.mark.parametrize(
    "typed",
    [
        "trâm",
        "TRÂM",
        " Trâm ",
        "ｔｒâｍ",
        unicodedata.normalize("NFD", "Trâm"),
        "tr\u200bâm",
        "t r â m",
    ],
)
def test_trams_login_is_one_however_it_is_typed(typed):
    assert counted_login(typed) == "trâm"


@pytest.mark.parametrize(
    "typed",
    [
        *("0912345678", "0912 345 678", "0912.345.678", "0912-345-678", "(0912) 345678"),
        *("+84912345678", "+84 912 345 678", "84912345678", "0084912345678", "+84 (0)912345678"),
        *("０９１２３４５６７８", "＋84912345678", "0912\u00a0345\u2011678", "0912\u200b345678"),
    ],
)
def test_a_number_is_one_however_it_is_dialled(typed):
    assert counted_login(typed) == "+84912345678"


@pytest.mark.parametrize("login", ["lan", "quan-tri", "0912", "84", "12345678901234", "a.b@c.vn"])
def test_other_logins_stay_what_they_are(login):
    assert counted_login(login) == login


def test_what_finds_one_account_is_counted_as_one():
    """No spelling that signs in can be worth a fresh count."""
    typed = ["Straße", "ſan", "ŁAN", "İLAN", "ﬁn", "Å", "ΣΑΣ", "x" * 500]
    for one in typed:
        for other in (one.upper(), one.lower(), f"  {one}\t", unicodedata.normalize("NFKD", one)):
            if normalize_login(one) == normalize_login(other):
                assert counted_login(one) == counted_login(other)
    assert len(counted_login("x" * 500)) == LONGEST_LOGIN
