"""Blocks of Slack drawn in plain text, for the documentation."""

import re
import textwrap
from collections.abc import Iterator
from typing import Any

from bot.adapters.slack.marks import as_read, unescape

WIDTH = 76
GLUE = "\u2060"  # holds the words of a button together
Block = dict[str, Any]


def picture(blocks: list[Block], *, title: str) -> str:
    """Return a frame with what a person sees."""
    lines = [line for block in blocks for line in (*_drawn(block), "")][:-1]
    top = f"┌─ {title} " + "─" * (WIDTH - len(title) - 1) + "┐"
    body = [f"│ {line.ljust(WIDTH)} │" for line in lines]
    return "\n".join([top, *body, "└" + "─" * (WIDTH + 2) + "┘"])


def _drawn(block: Block) -> Iterator[str]:
    kind = block["type"]
    if kind == "actions":
        shown = [_element(one).replace(" ", GLUE) for one in block["elements"]]
        yield from (line.replace(GLUE, " ") for line in _wrapped("  ".join(shown)))
    elif kind == "context_actions":
        (votes,) = block["elements"]
        yield "  ".join(
            f"({sign} {votes[f'{name}_button']['text']['text']})"
            for sign, name in (("+", "positive"), ("-", "negative"))
        )
    elif kind == "rich_text":
        text = "".join(one["text"] for part in block["elements"] for one in part["elements"])
        yield from (f"░ {line}" for line in textwrap.wrap(text, WIDTH - 2))
    elif kind == "input":
        yield f"{_shown(block['label'])}:"
        yield f"    {_element(block['element'])}"
    else:
        yield from _text(block)


def _text(block: Block) -> Iterator[str]:
    texts = [block["text"]] if "text" in block else block["elements"]
    small = "· " if block["type"] == "context" else ""
    for text in texts:
        for line in text["text"].split("\n"):
            bar = "▌ " if line.startswith(">") else ""
            read = _read(line.removeprefix(">")) if text["type"] == "mrkdwn" else unescape(line)
            read = read.upper() if block["type"] == "header" else read
            yield from _wrapped(read, before=small + bar)
    if "accessory" in block:
        yield f"    {_element(block['accessory'])}"


def _read(line: str) -> str:
    """Return a line with channels and links as Slack shows them."""
    named = re.sub(r"<#(C\w+)>", r"#channel-\1", line)
    return as_read(named)


def _element(element: Block) -> str:
    if element["type"] == "button":
        return f"[ {_shown(element['text'])} ]"
    if element["type"] == "radio_buttons":
        return "  ".join(f"( ) {_shown(one['text'])}" for one in element["options"])
    shown = element.get("initial_option", {}).get("text") or element.get("placeholder")
    return f"[ {_shown(shown) if shown else '…'} ▾ ]"


def _shown(text: Block) -> str:
    return unescape(text["text"])


def _wrapped(text: str, *, before: str = "") -> list[str]:
    return [before + line for line in textwrap.wrap(text, WIDTH - len(before))] or [before]
