"""The only door to Pillow: is this file the picture that it says it is?"""

import re
import warnings
from contextlib import nullcontext
from io import BytesIO
from threading import Lock

from PIL import Image

from api.errors import UnsupportedMedia

PHOTO_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
MOST_PIXELS = 60_000_000
# What cannot be read row by row is held whole, at up to fifteen bytes a pixel; one at a time.
MOST_WHOLE_PIXELS = 16_000_000
# A progressive JPEG may pass over the whole picture as often as it says; cameras say ten times.
MOST_SCANS, MOST_SEGMENTS = 40, 1_000
_DRAFT_SIZE = (64, 64)
_JPEG_SEGMENT = re.compile(rb"\xff[\xc0-\xcf\xd9-\xfe]")
_JPEG_SCAN, _JPEG_END = 0xDA, 0xD9
_decoding_lock = Lock()


def photo_type(name: str, content: bytes) -> str:
    """The MIME type of a real picture. Raises UnsupportedMedia for anything else.

    Looks at the bytes only: a name or a declared type proves nothing. The whole picture is
    decoded (a JPEG at an eighth of its size), so that a cut-off file is found.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(content), formats=list(PHOTO_TYPES)) as picture:
                # Two JPEGs in one file, as many phones write them: the first is the picture.
                kind = "JPEG" if picture.format == "MPO" else picture.format or ""
                whole = kind != "JPEG" or "progressive" in picture.info
                if picture.width * picture.height > (MOST_WHOLE_PIXELS if whole else MOST_PIXELS):
                    raise UnsupportedMedia("notAPhoto", "Too many pixels.", name=name)
                if kind == "JPEG" and _has_too_many_scans(content):
                    raise UnsupportedMedia("notAPhoto", "Too many scans.", name=name)
                picture.draft("L", _DRAFT_SIZE)
                with _decoding_lock if whole else nullcontext():
                    picture.load()
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as error:
        raise UnsupportedMedia("notAPhoto", name=name) from error
    return PHOTO_TYPES[kind]


def _has_too_many_scans(jpeg: bytes) -> bool:
    """Counted without decoding: a kilobyte of scans costs as much as a whole picture."""
    at = scans = 0
    for _ in range(MOST_SEGMENTS):
        found = _JPEG_SEGMENT.search(jpeg, at + 2)
        if found is None or found[0][1] == _JPEG_END:
            return False
        scans += found[0][1] == _JPEG_SCAN
        if scans > MOST_SCANS:
            return True
        at = found.start() + int.from_bytes(jpeg[found.end() : found.end() + 2])
    return True
