"""python -m tests.hygiene.secrets: is there a key or a password in any file of the repository?

Asks detect-secrets, and sends nothing anywhere. Every false alarm has its reason below.
"""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from detect_secrets.core import scan
from detect_secrets.settings import default_settings

ROOT = Path(__file__).parent.parent.parent
# What was looked through once is not looked through again until it changes.
CLEAN = ROOT / ".pytest_cache" / "no-secrets.json"
VERIFYING = "detect_secrets.filters.common.is_ignored_due_to_verification_policies"
# Published lists and what is computed from the forms: nobody types into them.
NOT_LOOKED_AT = re.compile(r"forms/.*\.csv|tests/conformance/.*\.json|.*\.png|.*\.gz")
# Where, which line, and why it is none. One that nothing needs any more is a fault too.
NOT_SECRET = (
    (r"webapp/(\w+/)?words/.*\.ts", r"'[\w.]*[Pp]assword[\w.]*': ", "words that people read"),
    (r"api/demo/\w+\.py|tests/.*\.py", "so-thon-demo", "public on purpose"),
    (r"tests/hygiene/(test_)?secrets\.py", ".", "what is planted, and what is explained"),
    (r"tests/containers/.*\.py", "sothon:a%40b%2Fc", "a made-up password with every bad letter"),
    (r"tests/(people|journey/\w+)\.py", "^PASSWORD = ", "of people who exist only in tests"),
    (r"tests/api/.*\.py", 'password="sai"', "a wrong one, tried in a test"),
    (r"tests/.*\.py", r'"token": "a\\0b"', "a token that no phone can have"),
    (r"tests/journey/.*\.py", "con gà gáy sáng sớm", "set by somebody invented, in a test"),
    (r"tests/webapp/.*\.ts", "token = 'a token'", "of a phone that exists only in a test"),
    (r"tests/hygiene/dead_code\.py", "total_tokens", "the name of a library's attribute"),
    (r"webapp/vault/secrets\.ts", "'tooShort'", "what is wrong with a secret, not one"),
    (r"api/.*\.py", "23456789ABCDEFGHJKMNPQRSTVWXYZ", "an alphabet without look-alikes"),
    (r"forms/.*\.md", r"regex\(", "a pattern in a form"),
    (r"tests/.*\.(py|ts)", "a1234567890|a1b2c3d4e5f", "the id of a unit that does not exist"),
)


@dataclass(frozen=True)
class Alarm:
    """Something that looks like a secret."""

    file: str
    line: int
    kind: str
    text: str

    def explained(self) -> str | None:
        """The pattern that says why it is none."""
        for where, which, _ in NOT_SECRET:
            if re.fullmatch(where, self.file) and re.search(which, self.text):
                return which
        return None


def files() -> list[str]:
    """All that is in the repository, or would be with the next commit."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    names = [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]
    return [name for name in names if not NOT_LOOKED_AT.fullmatch(name)]


def alarms(names: Iterable[str], root: Path = ROOT) -> Iterator[Alarm]:
    """Whatever looks like a secret in these files."""
    with default_settings() as settings:
        # It would ask the services whether a key still opens them.
        settings.disable_filters(VERIFYING)
        for name in names:
            lines = (root / name).read_text(errors="replace").splitlines()
            for found in scan.scan_file(str(root / name)):
                text = lines[found.line_number - 1] if found.line_number else ""
                yield Alarm(name, found.line_number, found.type, text)


def main() -> int:
    """Print what is not explained, and each explanation that explains nothing any more."""
    known = set(json.loads(CLEAN.read_text())) if CLEAN.exists() else set()
    prints = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in files()}
    found = list(alarms(name for name, print_of in prints.items() if print_of not in known))
    wrong = [alarm for alarm in found if not alarm.explained()]
    for alarm in wrong:
        print(f"{alarm.file}:{alarm.line}: {alarm.kind}; if it is none, say why in {__file__}")
    needed = {alarm.explained() for alarm in found}
    idle = [which for _, which, _ in NOT_SECRET if which not in needed] if not known else []
    for which in idle:
        print(f"no file needs the explanation {which!r} any more")
    noisy = {alarm.file for alarm in found}
    CLEAN.parent.mkdir(exist_ok=True)
    CLEAN.write_text(json.dumps(sorted(known | {prints[n] for n in prints if n not in noisy})))
    print(f"secrets: {len(prints)} files, {len(wrong)} alarms not explained")
    return 1 if wrong or idle else 0


if __name__ == "__main__":
    sys.exit(main())
