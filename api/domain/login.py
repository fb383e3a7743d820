"""One login, however it is typed: what wrong passwords are counted by. Pure; compares, never shows.

Rule: spellings that could ever mean one account have one form, so that nobody is given a fresh
count by writing a login otherwise.
"""

import re
import unicodedata

LONGEST_LOGIN = 120
# What people put between the digits of a number, and what nobody sees.
_BETWEEN_DIGITS = re.compile(r"[\s.()\-‐-―−]+")
# A number of Viet Nam: a mobile one has nine digits after its 0, one of an office ten.
_NUMBER = re.compile(r"(?:\+84|0084|84|0)0?([1-9][0-9]{8,9})")


def counted_login(typed: str) -> str:
    """The one form of all spellings: case, full width, composed or not, unseen letters, blanks.

    0912 345 678, 0912.345.678, 84912345678 and +84 912 345 678 are all +84912345678.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", typed).casefold())
    seen = "".join(one for one in folded if unicodedata.category(one) not in {"Cf", "Cc"})
    plain = "".join(seen.split())[:LONGEST_LOGIN]
    number = _NUMBER.fullmatch(_BETWEEN_DIGITS.sub("", plain))
    return f"+84{number[1]}" if number else plain
