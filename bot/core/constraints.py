"""The hard constraints: what rules a fact out, however well the rest of it fits.

Only those in `READ_OTHERWISE` give way, to a reader that is sure; they come last, so that they hide
none of the others.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from bot.core.aspects import Aspect, part
from bot.core.brief import FIGURES, Fact, Kind
from bot.core.opposites import HALVES, other_half
from bot.core.places import REGIONS, places
from bot.core.quantities import Measure, Quantity, figures_of
from bot.core.reading import Reading
from bot.core.reading_words import (
    ASKED_EACH,
    AVERAGE,
    EACH,
    EARLIER,
    EARLIER_TOLD,
    LIGHT,
    RATE,
    RELATIVE_YEARS,
    TIMES,
    TOLD_EACH,
    Wanted,
)
from bot.core.text import normalise, words
from bot.core.vocabulary import Known

_AFTER: Final = 20  # letters after a figure that tell whether it is a share
_YEARS_AWAY: Final = {"last year": -1, "this year": 0, "next year": 1}  # from the statement's own
ANOTHER_SORT: Final = "another sort of answer is asked for"
COUNTS_ELSE: Final = "the question counts something else"
_NOT_EACH: Final = "the question is about each, the fact is not"
_NAMED: Final = "the question names this one itself"
_TIMES: Final = frozenset({Kind.DURATION, Kind.DATE})
_WHICH: Final = re.compile(r"(?:and |so )?(?:which|what|who)\b")
_SPELL: Final = re.compile(r"\b[QH][1-4]\b")
_A_PART: Final = "the figure of a whole year is asked for"
_EARLIER_ONE: Final = "an earlier one is asked for"
_SAYING: Final = "somebody's words are asked for"
_NAME: Final = "a name is asked for"

# Where the words of a question may have been misread; years, places and units never are.
READ_OTHERWISE: Final = frozenset({ANOTHER_SORT, COUNTS_ELSE, _EARLIER_ONE, _SAYING, _NAME})

Rule = Callable[[Fact, Aspect, Reading, Known], str]


class Constraints:
    """The hard constraints that a question puts on facts."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._rules = [rule for asked, rule in _RULES if asked(reading)]

    def broken(self, fact: Fact, aspect: Aspect, known: Known) -> str:
        """Return the first constraint a fact breaks, in words; empty for none."""
        found = (rule(fact, aspect, self._reading, known) for rule in self._rules)
        return next(filter(None, found), "")


def _years(reading: Reading) -> list[set[int]]:
    return [
        {year for year in (one.when.year, one.when.year_end) if year}
        for one in reading.dates
        if one.when and one.when.year
    ]


def _other_year(fact: Fact, _aspect: Aspect, reading: Reading, _known: Known) -> str:
    held_one = any(years <= _years_told(fact) for years in _years(reading))
    return "" if held_one else "another year is asked for"


@lru_cache(maxsize=16_384)
def _years_told(fact: Fact) -> frozenset[int]:
    dates = (
        one.when
        for text in (fact.value, fact.period, *fact.evidence)
        for one in figures_of(text)
        if one.when
    )
    return frozenset(year for when in dates for year in (when.year, when.year_end) if year)


def _other_period(fact: Fact, _aspect: Aspect, reading: Reading, known: Known) -> str:
    """Refuse "this year" and the like where the fact tells of another time."""
    asked = {one.when.relative for one in reading.dates if one.when} & RELATIVE_YEARS.keys()
    if not asked:
        return ""
    held = normalise(" ".join((fact.value, fact.period, *fact.evidence)))
    years = {one: known.year + away for one, away in _YEARS_AWAY.items() if known.year}
    other = [
        one
        for one in asked
        if not RELATIVE_YEARS[one].search(held) and years.get(one) not in _years_told(fact)
    ]
    return "another time is asked for" if other else ""


def _other_currency(fact: Fact, aspect: Aspect, reading: Reading, _known: Known) -> str:
    sums = [one for one in figures_of(part(fact, aspect)) if one.measure is Measure.MONEY]
    if not sums and not (fact.kind is Kind.MONEY and aspect is Aspect.VALUE):
        return ""
    units = {one.unit for one in sums}
    dollars = reading.currency == "$" and any(unit.endswith(("$", "D")) for unit in units)
    return "" if dollars or reading.currency in units else "another currency is asked for"


def _part_of_year(fact: Fact, aspect: Aspect, reading: Reading, _known: Known) -> str:
    """Refuse a month's figure where that of the whole year is asked for: "in total in 2001"."""
    if aspect is not Aspect.VALUE or fact.kind not in FIGURES:
        return ""
    asked = set().union(*_years(reading))
    dates = (one.when for text in (fact.value, fact.period) for one in figures_of(text) if one.when)
    told = [when for when in dates if when.year in asked]
    return _A_PART if told and all(when.month for when in told) else ""


def _whole_year(reading: Reading) -> bool:
    months = any(one.when and one.when.month for one in reading.dates)
    return reading.total and bool(_years(reading)) and not months


def _other_spell(fact: Fact, _aspect: Aspect, reading: Reading, known: Known) -> str:
    told = (*known.titled, *figures_of(fact.value), *figures_of(fact.period))
    held = (one for text in fact.evidence for one in figures_of(text))
    same = _spells(reading.dates) & _spells((*told, *held))
    return "" if same else "another part of the year is asked for"


def _spells(quantities: Iterable[Quantity]) -> frozenset[str]:
    """Return the quarters and halves of a year that are named: Q2, H1."""
    named = (one.when.relative for one in quantities if one.when)
    return frozenset(spell for name in named for spell in _SPELL.findall(name))


def _of_one_half(reading: Reading) -> bool:
    return not reading.claim and any(term.stem in HALVES for term in reading.terms)


def _other_half(fact: Fact, _aspect: Aspect, reading: Reading, _known: Known) -> str:
    asked = frozenset(term.stem for term in reading.terms)
    told = frozenset(one.stem for one in words(" ".join((fact.label, *fact.evidence))))
    return "the sentence is about the others" if other_half(asked, told) else ""


def _other_sort(fact: Fact, aspect: Aspect, _reading: Reading, _known: Known) -> str:
    """Refuse a length of time where the noun asked for is a sum or a share: "turnover"."""
    return ANOTHER_SORT if aspect is Aspect.VALUE and fact.kind in _TIMES else ""


def _echoed(fact: Fact, aspect: Aspect, reading: Reading, _known: Known) -> str:
    """Refuse "four provinces" as an answer to "which four provinces?"."""
    if aspect is not Aspect.VALUE or fact.kind not in FIGURES:
        return ""
    return _NAMED if set(normalise(fact.value).split()) <= set(_words(reading)) else ""


def _other_share(fact: Fact, aspect: Aspect, reading: Reading, _known: Known) -> str:
    answers = aspect is Aspect.VALUE or reading.wanted is Wanted.DURATION
    if not answers or fact.kind not in FIGURES:
        return ""
    told = normalise(f"{fact.value} {fact.label} {fact.subject} {_right_after(fact)}")
    if reading.average and not AVERAGE.search(f"{told} {normalise(' '.join(fact.evidence))}"):
        return "the question is about an average, the fact is not"
    return "" if _told_of_each(fact, reading, told) else _NOT_EACH


def _told_of_each(fact: Fact, reading: Reading, told: str) -> bool:
    """Say whether a figure is a rate; where a time is named, one of the same: none of a month."""
    asked = {one["unit"] for one in ASKED_EACH.finditer(reading.plain)}
    held = {one["unit"] for one in TOLD_EACH.finditer(normalise(fact.evidence[0]))}
    if asked & held:
        return True
    if asked & TIMES and held & TIMES:
        return False
    return any((EACH.search(told), RATE.search(fact.value), RATE.match(_right_after(fact))))


def _right_after(fact: Fact) -> str:
    """Return the few words after a value: "30 euros per share"."""
    _, _, after = fact.evidence[0].partition(fact.value)
    return after[:_AFTER]


def _not_a_day(fact: Fact, aspect: Aspect, reading: Reading, _known: Known) -> str:
    dates = [one.when for one in figures_of(part(fact, aspect)) if one.when]
    if reading.one_year:
        stated = any(when.year or "year" in when.relative for when in dates)
        return "" if stated else "no year is stated"
    return "" if any(when.day for when in dates) else "no day is stated"


def _other_place(fact: Fact, _aspect: Aspect, reading: Reading, known: Known) -> str:
    told = _places_told(fact)
    title = frozenset() if reading.alone else known.title_places
    elsewhere = reading.places - told - title - (REGIONS - known.statement_places)
    return "another country is asked for" if elsewhere else ""


@lru_cache(maxsize=16_384)
def _places_told(fact: Fact) -> frozenset[str]:
    return places(" ".join((*fact.evidence, fact.label, fact.place, fact.actor, *fact.ask)))


def _other_noun(fact: Fact, aspect: Aspect, reading: Reading, known: Known) -> str:
    """Refuse a figure whose subject is not what stands after "how many"."""
    nouns = [term for term in reading.head if term not in LIGHT]
    if aspect is not Aspect.VALUE or fact.kind not in FIGURES or not nouns:
        return ""
    if fact.kind is Kind.DURATION or reading.wanted in {Wanted.MONEY, Wanted.PERCENT}:
        return ""
    called = any(known.counts(term) for term in nouns[-2:])
    return "" if called else COUNTS_ELSE


def _earlier_one(fact: Fact, _aspect: Aspect, _reading: Reading, _known: Known) -> str:
    """Refuse "the previous deal" where the sentence tells of no earlier one."""
    told = normalise(" ".join((fact.label, *fact.evidence, *fact.ask)))
    return "" if EARLIER_TOLD.search(told) else _EARLIER_ONE


def _not_said(fact: Fact, _aspect: Aspect, _reading: Reading, _known: Known) -> str:
    return "" if fact.said_by or fact.kind is Kind.QUOTATION else _SAYING


def _counts_time(reading: Reading) -> bool:
    return reading.wanted is Wanted.DURATION and "how many" in reading.plain


def _no_number(fact: Fact, aspect: Aspect, _reading: Reading, _known: Known) -> str:
    counted = any(one.value is not None or one.when for one in figures_of(part(fact, aspect)))
    return "" if counted else "no number is stated"


def _no_name(fact: Fact, aspect: Aspect, _reading: Reading, _known: Known) -> str:
    if not (fact.kind is Kind.PERSON or aspect is Aspect.ACTOR):
        return _NAME
    told = part(fact, aspect).split()
    return "" if any(word[:1].isupper() for word in told if word != "The") else "no name is told"


def _named_already(fact: Fact, aspect: Aspect, reading: Reading, _known: Known) -> str:
    """Refuse Ann Lee as an answer to "who is Lee?"."""
    if fact.kind is not Kind.PERSON or aspect is not Aspect.VALUE:
        return ""
    last = normalise(fact.value).split()[-1:]
    return _NAMED if set(last) & set(_words(reading)) else ""


def _words(reading: Reading) -> list[str]:
    return reading.plain.removesuffix("?").split()


# Which questions put each constraint on facts.
_RULES: Final[tuple[tuple[Callable[[Reading], object], Rule], ...]] = (
    (_years, _other_year),
    (_whole_year, _part_of_year),
    (lambda reading: _spells(reading.dates), _other_spell),
    (_of_one_half, _other_half),
    (lambda reading: not reading.claim and reading.measured, _other_sort),
    (lambda reading: not reading.claim and _WHICH.match(reading.plain), _echoed),
    (lambda reading: reading.dates, _other_period),
    (lambda reading: reading.currency, _other_currency),
    (lambda reading: reading.each, _other_share),
    (lambda reading: reading.one_day or reading.one_year, _not_a_day),
    (lambda reading: reading.places, _other_place),
    (_counts_time, _no_number),
    (lambda reading: EARLIER.search(reading.plain), _earlier_one),
    (lambda reading: reading.saying, _not_said),
    (lambda reading: reading.naming, _no_name),
    (lambda reading: reading.wanted is Wanted.PERSON and not reading.claim, _named_already),
    (lambda reading: reading.head, _other_noun),
)
