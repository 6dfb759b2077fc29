"""Statements turned into briefs on disk: one at a time, or a folder of them on every core."""

import os
import traceback
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from pydantic import ValidationError

from bot.adapters.brief_files import (
    BRIEF,
    LARGEST,
    STATEMENT,
    BriefOnDisk,
    brief_folders,
    is_name,
    open_brief,
    parsed,
)
from bot.adapters.brief_updating import updated
from bot.adapters.brief_writing import write_new, write_over
from bot.adapters.sources import STDIN, Statement, read_source, sources_in
from bot.core import wording_drafting as wording
from bot.core.brief import NEEDED, BriefFile, Source
from bot.drafting.coverage import coverage
from bot.drafting.drafting import draft
from bot.drafting.merging import merge
from bot.drafting.naming import slug
from bot.drafting.writing import as_yaml
from bot.errors import BriefingError, BriefInvalid, SettingsInvalid, SourceUnreadable

KEYS: Final = ("title", "publisher", "date", "url")
_ALONE: Final = 3  # so many are drafted before further processes would be up
_LONGEST: Final = 64
_UNKNOWN: Final = '  {key}: ""\n'


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be drafted, under which id, with what the caller knows of the source."""

    source: str
    out: Path
    brief_id: str = ""
    known: dict[str, str] = field(default_factory=dict)
    update: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an order: lines for people, or in one line why there is no brief."""

    brief_id: str
    lines: tuple[str, ...] = ()
    trouble: str = ""


def sources(named: Iterable[str]) -> tuple[str, ...]:
    """Return the sources that are named, folders as the files in them; raises SourceUnreadable."""
    return tuple(one for name in named for one in _sources(name))


def _sources(name: str) -> Iterator[str]:
    if name == STDIN or not os.path.isdir(name):  # noqa: PTH112 (False for what is no path)
        yield name
        return
    held = sources_in(Path(name))
    if not held:
        raise SourceUnreadable(f"{name}: this folder holds no statement that can be read")
    yield from map(str, held)


def carry_out(orders: Sequence[Order]) -> Iterator[Done]:
    """Draft each, in order; many are shared out among the cores."""
    if len(orders) <= _ALONE:
        yield from map(drafted, orders)
        return
    with ProcessPoolExecutor(max_workers=min(os.cpu_count() or 1, len(orders))) as pool:
        yield from pool.map(drafted, orders, chunksize=2)


def drafted(order: Order) -> Done:
    """Carry out one order; what goes wrong with its source or its brief is told, not raised."""
    try:
        return _carried_out(order)
    except BriefInvalid as invalid:
        return Done(order.brief_id, trouble=invalid.faults[0])
    except BriefingError as error:
        return Done(order.brief_id, trouble=str(error))
    except Exception as error:  # noqa: BLE001 (the edge: one odd file must not cost a folder)
        reason = f"{type(error).__name__} in {_where(error)}"
        return Done(
            order.brief_id, trouble=f"{order.source}: our fault: {reason}; please report it"
        )


def _carried_out(order: Order) -> Done:
    read = read_source(order.source)
    brief_id = order.brief_id or id_of(order.source) or _short_slug(read.title)
    if not is_id(brief_id):
        raise SettingsInvalid(f"{order.source}: no id can be made of its name; give --id")
    does = _update if order.update else _new
    return Done(brief_id, does(order, brief_id, read))


def _where(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def is_id(text: str) -> bool:
    """Say whether a text may name a brief: it can name a folder and no way to another one."""
    return is_name(text) and not any(sign in text for sign in "/\\:")


def id_of(source: str) -> str:
    """Return the id that a source's name gives, empty for none.

    >>> id_of("in/Größe 2024.final.PDF"), id_of("https://a.example/news/x-y.html?z=1"), id_of("-")
    ('grosse-2024-final', 'x-y', '')
    """
    path = unquote(urlsplit(source).path) if "://" in source else source
    return "" if source == STDIN else _short_slug(Path(path).stem)


def _short_slug(text: str) -> str:
    return slug(text)[:_LONGEST].strip("-")


def _new(order: Order, brief_id: str, read: Statement) -> tuple[str, ...]:
    folder = order.out / brief_id
    if os.path.lexists(folder):
        raise SettingsInvalid(
            f"{folder}: exists already; merge a corrected statement into it with --update"
        )
    file = _facts(order.source, read, _source(read, order.known))
    found = parsed(folder / BRIEF, _with_unknown(as_yaml(file, read.text), file.source), read.text)
    _fits(order.source, found.text)
    write_new(folder, brief=found.text, statement=read.text)
    return (_told(found),)


def _facts(name: str, read: Statement, source: Source) -> BriefFile:
    try:
        return draft(read.text, source=source)
    except ValidationError as error:
        raise SourceUnreadable(f"{name}: no fact was found in it") from error


def _fits(name: str, text: str) -> None:
    if len(text.encode()) > LARGEST[BRIEF]:
        raise SourceUnreadable(f"{name}: too long for one brief; draft it in parts")


def _told(found: BriefOnDisk) -> str:
    brief = found.brief
    unsure = sum(bool(one.unsure) for one in brief.facts)
    unknown = [key for key in NEEDED if not getattr(brief.source, key)]
    told = wording.DRAFTED.format(facts=len(brief.facts), unsure=unsure)
    parts = [told, str(coverage(brief))]
    parts += [wording.UNKNOWN.format(keys=", ".join(unknown))] if unknown else []
    return f"{found.path.parent}: {'; '.join(parts)}"


def _source(read: Statement, known: dict[str, str]) -> Source:
    """Return what is known of the source: as the caller says, else as it says of itself."""
    said = {key: value for key in KEYS if (value := getattr(read, key)) and _holds(key, value)}
    return Source(**{**said, **known})


def _holds(key: str, value: str) -> bool:
    try:
        Source(**{key: value})
    except ValidationError:
        return False
    return True


def refuse_unfit(known: dict[str, str]) -> None:
    """Raise SettingsInvalid for what the caller says of the source and cannot be so."""
    for key, value in known.items():
        if not _holds(key, value):
            wanted = "an https address" if key == "url" else "a short text"
            raise SettingsInvalid(f"--{key}: {wanted} is expected, not {value[:60]!r}")


def _with_unknown(text: str, source: Source) -> str:
    """Return a draft's text with an empty line for each thing that is not known of the source."""
    missing = [_UNKNOWN.format(key=key) for key in NEEDED if not getattr(source, key)]
    opening = "source:\n" if "\nsource:\n" in text else "source: {}\n"
    return text.replace(f"\n{opening}", f"\nsource:\n{''.join(missing)}", 1) if missing else text


def _update(order: Order, brief_id: str, read: Statement) -> tuple[str, ...]:
    found = looked_up(order.out, brief_id)
    before = found.brief
    file = _facts(order.source, read, before.source)
    merged = merge(before, read.text, file)
    fresh = {
        key: value
        for key in KEYS
        if (value := getattr(read, key)) and not getattr(before.source, key) and _holds(key, value)
    }
    text = updated(found, merged, read.text, {**fresh, **order.known})
    _fits(order.source, text)
    now = {BRIEF: (found.text, text), STATEMENT: (before.statement, read.text)}
    if changed := {name: new for name, (old, new) in now.items() if old != new}:
        write_over(found.path.parent, changed)
    where = found.path.parent
    if not merged.lines:
        return (f"{where}: {wording.UNCHANGED}",)
    review = (wording.AGAIN.format(brief=brief_id),) if before.reviewed else ()
    return tuple(f"{where}: {line}" for line in (*merged.lines, *review))


def looked_up(folder: Path, brief_id: str) -> BriefOnDisk:
    """Return the brief of this id; the id is looked up among the folders, never made a path."""
    if not folder.is_dir():
        raise SettingsInvalid(f"{folder}: no such folder; BRIEFS_DIR names the folder of briefs")
    held = {path.name: path for path in brief_folders(folder)}
    if brief_id not in held:
        known = ", ".join(held) or "none"
        raise SettingsInvalid(f"{folder} holds no brief {brief_id!r}; it holds: {known}")
    return open_brief(held[brief_id])
