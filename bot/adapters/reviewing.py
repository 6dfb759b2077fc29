"""The review of a brief in the terminal: fact by fact, each answer written at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TextIO

from bot.adapters.brief_editing import Edited
from bot.adapters.brief_files import BRIEF, STATEMENT, BriefOnDisk, open_brief, parsed
from bot.adapters.brief_writing import write_over
from bot.adapters.brief_yaml import NotYaml
from bot.adapters.review_commands import PARTS, Whole, change_of, decided, put, understood
from bot.core import wording_reviewing as wording
from bot.core.brief import NEEDED, Brief, Fact
from bot.core.text import locate, squash, visible
from bot.drafting.coverage import coverage
from bot.drafting.doubts import doubts_of, uncarried
from bot.errors import BriefInvalid
from bot.ports import Clock

_LEAVE: Final = frozenset({"q", "quit"})
_YES: Final = frozenset({"", "y", "yes"})
_SETTLED: Final = frozenset({"accept", "proposals", "drop", "skip"})


class _Left(Exception):
    """The reviewer wants to go on another time; the message is the fact in hand, if any."""


@dataclass
class Review:
    """A review that can be left at any time: all that was answered is on disk.

    With `every` it shows each fact, else those that are unsure and those that `check` doubts.
    """

    folder: Path
    clock: Clock
    lines: Iterator[str]
    out: TextIO
    every: bool = False
    seen: set[str] = field(default_factory=set)
    helped: bool = False

    def walk(self) -> bool:
        """Go through what is uncertain; say whether the brief is reviewed at the end."""
        try:
            return self._walk()
        except _Left as left:
            at = f" at {left}" if str(left) else ""
            self._say(wording.LEFT.format(at=at, brief=self.folder.name))
            return False

    def _walk(self) -> bool:
        self._source()
        brief = self._read().brief
        self._through(one.id for one in brief.facts if self.every or one.unsure)
        if not self.every and not brief.reviewed:
            self._doubted()
        self._proposals()
        return self._sign()

    def _through(self, names: Iterable[str]) -> None:
        """Settle facts one by one; those that were dropped elsewhere meanwhile are left out."""
        left = list(names)
        while left:
            fact = self._read().brief.by_id.get(left[0])
            if fact:
                self._settle(fact, left=len(left))
            self.seen.add(left.pop(0))

    def _doubted(self) -> None:
        """Offer the facts that `check` warns of: they may be right, so nothing waits for them."""
        brief = self._read().brief
        unseen = [one.id for one in brief.facts if one.id not in self.seen]
        names = [one for one in unseen if _doubts(brief, one)]
        if names and self._ask(wording.DOUBTED.format(count=len(names))) in _YES:
            self._through(names)

    def _source(self) -> None:
        """Show what is known of the statement itself, and ask for what is not."""
        source = self._read().brief.source
        known = {key: getattr(source, key) or wording.NOT_KNOWN for key in NEEDED}
        self._say(wording.SOURCE.format(**known))
        for key in NEEDED:
            if not getattr(source, key):
                given = self._ask(wording.UNKNOWN.format(key=key, Key=key.capitalize()))
                if given:  # end of input leaves it as well
                    self._change(put(("source", key), given))

    def _settle(self, fact: Fact, *, left: int) -> None:
        """Show a fact and take answers until it is settled."""
        self._show(fact, left=left)
        while True:
            line = self._ask("> ", at=fact.id)
            if line is None:
                raise _Left(fact.id)
            command, text = understood(line)
            if fact.id not in self._read().brief.by_id:
                self._say(wording.GONE)
                return
            if self._does(command, text, fact.id):
                if command in _SETTLED:
                    return
                self._say_taken(fact.id)

    def _does(self, command: str, text: str, fact_id: str) -> bool:
        if command == "skip":
            return True
        brief = self._read().brief
        index = next(n for n, one in enumerate(brief.facts) if one.id == fact_id)
        change = change_of(command, text, brief.facts[index], index, brief)
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
            self._say(wording.NOT_TAKEN.format(reason=reason.removeprefix(f"{found.path}:")))
            return False
        write_over(self.folder, {BRIEF: edited.text})
        return True

    def _proposals(self) -> None:
        facts = self._read().brief.facts
        having = [one for one in facts if one.proposed]
        if not having:
            return
        asked = wording.PROPOSALS.format(
            fact=having[0].id, words=", ".join(having[0].proposed), count=len(having)
        )
        answer = (self._ask(asked) or "").lower()
        if answer[:1] in {"a", "d"}:
            self._change(lambda text: decided(text, facts, keep=answer[0] == "a"))

    def _sign(self) -> bool:
        brief = self._read().brief
        self._tell(brief)
        unsure = sum(bool(one.unsure) for one in brief.facts)
        if unsure:
            self._say(wording.STILL.format(count=unsure))
            return False
        if brief.reviewed:
            by, on = brief.file.reviewed.by, brief.file.reviewed.on
            self._say(wording.NOTHING_LEFT.format(by=by, on=on, brief=brief.id))
            return True
        return self._signed()

    def _tell(self, brief: Brief) -> None:
        """Show what is signed: the figures left out, the summary, and where all of it stands."""
        covered = coverage(brief)
        self._say(str(covered))
        for row, column, why in uncarried(brief, covered):
            self._say(f"{STATEMENT}:{row}:{column}: {why}")
        self._say(wording.SUMMARY)
        for one in (brief.by_id[name] for name in brief.file.summary):
            self._say(f"  {one.label}: {squash(one.value)}")
        self._say(wording.ALL.format(brief=brief.id))

    def _signed(self) -> bool:
        """Ask for the reviewer's name, and take corrections of the source until it is given."""
        while given := self._ask(wording.NAME):
            key, colon, text = given.partition(":")
            if colon and key.lower() in NEEDED:
                if self._change(put(("source", key.lower()), text.strip())):
                    self._say(wording.TAKEN)
            elif len(given) > 1:
                return self._sign_as(given)
            else:  # an answer to the question before this one, typed once too often
                self._say(wording.NO_NAME)
        return False

    def _sign_as(self, by: str) -> bool:
        on = self.clock.now().date()
        if not self._change(lambda text: text.with_review(by, on)):
            return False
        self._say(wording.REVIEWED.format(by=by, on=on))
        return True

    def _show(self, fact: Fact, *, left: int) -> None:
        self._say(wording.HEAD.format(left=left, fact=fact.id, kind=fact.kind.value))
        for doubt in _doubts(self._read().brief, fact.id):
            self._say(f"  {wording.DOUBT}: {doubt}")
        for name, text in _told(fact):
            self._say(f"  {name}: {text}")
        for span in fact.evidence:
            self._say(f"  “{_marked(span, fact.value)}”")
        if not self.helped:
            self._help()

    def _say_taken(self, fact_id: str) -> None:
        self._say(wording.TAKEN)
        for doubt in _doubts(self._read().brief, fact_id):
            self._say(wording.OPEN.format(doubt=doubt))

    def _help(self) -> None:
        self.helped = True
        self._say(wording.HELP)

    def _read(self) -> BriefOnDisk:
        """Read the brief anew: an editor may be open beside the review."""
        return open_brief(self.folder)

    def _ask(self, prompt: str, *, at: str = "") -> str | None:
        """Return what was typed, None at the end of input; raises _Left where that is "q"."""
        self.out.write(prompt)
        self.out.flush()
        line = next(self.lines, None)
        if line is not None and line.strip().lower() in _LEAVE:
            raise _Left(at)
        return None if line is None else line.strip()

    def _say(self, text: str) -> None:
        self.out.write(f"{visible(text)}\n")


def _doubts(brief: Brief, fact_id: str) -> tuple[str, ...]:
    """Return what `check` warns of in a fact."""
    index = next(n for n, one in enumerate(brief.facts) if one.id == fact_id)
    return tuple(one.reason for one in doubts_of(brief, index) if one.path[-1] != "unsure")


def _told(fact: Fact) -> Iterator[tuple[str, str]]:
    for name in ("unsure", *PARTS):
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
