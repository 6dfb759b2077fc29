"""Shows what each platform would show of a reply, and the JSON it would get."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from bot.core import wording
from bot.core.answering import answer
from bot.core.card import Card
from bot.core.library import Library
from bot.core.lock import sealed
from bot.core.request import split_command


def preview(
    text: str, library: Library, *, brief_id: str, platforms: Sequence[str], only_json: bool
) -> str:
    """Return a reply as each platform would show it, and the JSON it would get."""
    card = _card(text, library, brief_id)
    parts = []
    for platform in platforms:
        payload, read = _PLATFORMS[platform](card)
        shown = json.dumps(payload, ensure_ascii=False, indent=2)
        told = "\n".join(line for one in read for line in one.splitlines())
        whole = f"== {platform} shows\n{told}\n\n== {platform} gets\n{shown}\n"
        parts.append(shown if only_json else whole)
    return "\n".join(parts)


def _card(text: str, library: Library, brief_id: str) -> Card:
    command, rest = split_command(text)
    if command != "ask":
        return wording.command_card(command, library, brief_id or rest)
    return wording.answer_card(answer(rest, library, brief_id=brief_id), show_question=True)


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
