"""A form of forty questions with a repeat, and instances of it: what the bench sends."""

from uuid import uuid4

FORM_ID = "bench_forty"
VERSION = "1"
HOUSEHOLDS = 4


def workbook() -> str:
    """The form as an XLSForm in Markdown."""
    rows = [
        "| survey |",
        "| | type | name | label | required | constraint | relevant | calculation |",
        "| | select_one_from_file org_units.csv | org_unit | Unit | yes | | | |",
        "| | date | day | Day | yes | . <= today() | | |",
    ]
    rows += [
        *(
            f"| | integer | n{number} | Number {number} | yes | . >= 0 and . <= 500 | | |"
            for number in range(1, 13)
        ),
        *(
            f"| | select_one yes_no | c{number} | Choice {number} | yes | | ${{n{number}}} > 0 | |"
            for number in range(1, 9)
        ),
        *(
            f"| | text | t{number} | Text {number} | | string-length(.) <= 200 | | |"
            for number in range(1, 9)
        ),
        "| | calculate | total | | | | | "
        + " + ".join(f"${{n{number}}}" for number in range(1, 13))
        + " |",
        "| | begin_repeat | house | Household | | | | |",
        "| | integer | women | Women | yes | . >= 0 and . <= 20 | | |",
        "| | integer | men | Men | yes | . >= 0 and . <= 20 | | |",
        "| | select_multiple topic | topics | Topics | | | ${women} + ${men} > 0 | |",
        "| | calculate | people | | | | | ${women} + ${men} |",
        "| | end_repeat | | | | | | |",
        "| | calculate | everyone | | | | | sum(${people}) |",
        "| | integer | checked | Checked | yes | . = ${everyone} | | |",
        "",
        "| choices |",
        "| | list_name | name | label |",
        "| | yes_no | yes | Yes |",
        "| | yes_no | no | No |",
        *(f"| | topic | t{number} | Topic {number} |" for number in range(1, 9)),
        "",
        "| settings |",
        "| | form_title | form_id | version |",
        f"| | Forty questions | {FORM_ID} | {VERSION} |",
    ]
    return "\n".join(rows) + "\n"


def instance(org_unit: str) -> tuple[str, bytes]:
    """A fresh, faultless instance: its id and its XML (about 1.9 KB)."""
    instance_id = f"uuid:{uuid4()}"
    numbers = "".join(f"<n{number}>{number}</n{number}>" for number in range(1, 13))
    choices = "".join(f"<c{number}>yes</c{number}>" for number in range(1, 9))
    texts = "".join(
        f"<t{number}>Buổi sinh hoạt ở nhà văn hóa thôn, bà con đến đông đủ</t{number}>"
        for number in range(1, 9)
    )
    houses = "".join(
        f"<house><women>{2 + number}</women><men>{1 + number}</men>"
        f"<topics>t1 t3 t5</topics><people>{3 + 2 * number}</people></house>"
        for number in range(HOUSEHOLDS)
    )
    everyone = sum(3 + 2 * number for number in range(HOUSEHOLDS))
    xml = (
        f'<data id="{FORM_ID}" version="{VERSION}" xmlns:orx="http://openrosa.org/xforms">'
        f"<org_unit>{org_unit}</org_unit><day>2026-11-20</day>{numbers}{choices}{texts}"
        f"<total>78</total>{houses}<everyone>{everyone}</everyone><checked>{everyone}</checked>"
        f"<meta><instanceID>{instance_id}</instanceID></meta></data>"
    )
    return instance_id, xml.encode()
