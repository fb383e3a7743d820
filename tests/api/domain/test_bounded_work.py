"""What a small record may ask of the server: texts that double end as too much work, not memory."""

import tracemalloc
from datetime import UTC, datetime

import pytest

from api.domain.evaluation import evaluate_instance
from api.domain.indicator import contributions_of_evaluation
from api.domain.instance import check_instance, compile_rules, read_instance
from api.domain.xpath import LONGEST_TEXT
from api.xlsform.conversion import convert_xlsform

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
MEGABYTES = 1024 * 1024
SETTINGS = """
| settings |
| | form_title | form_id | version |
| | Nhỏ | nho | 1 |
"""
COLUMNS = "type | name | label | calculation | repeat_count | constraint_message | constraint"
TEXT_A = "| | text | a | A | | | | |"
TEXT_B = "| | text | b | B | | | | |"
END = "| | end repeat | | | | | | |"


def form(*rows: str):
    survey = "\n".join(["| survey |", f"| | {COLUMNS} |", *rows])
    return compile_rules(convert_xlsform((survey + SETTINGS).encode()).definition)


def calculation(name: str, written: str) -> str:
    return f"| | calculate | {name} | | {written} | | | |"


def doubling(written: str, times: int = 28) -> list[str]:
    """Each is made of the one before it: {} in `written`."""
    steps = [calculation(f"d{at}", written.format(f"${{d{at - 1}}}")) for at in range(1, times)]
    return [TEXT_A, calculation("d0", "${a}"), *steps]


def record(inside: str) -> bytes:
    meta = "<meta><instanceID>uuid:1</instanceID></meta>"
    return f'<data id="nho" version="1">{inside}{meta}</data>'.encode()


def peak_and_problems(rules, xml: bytes):
    """Megabytes at most, and what is wrong with the record."""
    tracemalloc.start()
    evaluation = evaluate_instance(rules, read_instance(xml), {}, NOW)
    problems = check_instance(evaluation).problems
    contributions_of_evaluation(evaluation, NOW)
    peak = tracemalloc.get_traced_memory()[1] / MEGABYTES
    tracemalloc.stop()
    return peak, {(one.code, one.params.get("reason", "")) for one in problems}


@pytest.mark.parametrize(
    "written",
    [
        "concat({0}, {0})",
        "join(' ', {0}, {0}, '😀')",
        "concat({0}, translate({0}, 'a', 'ă'))",
        "concat({0}, substr({0}, 0), normalize-space({0}), string({0}))",
        "concat(if({0} = '', '', {0}), coalesce({0}, 'a'))",
        "concat(jr:choice-name({0}, '/data/a'), jr:choice-name({0}, '/data/a'))",
        "concat(indexed-repeat({0}, /data, 1), {0})",
        "/data",
        "concat(/data, '')",
    ],
)
def test_texts_that_double_are_too_much_work_before_they_are_too_much_memory(written):
    rules = form(*doubling(written))
    peak, problems = peak_and_problems(rules, record("<a>abcdefgh</a>"))
    assert peak < 60
    assert ("notChecked", "tooManySteps") in problems


def test_what_is_put_into_words_is_bounded():
    """A message of a thousand long answers, said of every row."""
    message = "${a}" * 1000
    inner = f"| | text | b | B | | | {message} | . = '1' |"
    rows = [TEXT_A, "| | begin repeat | r | R | | | | |", inner, END]
    rules = form(*rows)
    answers = f"<a>{'x' * 500_000}</a>" + "<r><b>2</b></r>" * 400
    peak, problems = peak_and_problems(rules, record(answers))
    assert peak < 100
    assert ("constraint", "") in problems


def test_a_count_that_is_a_long_text_is_no_work():
    inner = "| | begin repeat | r | R | | concat(${a}, ${a}) | | |"
    rows = [TEXT_A, "| | begin repeat | o | O | | | | |", inner, TEXT_B, END, END]
    answers = f"<a>{'1' * 900_000}</a>" + "<o><r><b>2</b></r></o>" * 900
    peak, _ = peak_and_problems(form(*rows), record(answers))
    assert peak < 60


def test_an_answer_longer_than_a_text_may_be_is_kept_and_noted():
    rules = form(
        "| | text | a | A | | | | string-length(.) > 1 |", calculation("c", "concat(${a}, '')")
    )
    longest, longer = "đ" * LONGEST_TEXT, "đ" * (LONGEST_TEXT + 1)
    _, problems = peak_and_problems(rules, record(f"<a>{longest}</a>"))
    assert not {code for code, _ in problems} & {"tooLong", "constraint"}
    _, problems = peak_and_problems(rules, record(f"<a>{longer}</a>"))
    assert problems == {("tooLong", ""), ("notChecked", "tooManySteps")}
