"""The terminal commands. Chat libraries are imported only where a command needs them."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, NoReturn, TextIO

from bot import __version__, cli_drafting, cli_kept, cli_schedules
from bot.cli_drafting import Add
from bot.errors import BriefingError, SettingsInvalid

DONE: Final = 0
NOT_FOUND: Final = 1  # not stated, ambiguous, or faults found
WRONG_USE: Final = 2
_PREVIEW: Final = "show what Slack and Discord would show, and get"
_EVALUATE: Final = "answer question files and print how good it was"
_MENTIONS: Final = "draft the statements and compare with figures marked in them"
_DOES: Final = "Answers questions about official statements, in Slack, in Discord and here."
_EXAMPLE: Final = 'For instance: briefing-bot ask "how much funding?"; more: briefing-bot ask -h'
_LOGGING: Final = frozenset(
    {"ask", "evaluate", "feedback", "forget", "preview", "run", "schedules"}
)
_SAID: Final = frozenset({"answered", "supported", "contradicted"})


def entry() -> NoReturn:
    """Run the command line and leave with its exit code."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    if options.name in _LOGGING:
        from bot.adapters import logs  # noqa: PLC0415 (0.07 s, which the other commands are spared)

        logs.for_commands()
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except BriefingError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:  # the reader of our output left: nothing to say, nowhere to say it
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 (kept open until the end)
        return DONE
    except KeyboardInterrupt:
        return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("briefing-bot", description=_DOES, epilog=_EXAMPLE)
    parser.add_argument("--version", action="version", version=f"briefing-bot {__version__}")
    commands = parser.add_subparsers(dest="name", required=True, metavar="COMMAND")

    def add(name: str, does: Callable[[argparse.Namespace], int], told: str) -> Any:
        command = commands.add_parser(name, help=told, description=told)
        command.set_defaults(command=does)
        return command

    cli_drafting.add_commands(add, _briefs_dir)
    _add_check(add)
    add("run", _run, "start the bot: the chats that have tokens, else a conversation here")
    for command in (_add_ask(add), _add_preview(add), _add_evaluate(add)):
        command.add_argument("--brief", metavar="ID", default="", help="answer from this brief")
        command.add_argument("--briefs", type=Path, metavar="DIR", help="the folder of briefs")
    cli_schedules.add_command(add)
    cli_kept.add_commands(add)
    return parser


def _add_check(add: Add) -> None:
    check = add("check", _check, "check briefs; each fault is one line path:line:col: reason")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    check.add_argument("--strict", action="store_true", help="count warnings as faults")


def _add_ask(add: Add) -> argparse.ArgumentParser:
    ask: argparse.ArgumentParser = add("ask", _ask, "answer one question")
    ask.add_argument("question")
    ask.add_argument("--after", metavar="PREVIOUS", help="the question asked just before")
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    ask.add_argument("--why", action="store_true", help="print how the answer came about")
    return ask


def _add_preview(add: Add) -> argparse.ArgumentParser:
    preview: argparse.ArgumentParser = add("preview", _preview, _PREVIEW)
    preview.add_argument("question", nargs="*", help="a question or command; none: the summary")
    preview.add_argument("--platform", choices=("slack", "discord", "both"), default="both")
    preview.add_argument("--json", action="store_true", help="print only the JSON, one object")
    return preview


def _add_evaluate(add: Add) -> argparse.ArgumentParser:
    evaluate: argparse.ArgumentParser = add("evaluate", _evaluate, _EVALUATE)
    evaluate.add_argument("files", nargs="*", type=Path, metavar="FILE.jsonl")
    evaluate.add_argument("--mentions", nargs="+", type=Path, metavar="FILE.jsonl", help=_MENTIONS)
    evaluate.add_argument("--statements", type=Path, metavar="FOLDER", help="what the marks are of")
    evaluate.add_argument("--draft", action="store_true", help="compare --brief with a new draft")
    evaluate.add_argument("--predictions", type=Path, metavar="OUT.jsonl")
    evaluate.add_argument("--json", action="store_true", help="print one JSON object")
    evaluate.add_argument("--markdown", metavar="NAME", default="", help="print one table row")
    evaluate.add_argument("--header", action="store_true", help="with --markdown: its header too")
    return evaluate


def _briefs_dir(options: argparse.Namespace) -> Path:
    given = getattr(options, "briefs", None) or os.environ.get("BRIEFS_DIR")
    if given:
        return Path(given)
    from dotenv import dotenv_values  # noqa: PLC0415 (only where nothing else names the folder)

    return Path(dotenv_values(".env").get("BRIEFS_DIR") or "briefs")


def _library(options: argparse.Namespace) -> Any:
    """Return the briefs that are whole; each fault of the others is one line on stderr."""
    from bot.adapters.brief_files import BriefFolder  # noqa: PLC0415 (costs 0.1 s)

    folder = _briefs_dir(options)
    if not folder.is_dir():
        raise SettingsInvalid(f"{folder}: no such folder; BRIEFS_DIR names the folder of briefs")
    read = BriefFolder.read(folder)
    for fault in read.faults:
        print(fault, file=sys.stderr)
    library = read.library()
    named = getattr(options, "brief", "")
    if named and library.get(named) is None:
        known = ", ".join(brief.id for brief in library) or "none"
        raise SettingsInvalid(f"--brief: {folder} holds no brief {named!r}; it holds: {known}")
    if not library.briefs:
        raise SettingsInvalid(f"{folder}: no brief can be served; see: briefing-bot check")
    return library


def _reader() -> Any:
    """Return what reads passages; None without the weights for it."""
    from bot.adapters.vectors import Similarity  # noqa: PLC0415 (only where a question is asked)

    return Similarity.open(Path("data/vectors"), on_demand=True)


def _ask(options: argparse.Namespace) -> int:
    from bot.adapters.terminal import shown  # noqa: PLC0415
    from bot.core import explaining, wording  # noqa: PLC0415
    from bot.core.answering import answer  # noqa: PLC0415

    library = _library(options)
    asked = partial(answer, library=library, brief_id=options.brief, reader=_reader())
    before = asked(options.after) if options.after else None
    found = asked(options.question, recall=before.recall if before else None)
    card = wording.answer_card(found)
    if options.json:
        print(json.dumps(explaining.as_data(found, card), ensure_ascii=False))
    else:
        print(shown(card, colour=sys.stdout.isatty()))
        if options.why:
            print(f"\n{explaining.why(found)}")
    return DONE if found.outcome.value in _SAID else NOT_FOUND


def _check(options: argparse.Namespace) -> int:
    paths = options.paths or [_briefs_dir(options)]
    scheduled = [fault for path in paths for fault in _schedule_faults(path)]
    return cli_drafting.check(paths, scheduled, strict=options.strict)


def _schedule_faults(folder: Path) -> tuple[str, ...]:
    """Return the faults of a folder's schedules.yaml, if it has one."""
    if not (folder / "schedules.yaml").exists():
        return ()
    from bot.adapters.brief_files import BriefFolder  # noqa: PLC0415
    from bot.adapters.schedule_file import read_schedules  # noqa: PLC0415

    briefs = [brief.id for brief in BriefFolder.read(folder).library().reviewed()]
    path = folder / "schedules.yaml"
    return read_schedules(path, platforms=("slack", "discord"), briefs=briefs).faults


def _evaluate(options: argparse.Namespace) -> int:
    if options.mentions or options.draft:
        return _evaluate_drafts(options)
    if not options.files:
        raise SettingsInvalid("evaluate: name a question file, --mentions FILE or --draft")
    from bot.evaluation import evaluate  # noqa: PLC0415

    return evaluate(
        options.files, _library(options), brief_id=options.brief,
        predictions=options.predictions, as_json=options.json, row=options.markdown,
        header=options.header, reader=_reader(), out=sys.stdout,
    )  # fmt: skip


def _evaluate_drafts(options: argparse.Namespace) -> int:
    from bot.extraction import liken, measure  # noqa: PLC0415 (drafting costs 0.3 s)

    if options.mentions:
        if not options.statements:
            raise SettingsInvalid(
                "evaluate: --mentions needs --statements, the folder of the texts"
            )
        files, folder = options.mentions, options.statements
        return measure(files, folder, as_json=options.json, out=sys.stdout)
    brief = _library(options).get(options.brief)
    if brief is None:
        raise SettingsInvalid("evaluate: --draft needs --brief ID, the reviewed brief")
    return liken(brief, out=sys.stdout)


def _preview(options: argparse.Namespace) -> int:
    from bot.preview import as_json, preview, reply  # noqa: PLC0415

    text = " ".join(options.question) or "summary"
    platforms = ("slack", "discord") if options.platform == "both" else (options.platform,)
    library = _library(options)
    card = reply(text, library, brief_id=options.brief, reader=_reader())
    print((as_json if options.json else preview)(card, platforms))
    return DONE


def _run(options: argparse.Namespace) -> int:
    from bot.settings import Settings  # noqa: PLC0415 (0.2 s)

    settings = Settings.load()
    if settings.connects:
        from bot.app import main as serve  # noqa: PLC0415 (the chat libraries)

        return serve(settings)
    for line in settings.misspelt(os.environ):
        print(line, file=sys.stderr)
    options.briefs = settings.briefs_dir
    return _converse(_library(options), sys.stdin, sys.stdout)


def _converse(library: Any, lines: TextIO, out: TextIO) -> int:
    """Talk in the terminal; with input from elsewhere, a question a line until its end."""
    from bot.adapters.terminal import Conversation, welcome  # noqa: PLC0415

    talking = lines.isatty()
    colour = out.isatty()
    if talking:
        import readline  # noqa: F401, PLC0415 (lets people edit what they type)

        print(welcome(library), file=out)
        Conversation(library, reader=_reader()).talk(_typed(), out, prompt="", colour=colour)
        return DONE
    if Conversation(library, reader=_reader()).talk(lines, out, prompt="", colour=colour):
        return DONE
    print(
        "No tokens are set and nothing came on standard input. Set SLACK_BOT_TOKEN and "
        "SLACK_APP_TOKEN, or DISCORD_TOKEN; or ask: briefing-bot ask QUESTION",
        file=sys.stderr,
    )
    return WRONG_USE


def _typed() -> Any:
    """Yield what people type until the end of input."""
    while True:
        try:
            yield input("? ")
        except EOFError:
            return
