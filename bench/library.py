# ruff: noqa: INP001 - beside the scripts that use it
"""A library of many briefs to measure with: drafts of real wording with other names and numbers.

The same number gives the same brief on every machine.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final
from zlib import crc32

from bot.adapters.brief_files import read_brief
from bot.core.brief import Brief, BriefFile, Reviewed, Source
from bot.core.library import Library
from bot.drafting.drafting import draft

_ROOT: Final = Path(__file__).resolve().parent.parent
_STATEMENTS: Final = _ROOT / "tests" / "drafting" / "statements"
_SEED: Final = _ROOT / "briefs" / "uk-france-2022-11-14"
# Dates stay dates, and what begins a sentence may be any word.
_DATED: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_NAME: Final = re.compile(rf"(?<=[a-z,] )(?!{_DATED})[A-Z][a-z]{{3,}}\b")
_NUMBER: Final = re.compile(
    r"(?<![\w.,:/-])(?!(?:19|20)\d\d\b)[1-9]\d*(?:,\d{3})*"
    rf"(?![\d:/-]|(?:st|nd|rd|th)?(?: of)? {_DATED})\b"
)
_WORD: Final = re.compile(r"\w+")
_KEPT: Final = frozenset({"id", "kind", "said_by", "nearest", "summary", "reviewed", "url"})
_SYLLABLES: Final = (
    "bar", "cor", "del", "fen", "gal", "hol", "kin", "lor", "mar", "nor", "pel", "ros", "sel",
    "tar", "ven", "wes",
)  # fmt: skip


def library(size: int) -> Library:
    """Return that many briefs: the seed, the drafts of the statements, and variations of these."""
    return Library(tuple(islice(_briefs(), size)))


def _briefs() -> Iterator[Brief]:
    seed = (read_brief(_SEED),)
    drafts = tuple(_drafted(path) for path in sorted(_STATEMENTS.glob("*.txt")))
    yield from (*seed, *drafts)
    number = 0
    while True:
        number += 1
        yield from (_varied(brief, number) for brief in (*seed, *drafts))


def _drafted(path: Path) -> Brief:
    """Return a draft as a reviewer would release it."""
    statement = path.read_text(encoding="utf-8").strip("\n") + "\n"
    title = path.stem.replace("-", " ").capitalize()
    source = Source(title=title, publisher="Office of Measures", date="2 May 2031")
    file = draft(statement, source=source)
    reviewed = Reviewed(by="editors", on=date(2031, 5, 3))
    return Brief(path.stem, statement, file.model_copy(update={"reviewed": reviewed}))


def _varied(brief: Brief, number: int) -> Brief:
    """Return a brief with other names and numbers, the same ones wherever they stand."""
    changed = partial(_changed, names=_names(brief.statement, number), number=number)
    data = brief.file.model_dump(mode="json")
    data["source"]["title"] = f"{brief.title} of {_name(str(number))}"
    file = BriefFile.model_validate(_everywhere(data, changed))
    return Brief(f"{brief.id[:58]}-{number:03}", changed(brief.statement), file)


def _names(statement: str, number: int) -> dict[str, str]:
    return {name: _name(f"{name} {number}") for name in sorted(set(_NAME.findall(statement)))}


def _name(seed: str) -> str:
    """Return a name nobody has, always the same for the same seed."""
    drawn = crc32(seed.encode())
    count = len(_SYLLABLES)
    parts = (_SYLLABLES[drawn // count**place % count] for place in range(3))
    return "".join(parts).capitalize()


def _changed(text: str, *, names: dict[str, str], number: int) -> str:
    renamed = _WORD.sub(lambda found: names.get(found[0], found[0]), text)
    return _NUMBER.sub(lambda found: _other_digits(found[0], number), renamed)


def _other_digits(text: str, number: int) -> str:
    """Return a number as long as another, its first digit never 0."""
    first, rest = text[0], text[1:]
    turned = (str((int(sign) + number) % 10) if sign.isdigit() else sign for sign in rest)
    return str((int(first) - 1 + number) % 9 + 1) + "".join(turned)


def _everywhere(data: object, changed: Callable[[str], str]) -> object:
    """Return the content of a file with each text in it changed, ids and kinds aside."""
    if isinstance(data, str):
        return changed(data)
    if isinstance(data, list):
        return [_everywhere(one, changed) for one in data]
    if isinstance(data, dict):
        return {
            key: value if key in _KEPT else _everywhere(value, changed)
            for key, value in data.items()
        }
    return data
