"""Shows what each platform would show of a reply, and the JSON it would get."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from bot.core import wording
from bot.core.answering import answer
from bot.core.card import Card
from bot.core.library import Library
from bot.core.lock import sealed
from bot.core.reader import PassageReader
from bot.core.request import split_command


def reply(text: str, library: Library, *, brief_id: str, reader: PassageReader | None) -> Card:
    """Return what the bot says to a text, a command or a question."""
    command, rest = split_command(text)
    if command != "ask":
        return wording.command_card(command, library, brief_id or rest)
    found = answer(rest, library, brief_id=brief_id, reader=reader)
    return wording.answer_card(found, show_question=True)


def preview(card: Card, platforms: Sequence[str]) -> str:
    """Return a reply as each platform would show it, and the JSON it would get."""
    parts = []
    for platform in platforms:
        payload, read = _PLATFORMS[platform](card)
        told = "\n".join(line for one in read for line in one.splitlines())
        parts.append(f"== {platform} shows\n{told}\n\n== {platform} gets\n{_as_json(payload)}\n")
    return "\n".join(parts)


def as_json(card: Card, platforms: Sequence[str]) -> str:
    """Return the JSON of the only platform, of several one object with the JSON of each."""
    got = {platform: _PLATFORMS[platform](card)[0] for platform in platforms}
    return _as_json(got if len(got) > 1 else got[platforms[0]])


def _as_json(payload: Any) -> str:
    return json.dumps(payload, ensure_ascii=False, indent=2)


def _slack(card: Card) -> tuple[Any, Sequence[str]]:
    from bot.adapters.slack.render import readable, render  # noqa: PLC0415 (a platform's library)

    payload = sealed(card, render, readable)
    return payload, readable(payload)


def _discord(card: Card) -> tuple[Any, Sequence[str]]:
    from bot.adapters.discord.render import payload, readable, render  # noqa: PLC0415

    view = sealed(card, render, readable)
    return payload(view), readable(view)


_PLATFORMS: Final[dict[str, Callable[[Card], tuple[Any, Sequence[str]]]]] = {
    "slack": _slack,
    "discord": _discord,
}
