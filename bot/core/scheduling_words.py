"""What follows "schedule": a deed with the name of a schedule, or a wish for a new one."""

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final, TypeVar

from bot.core.request import Request, Wish
from bot.core.schedule import Content, Missed, Unchanged

_DEEDS: Final[Mapping[str, str]] = {
    "confirm": "schedule_add", "show": "schedule_show", "open": "schedule_show",
    "pause": "schedule_pause", "stop": "schedule_pause", "resume": "schedule_resume",
    "run": "schedule_run", "post": "schedule_run", "test": "schedule_test",
    "preview": "schedule_test", "remove": "schedule_remove", "delete": "schedule_remove",
    "edit": "schedule_edit", "change": "schedule_edit",
}  # fmt: skip
_Choice = TypeVar("_Choice", bound=StrEnum)

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_LIST: Final = frozenset({"", "list", "show", "all"})
_NEW: Final = re.compile(r"^(?:add|new|create|make|preview)\s+", re.IGNORECASE)
_CHANNEL: Final = re.compile(r"(?:\b(?:to|in)\s+)?<#(\w{1,32})(?:\|[^>]*)?>", re.IGNORECASE)
# How people say what is posted, and when not; whatever else stands there is time or statement.
_CONTENT: Final[Mapping[Content, str]] = {
    Content.SHORT: r"short|in short|briefly",
    Content.FIGURE: r"one figure|only the figure|figure",
    Content.WHOLE: r"whole|in full|the whole summary",
}
_UNCHANGED: Final[Mapping[Unchanged, str]] = {
    Unchanged.SILENT: r"silent|silently|quiet|only (?:if|when) (?:something is )?(?:new|changed)",
    Unchanged.SAY: r"say(?:ing)? nothing new",
    Unchanged.REPEAT: r"always|repeat(?:ed)?",
}
_MISSED: Final[Mapping[Missed, str]] = {
    Missed.SKIP: r"skip(?: what was)? missed|never late",
    Missed.ALL: r"(?:post )?all missed",
    Missed.LATEST: r"(?:post )?latest missed",
}


def spoken(request: Request) -> Request:
    """Return a request made of words as one made with buttons and forms."""
    command, handle, wish = read_wish(request.text)
    named = replace(wish, brief=wish.brief or request.brief)
    return replace(request, command=command, handle=handle or request.handle, wish=named)


def read_wish(text: str) -> tuple[str, str, Wish]:
    """Return the command, the name of a schedule and the wish that a text holds.

    >>> read_wish("pause k3x9pa")
    ('schedule_pause', 'k3x9pa', Wish(when='', zone='', brief='', figure='', content='', \
unchanged='', missed='', channel=''))
    >>> read_wish("weekdays 09:00 short").__getitem__(2).content
    'short'
    """
    told = " ".join(text.split())
    if told.casefold() in _LIST:
        return "schedule_list", "", Wish()
    first, _, rest = told.partition(" ")
    name, _, more = rest.partition(" ")
    deed = _DEEDS.get(first.casefold(), "")
    if deed and _NAME.fullmatch(name.casefold()) and (not more or deed == "schedule_edit"):
        return deed, name.casefold(), wish_of(more)
    return "schedule_preview", "", wish_of(_NEW.sub("", told))


def wish_of(text: str) -> Wish:
    """Return the wish that words hold: what, how much of it, where to, and when."""
    channel = _CHANNEL.search(text)
    told = _CHANNEL.sub(" ", text)
    content, told = _taken(_CONTENT, told)
    unchanged, told = _taken(_UNCHANGED, told)
    missed, told = _taken(_MISSED, told)
    return Wish(
        when=" ".join(told.split()), content=content, unchanged=unchanged, missed=missed,
        channel=channel[1] if channel else "",
    )  # fmt: skip


def _taken(table: Mapping[_Choice, str], text: str) -> tuple[str, str]:
    """Return the first of a table that is said, and the text without it."""
    for value, pattern in table.items():
        found = re.search(rf"(?<![\w-])(?:{pattern})(?![\w-])", text, re.IGNORECASE)
        if found:
            return str(value), text[: found.start()] + text[found.end() :]
    return "", text
