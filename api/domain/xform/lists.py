"""Secondary instances: choices that live in the form, and the names of lists kept outside it."""

from typing import Any

from lxml import etree

from api.domain.xform.reader import (
    FormReader,
    child_element,
    child_elements,
    element_attribute,
    local_name,
)
from api.domain.xform.texts import FormTexts

ChoiceSpec = dict[str, Any]


def read_lists(
    reader: FormReader, texts: FormTexts, model: etree._Element
) -> tuple[dict[str, list[ChoiceSpec]], list[str]]:
    choices: dict[str, list[ChoiceSpec]] = {}
    outside: list[str] = []
    for instance in list(child_elements(model, "instance"))[1:]:
        name, source = element_attribute(instance, "id"), element_attribute(instance, "src")
        if source:
            if source != f"jr://file-csv/{name}.csv":
                reader.refuse("", name, "list", f"a list from {source} is not supported")
            outside.append(name)
        else:
            root = child_element(instance, "root")
            items = child_elements(root, "item") if root is not None else ()
            choices[name] = [_read_choice(item, texts) for item in items]
    return choices, outside


def _read_choice(item: etree._Element, texts: FormTexts) -> ChoiceSpec:
    columns = {local_name(cell): cell.text or "" for cell in child_elements(item)}
    key = columns.pop("itextId", "")
    label = columns.pop("label", "")
    words = texts.by_key(key, "", "label") if key else {texts.languages[0]: label}
    choice: ChoiceSpec = {"value": columns.pop("name", ""), "label": words}
    return {**choice, "columns": columns} if columns else choice
