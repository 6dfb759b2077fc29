"""What can be typed in a review, and what it does to the text of the brief."""

from collections.abc import Callable, Sequence
from typing import Final

from bot.adapters.brief_editing import Change, Edited
from bot.core.brief import CIRCUMSTANCES, Brief, Fact

_WORDS: Final = {
    "a": "accept", "p": "proposals", "v": "value", "l": "label", "?": "question", "+": "alias",
    "d": "drop", "s": "skip",
}  # fmt: skip
PARTS: Final = ("value", "label", *CIRCUMSTANCES)
_KNOWN: Final = frozenset({*_WORDS.values(), *PARTS})

Whole = Callable[[Edited], Edited]


def understood(line: str) -> tuple[str, str]:
    """Return the command of a line and the text behind it; an unknown one is "".

    >>> understood("v over 500 arrests"), understood("+jailed"), understood("well")
    (('value', 'over 500 arrests'), ('alias', 'jailed'), ('', ''))
    """
    first, _, rest = line.partition(" ")
    if line[:1] in {"?", "+"} and len(first) > 1:
        first, rest = line[0], line[1:]
    command = _WORDS.get(first.lower(), first.lower().rstrip(":"))
    return (command, rest.strip()) if command in _KNOWN else ("", "")


def change_of(command: str, text: str, fact: Fact, index: int, brief: Brief) -> Whole | None:
    """Return what a command does to the file, None where it does nothing."""
    if command == "drop":
        return lambda edited: _dropped(edited, index, fact, brief)
    change = _of_entry(command, text, fact)
    return (lambda edited: edited.each_entry(("facts",), {index: change})) if change else None


def _of_entry(command: str, text: str, fact: Fact) -> Change | None:
    """Return what a command does to the fact's own entry."""
    if command in _DECISIONS:
        return lambda entry: _DECISIONS[command](entry, fact).without(("unsure",))
    if text == "-" and command in CIRCUMSTANCES:
        return lambda entry: entry.without((command,))
    return _with_text(command, text) if text else None


def _with_text(command: str, text: str) -> Change | None:
    if command == "alias":
        return lambda entry: entry.appended(("ask",), text)
    if command == "question":
        return lambda entry: entry.replaced(_first(entry), text)
    return (lambda entry: entry.replaced((command,), text)) if command in PARTS else None


def _first(entry: Edited) -> tuple[str | int, ...]:
    return ("ask", 0) if entry.holds(("ask", 0)) else ("ask",)


def put(place: tuple[str | int, ...], text: str) -> Whole:
    """Return what gives a place of the file another text."""
    return lambda edited: edited.replaced(place, text)


def _accepted(entry: Edited, fact: Fact) -> Edited:
    for words in fact.proposed:
        entry = entry.appended(("ask",), words)
    return entry.without(("proposed",))


_DECISIONS: Final[dict[str, Callable[[Edited, Fact], Edited]]] = {
    "accept": lambda entry, _: entry,
    "proposals": _accepted,
}


def decided(edited: Edited, facts: Sequence[Fact], *, keep: bool) -> Edited:
    """Return the text with every proposal accepted or dropped."""

    def change(fact: Fact) -> Change:
        return lambda entry: _accepted(entry, fact) if keep else entry.without(("proposed",))

    changes = {index: change(fact) for index, fact in enumerate(facts) if fact.proposed}
    return edited.each_entry(("facts",), changes)


def _dropped(edited: Edited, index: int, fact: Fact, brief: Brief) -> Edited:
    """Return the text without a fact, and without its line in the summary."""
    edited = edited.without(("facts", index))
    if fact.id in brief.file.summary:
        edited = edited.without(("summary", brief.file.summary.index(fact.id)))
    return edited
