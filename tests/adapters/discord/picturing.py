"""A message as a reader sees it, drawn in text from the JSON that Discord got."""

import textwrap
from collections.abc import Iterator
from typing import Any

from bot.adapters.discord.marks import QUOTE, SMALL, as_read
from bot.adapters.discord.render import ACCENTS
from bot.core.card import Tone
from tests.wire.discord_checks import (
    BUTTON,
    FORM,
    NOTHING_YET,
    ROW,
    SECTION,
    SELECT,
    SEPARATOR,
    SUGGEST,
    TEXT,
)

WIDTH = 92
EPHEMERAL = 64
COLOURS = {
    ACCENTS[Tone.ANSWER]: "green",
    ACCENTS[Tone.CONTRADICTED]: "red",
    ACCENTS[Tone.UNSURE]: "yellow",
    ACCENTS[Tone.NO]: "grey",
    ACCENTS[Tone.PLAIN]: "blue",
    ACCENTS[Tone.TROUBLE]: "orange",
}


def picture(body: Any) -> str:
    """Return what Discord shows of an answer, a message, a form or a list of choices."""
    return "\n".join(line.rstrip() for line in _drawn(body))


def _drawn(body: Any) -> Iterator[str]:
    kind, data = body.get("type"), body.get("data", body)
    if kind == SUGGEST:
        yield from (f"  {choice['name']}" for choice in data["choices"])
    elif kind == FORM:
        yield from _form(data)
    elif kind == NOTHING_YET:
        yield "(the message is deleted)"
    else:
        yield from _message(data)


def _message(data: Any) -> Iterator[str]:
    container = data["components"][0]
    yield f"╭─ {COLOURS[container['accent_color']]} " + "─" * 12
    for component in container["components"]:
        yield from (f"│ {line}" for line in _component(component))
    yield "╰─" + " only you can see this" * bool(data["flags"] & EPHEMERAL)


def _component(component: Any) -> Iterator[str]:
    kind = component["type"]
    if kind == TEXT:
        yield from _text(component["content"])
    elif kind == SECTION:
        yield from (line for inner in component["components"] for line in _component(inner))
        yield f"[ {component['accessory']['label']} ↗ ]"
    elif kind == SEPARATOR:
        yield "─" * 24
    elif kind == ROW:
        yield from _row(component["components"])


def _text(markdown: str) -> Iterator[str]:
    for line in markdown.split("\n"):
        mark = next((mark for mark in (QUOTE, SMALL) if line.startswith(mark)), "")
        read = "".join(as_read(line))
        shown = f"▎ {read}" if mark == QUOTE else f"· {read}" if mark == SMALL else read
        hanging = "▎ " if mark == QUOTE else ""
        yield from textwrap.wrap(shown, WIDTH, subsequent_indent=hanging) or [""]


def _row(components: list[Any]) -> Iterator[str]:
    if components[0]["type"] == SELECT:
        yield f"[ {components[0]['placeholder']} ▾ ]"
        yield from (f"    {option['label']}" for option in components[0]["options"])
    else:
        labels = [f"( {one['label']} )" for one in components if one["type"] == BUTTON]
        line = "  ".join(labels)
        yield from [line] if len(line) <= WIDTH else labels


def _form(data: Any) -> Iterator[str]:
    yield f"╭─ {data['title']} " + "─" * 12
    for label in data["components"]:
        yield f"│ {label['label']}"
        yield "│ [" + " " * 30 + "]"
    yield "╰─ ( Cancel )  ( Submit )"
