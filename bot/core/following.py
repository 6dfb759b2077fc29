"""Which facts a follow-up means: those of the same sentence, or the same thing at another time."""

from collections.abc import Sequence
from typing import Final

from bot.core.aspects import ANSWERS, Aspect
from bot.core.brief import FIGURES, Brief, Fact
from bot.core.periods import same_time
from bot.core.quantities import Measure, When, figures_of, find
from bot.core.reading import Reading
from bot.core.reading_words import KIND_WORDS, Wanted
from bot.core.text import words
from bot.core.vocabulary import terms_of
from bot.core.weighing import is_base

_MOST: Final = 0.5  # of the shorter label's words are the longer one's too
_LEVELS: Final = frozenset(
    (Wanted.ANY, Wanted.TEXT, Wanted.AMOUNT, Wanted.COUNT, Wanted.MONEY, Wanted.PERCENT)
)
_TIME_WORDS: Final = frozenset(
    one.stem
    for one in words(
        "day week month quarter half year season period time ago earlier before previous prior "
        "previously last then back same corresponding comparison compare"
    )
)


def asks_another_time(
    reading: Reading, own_words: frozenset[str], brief: Brief, shown: Sequence[str]
) -> bool:
    """Say whether a follow-up asks for nothing but another time of what was shown."""
    rest = own_words - _TIME_WORDS - KIND_WORDS.get(reading.wanted, frozenset())
    timed = reading.past or bool(_asked(reading))
    return not rest and timed and bool(_levels(reading, brief, shown))


def at_another_time(reading: Reading, brief: Brief, shown: Sequence[str]) -> Fact | None:
    """Return the figure of the same thing at the time asked for; None where none is told.

    A year or month must be that of the figure's own period. "A year ago" is the figure that the
    one shown is compared with.
    """
    before = _levels(reading, brief, shown)
    asked = _asked(reading)
    if asked:
        found = [
            fact
            for fact in brief.facts
            if any(_same_thing(fact, one) for one in before) and same_time(asked, _told(fact))
        ]
    else:
        found = [fact for fact in brief.facts if any(_compared(fact, one) for one in before)]
    return found[0] if len({fact.value for fact in found}) == 1 else None


def _levels(reading: Reading, brief: Brief, shown: Sequence[str]) -> tuple[Fact, ...]:
    """Return what was shown and may be asked for again: figures of the kind that is asked for."""
    if reading.wanted not in _LEVELS:
        return ()
    answers = {kind for kind, aspect in ANSWERS[reading.wanted] if aspect is Aspect.VALUE}
    facts = (brief.by_id[one] for one in shown if one in brief.by_id)
    return tuple(fact for fact in facts if fact.kind in answers & FIGURES)


def _same_thing(fact: Fact, before: Fact) -> bool:
    """Say whether two figures are of one thing: labels alike, or one compared with the other."""
    if fact.kind is not before.kind:
        return False
    mine, theirs = terms_of(fact.label), terms_of(before.label)
    few = min(len(mine), len(theirs))
    return _compared(fact, before) or len(mine & theirs) > few * _MOST


def same_sentence(brief: Brief, fact_ids: Sequence[str]) -> frozenset[str]:
    """Return the ids of all facts whose evidence is, holds or is within that of one of these."""
    spans = [span for one in fact_ids if one in brief.by_id for span in brief.by_id[one].evidence]
    return frozenset(
        fact.id
        for fact in brief.facts
        if any(span in other or other in span for span in fact.evidence for other in spans)
    )


def _asked(reading: Reading) -> tuple[When, ...]:
    """Return the years, quarters and months that are asked for; "a year ago" is none."""
    times = (one.when for one in reading.dates if one.when)
    return tuple(when for when in times if when.month or when.year or when.relative[:1] == "Q")


def _told(fact: Fact) -> tuple[When, ...]:
    return tuple(one.when for one in figures_of(fact.period) if one.when)


def _compared(fact: Fact, before: Fact) -> bool:
    """Say whether a figure is what another is compared with: the next one after it, "from 6.1%"."""
    sentence = fact.evidence[0]
    at, start = sentence.find(fact.value), sentence.find(before.value)
    if fact.kind is not before.kind or not 0 <= start < at or not is_base(fact):
        return False
    between = find(sentence[start + len(before.value) : at])
    return all(one.measure is Measure.DATE for one in between)
