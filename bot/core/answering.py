"""From a question to an answer: what is shown, what it is, and why."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NamedTuple

from bot.core.as_written import as_written
from bot.core.aspects import Aspect
from bot.core.brief import Brief, Fact, Gap, Kind
from bot.core.choosing import chosen
from bot.core.claims import Finding, by_words
from bot.core.following import asks_another_time, at_another_time, same_sentence
from bot.core.library import Library
from bot.core.matching import Candidate, Matched, match
from bot.core.quantities import figures_of, same
from bot.core.reader import PassageReader, heard_as_claim
from bot.core.reading import Reading, read
from bot.core.reading_words import KIND_WORDS, Wanted
from bot.core.recall import Recall
from bot.core.stances import Stood, stood, verdict
from bot.core.text import words
from bot.core.vocabulary import vocabulary
from bot.core.weighing import READ

AS_WRITTEN: Final = "asked in the words of an alias"
_MOST_SHOWN: Final = 3
_VAGUE: Final = frozenset({Wanted.ANY, Wanted.TEXT, Wanted.PERSON, Wanted.PLACE, Wanted.SPEAKER})
_TIE: Final = 0.05  # log odds; nearer than this, none of two facts is picked
_COUNTED: Final = frozenset({Wanted.MONEY, Wanted.COUNT, Wanted.PERCENT, Wanted.AMOUNT})
_FEW: Final = 3  # so few telling words may lean on what was asked before
_AS_READ: Final = ", as its sentence reads"
_NEAREST: Final = 0.3  # the least support for "the nearest it says"


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    AMBIGUOUS = "ambiguous"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact as an answer shows it."""

    fact: Fact
    aspect: Aspect = Aspect.VALUE


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome with what it stands on.

    `shown` are the facts that answer, or with `near` those that come nearest without answering.
    `rule` names what decided; `matched` holds all that was considered, and `stances` where the
    nearest passages stand on a claim.
    """

    outcome: Outcome
    reading: Reading
    brief: Brief | None = None
    shown: tuple[Shown, ...] = ()
    near: bool = False
    loosely: bool = False
    gap: Gap | None = None
    choices: tuple[Brief, ...] = ()
    rule: str = ""
    matched: Matched | None = None
    stances: tuple[Stood, ...] = ()

    @property
    def recall(self) -> Recall | None:
        """Return what a follow-up may refer to."""
        if self.brief is None or not self.shown:
            return None
        return Recall(self.brief.id, tuple(one.fact.id for one in self.shown))

    @property
    def strength(self) -> float:
        """Return how well the best fact fits, to choose between briefs."""
        considered = self.matched.candidates if self.matched else ()
        return max((one.score for one in considered), default=0.0)


class _Fitting(NamedTuple):
    """An answer, and how far the words of its title put its statement before the others."""

    answer: Answer
    lead: float

    @property
    def strength(self) -> float:
        return self.answer.strength + self.lead


def answer(
    question: str, library: Library, *,
    brief_id: str = "", recall: Recall | None = None, reader: PassageReader | None = None,
) -> Answer:  # fmt: skip
    """Answer a question from the brief it names, was asked of, or fits best.

    `reader` helps where words alone leave open what is meant.
    """
    named = library.get(brief_id) if brief_id else None
    briefs = (named,) if named else library.briefs
    written = as_written(question, briefs)
    if written:
        shown = (Shown(written.fact),)
        return Answer(Outcome.ANSWERED, written.reading, written.brief, shown, rule=AS_WRITTEN)
    reading = read(question)
    followed = _from_recall(_Asked(reading, reader), briefs, recall)
    if followed:
        return followed
    found = chosen(reading, briefs)
    alone = len(found) == 1
    answers = [_within(_Asked(one.reading, reader, again=alone), one.brief) for one in found]
    fitting = [_Fitting(one, by.lead) for one, by in zip(answers, found, strict=True)]
    return _best(reading, fitting if alone else list(_judged(fitting, reader)))


def _judged(fitting: Sequence[_Fitting], reader: PassageReader | None) -> Iterator[_Fitting]:
    """Yield answers, the strongest first, claims judged, down to one that is stated and its equals.

    Weaker ones are not chosen then, and judging is too dear to do it for nothing.
    """
    stated = -math.inf
    for one in sorted(fitting, key=lambda one: -one.strength):
        if stated - one.strength >= _TIE:
            return
        found = one.answer
        if found.reading.claim and found.brief and found.matched:
            found = _claimed(_Asked(found.reading, reader), found.brief, found.matched)
        if found.outcome is not Outcome.NOT_STATED:
            stated = max(stated, one.strength)
        yield one._replace(answer=found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as read, and the reader that tells what words leave open.

    `again`: whether it may take a second look or judge, which is too dear for several statements.
    """

    reading: Reading
    reader: PassageReader | None
    again: bool = True

    def claims(self, matched: Matched) -> bool:
        """Say whether a reader that was asked finds that the question is none, but a claim."""
        left_open = any(READ in one.signs for one in matched.candidates)
        if self.reader is None or not left_open:
            return False
        return heard_as_claim(self.reading, self.reader)

    def match(self, brief: Brief, *, among: frozenset[str] = frozenset()) -> Matched:
        return match(self.reading, brief, among=among, reader=self.reader, again=self.again)


def _from_recall(asked: _Asked, briefs: Sequence[Brief], recall: Recall | None) -> Answer | None:
    """Answer a follow-up from what the last answer showed; None where it stands by itself."""
    reading = asked.reading
    brief = next((one for one in briefs if recall and one.id == recall.brief), None)
    if recall is None or brief is None:
        return None
    alone = _within(asked, brief)
    if alone.gap:
        return alone
    own_words = frozenset(alone.matched.terms if alone.matched else ())
    if asks_another_time(reading, own_words, brief, recall.facts):
        return _at_another_time(reading, brief, recall)
    if own_words <= KIND_WORDS.get(reading.wanted, frozenset()):
        followed = _within(asked, brief, among=frozenset(recall.facts))
        if followed.outcome is Outcome.NOT_STATED and reading.wanted in _COUNTED:
            followed = _within(asked, brief, among=same_sentence(brief, recall.facts))
        return replace(followed, rule=f"follow-up: {followed.rule}")
    if alone.outcome is Outcome.NOT_STATED and (reading.refers_back or len(own_words) <= _FEW):
        known = any(vocabulary(brief).knows(one) for one in own_words)
        for followed in _followed(asked, brief, recall, known=known):
            if followed.outcome is not Outcome.NOT_STATED:
                return replace(followed, rule=f"follow-up: {followed.rule}")
    return alone if reading.refers_back else None


def _at_another_time(reading: Reading, brief: Brief, recall: Recall) -> Answer:
    """Answer what was shown for another time; a no, with what was shown, where none is told."""
    fact = at_another_time(reading, brief, recall.facts)
    if fact:
        shown = (Shown(fact),)
        return Answer(Outcome.ANSWERED, reading, brief, shown, rule="follow-up: at another time")
    before = tuple(Shown(brief.by_id[one]) for one in recall.facts if one in brief.by_id)
    return Answer(
        Outcome.NOT_STATED, reading, brief, before, near=bool(before),
        rule="follow-up: nothing of the same is told for that time",
    )  # fmt: skip


def _followed(asked: _Asked, brief: Brief, recall: Recall, *, known: bool) -> Iterator[Answer]:
    """Yield answers from the sentence talked about, then with the words of what was shown.

    Where no word of the question is `known`, the latter would answer whatever is said.
    """
    yield _within(asked, brief, among=same_sentence(brief, recall.facts))
    if not known:
        return
    told = [brief.by_id[one] for one in recall.facts if one in brief.by_id]
    topic = words(" ".join(f"{fact.label} {fact.subject}" for fact in told))
    meant = tuple(word for word in topic if not word.stops)
    terms = tuple({word.stem: word for word in (*meant, *asked.reading.terms)}.values())
    others = frozenset(fact.id for fact in brief.facts) - frozenset(recall.facts)
    yield _within(_Asked(replace(asked.reading, terms=terms), None), brief, among=others)


def _best(reading: Reading, fitting: Sequence[_Fitting]) -> Answer:
    """Return the answer of the brief that fits; where two fit, offer both."""
    if not fitting:
        return Answer(Outcome.NOT_STATED, reading, rule="no brief is served")
    found = [one for one in fitting if one.answer.outcome is not Outcome.NOT_STATED]
    ranked = sorted(found or fitting, key=lambda one: -one.strength)
    close = (one.answer.brief for one in ranked if ranked[0].strength - one.strength < _TIE)
    rivals = tuple(brief for brief in close if brief)
    if found and len(rivals) > 1:
        return Answer(Outcome.AMBIGUOUS, reading, choices=rivals, rule="several statements fit")
    return ranked[0].answer


def _within(asked: _Asked, brief: Brief, *, among: frozenset[str] = frozenset()) -> Answer:
    reading = asked.reading
    matched = asked.match(brief, among=among)
    if reading.claim:
        return _claimed(asked, brief, matched, among)
    if asked.claims(matched):
        claim = replace(read(reading.question, claimed=True), dates=reading.dates)
        asked = replace(asked, reading=claim)
        return _claimed(asked, brief, asked.match(brief, among=among), among)
    if not matched.terms and not among and reading.wanted in _VAGUE:
        return Answer(Outcome.NOT_STATED, reading, brief, rule="nothing is asked", matched=matched)
    usable = matched.open()
    gap = _gap(matched, brief, usable)
    if gap:
        return _no(reading, brief, matched, "the statement leaves it open", gap=gap)
    if not usable:
        return _no(reading, brief, matched, _why_not(matched))
    best = _distinct(usable)
    shown = tuple(Shown(one.fact, one.aspect) for one in best)
    outcome = Outcome.ANSWERED if len(shown) == 1 else Outcome.AMBIGUOUS
    rule = "the fact that fits best" if len(shown) == 1 else "several facts fit alike"
    return Answer(outcome, reading, brief, shown, rule=rule, matched=matched)


def _gap(matched: Matched, brief: Brief, usable: tuple[Candidate, ...]) -> Gap | None:
    """Return the gap that is asked for, where no fact is closer to the question."""
    gap_id, closeness = next(iter(matched.gaps), ("", 0.0))
    if not gap_id or (usable and usable[0].signs.get("asked_so", 0.0) >= closeness):
        return None
    return next(gap for gap in brief.file.gaps if gap.id == gap_id)


def _distinct(usable: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Return the best candidate, with those that fit alike and say something else."""
    best = usable[0]
    alike = [best]
    for one in usable[1:]:
        if best.score - one.score < _TIE and not any(_says_same(one, two) for two in alike):
            alike.append(one)
    return tuple(alike[:_MOST_SHOWN])


def _says_same(one: Candidate, other: Candidate) -> bool:
    one_text, other_text = (str(getattr(two.fact, two.aspect.value)) for two in (one, other))
    mine, theirs = figures_of(one_text), figures_of(other_text)
    if one_text == other_text:
        return True
    if mine and theirs:
        return same(mine[0], theirs[0])
    return bool(set(one.fact.evidence) & set(other.fact.evidence)) and not mine and not theirs


def _why_not(matched: Matched) -> str:
    best = next(iter(sorted(matched.candidates, key=lambda one: -one.score)), None)
    return f"{best.fact.id}: {best.ruled_out}" if best else "the statement has no such kind of fact"


def _no(
    reading: Reading, brief: Brief, matched: Matched, rule: str, *, gap: Gap | None = None
) -> Answer:
    nearest = _nearest(reading, brief, matched, gap)
    return Answer(
        Outcome.NOT_STATED, reading, brief, nearest, near=bool(nearest), gap=gap, rule=rule,
        matched=matched,
    )  # fmt: skip


def _nearest(
    reading: Reading, brief: Brief, matched: Matched, gap: Gap | None
) -> tuple[Shown, ...]:
    """Return the fact that comes nearest without answering, if one does."""
    if gap:
        fact = brief.by_id.get(gap.nearest)
        return (Shown(fact),) if fact else ()
    anything = match(replace(reading, wanted=Wanted.ANY, head=()), brief)
    telling = [one for one in (*matched.candidates, *anything.candidates) if matched.terms]
    best = max(telling, key=lambda one: (one.support, one.score), default=None)
    if best is None or best.support < _NEAREST:
        return ()
    return (Shown(best.fact),)


def _claimed(
    asked: _Asked, brief: Brief, matched: Matched, among: frozenset[str] = frozenset()
) -> Answer:
    reading = asked.reading
    gap = _gap(matched, brief, matched.open())
    if gap:
        return _no(reading, brief, matched, "the statement leaves it open", gap=gap)
    worded = by_words(reading, matched)
    decided = worded[0] is Finding.CONTRADICTED or not asked.again
    stances = () if decided else stood(asked.reader, reading.question, brief, among)
    finding, fact = verdict(reading, worded, stances, brief)
    if finding is Finding.NOTHING or fact is None:
        return _no(reading, brief, matched, "nothing bears on the claim")
    shown = (Shown(fact),)
    outcome = {
        Finding.SUPPORTED: Outcome.SUPPORTED,
        Finding.LOOSELY: Outcome.SUPPORTED,
        Finding.CONTRADICTED: Outcome.CONTRADICTED,
        Finding.UNDECIDED: Outcome.NOT_STATED,
    }[finding]
    return Answer(
        outcome, reading, brief, shown, near=finding is Finding.UNDECIDED,
        loosely=finding is Finding.LOOSELY, matched=matched, stances=stances,
        rule=f"the claim is {finding.value}{'' if (finding, fact) == worded else _AS_READ}",
    )  # fmt: skip


def is_figure(fact: Fact) -> bool:
    """Say whether a fact's value is a figure that a period belongs to."""
    return fact.kind not in {Kind.ACTION, Kind.QUOTATION, Kind.PERSON, Kind.PLACE, Kind.DATE}
