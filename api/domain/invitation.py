"""Invitation codes: ten letters that can be read aloud and typed without mistakes. Pure."""

INVITATION_LENGTH, INVITATION_GROUP = 10, 5
# No 0 O, 1 I L, U: none of these can be mistaken for another. 30^10 codes.
INVITATION_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def format_invitation_code(letters: str) -> str:
    """As it is shown: 7KQ2M-4XWPR."""
    return f"{letters[:INVITATION_GROUP]}-{letters[INVITATION_GROUP:]}"


def parse_invitation_code(text: str) -> str | None:
    """What was meant: small letters, blanks and dashes do not matter. None when it is no code."""
    letters = "".join(text.upper().replace("-", " ").replace("–", " ").split())
    return (
        letters
        if len(letters) == INVITATION_LENGTH and set(letters) <= set(INVITATION_LETTERS)
        else None
    )
