"""Which facts a question asks for: hard constraints first, then how much of it they support."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.core.brief import FIGURES, Brief, Fact, Kind
from bot.core.quantities import Measure, find
from bot.core.reading import Reading
from bot.core.reading_words import EACH, KIND_WORDS, LIGHT, RELATIVE_YEARS, RING, Wanted
from bot.core.text import normalise
from bot.core.vocabulary import Known, Vocabulary, vocabulary


class Aspect(StrEnum):
    """Which part of a fact answers."""

    VALUE = "value"
    PERIOD = "period"
    PLACE = "place"
    ACTOR = "actor"
    SPEAKER = "said_by"


# What may answer each sort of question, and how much less gladly than the first choice.
_VALUE: Final = Aspect.VALUE
_ANSWERS: Final[dict[Wanted, dict[tuple[Kind, Aspect], float]]] = {
    Wanted.MONEY: {(Kind.MONEY, _VALUE): 0.0},
    Wanted.COUNT: {(Kind.COUNT, _VALUE): 0.0},
    Wanted.PERCENT: {(Kind.PERCENT, _VALUE): 0.0},
    Wanted.AMOUNT: {(kind, _VALUE): 0.1 * (kind is Kind.COUNT) for kind in FIGURES},
    Wanted.DURATION: {(Kind.DURATION, _VALUE): 0.0, (Kind.DATE, _VALUE): 0.3}
    | {(kind, Aspect.PERIOD): 0.15 for kind in Kind},
    Wanted.DATE: {(Kind.DATE, _VALUE): 0.0} | {(kind, Aspect.PERIOD): 0.1 for kind in Kind},
    Wanted.PERSON: {(Kind.PERSON, _VALUE): 0.0, (Kind.ACTION, _VALUE): 0.15}
    | {(kind, Aspect.ACTOR): 0.25 for kind in FIGURES},
    Wanted.SPEAKER: {(kind, Aspect.SPEAKER): 0.1 for kind in Kind} | {(Kind.PERSON, _VALUE): 0.0},
    Wanted.PLACE: {(Kind.PLACE, _VALUE): 0.0} | {(kind, Aspect.PLACE): 0.1 for kind in Kind},
    Wanted.TEXT: {(kind, _VALUE): 0.2 for kind in Kind}
    | {(Kind.ACTION, _VALUE): 0.0, (Kind.QUOTATION, _VALUE): 0.05, (Kind.PERSON, _VALUE): 0.1},
    Wanted.ANY: {(kind, _VALUE): 0.0 for kind in Kind},
}

# Half of a question's weight must be the fact's own, or its sentence's, words.
SUPPORTED: Final = 0.55
_NEAR_WORD: Final = 0.6  # what a word of the sentence counts against one of the fact's own
_RING_WORD: Final = 0.85  # and a general synonym
_NAMED: Final = 0.45  # what matching one of a fact's own phrasings adds at the most
_VERBATIM: Final = 0.2  # what asking in the brief's very words adds
_ASKED_FOR: Final = 0.6  # how closely a gap's phrasing must be what was asked
_SALIENT: Final = 0.07  # what standing in the summary adds; never to a figure


@dataclass(frozen=True, slots=True)
class Candidate:
    """One fact as it was considered: how well it fits, and what ruled it out, if anything."""

    fact: Fact
    aspect: Aspect
    support: float
    score: float
    missing: tuple[str, ...] = ()
    ruled_out: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """All facts considered for a question, best first; the gaps it asks for; its telling words."""

    candidates: tuple[Candidate, ...]
    gaps: tuple[tuple[str, float], ...]
    terms: tuple[str, ...]

    def open(self) -> tuple[Candidate, ...]:
        """Return the candidates that nothing rules out and enough supports."""
        return tuple(one for one in self.candidates if not one.ruled_out)


def match(reading: Reading, brief: Brief, *, among: frozenset[str] = frozenset()) -> Matched:
    """Weigh every fact of a brief; `among` names the facts a follow-up refers to, empty for all."""
    words = vocabulary(brief)
    repaired = [words.repaired(term) for term in reading.terms]
    terms = tuple(dict.fromkeys(term for term in repaired if term not in LIGHT))
    allowed = _ANSWERS[reading.wanted]
    found = [
        _weigh(
            fact, aspect, reading, terms, words,
            penalty=penalty, salient=fact.id in brief.file.summary,
        )
        for fact in brief.facts
        if not among or fact.id in among
        for aspect in Aspect
        if (penalty := allowed.get((fact.kind, aspect))) is not None and _part(fact, aspect)
    ]  # fmt: skip
    gaps = [
        (gap.id, 1 + _NAMED * closeness - allowed[gap.kind, Aspect.VALUE])
        for gap in brief.file.gaps
        if not among
        and (gap.kind, Aspect.VALUE) in allowed
        and (closeness := _named(frozenset(repaired), words.known[gap.id])) >= _ASKED_FOR
    ]
    return Matched(
        tuple(sorted(found, key=lambda one: (bool(one.ruled_out), -one.score))),
        tuple(sorted(gaps, key=lambda one: -one[1])),
        terms,
    )


def _part(fact: Fact, aspect: Aspect) -> str:
    return str(getattr(fact, aspect.value))


def _weigh(
    fact: Fact, aspect: Aspect, reading: Reading, terms: tuple[str, ...], words: Vocabulary,
    *, penalty: float, salient: bool,
) -> Candidate:  # fmt: skip
    known = words.known[fact.id]
    support = _support(terms, known, words, KIND_WORDS.get(reading.wanted, frozenset()))
    named = _named(frozenset(terms), known)
    figure = 0.2 * _holds_figure(fact, reading) if not reading.claim else 0.0
    bonus = _SALIENT if salient and fact.kind not in FIGURES else 0.0
    verbatim = _VERBATIM * (reading.plain in known.questions)
    score = support + verbatim + _NAMED * named + figure + bonus - penalty
    return Candidate(
        fact, aspect, support, score,
        missing=tuple(term for term in terms if not _share(term, known)),
        ruled_out=_ruled_out(fact, aspect, reading, support, known),
    )  # fmt: skip


def _support(
    terms: Iterable[str], known: Known, words: Vocabulary, kind_words: frozenset[str]
) -> float:
    """Return the share of a question's weight that a fact's words carry; 1 for no words at all."""
    total = carried = 0.0
    for term in terms:
        weight = words.weight(term)
        share = _share(term, known)
        if term in kind_words:
            share, weight = max(share, 0.9), weight * 0.5
        total += weight
        carried += weight * share
    return carried / total if total else 1.0


def _share(term: str, known: Known) -> float:
    called = _called(term, known.own)
    return called or (_NEAR_WORD if term in known.near else 0.0)


def _called(term: str, names: frozenset[str]) -> float:
    """Return how well a word is one of these: 1 for the same, less for a general synonym."""
    if term in names:
        return 1.0
    ring = RING.get(term)
    return _RING_WORD if ring is not None and any(RING.get(one) == ring for one in names) else 0.0


def _named(terms: frozenset[str], known: Known) -> float:
    """Return how closely one phrasing of a fact is what was asked: 1 for the same words."""
    return max((len(terms & phrase) / len(terms | phrase) for phrase in known.phrases), default=0.0)


def _holds_figure(fact: Fact, reading: Reading) -> bool:
    numbers = {one.value for one in reading.figures}
    return bool(numbers) and any(one.value in numbers for one in find(fact.value))


Rule = Callable[[Fact, Aspect, Reading, Known], str]


def _other_year(fact: Fact, _aspect: Aspect, reading: Reading, _known: Known) -> str:
    asked = {one.when.year for one in reading.dates if one.when and one.when.year}
    if not asked:
        return ""
    texts = (fact.value, fact.period, *fact.evidence)
    held = {
        year
        for text in texts
        for one in find(text)
        if one.when
        for year in (one.when.year, one.when.year_end)
    }
    return "" if asked & held else "another year is asked for"


def _other_period(fact: Fact, _aspect: Aspect, reading: Reading, _known: Known) -> str:
    """Refuse "this year" and the like where the fact tells of another time."""
    asked = {one.when.relative for one in reading.dates if one.when} & RELATIVE_YEARS.keys()
    if not asked:
        return ""
    held = normalise(" ".join((fact.value, fact.period, *fact.evidence)))
    other = [one for one in asked if not RELATIVE_YEARS[one].search(held)]
    return "another time is asked for" if other else ""


def _other_currency(fact: Fact, aspect: Aspect, reading: Reading, _known: Known) -> str:
    if fact.kind is not Kind.MONEY or aspect is not Aspect.VALUE or not reading.currency:
        return ""
    units = {one.unit for one in find(fact.value)}
    dollars = reading.currency == "$" and any(unit.endswith(("$", "D")) for unit in units)
    return "" if dollars or reading.currency in units else "another currency is asked for"


def _other_share(fact: Fact, aspect: Aspect, reading: Reading, _known: Known) -> str:
    if not reading.each or aspect is not Aspect.VALUE or fact.kind not in FIGURES:
        return ""
    told = normalise(f"{fact.value} {fact.label} {fact.subject}")
    return "" if EACH.search(told) else "the question is about each, the fact is not"


def _not_a_day(fact: Fact, aspect: Aspect, reading: Reading, _known: Known) -> str:
    if not (reading.one_day or reading.one_year):
        return ""
    dates = [one.when for one in find(_part(fact, aspect)) if one.when]
    if reading.one_year:
        return "" if any(when.year for when in dates) else "no year is stated"
    return "" if any(when.day for when in dates) else "no day is stated"


def _other_noun(fact: Fact, aspect: Aspect, reading: Reading, known: Known) -> str:
    """Refuse a figure whose subject is not what stands after "how many"."""
    nouns = [term for term in reading.head if term not in LIGHT]
    if aspect is not Aspect.VALUE or fact.kind not in FIGURES or not nouns:
        return ""
    if fact.kind is Kind.DURATION or reading.wanted in {Wanted.MONEY, Wanted.PERCENT}:
        return ""
    called = any(_called(term, known.named) for term in nouns[-2:])
    return "" if called else "the question counts something else"


_RULES: Final[tuple[Rule, ...]] = (
    _other_year, _other_period, _other_currency, _other_share, _not_a_day, _other_noun,
)  # fmt: skip


def _ruled_out(fact: Fact, aspect: Aspect, reading: Reading, support: float, known: Known) -> str:
    """Return the first hard constraint a fact breaks, empty for none."""
    for rule in _RULES:
        reason = rule(fact, aspect, reading, known)
        if reason:
            return reason
    return "" if support >= SUPPORTED else "too little of the question is about it"


def measures(kind: Kind) -> frozenset[Measure]:
    """Return the measures a claimed figure may have to be compared with a kind of fact."""
    return {
        Kind.MONEY: frozenset({Measure.MONEY}),
        Kind.COUNT: frozenset({Measure.COUNT, Measure.MULTIPLE}),
        Kind.PERCENT: frozenset({Measure.PERCENT, Measure.FRACTION, Measure.POINTS}),
        Kind.DURATION: frozenset({Measure.DURATION, Measure.AGE}),
    }.get(kind, frozenset())
