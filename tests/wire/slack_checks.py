"""What Slack would refuse or misread in a message of ours: its schema, and what no schema knows."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, Draft202012Validator  # type: ignore[import-untyped]

CONTRACTS = Path(__file__).parents[3] / "shared" / "contracts" / "slack"

_OWN_LINK = re.compile(r"<https?://[^<>|\s]+\|[^<>|]+>")
_OWN_TOKEN = re.compile(r"<!date\^\d+\^[^<>|]*\|[^<>|]+>|<#C\w+>")
_QUOTE_MARK = re.compile(r"^>", re.MULTILINE)
_LOOSE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")
_MENTION = re.compile(r"<[@#!]")

SECTION, TEXT, TOTAL, LABEL, VALUE = 3000, 4000, 13_000, 75, 2000


def message_faults(message: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a message, whichever way it is sent."""
    return [
        *_schema_faults(message.get("blocks")),
        *_text_faults(message),
        *_block_faults(message.get("blocks") or []),
    ]


def post_faults(message: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a message that is posted to a channel."""
    wanted = {"unfurl_links": False, "unfurl_media": False, "link_names": None, "parse": None}
    odd = [
        f"{name} is {message.get(name)!r}" for name in wanted if message.get(name) != wanted[name]
    ]
    return [*odd, *message_faults(message)]


def manifest_faults(manifest: Mapping[str, Any]) -> list[str]:
    """Return what Slack's own schema of manifests refuses."""
    schema = json.loads((CONTRACTS / "manifest.schema.1.0.0.json").read_text())
    return [error.message for error in Draft7Validator(schema).iter_errors(manifest)]


def texts(found: Any) -> Iterator[dict[str, Any]]:
    """Yield every text object of blocks, whatever they stand in."""
    if isinstance(found, dict) and found.get("type") in ("mrkdwn", "plain_text"):
        yield found
        return
    for inner in found.values() if isinstance(found, dict) else found:
        if isinstance(inner, dict | list):
            yield from texts(inner)


def view_faults(view: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a Home tab or a modal."""
    kind = {"home": "home_view_strict", "modal": "modal_view_strict"}[view["type"]]
    blocks = view["blocks"]
    return [
        *_schema_faults(view, kind),
        *_id_faults(blocks),
        *(fault for text in texts(blocks) for fault in _shown_faults(text)),
    ]


def _schema_faults(found: Any, kind: str = "message_blocks") -> list[str]:
    validator = _validator(kind)
    return [error.message[:200] for error in validator.iter_errors(found)] if validator else []


@lru_cache(maxsize=4)
def _validator(kind: str) -> Draft202012Validator | None:
    path = CONTRACTS / "blockkit.schema.json"
    if not path.exists():
        return None
    return Draft202012Validator(
        {"$ref": f"#/$defs/{kind}", "$defs": json.loads(path.read_text())["$defs"]}
    )


def _text_faults(message: Mapping[str, Any]) -> Iterator[str]:
    text = message.get("text") or ""
    if not text.strip() or len(text) > TEXT:
        yield f"text of {len(text)} characters"
    yield from _markup_faults("text", text, own=False)


def _block_faults(blocks: list[dict[str, Any]]) -> Iterator[str]:
    shown = list(texts(blocks))
    if sum(len(text["text"]) for text in shown) > TOTAL:
        yield "blocks are too long together"
    for text in shown:
        yield from _shown_faults(text)
    yield from _id_faults(blocks)


def _shown_faults(text: Mapping[str, Any]) -> Iterator[str]:
    if len(text["text"]) > SECTION:
        yield "a text is too long"
    if text["type"] == "mrkdwn" and text.get("verbatim") is not True:
        yield "Slack would make links and mentions of plain words"
    yield from _markup_faults("block", text["text"], own=text["type"] == "mrkdwn")


def _markup_faults(where: str, text: str, *, own: bool) -> Iterator[str]:
    """Yield raw signs that data may not hold; our own marks are left out where they are allowed."""
    if own:
        text = _QUOTE_MARK.sub("", _OWN_TOKEN.sub("", _OWN_LINK.sub("", text)))
    if _MENTION.search(text):
        yield f"{where} mentions someone: {text!r}"
    if "<" in text or ">" in text or _LOOSE_AMPERSAND.search(text):
        yield f"{where} is not escaped: {text!r}"


def _id_faults(blocks: list[dict[str, Any]]) -> Iterator[str]:
    rows = [one for block in blocks for one in (*block.get("elements", ()), block.get("accessory"))]
    for ids in (
        [block["block_id"] for block in blocks if "block_id" in block],
        [element["action_id"] for element in rows if element and "action_id" in element],
    ):
        if len(ids) != len(set(ids)):
            yield f"ids repeat: {ids}"
