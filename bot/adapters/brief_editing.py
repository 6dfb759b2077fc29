"""Changes to the text of a `brief.yaml` that leave every other sign of it as it was.

The file is not written anew: a value is replaced where it stands, a key gets a line of its own.
So comments, order and layout stay the author's, and a change is as small in the diff as in meaning.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from bot.adapters.brief_yaml import NotYaml, compose, load
from bot.drafting.writing import FACT_KEYS, SOURCE_KEYS

Place = tuple[str | int, ...]
Value = str | date | None | Sequence[str]

_KEYS: Final = (*SOURCE_KEYS, "by", "on", *FACT_KEYS)
_INDENT: Final = 2


@dataclass(frozen=True, slots=True)
class Edited:
    """The text of a brief between changes; a layout that cannot be changed here raises NotYaml."""

    text: str

    def replaced(self, place: Place, value: Value) -> "Edited":
        """Return the text with another value at a place; the key is added where there is none."""
        node = self._at(place)
        if node is None:
            return self._with_key(place, value)
        if isinstance(value, str | date | None) and isinstance(node, ScalarNode):
            before, after = self.text[: node.start_mark.index], self.text[_end(node, self.text) :]
            gap = " " if before.endswith(":") else ""
            return Edited(f"{before}{gap}{written(value)}".rstrip(" ") + after)
        return self.without(place).replaced(place, value)

    def without(self, place: Place) -> "Edited":
        """Return the text without a key or an entry: its lines go and nothing else."""
        if self._at(place) is None:
            return self
        first, last = self._lines(place)
        lines = self.text.splitlines(keepends=True)
        del lines[first:last]
        return Edited("".join(lines))

    def appended(self, place: Place, value: str) -> "Edited":
        """Return the text with one more entry in a list; a single text becomes a list of two."""
        node = self._at(place)
        if isinstance(node, SequenceNode) and node.value and not node.flow_style:
            dash = " " * node.start_mark.column
            return self._inserted(_last_line(node, self.text) + 1, f"{dash}- {written(value)}")
        held = node.value if isinstance(node, SequenceNode) else [node] if node else []
        return self.replaced(place, [*(str(one.value) for one in held), value])

    def with_entries(self, place: Place, entries: Mapping[int, Sequence["Edited"]]) -> "Edited":
        """Return the text with new entries, by the number of those that stand above them.

        Comments above the next entry stay with it.
        """
        listed = self._at(place)
        if not isinstance(listed, SequenceNode) or not listed.value or listed.flow_style:
            raise _odd(listed)
        lines = self.text.splitlines(keepends=True)
        for index in sorted(entries, reverse=True):
            line = listed.value[0].start_mark.line
            if index:
                line = _last_line(listed.value[index - 1], self.text) + 1
                lines[line - 1] = f"{lines[line - 1].rstrip()}\n"  # the file's last may lack it
            for entry in reversed(entries[index]):
                lines[line:line] = _indented(entry.text, listed.start_mark.column)
        return Edited("".join(lines))

    def with_review(self, by: str, on: date | None) -> "Edited":
        """Return the text with who reviewed it and when; two empty keys for nobody."""
        block = f"reviewed:\n  by: {written(by)}\n  on:{f' {on}' if on else ''}"
        held = self._at(("reviewed",))
        if held is None:
            source = self._at(("source",))
            line = _last_line(source, self.text) + 1 if source else 0
            return self._inserted(line, f"\n{block}")
        if not isinstance(held, MappingNode) or held.flow_style or not held.value:
            first, last = self._lines(("reviewed",))
            lines = self.text.splitlines(keepends=True)
            lines[first:last] = [f"{block}\n"]
            return Edited("".join(lines))
        return self.replaced(("reviewed", "by"), by).replaced(("reviewed", "on"), on)

    def each_entry(self, place: Place, changes: Mapping[int, "Change"]) -> "Edited":
        """Return the text with entries of a list changed, each as a small text of its own.

        One look at the whole file serves them all. A change that returns None takes its entry out.
        """
        lines = self.text.splitlines(keepends=True)
        spans = {index: self._lines((*place, index)) for index in changes}
        for index in sorted(changes, reverse=True):
            first, last = spans[index]
            indent = len(lines[first]) - len(lines[first].lstrip())
            own = "".join(line[indent + _INDENT :] or "\n" for line in lines[first:last])
            changed = changes[index](Edited(own))
            lines[first:last] = [] if changed is None else _indented(changed.text, indent)
        return Edited("".join(lines))

    def holds(self, place: Place) -> bool:
        """Say whether there is something at a place."""
        return self._at(place) is not None

    def entry(self, place: Place) -> "Edited":
        """Return an entry as a text of its own."""
        first, last = self._lines(place)
        lines = self.text.splitlines(keepends=True)[first:last]
        indent = len(lines[0]) - len(lines[0].lstrip()) + _INDENT
        return Edited("".join(line[indent:] or "\n" for line in lines))

    def _at(self, place: Place) -> Node | None:
        return _found(_composed(self.text), place)

    def _with_key(self, place: Place, value: Value) -> "Edited":
        *where, key = place
        parent = self._at(tuple(where))
        if not isinstance(parent, MappingNode) or parent.flow_style or not parent.value:
            raise _odd(parent)
        line = _last_line(_neighbour(parent, str(key)), self.text) + 1
        return self._inserted(line, _shown(str(key), value, parent.value[0][0].start_mark.column))

    def _inserted(self, line: int, shown: str) -> "Edited":
        lines = self.text.splitlines(keepends=True)
        if line and not lines[line - 1].endswith("\n"):
            lines[line - 1] += "\n"
        lines.insert(line, f"{shown}\n")
        return Edited("".join(lines))

    def _lines(self, place: Place) -> tuple[int, int]:
        """Return the first line of a key or an entry and the line after its last."""
        *where, last = place
        parent = self._at(tuple(where))
        node = _found(parent, (last,)) if parent else None
        if not isinstance(parent, CollectionNode) or node is None or parent.flow_style:
            raise _odd(parent)
        keys = parent.value if isinstance(parent, MappingNode) else ()
        opening = next((key for key, _ in keys if key.value == last), node)
        return opening.start_mark.line, _last_line(node, self.text) + 1


Change = Callable[[Edited], Edited | None]


@lru_cache(maxsize=4)
def _composed(text: str) -> Node:
    node = compose(text)
    _settle(node, text)
    return node


def _settle(node: Node, text: str) -> None:
    """Put each value that is left out behind its key: the parser has it where the next thing is."""
    if isinstance(node, SequenceNode):
        for one in node.value:
            _settle(one, text)
    for key, value in node.value if isinstance(node, MappingNode) else ():
        _settle(value, text)
        if isinstance(value, ScalarNode) and not value.value and value.style is None:
            mark = copy(key.end_mark)
            mark.index = text.index(":", key.end_mark.index) + 1
            mark.column += mark.index - key.end_mark.index
            value.start_mark = value.end_mark = mark


def written(text: str | date | None) -> str:
    """Return a text as it is written in YAML: in quotation marks only where they are needed."""
    if not isinstance(text, str):
        return text.isoformat() if text else ""
    flat = " ".join(text.splitlines())
    try:
        if load(f"- {flat}\n") == [flat]:
            return flat
    except NotYaml:
        pass  # what is no YAML by itself is so in quotation marks
    return json.dumps(flat, ensure_ascii=False)


def commented(entry: Edited, why: str) -> Edited:
    """Return an entry as comments below a line that says why, to stand where it stood."""
    first, *rest = entry.text.splitlines()
    lines = (why, f"- {first}", *(f"  {one}" for one in rest))
    return Edited("".join(f"# {line}\n" for line in lines))


def _indented(entry: str, indent: int) -> list[str]:
    """Return an entry's lines with its dash; what was turned into a comment gets none."""
    first, *rest = entry.splitlines(keepends=True)
    dash = "" if first.startswith("#") else "- "
    margin = " " * (indent + len(dash))
    lines = (f"{margin}{line}" if line.strip() else line for line in rest)
    return [f"{' ' * indent}{dash}{first}", *lines]


def _shown(key: str, value: Value, column: int) -> str:
    margin = " " * column
    if isinstance(value, str | date | None):
        return f"{margin}{key}: {written(value)}"
    if len(value) == 1:
        return f"{margin}{key}: {written(value[0])}"
    return "\n".join([f"{margin}{key}:", *(f"{margin}  - {written(one)}" for one in value)])


def _found(node: Node | None, place: Place) -> Node | None:
    for part in place:
        if isinstance(node, MappingNode):
            node = next((value for key, value in node.value if key.value == part), None)
        elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        else:
            return None
    return node


def _neighbour(parent: MappingNode, key: str) -> Node:
    """Return the value below which a key is put, in the order in which a brief has its keys."""
    rank = _KEYS.index(key) if key in _KEYS else len(_KEYS)
    above = [
        value
        for held, value in parent.value
        if held.value not in _KEYS or _KEYS.index(held.value) < rank
    ]
    found: Node = above[-1] if above else parent.value[0][1]
    return found


def _end(node: Node, text: str) -> int:
    """Return where a node's own text ends, the comments after it left out."""
    if not isinstance(node, CollectionNode) or node.flow_style or not node.value:
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        return start + len(text[start:end].rstrip())
    last = node.value[-1]
    return _end(last[1] if isinstance(node, MappingNode) else last, text)


def _last_line(node: Node, text: str) -> int:
    return len(text[: _end(node, text)].splitlines()) - 1


def _odd(node: Node | None) -> NotYaml:
    mark = node.start_mark if node is not None else None
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    reason = "a tool cannot change this layout; write it in lines, without {} and []"
    return NotYaml(reason, line=line, column=column)
