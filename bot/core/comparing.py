"""Someone's message beside a brief: what of its figures, dates and quotations the statement says.

Nothing of the message is ever taken as fact: its parts are echoed, the statement's are shown.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import Final

from bot.core.answering import Shown
from bot.core.aspects import Aspect
from bot.core.brief import Brief, Fact, Kind
from bot.core.choosing import shortlist
from bot.core.claim_words import NEGATION
from bot.core.claims import Finding, by_words
from bot.core.edges import end_within
from bot.core.library import Library
from bot.core.matching import Candidate, Matched, match
from bot.core.quantities import Measure, Quantity, Verdict, compare, find
from bot.core.quoting import MOST as MOST_QUOTED
from bot.core.quoting import Fidelity, Likeness, compare_quotations
from bot.core.reading import Reading, read
from bot.core.reading_words import Wanted
from bot.core.splitting import Part, parts_of
from bot.core.text import squash, visible, words
from bot.core.vocabulary import vocabulary

LONGEST: Final = 6_000  # characters of a message that are read, so that its time has a bound
MOST: Final = 20  # parts of one message with a figure

_NEAREST: Final = 0.3
_WINDOW: Final = 0.25  # an equal figure goes before one that is about the part this much more
_DATED: Final = 0.55  # how much of a sentence must be a dated fact's

_NO_NEGATION: Final = re.compile(r"\bnot (?:only|just|merely|least)\b")

_WANTED: Final[dict[Measure, Wanted]] = {
    Measure.MONEY: Wanted.MONEY,
    Measure.PERCENT: Wanted.PERCENT,
    Measure.FRACTION: Wanted.PERCENT,
    Measure.POINTS: Wanted.PERCENT,
    Measure.DURATION: Wanted.DURATION,
    Measure.AGE: Wanted.DURATION,
    Measure.DATE: Wanted.DATE,
}


class Mark(StrEnum):
    """What the statement makes of a part of a message."""

    MATCHES = "matches"
    QUALIFIER = "qualifier"  # the figure is the statement's, what qualifies it is not
    DIFFERS = "differs"
    NOT_STATED = "not stated"


# The worst first: it is what must not be cut off.
ORDER: Final = (Mark.DIFFERS, Mark.QUALIFIER, Mark.NOT_STATED, Mark.MATCHES)


@dataclass(frozen=True, slots=True)
class Checked:
    """A part of a message as it was written, and what the statement says there.

    `shown` is the fact that decides, or with NOT_STATED the nearest, which is not the same.
    `passage` is the statement's own text beside a quotation.
    """

    part: str
    mark: Mark
    shown: Shown | None = None
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that was checked of a message, in its order; `cut` says that there was more."""

    brief: Brief | None
    checked: tuple[Checked, ...] = ()
    cut: bool = False


def compare_message(text: str, library: Library, *, brief_id: str = "") -> Comparison:
    """Check a message against the brief it is to be checked with, else the one it fits best."""
    beginning = "\n".join(squash(line) for line in visible(_beginning(text)).splitlines())
    chosen = library.get(brief_id) if brief_id else None
    briefs = (chosen,) if chosen else shortlist(read(beginning), library.briefs)
    cut = len(text) > LONGEST
    found = [_against(beginning, brief, cut=cut) for brief in briefs]
    return max(found, key=_fit, default=Comparison(None))


def _beginning(text: str) -> str:
    """Return as much of a message as is read: whole sentences, so that no figure is cut."""
    start = text[: end_within(text, LONGEST)]
    ends = (start.rfind(sign) for sign in ("\n", ". ", "! ", "? "))
    return text if start == text else start[: max(ends) + 1] or start


def _fit(comparison: Comparison) -> tuple[int, int]:
    marks = [one.mark for one in comparison.checked]
    stated = sum(mark is not Mark.NOT_STATED for mark in marks)
    return stated, sum(mark is Mark.MATCHES for mark in marks)


def _against(text: str, brief: Brief, *, cut: bool) -> Comparison:
    quotations = compare_quotations(text, brief)
    rest = text
    checked: list[Checked] = []
    for one in quotations:
        checked.append(_quotation(one))
        if one.fidelity is not Fidelity.OTHER:  # its figures are not checked once more
            rest = rest.replace(one.written, " " * len(one.written), 1)
    parts = tuple(islice(parts_of(rest), MOST + 1))
    for part in parts[:MOST]:
        checked += _checked_part(part, brief)
    unique = tuple(dict.fromkeys(checked))
    return Comparison(brief, unique, cut or len(parts) > MOST or len(quotations) == MOST_QUOTED)


def _quotation(likeness: Likeness) -> Checked:
    mark = _FIDELITIES[likeness.fidelity] if likeness.passage else Mark.NOT_STATED
    return Checked(likeness.text, mark, passage=likeness.passage)


_FIDELITIES: Final = {
    Fidelity.VERBATIM: Mark.MATCHES,
    Fidelity.UNQUALIFIED: Mark.QUALIFIER,
    Fidelity.OTHER: Mark.DIFFERS,
}


def _checked_part(part: Part, brief: Brief) -> Iterator[Checked]:
    """Yield what became of the figure of a part, then of the dates beside it."""
    about: Fact | None = None
    if part.figure:
        checked = _figure(part, part.figure, brief)
        about = checked.shown.fact if checked.shown and checked.mark in _STATED else None
        yield checked
    for date in part.dates:
        yield from _date(part, date, brief, about)


_STATED: Final = frozenset({Mark.MATCHES, Mark.QUALIFIER, Mark.DIFFERS})


def _figure(part: Part, figure: Quantity, brief: Brief) -> Checked:
    """Compare a figure with the facts its words are about: of its own time first, then of any."""
    reading = _reading(part.text, figure)
    matched = match(replace(reading, dates=part.dates), brief)
    decided = (
        _decided(reading, matched)
        or _decided(reading, match(reading, brief))
        or _equal_in_sentence(part, figure, brief)
    )
    if decided:
        finding, candidate = decided
        return Checked(part.echo, _MARKS[finding], Shown(candidate.fact, candidate.aspect))
    return Checked(part.echo, Mark.NOT_STATED, _nearest(reading, matched, brief))


_MARKS: Final = {
    Finding.SUPPORTED: Mark.MATCHES,
    Finding.LOOSELY: Mark.QUALIFIER,
    Finding.CONTRADICTED: Mark.DIFFERS,
    Finding.UNDECIDED: Mark.DIFFERS,  # the statement gives another figure for the same
}
_BETTER: Final = (Finding.SUPPORTED, Finding.LOOSELY)


def _reading(text: str, figure: Quantity) -> Reading:
    """Return a part of a message as a claim of one figure."""
    reading = read(text)
    head = tuple(word.stem for word in read(f"how many {figure.noun}").terms)
    negated = NEGATION.search(reading.plain) and not _NO_NEGATION.search(reading.plain)
    return replace(
        reading, wanted=_WANTED.get(figure.measure, Wanted.COUNT), claim=True,
        negated=bool(negated), figures=(figure,), dates=(), head=head, currency="",
        one_day=False, one_year=False,
    )  # fmt: skip


def _decided(reading: Reading, matched: Matched) -> tuple[Finding, Candidate] | None:
    """Return what the facts that a figure is about make of it; an equal one goes first.

    A figure without any word beside it is about nothing, so only an equal one is found, or the
    only sum of money there is.
    """
    judged = [
        (finding, one)
        for one in _by_support(matched)
        for finding, fact in (by_words(reading, replace(matched, candidates=(one,))),)
        if fact is not None
        and finding in _MARKS
        and (finding in _BETTER or not _counts_other(reading, one.fact))
    ]
    if not judged:
        return None
    least = judged[0][1].support - _WINDOW
    equal = (pair for pair in judged if pair[0] in _BETTER and pair[1].support >= least)
    telling = matched.terms or (len(judged) == 1 and reading.figures[0].unit)
    return next(equal, judged[0] if telling else None)


def _by_support(matched: Matched) -> list[Candidate]:
    """Return the candidates by how much of the words is theirs.

    Their score is of how well they answer a question; a message asks none, so that does not count.
    """
    free = (
        one._replace(ruled_out="") if "too little" in one.ruled_out else one
        for one in matched.candidates
    )
    return sorted(free, key=lambda one: (-one.support, -one.score))


def _counts_other(reading: Reading, fact: Fact) -> bool:
    """Say whether a claim counts what only describes the fact's noun: criminal groups."""
    stated = [word.stem for one in find(fact.value) for word in words(one.noun)]
    return bool(reading.head) and reading.head[-1] in stated[:-1]


def _equal_in_sentence(
    part: Part, figure: Quantity, brief: Brief
) -> tuple[Finding, Candidate] | None:
    """Return an equal figure of what the sentence is about, where a part says too little."""
    reading = _reading(part.sentence, figure)
    decided = _decided(reading, match(reading, brief))
    return decided if decided and decided[0] in _BETTER else None


def _nearest(reading: Reading, matched: Matched, brief: Brief) -> Shown | None:
    """Return the fact that comes nearest: one of what is counted, where something is."""
    known = vocabulary(brief).known
    telling = [
        one
        for one in matched.candidates
        if matched.terms and one.support >= _NEAREST
        if not reading.head or reading.head[-1] in known[one.fact.id].named
    ]
    best = max(telling, key=lambda one: (one.support, one.score), default=None)
    return Shown(best.fact, best.aspect) if best else None


def _date(part: Part, date: Quantity, brief: Brief, about: Fact | None) -> Iterator[Checked]:
    """Yield what the statement makes of a date; of "today" only where it bears on it."""
    for shown in _dated(part, brief, about):
        marks = {_date_mark(date, stated) for stated in _dates_of(shown)} - {None}
        mark = next((one for one in _DATE_ORDER if one in marks), None)
        if mark:
            yield Checked(part.echo_of(date), mark, shown)
            return
    if _in_calendar(date):
        yield Checked(part.echo_of(date), Mark.NOT_STATED)


_DATE_ORDER: Final = (Mark.MATCHES, Mark.QUALIFIER, Mark.DIFFERS)


def _date_mark(date: Quantity, stated: Quantity) -> Mark | None:
    """Return what a stated date makes of a claimed one, None where the two cannot be compared."""
    verdict = compare(date, stated)
    if verdict is Verdict.SUPPORTED:
        return Mark.MATCHES
    if verdict is Verdict.CONTRADICTED or _other_range(date, stated):
        return Mark.DIFFERS
    return Mark.QUALIFIER if _in_calendar(date) and _in_calendar(stated) else None


def _other_range(date: Quantity, stated: Quantity) -> bool:
    """Say whether a claimed range of years is not the stated one: it only overlaps."""
    if not (date.when and stated.when and date.when.year_end):
        return False
    claimed = (date.when.year, date.when.year_end)
    return claimed != (stated.when.year, stated.when.year_end)


def _in_calendar(date: Quantity) -> bool:
    return bool(date.when and (date.when.day or date.when.month or date.when.year))


def _dated(part: Part, brief: Brief, about: Fact | None) -> Iterator[Shown]:
    """Yield the dates that a part of a message may mean, the surest first."""
    if about:
        yield Shown(about, Aspect.PERIOD if about.kind is not Kind.DATE else Aspect.VALUE)
    reading = replace(read(part.text), wanted=Wanted.DATE, claim=True, dates=(), head=())
    matched = match(replace(reading, one_day=False, one_year=False), brief)
    for one in _by_support(matched) if matched.terms else ():
        if one.support >= _DATED and not one.ruled_out:
            yield Shown(one.fact, one.aspect)


def _dates_of(shown: Shown) -> Sequence[Quantity]:
    text = str(getattr(shown.fact, shown.aspect.value))
    return [one for one in find(text) if one.measure is Measure.DATE]
