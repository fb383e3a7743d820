"""Names from elsewhere are code to a table of JavaScript: the phone asks for them in one way."""

import json
import subprocess
from pathlib import Path

from tests.forking import ROOT

SCRIPT = Path(__file__).with_name("entries.mjs")
ASKS_WRONGLY = """
export const read = (table: Record<string, string>, name: string) => table[name]
export const has = (table: object, name: string) => name in table
export const write = (table: Record<string, string>, name: string) => { table[name] = '' }
export const typed = <V extends object>(table: V, name: keyof V & string) => table[name]
export const closed = (table: { a: string; b: string }, name: 'a' | 'b') => table[name]
export const nth = (row: string[], at: number) => row[at]
export const known = (table: object) => 'a' in table
"""


def look_ups_otherwise(project: Path) -> list[str]:
    said = subprocess.run(
        ["node", SCRIPT, project], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert not said.stderr.startswith("0 "), said.stderr
    return said.stdout.splitlines()


def test_the_phone_asks_no_table_for_what_is_not_its_own():
    found = look_ups_otherwise(ROOT)
    assert not found, "take ownEntry or putEntry of webapp/entries.ts:\n" + "\n".join(found)


def test_what_asks_otherwise_is_found(tmp_path):
    (tmp_path / "webapp").mkdir()
    (tmp_path / "webapp/stray.ts").write_text(ASKS_WRONGLY)
    (tmp_path / "tsconfig.json").write_text(
        json.dumps({"compilerOptions": {"strict": True, "types": []}, "include": ["webapp"]})
    )
    lines = [line.split(":")[1] for line in look_ups_otherwise(tmp_path)]
    assert lines == ["2", "3", "4"]
