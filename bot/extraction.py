"""Drafts statements and tells how well the drafts carry what a reader marked in them.

Or what a reviewed brief of the same statement says.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TextIO

from bot.core.brief import Brief, Source
from bot.drafting.drafting import draft
from bot.drafting.likening import Likeness, compared
from bot.drafting.measuring import Mention, Quality, mention, quality
from bot.errors import BriefingError

_UNKNOWN: Final = "not known"
_ROW: Final = "{:32} {:>6} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>6}"
_HEAD: Final = _ROW.format(
    "statement", "marked", "found", "right", "qualif.", "subject", "label", "spur.", "facts"
)


def measure(
    files: Iterable[Path], folder: Path, *, as_json: bool = False, misses: bool = True, out: TextIO
) -> int:
    """Draft each marked statement, print the table of extraction quality; return the exit code."""
    results = {}
    for name, marks in _marks(files).items():
        statement = _text(folder / f"{name}.txt")
        source = Source(title=name, publisher=_UNKNOWN, date=_UNKNOWN)
        results[name] = quality(draft(statement, source=source), statement, marks)
    total = sum(results.values(), Quality())
    if as_json:
        out.write(json.dumps(_rates(total)) + "\n")
        return 0
    print(_HEAD, file=out)
    for name, one in (*results.items(), ("all", total)):
        print(_row(name, one), file=out)
    for name, one in results.items() if misses else ():
        for line in one.misses:
            print(f"{name}: {line}", file=out)
    return 0


def liken(brief: Brief, *, out: TextIO) -> int:
    """Draft a reviewed brief's statement anew and print both item by item; return the exit code."""
    both = compared(draft(brief.statement, source=brief.source), brief.file)
    for item in both.items:
        found = f"{item.drafted.id}: {item.drafted.value}" if item.drafted else "-"
        print(
            f"{item.likeness:8} {item.reviewed.id}: {item.reviewed.value}\n         {found}",
            file=out,
        )
    count = Counter(item.likeness for item in both.items)
    shares = ", ".join(f"{like} {count[like]}" for like in Likeness)
    print(
        f"\n{len(both.items)} reviewed facts: {shares}; {len(both.more)} more in the draft",
        file=out,
    )
    return 0


def _marks(files: Iterable[Path]) -> dict[str, tuple[Mention, ...]]:
    found: dict[str, tuple[Mention, ...]] = {}
    for path in files:
        for name, one in _of_file(path):
            found[name] = (*found.get(name, ()), one)
    return found


def _of_file(path: Path) -> Iterator[tuple[str, Mention]]:
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            yield Path(data["statement"]).name, mention(data)
        except (ValueError, KeyError, TypeError, ArithmeticError) as error:
            raise BriefingError(f"{path}:{number}:1: not a marked mention") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BriefingError(f"{path}:1:1: cannot be read as UTF-8 text") from error


def _rates(one: Quality) -> dict[str, float | int]:
    def share(part: int, whole: int) -> float:
        return round(part / whole, 4) if whole else 1.0

    return {
        "marked": one.marked,
        "found": share(one.found, one.marked),
        "right": share(one.right, one.marked),
        "qualified": share(one.qualified, one.marked),
        "subject": share(one.subjects, one.with_subject),
        "label": share(one.labels, one.with_subject),
        "spurious": share(one.spurious, one.carried) if one.carried else 0.0,
        "facts": one.facts,
    }


def _row(name: str, one: Quality) -> str:
    marked, *shares, facts = _rates(one).values()
    return _ROW.format(name[:32], marked, *(f"{100 * share:.1f}%" for share in shares), facts)
