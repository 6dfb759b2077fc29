"""The terminal command about scheduled posts; what it prints is its output."""

import argparse
import sys
from collections.abc import Callable
from typing import Any, Final

from bot.errors import SettingsInvalid

_DONE: Final = 0
_ACTIONS: Final = {
    "list": "schedule_list",
    "add": "schedule_preview",
    "preview": "schedule_preview",
    "show": "schedule_show",
    "test": "schedule_test",
    "pause": "schedule_pause",
    "resume": "schedule_resume",
    "edit": "schedule_edit",
    "run": "schedule_run",
    "remove": "schedule_remove",
}
_DEEDS: Final = dict.fromkeys(_ACTIONS, "changed") | dict.fromkeys(
    ("list", "show", "test"), "found"
)
_NEW: Final = ("add", "preview")
_NAMED: Final = "the schedule's name, or for add and preview when: weekdays 09:00 London"


def add_command(add: Callable[[str, Callable[[argparse.Namespace], int], str], Any]) -> None:
    """Add the command to a parser."""
    schedules = add("schedules", _schedules, "list, make and manage scheduled posts")
    schedules.add_argument("action", choices=tuple(_ACTIONS), nargs="?", default="list")
    schedules.add_argument("words", nargs="*", metavar="ID|WHEN", help=_NAMED)
    schedules.add_argument("--platform", choices=("slack", "discord"), default="")
    schedules.add_argument("--tenant", default="", help="id of the workspace or server")
    schedules.add_argument("--channel", default="", help="id of the channel to post to")
    schedules.add_argument("--brief", default="", help="a statement, or all")
    schedules.add_argument("--zone", default="", help="a city, where the words name none")
    schedules.add_argument("--content", choices=("whole", "short", "figure"), default="")
    schedules.add_argument("--unchanged", choices=("repeat", "say", "silent"), default="")
    schedules.add_argument("--missed", choices=("skip", "latest", "all"), default="")


def _schedules(options: argparse.Namespace) -> int:
    import asyncio  # noqa: PLC0415

    from bot.adapters.terminal import shown  # noqa: PLC0415
    from bot.app import manage_schedules  # noqa: PLC0415 (the database)
    from bot.core.card import Tone  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415

    _check(options)
    cards = asyncio.run(
        manage_schedules(Settings.load(), _request(options), keep=options.action != "preview")
    )
    for card in cards:
        print(shown(card, colour=sys.stdout.isatty()))
    if cards[-1].tone is Tone.NO:
        raise SettingsInvalid(f"schedules {options.action}: nothing was {_DEEDS[options.action]}")
    return _DONE


def _check(options: argparse.Namespace) -> None:
    needs_name = options.action not in ("list", *_NEW)
    if needs_name and not options.words:
        raise SettingsInvalid(f"schedules {options.action}: name one; see: briefing-bot schedules")
    if options.action in _NEW and not (options.platform and options.channel and options.words):
        raise SettingsInvalid(
            f"schedules {options.action}: say when, --platform and --channel, for instance: "
            f"schedules {options.action} weekdays 09:00 London --platform slack --channel C0123"
        )


def _request(options: argparse.Namespace) -> Any:
    from dataclasses import replace  # noqa: PLC0415

    from bot.core.request import Request  # noqa: PLC0415
    from bot.core.scheduling_words import wish_of  # noqa: PLC0415

    named = options.action not in _NEW
    words = options.words[1:] if named else options.words
    asked = ("zone", "brief", "content", "unchanged", "missed", "channel")
    given = {name: value for name in asked if (value := getattr(options, name))}
    wish = replace(wish_of(" ".join(words)), **given)
    return Request(
        options.platform, options.tenant, "", (), "", command=_ACTIONS[options.action],
        handle=options.words[0] if named and options.words else "", wish=wish,
    )  # fmt: skip
