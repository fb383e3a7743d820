"""The primary instance and its binds → the nodes of the definition, parents before children."""

from typing import Any

from lxml import etree

from api.domain.xform.reader import Reader, attribute, children, local
from api.domain.xform.texts import Texts

Spec = dict[str, Any]

TYPES = {
    **{name: name for name in ("string", "int", "decimal", "date", "time", "dateTime")},
    **{name: name for name in ("geopoint", "binary")},
    **{"": "string", "select1": "string", "select": "string", "integer": "int"},
}
PRELOADS = {
    ("timestamp", "start"): "start",
    ("timestamp", "end"): "end",
    ("date", "today"): "today",
    ("property", "deviceid"): "deviceid",
    ("property", "username"): "username",
    ("uid", ""): "instanceID",
}
EXPRESSIONS = {"relevant": "relevant", "constraint": "constraint", "calculate": "calculation"}
CONDITIONS = {"required": "required", "readonly": "read_only"}
KNOWN_BIND = {
    *("nodeset", "type", "relevant", "constraint", "calculate", "required", "readonly"),
    *("constraintMsg", "requiredMsg", "preload", "preloadParams", "saveto", "max-pixels"),
}
FIRST_LOAD = {"odk-instance-first-load", "odk-new-repeat"}
MODEL_PARTS = {"itext", "instance", "bind", "setvalue"}


def absolute(path: str) -> str:
    """A nodeset as we write refs: no spaces, no prefixes."""
    steps = path.strip().split("/")
    return "/".join(
        ("@" if step.startswith("@") else "") + step.lstrip("@").split(":")[-1] for step in steps
    )


class Nodes:
    """Reads the instance first, then lays the binds and the dynamic defaults upon it."""

    def __init__(self, reader: Reader, texts: Texts, repeats: set[str]) -> None:
        self.reader, self.texts, self.repeats = reader, texts, repeats
        self.specs: dict[str, Spec] = {}
        self.saves: dict[str, str] = {}

    def read(self, model: etree._Element, root: etree._Element) -> None:
        self._walk(root, "/" + local(root))
        for part in children(model):
            if local(part) not in MODEL_PARTS:
                what = local(part)
                self.reader.refuse("", what, "unsupported", f"<{what}> is not supported")
        for bind in children(model, "bind"):
            self._bind(bind)
        for action in children(model, "setvalue"):
            self._first(action)

    def _walk(self, element: etree._Element, ref: str) -> None:
        for inner in children(element):
            inner_ref = f"{ref}/{local(inner)}"
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

    def _spec(self, element: etree._Element, ref: str) -> Spec:
        if ref in self.repeats:
            return {"ref": ref, "kind": "repeat"}
        # An entity that is only changed may have no element in it, and all it says in attributes.
        if len(element) or local(element) == "entity":
            return {"ref": ref, "kind": "group"}
        spec: Spec = {"ref": ref, "kind": "field", "type": "string"}
        return {**spec, "value": element.text} if element.text else spec

    def _attributes(self, element: etree._Element, ref: str) -> None:
        for key, value in element.attrib.items():
            name = etree.QName(key)
            if name.localname in {"template", "version"} and name.namespace:
                continue
            spec: Spec = {"ref": f"{ref}/@{name.localname}", "kind": "attribute"}
            self.specs[spec["ref"]] = {**spec, "value": value} if value else spec

    def _bind(self, bind: etree._Element) -> None:
        ref = absolute(attribute(bind, "nodeset"))
        spec = self.specs.get(ref)
        if spec is None:
            self.reader.refuse(ref, "name", "unknownNode", f"a rule for {ref}, which is not there")
            return
        for name in bind.attrib:
            column = str(etree.QName(name).localname)
            if column not in KNOWN_BIND:
                self.reader.refuse(ref, f"bind::{column}", "column", f"bind::{column}")
        self._type(spec, attribute(bind, "type"))
        self._preload(spec, attribute(bind, "preload"), attribute(bind, "preloadParams"))
        self._rules(spec, bind)
        if attribute(bind, "saveto"):
            self.saves[attribute(bind, "saveto")] = ref
        if attribute(bind, "max-pixels").isdecimal():
            spec["maxPixels"] = int(attribute(bind, "max-pixels"))

    def _type(self, spec: Spec, said: str) -> None:
        if spec["kind"] != "field":
            return
        name = said.rsplit(":", maxsplit=1)[-1] if said.startswith("xsd:") else said
        if name not in TYPES:
            self.reader.refuse(spec["ref"], "type", "questionType", f"type “{said}”")
        spec["type"] = TYPES.get(name, "string")

    def _preload(self, spec: Spec, preload: str, params: str) -> None:
        if not preload:
            return
        known = PRELOADS.get((preload, "" if preload == "uid" else params))
        if known is None:
            what = f"{preload} {params}".strip()
            self.reader.refuse(spec["ref"], "type", "metadata", f"metadata “{what}”")
        else:
            spec["preload"] = known

    def _rules(self, spec: Spec, bind: etree._Element) -> None:
        for name, column in EXPRESSIONS.items():
            text = attribute(bind, name)
            if text and text.strip() != "true()":
                spec[name] = self.reader.tree(text, spec["ref"], column)
        for name, column in CONDITIONS.items():
            text = attribute(bind, name).strip()
            if text and text not in {"false()", "false"}:
                always = text in {"true()", "true"}
                spec[name] = always or self.reader.tree(text, spec["ref"], column)
        for name in ("constraint", "required"):
            column = f"{name}_message"
            words = self.texts.said(attribute(bind, f"{name}Msg"), spec["ref"], column)
            if words:
                spec[f"{name}Message"] = words

    def _first(self, action: etree._Element) -> None:
        """A default that is an expression; uuid() is handed in, because chance is not ours."""
        ref = absolute(attribute(action, "ref"))
        spec = self.specs.get(ref)
        events = set(attribute(action, "event").split())
        if spec is None or not events or not events <= FIRST_LOAD:
            self.reader.refuse(ref, "trigger", "unsupported", "trigger is not supported")
            return
        text = attribute(action, "value").strip() or repr(action.text or "")
        if text == "uuid()":
            spec["preload"] = "uuid"
        else:
            spec["first"] = self.reader.tree(text, ref, "default")
