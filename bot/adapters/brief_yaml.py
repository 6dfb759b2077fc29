"""The YAML of a brief: only what a brief needs of it, and the place of all that is wrong.

Aliases, tags and deep nesting have no use in a brief; refused, they cannot do harm either.
"""

import io
from collections.abc import Hashable
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.constructor import ConstructorError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import Node
from ruamel.yaml.reader import ReaderError

_START: Final = (1, 1)
_DEEPEST: Final = 12  # a brief nests to four


class NotYaml(Exception):
    """A text that is not the YAML of a brief; the message says why, `line` and `column` where."""

    def __init__(self, reason: str, *, line: int, column: int) -> None:
        self.line, self.column = line, column
        super().__init__(f"not valid YAML: {reason}")


class _Composer(Composer):
    """Refuses what a brief has no use for before it is built."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        reason = self._reason(event)
        if reason:
            raise ComposerError(None, None, reason, event.start_mark)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1

    def _reason(self, event: Any) -> str:
        if isinstance(event, AliasEvent):
            return "an alias (*) has no use in a brief; write it out"
        if getattr(event, "tag", None):
            return "a tag (!) has no use in a brief; put text in quotation marks"
        return "nested too deep" if self.depth >= _DEEPEST else ""


class _Constructor(RoundTripConstructor):
    """Says where a value stands that cannot be read, such as the 45th of a month."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 (theirs)
        try:
            return super().construct_object(node, deep=deep)
        except (ValueError, ArithmeticError) as error:
            reason = f"{str(error).splitlines()[0]} (put text in quotation marks)"
            raise ConstructorError(None, None, reason, node.start_mark) from error


def load(text: str) -> Any:
    """Return the text as nested dictionaries and lists that know their places; raises NotYaml."""
    return _guarded(text, YAML.load)


def compose(text: str) -> Node:
    """Return the text as nodes with their first and last places; raises NotYaml."""
    node: Node = _guarded(text, YAML.compose)
    return node


def _guarded(text: str, read: Any) -> Any:
    yaml = YAML(typ="rt", pure=True)
    yaml.Composer, yaml.Constructor = _Composer, _Constructor
    try:
        return read(yaml, io.StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else _START
        reason = error.problem or error.context or "cannot be read"
        raise NotYaml(reason.splitlines()[0], line=line, column=column) from error
    except ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        reason = f"the control sign U+{ord(text[error.position]):04X}"
        raise NotYaml(reason, line=line, column=column) from error
    except (YAMLError, ValueError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else "nested too deep"
        raise NotYaml(reason, line=1, column=1) from error


def plain(node: Any) -> Any:
    """Leave out YAML's own types; a key with nothing behind it counts as absent."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items() if value is not None}
    if isinstance(node, list):
        return [plain(value) for value in node]
    return str(node) if isinstance(node, str) else node


def place(node: Any, path: tuple[Hashable, ...]) -> tuple[int, int]:
    """Return line and column of the deepest part of a path that the file holds."""
    found = _START
    for part in path:
        held = isinstance(node, dict) and part in node
        listed = isinstance(node, list) and isinstance(part, int) and part < len(node)
        if not (held or listed):
            break
        line, column = node.lc.key(part) if held else node.lc.item(part)
        found = (line + 1, column + 1)
        node = node[part]
    return found
