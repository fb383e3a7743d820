"""What may be a password: long enough, not the login, not what everybody tries first. Pure."""

import unicodedata
from enum import StrEnum
from itertools import pairwise

from api.domain.text import search_key

LEAST_PASSWORD_LENGTH, MOST_PASSWORD_LENGTH = 10, 256
# Tried first by anybody who guesses, here and elsewhere; compared without dấu, blanks and case.
_TRIED_FIRST = """
    password password1 password12 password123 passw0rd123 matkhau matkhau1 matkhau12 matkhau123
    matkhau1234 matkhaumoi matkhaucuatoi mat_khau_123 khongcomatkhau khongcopass quenmatkhau
    1234567890 0123456789 0987654321 9876543210 1029384756 1357924680 123123123123 112233445566
    1234512345 6789067890 123456789a a123456789 abc1234567 abcd123456 abcde12345 a1234567890
    qwertyuiop qwerty1234 qwerty12345 qwerty123456 1q2w3e4r5t 1qaz2wsx3edc asdfghjkl; zxcvbnm123
    asdfghjklz q1w2e3r4t5 abcdefghij iloveyou12 iloveyou123 anhyeuem123 emyeuanh123 anhyeuemnhieu
    emyeuanhnhieu yeuemnhieulam anhyeuemmaimai conyeubome giadinhtoi giadinh123 vietnam123
    vietnam1234 vietnamvodich vietnam2025 vietnam2026 hochiminh123 hanoi12345 saigon12345
    admin12345 admin123456 administrator quantri123 quantrivien nguoidung123 hoiphunu123
    hoiphunu2025 hoiphunu2026 phunu12345 phunuvietnam lienhiephoi duan812345 duanso8123 sothon1234
    sothon12345 so-thon-demo totruyenthong binhdanggioi khanhhoa123 gialai1234 changeme123
    letmein1234 welcome123 welcome1234 macdinh123 doimatkhau 12345678910 1234567891
"""
COMMON_PASSWORDS = frozenset(_TRIED_FIRST.split())


class PasswordWeakness(StrEnum):
    """Why a password is not taken."""

    TOO_SHORT = "passwordTooShort"
    TOO_LONG = "passwordTooLong"
    IS_LOGIN = "passwordIsLogin"
    COMMON = "passwordCommon"


def password_weakness(password: str, login: str = "") -> PasswordWeakness | None:
    """The first thing that speaks against it; lengths are of the NFC form."""
    said = unicodedata.normalize("NFC", password)
    if len(said) > MOST_PASSWORD_LENGTH:
        return PasswordWeakness.TOO_LONG
    if len(said) < LEAST_PASSWORD_LENGTH:
        return PasswordWeakness.TOO_SHORT
    plain = _plain_password(said)
    if login and plain in {
        _plain_password(login),
        _plain_password(login) * 2,
        _plain_password(login)[::-1],
    }:
        return PasswordWeakness.IS_LOGIN
    if len(set(plain)) < 4 or plain in COMMON_PASSWORDS or _is_run(plain):
        return PasswordWeakness.COMMON
    return None


def _plain_password(text: str) -> str:
    return search_key(unicodedata.normalize("NFKC", text)).replace(" ", "")


def _is_run(text: str) -> bool:
    """1234567890 and abcdefghij, forwards or backwards."""
    steps = {ord(later) - ord(earlier) for earlier, later in pairwise(text)}
    return steps in ({1}, {-1})
