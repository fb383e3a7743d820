"""Invitation codes: ten letters that can be read aloud and typed without mistakes. Pure."""

LENGTH, GROUP = 10, 5
# No 0 O, 1 I L, U: none of these can be mistaken for another. 30^10 codes.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def spoken(letters: str) -> str:
    """As it is shown: 7KQ2M-4XWPR."""
    return f"{letters[:GROUP]}-{letters[GROUP:]}"


def typed(text: str) -> str | None:
    """What was meant: small letters, blanks and dashes do not matter. None when it is no code."""
    letters = "".join(text.upper().replace("-", " ").replace("–", " ").split())
    return letters if len(letters) == LENGTH and set(letters) <= set(LETTERS) else None
