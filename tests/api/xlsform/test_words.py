"""How a form is spoken of stands in its workbook: what a phone reads of it, and what is refused."""

from pathlib import Path

import pytest

from api.xlsform.conversion import FormErrors, convert_xlsform

FORMS = sorted((Path(__file__).parents[3] / "forms").glob("*.md"))
PLAIN = """
| survey |
| | type | name | label |
| | text | q | Q |

| settings |
| | form_title | form_id | version |
| | A form | a_form | 1 |
"""
REGISTER = """
| entities |
| | list_name | label | position |
| | things | ${{q}} | {position} |
"""
BOTH = "label::Tiếng Việt (vi) | label::English (en)"
TWO_LANGUAGES = PLAIN.replace("| label |", f"| {BOTH} |").replace("| q | Q |", "| q | Hỏi | Q |")
ROW_OF_ALL = "| | all | See {n} of {n\\|thing\\|things} |"


def words(*rows: str, columns: str = "word | label") -> str:
    return "\n".join(["", "| words |", f"| | {columns} |", *rows, ""])


def errors(workbook: str) -> list[tuple[str, int, str]]:
    with pytest.raises(FormErrors) as refused:
        convert_xlsform(workbook.encode())
    return [(each.sheet, each.row, each.code) for each in refused.value.errors]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_form_of_ours_says_what_one_does_with_it_in_both_languages(path):
    definition = convert_xlsform(path.read_bytes()).definition
    assert set(definition["words"]["action"]) == {"vi", "en"}
    for entity in definition["entities"]:
        assert entity["position"]
        assert len(definition["words"]) == 8


def test_words_are_in_the_definition_and_nowhere_else():
    made = convert_xlsform(
        (PLAIN + REGISTER.format(position=7) + words("| | action | Do it |", ROW_OF_ALL)).encode()
    )
    assert made.definition["words"] == {
        "action": {"": "Do it"},
        "all": {"": "See {n} of {n|thing|things}"},
    }
    assert [entity["position"] for entity in made.definition["entities"]] == [7]
    assert "Do it" not in made.xml
    assert "position" not in made.xml


def test_a_form_that_says_nothing_is_published_as_it_always_was():
    definition = convert_xlsform((PLAIN + REGISTER.format(position="")).encode()).definition
    assert "words" not in definition
    assert "position" not in definition["entities"][0]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("| | acton | Do it |", "word"),
        ("| | | Do it |", "word"),
        ("| | due | Nothing yet |", "word"),
        ("| | action | Do {n} of it |", "slot"),
        ("| | action | |", "language"),
    ],
)
def test_what_no_screen_would_say_is_a_mistake(row, code):
    assert errors(PLAIN + words("", row)) == [("words", 2, code)]


def test_a_word_that_stands_twice_and_a_slot_that_nothing_fills():
    register = PLAIN + REGISTER.format(position=1)
    twice = words("| | mine | Mine |", "| | mine | Ours |", "| | due | Not in {year} |")
    assert errors(register + twice) == [("words", 3, "word"), ("words", 4, "slot")]


def test_each_language_of_the_form_and_no_other():
    both = f"word | {BOTH}"
    made = convert_xlsform(
        (TWO_LANGUAGES + words("| | action | Ghi | Write |", columns=both)).encode()
    )
    assert made.definition["words"] == {"action": {"vi": "Ghi", "en": "Write"}}
    one = words("| | action | Ghi | |", columns=both)
    assert errors(TWO_LANGUAGES + one) == [("words", 2, "language")]
    third = words("| | action | Ghi | Write | Do |", columns=both + " | label::Raglai (rog)")
    assert errors(TWO_LANGUAGES + third) == [("words", 2, "language")]


@pytest.mark.parametrize("position", ["first", "-1", "1.5", "1000"])
def test_a_position_is_a_whole_number(position):
    assert errors(PLAIN + REGISTER.format(position=position)) == [("entities", 2, "position")]


def test_a_column_that_is_not_known_is_refused_here_too():
    columns = "word | label | colour"
    assert errors(PLAIN + words("| | action | Do it | red |", columns=columns)) == [
        ("words", 2, "column")
    ]
