"""Reads schedules.yaml: a list of {id, platform, channel, brief, cron, zone} and, if known, tenant.

The file is read as text with places and never as objects, so `no`, `0900` or a tag mean nothing
but themselves.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.core.schedule import Schedule
from bot.core.schedule_times import ScheduleInvalid, check

_KEYS = ("id", "platform", "channel", "brief", "cron", "zone")
_OPTIONAL = ("tenant",)  # the workspace or server, whose managers then see it in the chat
_LARGEST = 65_536  # bytes
_DEEPEST = 50  # two are needed, others may stand in comments
_BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1}
_FORMS = {
    "id": (re.compile(r"[a-z0-9][a-z0-9-]{0,39}"), "use at most 40 of a-z, 0-9 and -"),
    "channel": (re.compile(r"[A-Za-z0-9]{1,32}"), "write the channel's id, not its name"),
    "tenant": (re.compile(r"[A-Za-z0-9]{1,32}"), "write the id of the workspace or server"),
}


@dataclass(frozen=True, slots=True)
class ScheduleFile:
    """The schedules that can be kept, and `path:line:col: reason` for each that cannot."""

    schedules: tuple[Schedule, ...] = ()
    faults: tuple[str, ...] = ()


class _Fault(Exception):
    """A finding, carried up to its line of the report."""

    def __init__(self, node: Node, reason: str) -> None:
        mark = node.start_mark
        super().__init__(f"{mark.line + 1}:{mark.column + 1}: {reason}")


def read_schedules(
    path: Path, *, platforms: Collection[str], briefs: Collection[str]
) -> ScheduleFile:
    """Return what the file holds; a file that is not there holds nothing."""
    if not path.exists():
        return ScheduleFile()
    try:
        entries = list(_entries(_root(path)))
    except (OSError, ValueError, YAMLError, RecursionError, _Fault) as error:
        return ScheduleFile(faults=(f"{path}:{_placed(error)}",))
    return _all_of(entries, path, {"platform": platforms, "brief": briefs})


def _root(path: Path) -> Node | None:
    if not path.is_file():
        raise OSError("is not a file")  # a pipe would be waited for
    with path.open("rb") as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise OSError(f"is larger than {_LARGEST} bytes")
    text = content.decode("utf-8-sig")
    if _brackets(text) > _DEEPEST:
        raise RecursionError
    root: Node | None = YAML(pure=True).compose(text)
    return root


def _brackets(text: str) -> int:
    """Return how deep brackets stand in each other: the reader's time grows with its square."""
    steps = (_BRACKETS[character] for character in text if character in _BRACKETS)
    return max(accumulate(steps), default=0)


def _entries(root: Node | None) -> Iterator[Node]:
    if root is None:
        return
    if not isinstance(root, SequenceNode):
        raise _Fault(root, 'write a list: each schedule begins with "- "')
    yield from root.value


def _all_of(entries: list[Node], path: Path, known: dict[str, Collection[str]]) -> ScheduleFile:
    schedules: dict[str, Schedule] = {}
    faults = []
    for entry in entries:
        try:
            one = _schedule(entry, known, schedules)
        except _Fault as fault:
            faults.append(f"{path}:{fault}")
        else:
            schedules[one.id] = one
    return ScheduleFile(tuple(schedules.values()), tuple(faults))


def _schedule(entry: Node, known: dict[str, Collection[str]], earlier: Collection[str]) -> Schedule:
    nodes = _fields(entry)
    values = {key: _checked(key, node, known) for key, node in nodes.items()}
    if values["id"] in earlier:
        raise _Fault(nodes["id"], f"id {values['id']!r} is there twice")
    try:
        check(values["cron"], values["zone"])
    except ScheduleInvalid as error:
        wrong = "zone" if str(error).startswith("zone") else "cron"
        raise _Fault(nodes[wrong], str(error)) from error
    return Schedule(
        id=values["id"],
        platform=values["platform"],
        channel=values["channel"],
        brief=values["brief"],
        cron=values["cron"],
        zone=values["zone"],
        tenant=values.get("tenant", ""),
    )


def _fields(entry: Node) -> dict[str, Node]:
    """Return the value of each key; all must be there, once, and no other."""
    if not isinstance(entry, MappingNode):
        raise _Fault(entry, f"write the keys {', '.join(_KEYS)}")
    fields: dict[str, Node] = {}
    for key, value in entry.value:
        if key.value not in (*_KEYS, *_OPTIONAL):
            raise _Fault(key, f"unknown key {_short(key.value)}: the keys are {', '.join(_KEYS)}")
        if key.value in fields:
            raise _Fault(key, f"key {key.value!r} is there twice")
        if value.value == "":
            raise _Fault(key, f"{key.value} has no value")
        fields[key.value] = value
    if missing := [key for key in _KEYS if key not in fields]:
        raise _Fault(entry, f"missing {', '.join(missing)}")
    return fields


def _checked(key: str, node: Node, known: dict[str, Collection[str]]) -> str:
    if not isinstance(node, ScalarNode):
        raise _Fault(node, f"{key} must be one text")
    value = str(node.value)
    if key in known and value not in known[key]:
        raise _Fault(node, f"unknown {key} {_short(value)}: there is {_listed(known[key])}")
    form, advice = _FORMS.get(key, (None, ""))
    if form and not form.fullmatch(value):
        raise _Fault(node, f"{key} {_short(value)}: {advice}")
    return value


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def _short(value: object) -> str:
    return repr(str(value)[:40])


def _placed(error: Exception) -> str:
    """Return where and why the whole file cannot be read, in one line."""
    if isinstance(error, _Fault):
        return str(error)
    if isinstance(error, MarkedYAMLError) and isinstance(error.problem_mark, StringMark):
        mark = error.problem_mark
        return f"{mark.line + 1}:{mark.column + 1}: {error.problem}{_advice(error)}"
    return f"1:1: {_why(error)}"


def _advice(error: MarkedYAMLError) -> str:
    """Return what to do about the mistake that a cron rule invites."""
    about_a_star = "alias" in f"{error.context} {error.problem}"
    return ' (put a rule that begins with * in quotes: "*/30 9 * * *")' if about_a_star else ""


def _why(error: Exception) -> str:
    """Return the reason of an error that has no place."""
    if isinstance(error, UnicodeError):
        return "is not UTF-8"
    if isinstance(error, RecursionError):
        return "is nested too deeply"
    return " ".join(str(getattr(error, "strerror", None) or error).split())
