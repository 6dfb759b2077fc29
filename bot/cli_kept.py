"""The terminal commands about what is kept of people: print it, delete it."""

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any, Final

_DONE: Final = 0


def add_commands(add: Callable[[str, Callable[[argparse.Namespace], int], str], Any]) -> None:
    """Add the commands to a parser."""
    feedback = add("feedback", _feedback, "print votes, and questions without an answer")
    feedback.add_argument("--json", action="store_true", help="print one JSON object")
    forget = add("forget", _forget, "delete what is kept of a workspace, a server or a person")
    forget.add_argument("--platform", choices=("slack", "discord"), required=True)
    forget.add_argument("--tenant", metavar="ID", required=True, help="the workspace or server")
    forget.add_argument("--person", metavar="ID", default="", help="only what is of this person")


def _feedback(options: argparse.Namespace) -> int:
    import asyncio  # noqa: PLC0415

    from bot.app import read_feedback  # noqa: PLC0415 (the database)
    from bot.core import wording_feedback  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415

    settings = Settings.load()
    report = asyncio.run(read_feedback(settings))
    if options.json:
        told = json.dumps(wording_feedback.as_data(report), ensure_ascii=False)
    else:
        keeps = settings.keep_questions > 0
        told = wording_feedback.as_table(report, keeps_questions=keeps)
    sys.stdout.write(f"{told}\n")
    return _DONE


def _forget(options: argparse.Namespace) -> int:
    import asyncio  # noqa: PLC0415

    from bot.app import forget  # noqa: PLC0415 (the database)
    from bot.core import wording_feedback  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415

    where = {"platform": options.platform, "tenant": options.tenant}
    asyncio.run(forget(Settings.load(), **where, person=options.person))
    whom = f"{options.person} in " if options.person else ""
    place = f"{options.tenant} ({options.platform})"
    sys.stdout.write(f"{wording_feedback.FORGOTTEN.format(whom=whom, place=place)}\n")
    return _DONE
