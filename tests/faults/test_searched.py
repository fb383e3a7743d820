"""The search itself: what it is shown it finds, however it is dressed and packed."""

import base64
import gzip
import json
import unicodedata
import urllib.parse
import zlib

import pytest

from tests.faults.searched import dresses, log_records, search, snappy

NAME = "Mấu Thị Đàng"
SECRETS = {"name": dresses(NAME)}
NFD = unicodedata.normalize("NFD", NAME)


@pytest.mark.parametrize(
    "content",
    [
        NAME.encode(),
        NAME.encode("utf-16-le"),
        NAME.encode("utf-16-be"),
        NFD.encode(),
        json.dumps({"said": NAME}).encode(),
        urllib.parse.quote(NAME).encode(),
        NAME.encode().hex().encode(),
        *(base64.b64encode(b"x" * n + NAME.encode() + b"yz") for n in range(3)),
        # Without the hour: the workers of a run must call a case by one name.
        gzip.compress(NAME.encode(), mtime=0),
        b"before" + zlib.compress(NAME.encode("utf-16-le")),
    ],
)
def test_found_in_every_dress(tmp_path, content):
    (tmp_path / "some file").write_bytes(b"\0\1\2" + content + b"\3\4")
    assert search(tmp_path, SECRETS) == ["name in some file"]


def test_found_in_the_name_of_a_file_and_nowhere_else(tmp_path):
    (tmp_path / NAME).write_bytes(b"nothing here")
    (tmp_path / "other").write_bytes("Mấu Thị Đông".encode())
    assert len(search(tmp_path, SECRETS)) == 1


def test_whole_again_across_the_blocks_of_a_log(tmp_path):
    head, tail = NAME.encode()[:6], NAME.encode()[6:]
    first = b"\0" * 4 + (32_768 - 7).to_bytes(2, "little") + b"\x02"
    first += b"-" * (32_768 - 7 - len(head)) + head
    last = b"\0" * 4 + len(tail).to_bytes(2, "little") + b"\x04" + tail
    (tmp_path / "000003.log").write_bytes(first + last)
    assert NAME.encode() in next(log_records(first + last))
    assert search(tmp_path, SECRETS) == ["name in 000003.log"]


def test_unpacked_from_snappy():
    # "abcdabcd…": four letters, then a copy from four back that runs on.
    assert snappy(b"\x0c\x0cabcd\x11\x04") == b"abcdabcdabcd"
