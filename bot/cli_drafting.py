"""The terminal commands that make a brief: draft, review, show, check."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from bot.core.wording_drafting import NEXT
from bot.errors import SettingsInvalid

if TYPE_CHECKING:
    from bot.adapters.brief_files import BriefOnDisk
    from bot.core.brief import Brief
    from bot.drafting.coverage import Coverage
    from bot.drafts import Done, Order

DONE: Final = 0
FAULTS: Final = 1
UNREADABLE: Final = 2
_BAR: Final = 30

Add = Callable[[str, Callable[[argparse.Namespace], int], str], Any]


def add_commands(add: Add, briefs_dir: Callable[[argparse.Namespace], Path]) -> None:
    """Add the commands to the parser; `briefs_dir` tells the folder of briefs."""
    command = add(
        "draft",
        lambda options: draft(options, options.out or briefs_dir(options)),
        "read statements (files, folders, https addresses or -) and write a draft of their briefs",
    )
    command.add_argument("sources", nargs="+", metavar="SOURCE")
    command.add_argument("--out", type=Path, metavar="DIR", help="instead of the folder of briefs")
    command.add_argument("--id", default="", help="the brief's id; else the source's name")
    for key in ("title", "date", "publisher", "url"):
        command.add_argument(f"--{key}", default="", help=f"the statement's {key}")
    command.add_argument(
        "--update", action="store_true", help="merge a corrected statement into the brief it is of"
    )
    command = add(
        "review",
        lambda options: review(options, briefs_dir(options)),
        "go through what is uncertain in a draft, fact by fact",
    )
    command.add_argument("id", metavar="ID")
    command.add_argument("--all", action="store_true", help="every fact, not only uncertain ones")
    command.add_argument("--briefs", type=Path, metavar="DIR", help="the folder of briefs")
    command = add(
        "show",
        lambda options: show(options, briefs_dir(options)),
        "print a statement with its facts marked, or write it as one page",
    )
    command.add_argument("id", metavar="ID")
    command.add_argument("--html", metavar="FILE", help="write a page; - for standard output")
    command.add_argument("--briefs", type=Path, metavar="DIR", help="the folder of briefs")


def draft(options: argparse.Namespace, out: Path) -> int:
    """Draft each source; what cannot be drafted is a line on stderr and costs nothing else."""
    from bot.drafts import carry_out  # noqa: PLC0415 (costs 0.3 s)

    orders = _orders(options, out)
    trouble = False
    for done in _shown(carry_out(orders), len(orders), sys.stderr):
        sys.stdout.write("".join(f"{line}\n" for line in done.lines))
        if done.trouble:
            trouble = True
            sys.stderr.write(f"{done.trouble}\n")
        elif len(orders) == 1 and not options.update:
            sys.stderr.write(f"{NEXT.format(brief=done.brief_id)}\n")
    return UNREADABLE if trouble else DONE


def _orders(options: argparse.Namespace, out: Path) -> "Sequence[Order]":
    from bot.drafts import KEYS, Order, id_of, is_id, refuse_unfit, sources  # noqa: PLC0415

    named = sources(options.sources)
    known = {key: value for key in KEYS if (value := getattr(options, key))}
    if len(named) > 1 and (options.id or known):
        raise SettingsInvalid("draft: --id, --title and the like belong to one source, not several")
    if options.id and not is_id(options.id):
        raise SettingsInvalid(f"--id: {options.id!r} cannot be an id: use a-z, 0-9 and -")
    refuse_unfit(known)
    twice = [one for one, count in Counter(map(id_of, named)).items() if one and count > 1]
    if twice:
        raise SettingsInvalid(f"draft: several sources would become {twice[0]!r}; draft one by one")
    return [Order(name, out, options.id, known, options.update) for name in named]


def _shown(results: "Iterable[Done]", total: int, out: TextIO) -> "Iterator[Done]":
    """Yield results, with a bar that grows where a person is looking."""
    looking = total > 1 and out.isatty()
    for count, one in enumerate(results, 1):
        if looking:
            out.write("\r\x1b[K")
        yield one
        if looking:
            full = _BAR * count // total
            out.write(f"\r[{'#' * full}{'-' * (_BAR - full)}] {count} of {total}")
            out.write("\n" if count == total else "")
            out.flush()


def review(options: argparse.Namespace, briefs: Path) -> int:
    """Walk through a brief's uncertain facts on standard input and output."""
    from bot.adapters.reviewing import Review  # noqa: PLC0415 (as above)
    from bot.adapters.system_clock import SystemClock  # noqa: PLC0415
    from bot.drafts import looked_up  # noqa: PLC0415

    found = looked_up(briefs, options.id)
    folder = found.path.parent
    Review(folder, SystemClock(), _typed(), sys.stdout, every=options.all).walk()
    return DONE


def _typed() -> Iterator[str]:
    """Yield what is typed; a person at a terminal may edit the line."""
    if not sys.stdin.isatty():
        yield from iter(sys.stdin.readline, "")
        return
    import readline  # noqa: F401, PLC0415 (its import is its effect)

    while True:
        try:
            yield input()
        except EOFError:
            return


def show(options: argparse.Namespace, folder: Path) -> int:
    """Print a statement with its facts marked, or write it as a page."""
    from bot.drafting.showing import as_text  # noqa: PLC0415
    from bot.drafting.showing_page import as_page  # noqa: PLC0415
    from bot.drafts import looked_up  # noqa: PLC0415

    brief = looked_up(folder, options.id).brief
    if not options.html:
        sys.stdout.write(as_text(brief, colour=sys.stdout.isatty()) + "\n")
        return DONE
    if options.html == "-":
        sys.stdout.write(as_page(brief))
        return DONE
    try:
        Path(options.html).write_text(as_page(brief), encoding="utf-8")
    except OSError as error:
        raise SettingsInvalid(f"--html: {options.html}: {error.strerror}") from error
    return DONE


def check(paths: Sequence[Path], schedule_faults: Sequence[str], *, strict: bool) -> int:
    """Print each fault and warning of briefs as a line; the share of figures goes to stderr."""
    from bot.adapters.brief_files import check_paths  # noqa: PLC0415

    checked = check_paths(paths)
    faults = (*checked.faults, *schedule_faults)
    warnings = [line for found in checked.whole for line in _warnings(found)]
    sys.stdout.write("".join(f"{line}\n" for line in (*faults, *warnings)))
    for found in checked.whole:
        sys.stderr.write(f"{found.brief.id}: {_coverage(found.brief)}\n")
    sys.stderr.write(
        f"briefs checked: {checked.count}, faults: {len(faults)}, warnings: {len(warnings)}\n"
    )
    return FAULTS if faults or (strict and warnings) else DONE


def _coverage(brief: "Brief") -> "Coverage":
    from bot.drafting.coverage import coverage  # noqa: PLC0415

    return coverage(brief)


def _warnings(found: "BriefOnDisk") -> Iterator[str]:
    from bot.adapters.brief_files import STATEMENT  # noqa: PLC0415
    from bot.core.checking import Fault  # noqa: PLC0415
    from bot.drafting.doubts import doubts, uncarried  # noqa: PLC0415

    for doubt in doubts(found.brief):
        yield found.line(Fault(doubt.path, f"warning: {doubt.reason}"))
    statement = found.path.with_name(STATEMENT)
    for line, column, reason in uncarried(found.brief, _coverage(found.brief)):
        yield f"{statement}:{line}:{column}: warning: {reason}"
