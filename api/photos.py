"""The only door to Pillow: is this file the picture that it says it is?"""

import warnings
from io import BytesIO

from PIL import Image

from api.errors import UnsupportedMedia

TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
MOST_PIXELS = 60_000_000
_SMALL = (64, 64)


def photo_type(name: str, content: bytes) -> str:
    """The MIME type of a real picture. Raises UnsupportedMedia for anything else.

    Looks at the bytes only: a name or a declared type proves nothing. The whole picture is
    decoded (a JPEG at an eighth of its size), so that a cut-off file is found.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(content), formats=list(TYPES)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise UnsupportedMedia("notAPhoto", "Too many pixels.", name=name)
                kind = picture.format or ""
                picture.draft("L", _SMALL)
                picture.load()
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as error:
        raise UnsupportedMedia(
            "notAPhoto", "This file is not a whole JPEG, PNG or WebP picture.", name=name
        ) from error
    return TYPES[kind]
