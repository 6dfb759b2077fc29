"""Which facts a follow-up means: those of the same sentence, or the same thing at another time."""

from collections.abc import Sequence
from typing import Final

from bot.core.brief import FIGURES, Brief, Fact
from bot.core.periods import same_time
from bot.core.quantities import When, figures_of
from bot.core.reading import Reading
from bot.core.reading_words import KIND_WORDS, Wanted
from bot.core.text import words
from bot.core.weighing import is_base

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


def asks_another_time(reading: Reading, own_words: frozenset[str]) -> bool:
    """Say whether a follow-up asks for nothing but another time: "and a year ago?"."""
    rest = own_words - _TIME_WORDS - KIND_WORDS.get(reading.wanted, frozenset())
    return not rest and reading.wanted in _LEVELS and (reading.past or bool(_asked(reading)))


def at_another_time(reading: Reading, brief: Brief, shown: Sequence[str]) -> Fact | None:
    """Return the figure of the same thing at the time asked for; None where none is told.

    A year or month must be that of the figure's own period. "A year ago" is the figure that the
    one shown is compared with.
    """
    before = [brief.by_id[one] for one in shown if one in brief.by_id]
    kinds = {fact.kind for fact in before} & FIGURES
    labels = {fact.label for fact in before}
    near = same_sentence(brief, shown)
    fitting = [
        fact
        for fact in brief.facts
        if fact.kind in kinds and (fact.id in near or fact.label in labels)
    ]
    asked = _asked(reading)
    if asked:
        found = [fact for fact in fitting if same_time(asked, _told(fact))]
    else:
        found = [fact for fact in fitting if fact.id not in shown and _compared(fact, before)]
    return found[0] if len({fact.value for fact in found}) == 1 else None


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


def _compared(fact: Fact, before: Sequence[Fact]) -> bool:
    """Say whether a figure is what one of these is compared with: right after it, "from 6.1%"."""
    sentence = fact.evidence[0]
    at = sentence.find(fact.value)
    return is_base(fact) and any(
        0 <= (start := sentence.find(one.value)) < at and ";" not in sentence[start:at]
        for one in before
    )
