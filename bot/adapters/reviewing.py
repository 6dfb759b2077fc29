"""The review of a brief in the terminal: fact by fact, each answer written at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TextIO

from bot.adapters.brief_editing import Change, Edited
from bot.adapters.brief_files import BRIEF, BriefOnDisk, open_brief, parsed
from bot.adapters.brief_writing import write_over
from bot.adapters.brief_yaml import NotYaml
from bot.core.brief import CIRCUMSTANCES, NEEDED, Brief, Fact
from bot.core.text import locate, squash, visible
from bot.drafting.coverage import coverage
from bot.errors import BriefInvalid
from bot.ports import Clock

HELP: Final = (
    "a accept · p accept with the proposed words · v TEXT value · l TEXT label · ? TEXT question\n"
    "+ TEXT another way to ask · d drop · s skip · q quit\n"
    "subject, actor, place or period TEXT (- for none)"
)
NAME: Final = "Reviewed by (your name; Enter: not yet): "
PROPOSALS: Final = (
    "Facts with proposed words: {count}. Accept all (a), drop all (d) or leave them (Enter): "
)
LEFT: Final = "Left at {fact}; go on with: briefing-bot review {brief}"
STILL: Final = "Facts still unsure: {count}. The brief stays a draft."
TAKEN: Final = "Taken."
REVIEWED: Final = "Reviewed by {by} on {on}: the running bot serves it now."
_SETTLED: Final = frozenset({"accept", "proposals", "drop", "skip"})
_WORDS: Final = {
    "a": "accept", "p": "proposals", "v": "value", "l": "label", "?": "question", "+": "alias",
    "d": "drop", "s": "skip", "q": "quit",
}  # fmt: skip
_PARTS: Final = ("value", "label", *CIRCUMSTANCES)
_KNOWN: Final = frozenset({*_WORDS.values(), *_PARTS})

Whole = Callable[[Edited], Edited]


@dataclass
class Review:
    """A review that can be left at any time: all that was answered is on disk."""

    folder: Path
    clock: Clock
    lines: Iterator[str]
    out: TextIO
    skipped: set[str] = field(default_factory=set)
    helped: bool = False

    def walk(self) -> bool:
        """Go through what is uncertain; say whether the brief is reviewed at the end."""
        self._source()
        while fact := self._next():
            if not self._settle(fact):
                self._say(LEFT.format(fact=fact.id, brief=self.folder.name))
                return False
        self._proposals()
        return self._sign()

    def _source(self) -> None:
        """Ask for what the draft does not know of the statement itself."""
        for key in NEEDED:
            if not getattr(self._read().brief.source, key):
                given = self._ask(f"The {key} is not known. {key.capitalize()} (Enter: leave): ")
                if given:  # end of input leaves it as well
                    self._change(_put(("source", key), given))

    def _next(self) -> Fact | None:
        facts = self._read().brief.facts
        return next((one for one in facts if one.unsure and one.id not in self.skipped), None)

    def _settle(self, fact: Fact) -> bool:
        """Show a fact and take answers until it is settled; False to leave the review."""
        self._show(fact)
        while True:
            line = self._ask("> ")
            command, text = ("quit", "") if line is None else _understood(line)
            if command == "quit":
                return False
            if self._does(command, text, fact.id):
                if command in _SETTLED:
                    return True
                self._say(TAKEN)

    def _does(self, command: str, text: str, fact_id: str) -> bool:
        if command == "skip":
            self.skipped.add(fact_id)
            return True
        found = self._read()
        index = next(n for n, one in enumerate(found.brief.facts) if one.id == fact_id)
        change = _change(command, text, found.brief.facts[index], index, found.brief)
        if change is None:
            self._help()
            return False
        return self._change(change)

    def _change(self, change: Whole) -> bool:
        """Write a change to disk; one that would not pass the check is refused with its reason."""
        found = self._read()
        try:
            edited = change(Edited(found.text))
            parsed(found.path, edited.text, found.brief.statement)
        except (BriefInvalid, NotYaml) as error:
            reason = error.faults[0] if isinstance(error, BriefInvalid) else str(error)
            self._say(f"Not taken: {reason.removeprefix(f'{found.path}:')}")
            return False
        write_over(self.folder, {BRIEF: edited.text})
        return True

    def _proposals(self) -> None:
        facts = self._read().brief.facts
        count = sum(bool(one.proposed) for one in facts)
        answer = (self._ask(PROPOSALS.format(count=count)) or "").lower() if count else ""
        if answer[:1] in {"a", "d"}:
            self._change(lambda text: _decided(text, facts, keep=answer[0] == "a"))

    def _sign(self) -> bool:
        brief = self._read().brief
        self._say(str(coverage(brief)))
        unsure = sum(bool(one.unsure) for one in brief.facts)
        if unsure:
            self._say(STILL.format(count=unsure))
            return False
        if brief.reviewed:
            return True
        by, on = self._ask(NAME), self.clock.now().date()
        if not by or not self._change(lambda text: text.with_review(by, on)):
            return False
        self._say(REVIEWED.format(by=by, on=on))
        return True

    def _show(self, fact: Fact) -> None:
        brief = self._read().brief
        left = [one.id for one in brief.facts if one.unsure and one.id not in self.skipped]
        self._say(f"\n{len(left)} to look at · {fact.id} ({fact.kind.value})")
        for name, text in _told(fact):
            self._say(f"  {name}: {text}")
        for span in fact.evidence:
            self._say(f"  “{_marked(span, fact.value)}”")
        if not self.helped:
            self._help()

    def _help(self) -> None:
        self.helped = True
        self._say(HELP)

    def _read(self) -> BriefOnDisk:
        """Read the brief anew: an editor may be open beside the review."""
        return open_brief(self.folder)

    def _ask(self, prompt: str) -> str | None:
        """Return what was typed, None at the end of input."""
        self.out.write(prompt)
        self.out.flush()
        line = next(self.lines, None)
        return None if line is None else line.strip()

    def _say(self, text: str) -> None:
        self.out.write(f"{visible(text)}\n")


def _understood(line: str) -> tuple[str, str]:
    """Return the command of a line and the text behind it; an unknown one is "".

    >>> _understood("v over 500 arrests"), _understood("+jailed"), _understood("well")
    (('value', 'over 500 arrests'), ('alias', 'jailed'), ('', ''))
    """
    first, _, rest = line.partition(" ")
    if line[:1] in {"?", "+"} and len(first) > 1:
        first, rest = line[0], line[1:]
    command = _WORDS.get(first.lower(), first.lower().rstrip(":"))
    return (command, rest.strip()) if command in _KNOWN else ("", "")


def _change(command: str, text: str, fact: Fact, index: int, brief: Brief) -> Whole | None:
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
    return (lambda entry: entry.replaced((command,), text)) if command in _PARTS else None


def _first(entry: Edited) -> tuple[str | int, ...]:
    return ("ask", 0) if entry.holds(("ask", 0)) else ("ask",)


def _put(place: tuple[str | int, ...], text: str) -> Whole:
    return lambda edited: edited.replaced(place, text)


def _accepted(entry: Edited, fact: Fact) -> Edited:
    for words in fact.proposed:
        entry = entry.appended(("ask",), words)
    return entry.without(("proposed",))


_DECISIONS: Final[dict[str, Callable[[Edited, Fact], Edited]]] = {
    "accept": lambda entry, _: entry,
    "proposals": _accepted,
}


def _decided(edited: Edited, facts: Sequence[Fact], *, keep: bool) -> Edited:
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


def _told(fact: Fact) -> Iterator[tuple[str, str]]:
    for name in ("unsure", *_PARTS):
        if text := getattr(fact, name):
            yield name, squash(text)
    yield "asked as", " · ".join(fact.ask)
    if fact.proposed:
        yield "proposed", " · ".join(fact.proposed)


def _marked(span: str, value: str) -> str:
    place = locate(value, span)
    if place is None:
        return squash(span)
    start, end = place
    return squash(f"{span[:start]}[{span[start:end]}]{span[end:]}")
