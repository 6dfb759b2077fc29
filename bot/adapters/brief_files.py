"""Briefs on disk: one folder each, with `brief.yaml` and `statement.txt`."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from bot.adapters.brief_yaml import NotYaml, load, place, plain
from bot.adapters.plain_files import Unreadable, one_line, read_text
from bot.core import checking
from bot.core.brief import Brief, BriefFile
from bot.core.checking import Fault
from bot.core.library import Library
from bot.errors import BriefInvalid

BRIEF: Final = "brief.yaml"
STATEMENT: Final = "statement.txt"
CUT_OFF: Final = ".update"  # holds what an update that was killed had still to put in its place
LARGEST: Final = {BRIEF: 200_000, STATEMENT: 1_000_000}  # bytes; of two pages it is 40,000, 10,000
_SAME: Final = 5  # further lines named where the same is wrong in many
LONGEST_NAME: Final = 100  # signs of an id; what a choice on Discord has room for
_REASONS: Final = {
    "string_type": "text is expected here (put it in quotation marks)",
    "string_too_short": "text is missing here",
    "string_too_long": "longer than {max_length} signs",
    "enum": "one of {expected} is expected here",
    "string_pattern_mismatch": "does not have the form that is expected here: {pattern}",
    "tuple_type": "a list is expected here",
    "too_short": "an entry is missing here",
    "model_type": "keys with their values are expected here",
    "date_type": "a date like 2026-11-25 is expected here",
    "date_parsing": "a date like 2026-11-25 is expected here",
    "date_from_datetime_parsing": "a date like 2026-11-25 is expected here",
    "date_from_datetime_inexact": "a date like 2026-11-25, without a time, is expected here",
}


@dataclass(frozen=True, slots=True)
class BriefFolder:
    """The briefs of one folder, read once: the good ones are served, the faults are kept."""

    briefs: Library
    faults: tuple[str, ...]

    @classmethod
    def read(cls, folder: Path) -> "BriefFolder":
        """Read every brief below a folder; a broken one costs its own lines and nothing else."""
        good: list[Brief] = []
        bad: list[str] = []
        for path in brief_folders(folder):
            try:
                good.append(read_brief(path))
            except BriefInvalid as invalid:
                bad += invalid.faults
        return cls(Library(tuple(good)), tuple(bad))

    def library(self) -> Library:
        """Return the briefs that are whole."""
        return self.briefs


@dataclass(frozen=True, slots=True)
class BriefOnDisk:
    """A brief with the text of its file, and the place of each part in it."""

    path: Path
    text: str
    node: Any
    brief: Brief

    def line(self, fault: Fault) -> str:
        """Return a fault or warning as `path:line:col: reason`."""
        return _line(self.path, self.node, fault.path, fault.reason)


def brief_folders(folder: Path) -> Iterator[Path]:
    """Yield the folders below one that hold a brief or a part of one, in order of their names.

    Hidden folders are left out: what is half written stands there.
    """
    for path in sorted(folder.iterdir()):
        if not path.name.startswith(".") and is_brief(path):
            yield path


def is_brief(path: Path) -> bool:
    """Say whether a path is a folder with a part of a brief, or one that may not be looked into."""
    if not os.path.isdir(path):  # noqa: PTH112 (False where pathlib's raises)
        return False
    held = any(os.path.lexists(path / name) for name in (BRIEF, STATEMENT))
    return held or not os.access(path, os.X_OK)


def read_brief(folder: Path) -> Brief:
    """Read one brief; raises BriefInvalid with a `path:line:col: reason` line for each fault."""
    return open_brief(folder).brief


def open_brief(folder: Path) -> BriefOnDisk:
    """Read one brief with its places; raises BriefInvalid as `read_brief` does."""
    path = folder / BRIEF
    if not is_name(folder.resolve().name):
        raise BriefInvalid((_told(path, (1, 1), "the folder's name cannot be an id: see --id"),))
    text, statement = _text(folder, BRIEF), _text(folder, STATEMENT)
    if not statement.strip():
        raise BriefInvalid((_told(folder / STATEMENT, (1, 1), "is empty"),))
    return parsed(path, text, statement)


def is_name(name: str) -> bool:
    """Say whether a folder of this name can be a brief's: its name is the brief's id."""
    return bool(name) and len(name) <= LONGEST_NAME and name.isprintable() and name[0] not in ".-"


def parsed(path: Path, text: str, statement: str) -> BriefOnDisk:
    """Return the brief that a text and its statement are; raises BriefInvalid."""
    try:
        node = load(text)
    except NotYaml as error:
        raise BriefInvalid((_told(path, (error.line, error.column), str(error)),)) from error
    try:
        file = BriefFile.model_validate(plain(node))
    except ValidationError as error:
        raise BriefInvalid(_lines(path, node, _form_faults(error))) from error
    found = checking.faults(file, statement)
    if found:
        raise BriefInvalid(_lines(path, node, found))
    return BriefOnDisk(path, text, node, Brief(path.parent.resolve().name, statement, file))


def schema() -> str:
    """Return the JSON Schema of a brief, as editors read it from `briefs/brief.schema.json`."""
    return json.dumps(BriefFile.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


def held_in(folder: Path, name: str) -> Path:
    """Return the file of a part of a brief: of an update that was cut off, its own version."""
    path = folder / CUT_OFF / name
    return path if os.path.lexists(path) else folder / name


def _text(folder: Path, name: str) -> str:
    try:
        return read_text(held_in(folder, name), within=folder.parent, largest=LARGEST[name])
    except Unreadable as error:
        raise BriefInvalid((_told(folder / name, (error.line, 1), str(error)),)) from error


def _form_faults(error: ValidationError) -> Iterator[Fault]:
    """Yield what is wrong in form; what follows from another fault is left out."""
    keys: dict[tuple[Any, ...], _Keys] = {}
    told = error.errors(include_input=False, include_url=False)
    inner = {one["loc"][:-1] for one in told}
    for one in told:
        *parent, key = one["loc"] or ("",)
        if one["type"] in {"missing", "extra_forbidden"}:
            held = keys.setdefault(tuple(parent), _Keys([], []))
            (held.missing if one["type"] == "missing" else held.unknown).append(str(key))
        elif one["type"] != "too_short" or one["loc"] not in inner:
            reason = _REASONS.get(one["type"])
            yield Fault(one["loc"], reason.format(**one.get("ctx", {})) if reason else one["msg"])
    yield from (held.fault(path) for path, held in keys.items())


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys of one mapping that should be there and are not, and the other way round."""

    missing: list[str]
    unknown: list[str]

    def fault(self, path: tuple[Any, ...]) -> Fault:
        """Return one fault for all: a misspelt key is unknown and missing at once."""
        missing = f"this key is missing: {', '.join(self.missing)}" if self.missing else ""
        if not self.unknown:
            return Fault(path, missing)
        first, *others = self.unknown
        also = f", also {', '.join(others)}" if others else ""
        return Fault((*path, first), f"unknown key{also}{f'; {missing}' if missing else ''}")


def _lines(path: Path, node: Any, faults: Iterable[Fault]) -> tuple[str, ...]:
    """Return a line for each fault in the file's order, what is the same in several places once."""
    grouped: dict[str, list[Fault]] = {}
    for fault in faults:
        grouped.setdefault(fault.reason, []).append(fault)
    firsts = [(place(node, group[0].path), group) for group in grouped.values()]
    return tuple(_grouped(path, node, group) for _, group in sorted(firsts, key=lambda one: one[0]))


def _grouped(path: Path, node: Any, group: list[Fault]) -> str:
    first, *others = group
    lines = sorted({place(node, fault.path)[0] for fault in others})
    shown = ", ".join(map(str, lines[:_SAME])) + (" ..." if len(lines) > _SAME else "")
    return _line(path, node, first.path, first.reason + (f" (also line {shown})" if lines else ""))


def _line(path: Path, node: Any, location: tuple[Any, ...], reason: str) -> str:
    where = ".".join(str(part) for part in location)
    return _told(path, place(node, location), f"{where + ': ' if where else ''}{reason}")


def _told(path: Path, at: tuple[int, int], reason: str) -> str:
    return f"{one_line(str(path))}:{at[0]}:{at[1]}: {one_line(reason)}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check looked at: how many briefs, those that are whole, and a line for each fault."""

    count: int
    whole: tuple[BriefOnDisk, ...]
    faults: tuple[str, ...]


def check_paths(paths: Iterable[Path]) -> Checked:
    """Check briefs, folders of them or `brief.yaml` files."""
    count, whole, faults = 0, list[BriefOnDisk](), list[str]()
    for path in paths:
        folders = [path.parent] if path.name == BRIEF else _at(path)
        if not folders:
            faults.append(_told(path, (1, 1), "neither a brief nor a folder of briefs"))
        for folder in folders:
            count += 1
            try:
                whole.append(open_brief(folder))
            except BriefInvalid as invalid:
                faults += invalid.faults
    return Checked(count, tuple(whole), tuple(faults))


def _at(path: Path) -> list[Path]:
    if is_brief(path):
        return [path]
    return list(brief_folders(path)) if os.path.isdir(path) else []  # noqa: PTH112 (as above)
