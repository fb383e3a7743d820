"""The primary instance and its binds → the nodes of the definition, parents before children."""

from typing import Any

from lxml import etree

from api.domain.question_lookup import DATA_TYPES
from api.domain.xform.reader import FormReader, child_elements, element_attribute, local_name
from api.domain.xform.texts import FormTexts

NodeSpec = dict[str, Any]

# As other tools write them.
DATA_TYPE_ALIASES = {"": "string", "select1": "string", "select": "string", "integer": "int"}
PRELOADS = {
    ("timestamp", "start"): "start",
    ("timestamp", "end"): "end",
    ("date", "today"): "today",
    ("property", "deviceid"): "deviceid",
    ("property", "username"): "username",
    ("uid", ""): "instanceID",
}
BIND_EXPRESSIONS = {"relevant": "relevant", "constraint": "constraint", "calculate": "calculation"}
BIND_CONDITIONS = {"required": "required", "readonly": "read_only"}
KNOWN_BIND_ATTRIBUTES = {
    *("nodeset", "type", "relevant", "constraint", "calculate", "required", "readonly"),
    *("constraintMsg", "requiredMsg", "preload", "preloadParams", "saveto", "max-pixels"),
}
FIRST_LOAD_EVENTS = {"odk-instance-first-load", "odk-new-repeat"}
MODEL_PARTS = {"itext", "instance", "bind", "setvalue"}


def absolute_ref(path: str) -> str:
    """A nodeset as we write refs: no spaces, no prefixes."""
    steps = path.strip().split("/")
    return "/".join(
        ("@" if step.startswith("@") else "") + step.lstrip("@").split(":")[-1] for step in steps
    )


class FormNodes:
    """Reads the instance first, then lays the binds and the dynamic defaults upon it."""

    def __init__(self, reader: FormReader, texts: FormTexts, repeats: set[str]) -> None:
        self.reader, self.texts, self.repeats = reader, texts, repeats
        self.specs: dict[str, NodeSpec] = {}
        self.saves: dict[str, str] = {}

    def read(self, model: etree._Element, root: etree._Element) -> None:
        self._walk(root, "/" + local_name(root))
        for part in child_elements(model):
            if local_name(part) not in MODEL_PARTS:
                what = local_name(part)
                self.reader.refuse("", what, "unsupported", f"<{what}> is not supported")
        for bind in child_elements(model, "bind"):
            self._bind(bind)
        for action in child_elements(model, "setvalue"):
            self._first(action)

    def _walk(self, element: etree._Element, ref: str) -> None:
        for inner in child_elements(element):
            inner_ref = f"{ref}/{local_name(inner)}"
            if inner_ref in self.specs:
                self._second(inner_ref)
                continue
            self.specs[inner_ref] = self._spec(inner, inner_ref)
            self._attributes(inner, inner_ref)
            self._walk(inner, inner_ref)

    def _second(self, ref: str) -> None:
        """A repeat shows its template and its first row; anything else twice is a mistake."""
        if ref not in self.repeats:
            self.reader.refuse(ref, "name", "duplicateName", f"{ref} stands twice")

    def _spec(self, element: etree._Element, ref: str) -> NodeSpec:
        if ref in self.repeats:
            return {"ref": ref, "kind": "repeat"}
        # An entity that is only changed may have no element in it, and all it says in attributes.
        if len(element) or local_name(element) == "entity":
            return {"ref": ref, "kind": "group"}
        spec: NodeSpec = {"ref": ref, "kind": "field", "type": "string"}
        return {**spec, "value": element.text} if element.text else spec

    def _attributes(self, element: etree._Element, ref: str) -> None:
        for key, value in element.attrib.items():
            name = etree.QName(key)
            if name.localname in {"template", "version"} and name.namespace:
                continue
            spec: NodeSpec = {"ref": f"{ref}/@{name.localname}", "kind": "attribute"}
            self.specs[spec["ref"]] = {**spec, "value": value} if value else spec

    def _bind(self, bind: etree._Element) -> None:
        ref = absolute_ref(element_attribute(bind, "nodeset"))
        spec = self.specs.get(ref)
        if spec is None:
            self.reader.refuse(ref, "name", "unknownNode", f"a rule for {ref}, which is not there")
            return
        for name in bind.attrib:
            column = str(etree.QName(name).localname)
            if column not in KNOWN_BIND_ATTRIBUTES:
                self.reader.refuse(ref, f"bind::{column}", "column", f"bind::{column}")
        self._type(spec, element_attribute(bind, "type"))
        self._preload(
            spec, element_attribute(bind, "preload"), element_attribute(bind, "preloadParams")
        )
        self._rules(spec, bind)
        if element_attribute(bind, "saveto"):
            self.saves[element_attribute(bind, "saveto")] = ref
        if element_attribute(bind, "max-pixels").isdecimal():
            spec["maxPixels"] = int(element_attribute(bind, "max-pixels"))

    def _type(self, spec: NodeSpec, said: str) -> None:
        if spec["kind"] != "field":
            return
        name = said.rsplit(":", maxsplit=1)[-1] if said.startswith("xsd:") else said
        name = DATA_TYPE_ALIASES.get(name, name)
        if name not in DATA_TYPES:
            self.reader.refuse(spec["ref"], "type", "questionType", f"type “{said}”")
        spec["type"] = name if name in DATA_TYPES else "string"

    def _preload(self, spec: NodeSpec, preload: str, params: str) -> None:
        if not preload:
            return
        known = PRELOADS.get((preload, "" if preload == "uid" else params))
        if known is None:
            what = f"{preload} {params}".strip()
            self.reader.refuse(spec["ref"], "type", "metadata", f"metadata “{what}”")
        else:
            spec["preload"] = known

    def _rules(self, spec: NodeSpec, bind: etree._Element) -> None:
        for name, column in BIND_EXPRESSIONS.items():
            text = element_attribute(bind, name)
            if text and text.strip() != "true()":
                spec[name] = self.reader.tree(text, spec["ref"], column)
        for name, column in BIND_CONDITIONS.items():
            text = element_attribute(bind, name).strip()
            if text and text not in {"false()", "false"}:
                always = text in {"true()", "true"}
                spec[name] = always or self.reader.tree(text, spec["ref"], column)
        for name in ("constraint", "required"):
            column = f"{name}_message"
            words = self.texts.said(element_attribute(bind, f"{name}Msg"), spec["ref"], column)
            if words:
                spec[f"{name}Message"] = words

    def _first(self, action: etree._Element) -> None:
        """A default that is an expression; uuid() is handed in, because chance is not ours."""
        ref = absolute_ref(element_attribute(action, "ref"))
        spec = self.specs.get(ref)
        events = set(element_attribute(action, "event").split())
        if spec is None or not events or not events <= FIRST_LOAD_EVENTS:
            self.reader.refuse(ref, "trigger", "unsupported", "trigger is not supported")
            return
        text = element_attribute(action, "value").strip() or repr(action.text or "")
        if text == "uuid()":
            spec["preload"] = "uuid"
        else:
            spec["first"] = self.reader.tree(text, ref, "default")
