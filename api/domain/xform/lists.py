"""Secondary instances: choices that live in the form, and the names of lists kept outside it."""

from typing import Any

from lxml import etree

from api.domain.xform.reader import Reader, attribute, child, children, local
from api.domain.xform.texts import Texts

Choice = dict[str, Any]


def read_lists(
    reader: Reader, texts: Texts, model: etree._Element
) -> tuple[dict[str, list[Choice]], list[str]]:
    choices: dict[str, list[Choice]] = {}
    outside: list[str] = []
    for instance in list(children(model, "instance"))[1:]:
        name, source = attribute(instance, "id"), attribute(instance, "src")
        if source:
            if source != f"jr://file-csv/{name}.csv":
                reader.refuse("", name, "list", f"a list from {source} is not supported")
            outside.append(name)
        else:
            root = child(instance, "root")
            items = children(root, "item") if root is not None else ()
            choices[name] = [_choice(item, texts) for item in items]
    return choices, outside


def _choice(item: etree._Element, texts: Texts) -> Choice:
    columns = {local(cell): cell.text or "" for cell in children(item)}
    key = columns.pop("itextId", "")
    label = columns.pop("label", "")
    words = texts.by_key(key, "", "label") if key else {texts.languages[0]: label}
    choice: Choice = {"value": columns.pop("name", ""), "label": words}
    return {**choice, "columns": columns} if columns else choice
