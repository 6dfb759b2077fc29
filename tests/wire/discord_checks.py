"""Whether Discord would take what was sent, and whether it could ping or mislead anyone.

Discord's own specification where the shared contracts lie beside the project, and in any case the
rules that it does not hold.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from referencing import Registry
from referencing.jsonschema import DRAFT202012

SPECIFICATION = Path(__file__).parents[3] / "shared" / "contracts" / "discord" / "openapi.json"
URI = "urn:discord"

COMPONENTS_V2 = 1 << 15
SUPPRESS_EMBEDS = 1 << 2
CONTAINER, ROW, SECTION, BUTTON, SELECT, TEXT, SEPARATOR = 17, 1, 9, 2, 3, 10, 14
LINK = 5
# What an interaction may be answered with.
SHOW, NOTHING_YET, SUGGEST, FORM = 4, 6, 8, 9
ANSWERS = {
    SHOW: "CreateMessageInteractionCallbackRequest",
    NOTHING_YET: "UpdateMessageInteractionCallbackRequest",
    SUGGEST: "ApplicationCommandAutocompleteCallbackRequest",
    FORM: "ModalInteractionCallbackRequest",
}

COMMAND_NAME = re.compile(r"[-_'a-z0-9]{1,32}")
ESCAPED = re.compile(r"\\[^0-9A-Za-z\s]")
# What would ping, link, or show other words than the address it leads to.
ALIVE = re.compile(r"<[@#:/a-z]|@everyone|@here|\]\(|https?://|:\w+:")


def message_faults(body: Any, schema: str = "MessageCreateRequest") -> list[str]:
    """Return what is wrong with a message sent to a channel."""
    nonce = body.get("nonce")
    reference = body.get("message_reference")
    body = {**body, "message_reference": _with_text_ids(reference)} if reference else body
    faults = [*_shown(body), *_schema_faults(body, schema)]
    if not (isinstance(nonce, str) and 0 < len(nonce) <= 25 and body.get("enforce_nonce") is True):
        faults.append(f"nonce {nonce!r} is missing, too long or not enforced")
    if reference and reference.get("fail_if_not_exists") is not False:
        faults.append("a reply that fails when the question was deleted")
    return faults


def callback_faults(body: Any) -> list[str]:
    """Return what is wrong with the answer to an interaction."""
    kind = body.get("type")
    if kind not in ANSWERS:
        return [f"an answer of type {kind}"]
    own = {SHOW: _shown, SUGGEST: _suggested, FORM: _form}.get(kind, lambda _: ())
    return [*_schema_faults(body, ANSWERS[kind]), *own(body.get("data"))]


def follow_up_faults(body: Any) -> list[str]:
    """Return what is wrong with what is told after an interaction was answered."""
    return [*_shown(body), *_schema_faults(body, "IncomingWebhookRequestPartial")]


def command_faults(commands: Any) -> list[str]:
    """Return what is wrong with the commands of an application."""
    faults = [
        fault
        for one in commands
        for fault in _schema_faults(one, "ApplicationCommandCreateRequest")
    ]
    return [*faults, *(fault for one in commands for fault in _named(one))]


def walk(components: Any) -> Iterator[Any]:
    """Yield every component, however deep."""
    for component in components:
        yield component
        yield from walk(component.get("components", ()))
        if "accessory" in component:
            yield component["accessory"]


def text_of(body: Any) -> str:
    """Return the markdown of all text displays of a message or an answer."""
    components = walk(body.get("data", body)["components"])
    return "\n".join(one["content"] for one in components if one["type"] == TEXT)


def _with_text_ids(reference: Any) -> Any:
    """Return ids as the specification has them; the library sends numbers, which Discord takes."""
    return {key: str(part) if key.endswith("_id") else part for key, part in reference.items()}


def _shown(data: Any) -> Iterator[str]:
    components = list(walk(data.get("components", ())))
    if data.get("allowed_mentions") != {"parse": []}:
        yield f"allowed_mentions is {data.get('allowed_mentions')!r}"
    if not (data.get("flags", 0) & COMPONENTS_V2 and data.get("flags", 0) & SUPPRESS_EMBEDS):
        yield f"flags are {data.get('flags')!r}"
    if data.get("content") or data.get("embeds"):
        yield "content or embeds beside components"
    if not 0 < len(components) <= 40:
        yield f"{len(components)} components"
    texts = [one["content"] for one in components if one["type"] == TEXT]
    if sum(len(text.encode("utf-16-le")) // 2 for text in texts) > 4000 or not all(texts):
        yield "too much text, or an empty one"
    yield from (f"alive: {text!r}" for text in texts if ALIVE.search(ESCAPED.sub(" ", text)))
    yield from _buttons([one for one in components if one["type"] in (BUTTON, SELECT)])
    yield from (f"{len(row['components'])} in a row" for row in components
                if row["type"] == ROW and not 0 < len(row["components"]) <= 5)  # fmt: skip
    yield from (f"a list beside others: {row}" for row in components if row["type"] == ROW
                and len(row["components"]) > 1 and SELECT in [c["type"] for c in row["components"]])  # fmt: skip


def _suggested(data: Any) -> Iterator[str]:
    """Yield what is wrong with a list of choices; an empty one is fine."""
    if len(data["choices"]) > 25:
        yield f"{len(data['choices'])} choices"
    for choice in data["choices"]:
        if not (0 < len(choice["name"]) <= 100 and 0 < len(choice["value"]) <= 100):
            yield f"the choice {choice!r}"


def _form(data: Any) -> Iterator[str]:
    if not (0 < len(data["title"]) <= 45 and 0 < len(data["custom_id"]) <= 100):
        yield f"the form {data['title']!r}"


def _buttons(buttons: list[Any]) -> Iterator[str]:
    ids = [button["custom_id"] for button in buttons if "custom_id" in button]
    if len(ids) != len(set(ids)):
        yield f"the same id twice: {ids}"
    for chooser in [one for one in buttons if one["type"] == SELECT]:
        yield from _list(chooser)
    for button in [one for one in buttons if one["type"] == BUTTON]:
        target = button.get("url") if button["style"] == LINK else button.get("custom_id")
        if not (target and len(target) <= (512 if button["style"] == LINK else 100)):
            yield f"a button with the target {target!r}"
        if not 0 < len(button.get("label", "")) <= 80:
            yield f"a button with the label {button.get('label')!r}"


def _list(chooser: Any) -> Iterator[str]:
    values = [option["value"] for option in chooser["options"]]
    if not 0 < len(values) <= 25 or len(values) != len(set(values)):
        yield f"a list of {values}"
    if len(chooser.get("placeholder", "")) > 150:
        yield f"the placeholder {chooser['placeholder']!r}"
    for option in chooser["options"]:
        if not (0 < len(option["label"]) <= 100 and 0 < len(option["value"]) <= 100):
            yield f"the entry {option!r}"


def _named(command: Any) -> Iterator[str]:
    if command.get("type", 1) in (2, 3) and "options" not in command and "contexts" in command:
        if not 0 < len(command["name"]) <= 32:
            yield f"the name {command['name']!r}"
        return
    if len(command.get("options", [])) > 25:
        yield f"too many options in {command['name']!r}"
    if command.get("autocomplete") and command.get("choices"):
        yield f"suggestions beside choices in {command['name']!r}"
    if not COMMAND_NAME.fullmatch(command["name"]):
        yield f"the name {command['name']!r}"
    if not 0 < len(command.get("description", "")) <= 100:
        yield f"the description of {command['name']!r}"
    options = command.get("options", [])
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield f"a required option after an optional one in {command['name']!r}"
    for option in options:
        yield from _named(option)


def _schema_faults(body: Any, name: str) -> list[str]:
    validator = _validator(name)
    faults = validator.iter_errors(body) if validator else ()
    return [f"{fault.json_path}: {fault.message[:300]}" for fault in faults]


@cache
def _validator(name: str) -> Any:
    registry = _registry()
    if registry is None:
        return None
    schema = {"$ref": f"{URI}#/components/schemas/{name}"}
    return jsonschema.Draft202012Validator(schema, registry=registry)


@cache
def _registry() -> Any:
    """Return the specification with every object closed, so that a misspelt key is found."""
    if not SPECIFICATION.exists():
        return None
    specification = json.loads(SPECIFICATION.read_text())
    for name, schema in specification["components"]["schemas"].items():
        if schema.get("properties"):
            schema.setdefault("additionalProperties", False)
        if name.startswith("ApplicationCommand"):
            schema.get("properties", {}).setdefault("nsfw", {"type": "boolean"})  # not in it yet
    return Registry().with_resource(URI, DRAFT202012.create_resource(specification))
