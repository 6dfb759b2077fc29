"""Briefs on disk: one folder each, with `brief.yaml` and `statement.txt`."""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.core import checking
from bot.core.brief import Brief, BriefFile
from bot.core.library import Library
from bot.errors import BriefInvalid

BRIEF: Final = "brief.yaml"
STATEMENT: Final = "statement.txt"
LARGEST: Final = 1_000_000  # bytes; a statement of two pages has 10,000
_START: Final = (1, 1)
_DEEPEST: Final = 50  # a brief nests to three; the parser takes seconds over thousands
_OPENINGS: Final = {"[": 1, "{": 1, "]": -1, "}": -1}
_REASONS: Final = {
    "extra_forbidden": "unknown key",
    "missing": "this key is missing: {key}",
    "string_type": "text is expected here (put it in quotation marks)",
    "enum": "one of {expected} is expected here",
    "string_pattern_mismatch": "does not have the form that is expected here: {pattern}",
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


def brief_folders(folder: Path) -> Iterator[Path]:
    """Yield the folders below one that hold a brief or a part of one, in order of their names."""
    for path in sorted(folder.iterdir()):
        parts = (path / BRIEF, path / STATEMENT)
        if path.is_dir() and any(part.exists() for part in parts):
            yield path


def read_brief(folder: Path) -> Brief:
    """Read one brief; raises BriefInvalid with a `path:line:col: reason` line for each fault."""
    path = folder / BRIEF
    text, statement = _text(path), _text(folder / STATEMENT)
    node = _node(path, text)
    try:
        file = BriefFile.model_validate(_plain(node))
    except ValidationError as error:
        raise BriefInvalid(tuple(_form_faults(path, node, error))) from error
    found = checking.faults(file, statement)
    if found:
        raise BriefInvalid(tuple(_line(path, node, fault.path, fault.reason) for fault in found))
    return Brief(folder.name, statement, file)


def schema() -> str:
    """Return the JSON Schema of a brief, as editors read it from `briefs/brief.schema.json`."""
    return json.dumps(BriefFile.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            raise BriefInvalid((f"{path}:1:1: this file is missing",))
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise BriefInvalid((f"{path}:1:1: cannot be read: {error.strerror}",)) from error
    if len(data) > LARGEST:
        raise BriefInvalid((f"{path}:1:1: is larger than {LARGEST:,} bytes",))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BriefInvalid((f"{path}:{line}:1: is not UTF-8 text; save it as UTF-8",)) from error


def _node(path: Path, text: str) -> Any:
    if max(accumulate(_OPENINGS.get(sign, 0) for sign in text), default=0) > _DEEPEST:
        raise BriefInvalid((f"{path}:1:1: not valid YAML: nested too deep",))
    try:
        return YAML(typ="rt", pure=True).load(io.StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else _START
        reason = (error.problem or error.context or "cannot be read").splitlines()[0]
        raise BriefInvalid((f"{path}:{line}:{column}: not valid YAML: {reason}",)) from error
    except (YAMLError, ValueError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else "nested too deep"
        raise BriefInvalid((f"{path}:1:1: not valid YAML: {reason}",)) from error


def _plain(node: Any) -> Any:
    """Leave out YAML's own types; a key with nothing behind it counts as absent."""
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items() if value is not None}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return str(node) if isinstance(node, str) else node


def _form_faults(path: Path, node: Any, error: ValidationError) -> Iterator[str]:
    for one in error.errors(include_input=False, include_url=False):
        template = _REASONS.get(one["type"], one["msg"])
        location = one["loc"]
        context = one.get("ctx", {}) | {"key": location[-1] if location else "the whole file"}
        reason = template.format(**context) if one["type"] in _REASONS else template
        yield _line(path, node, location, reason)


def _line(path: Path, node: Any, location: tuple[Any, ...], reason: str) -> str:
    line, column = _place(node, location)
    where = ".".join(str(part) for part in location)
    return f"{path}:{line}:{column}: {where + ': ' if where else ''}{reason}"


def _place(node: Any, location: tuple[Any, ...]) -> tuple[int, int]:
    """Return line and column of the deepest part of a location that the file holds."""
    place = _START
    for part in location:
        held = isinstance(node, dict) and part in node
        listed = isinstance(node, list) and isinstance(part, int) and part < len(node)
        if not (held or listed):
            break
        line, column = node.lc.key(part) if held else node.lc.item(part)
        place = (line + 1, column + 1)
        node = node[part]
    return place


def check_paths(paths: Iterable[Path]) -> tuple[int, tuple[str, ...]]:
    """Check briefs, folders of them or `brief.yaml` files; return their count and faults."""
    checked, found = 0, list[str]()
    for path in paths:
        folders = [path.parent] if path.name == BRIEF else _at(path)
        if not folders:
            found.append(f"{path}:1:1: neither a brief nor a folder of briefs")
        for folder in folders:
            checked += 1
            try:
                read_brief(folder)
            except BriefInvalid as invalid:
                found += invalid.faults
    return checked, tuple(found)


def _at(path: Path) -> list[Path]:
    if not path.is_dir():
        return []
    alone = any((path / part).exists() for part in (BRIEF, STATEMENT))
    return [path] if alone else list(brief_folders(path))
