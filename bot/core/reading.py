"""What a question asks: read once, without any statement."""

import re
from dataclasses import dataclass
from typing import Final

from bot.core.brief import Kind
from bot.core.claim_words import (
    ASKING,
    CLAIM_OPENING,
    INVERTED,
    KNOWN_FIGURE,
    MONTH,
    NEGATION,
    NO_CLAIM,
    RELATIVE,
    SOUGHT,
    STATING,
    TAG,
)
from bot.core.head_nouns import HEAD_END, head
from bot.core.measure_words import (
    CURRENCIES,
    FIGURE_NOUNS,
    LEAD_IN,
    MONEY_NOUNS,
    NO_MEASURE,
    PAYING,
    PERCENT_NOUNS,
    PHRASE_END,
)
from bot.core.opposites import opposes
from bot.core.places import places
from bot.core.quantities import Measure, Quantity, find
from bot.core.reading_words import (
    ALONE,
    ANAPHOR,
    AVERAGE,
    BARE_MONTH,
    CHANGE,
    EACH,
    NAMING,
    ONE_DAY,
    ONE_YEAR,
    PAST,
    POLITE,
    REASON,
    SAYING,
    SLIPS,
    TOTAL,
    WANTED,
    Wanted,
)
from bot.core.text import STOP_WORDS, Word, normalise, squash, visible, words

# Cut before any reading, so that the time for a question has a bound.
LONGEST: Final = 2_000
_WORD: Final = re.compile(r"\w+")
_TO_MONTHS: Final = HEAD_END | frozenset(
    ("of", "during", "until", "till", "through", "late", "early", "mid", "last", "this", "next")
)
_CLAIMED: Final = frozenset(Measure) - {Measure.DATE}
_LEAST_CLAIM: Final = 2
_OPEN: Final = frozenset({Wanted.ANY, Wanted.TEXT, Wanted.AMOUNT})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question asks for, and what it says on the way.

    `terms` are its telling words, `head` those right after "how many"; `plain` is all of it made
    comparable; `figures` are its own figures, never accepted as fact. `measured` is the kind that
    its noun is measured in ("what duty?": percent), `places` are the countries it names.
    """

    question: str
    wanted: Wanted
    plain: str = ""
    claim: bool = False
    negated: bool = False
    terms: tuple[Word, ...] = ()
    head: tuple[str, ...] = ()
    figures: tuple[Quantity, ...] = ()
    dates: tuple[Quantity, ...] = ()
    currency: str = ""
    each: bool = False
    one_day: bool = False
    one_year: bool = False
    refers_back: bool = False
    measured: Kind | None = None
    places: frozenset[str] = frozenset()
    total: bool = False
    average: bool = False
    past: bool = False
    change: bool = False
    directions: frozenset[str] = frozenset()
    reason: bool = False
    alone: bool = False
    saying: bool = False
    naming: bool = False


def read(question: str, *, claimed: bool = False) -> Reading:
    """Read a question; any text has a reading. `claimed` is known to be a claim.

    >>> reading = read("how many arrests since 2020?")
    >>> reading.wanted.value, [word.text for word in reading.terms], reading.dates[0].text
    ('count', ['arrests'], '2020')
    """
    shown = squash(visible(question[:LONGEST]))
    text = _plain(shown)
    found, text = _claim(text)
    claim = found or claimed
    quantities = find(text)
    figures = tuple(one for one in quantities if one.measure in _CLAIMED and not one.vague)
    wanted = Wanted.ANY if claim else _wanted(_masked(text, figures))
    return Reading(
        question=shown,
        wanted=wanted,
        plain=squash(normalise(shown)),
        claim=claim,
        negated=claim and bool(NEGATION.search(text)),
        terms=_terms(text, quantities),
        head=head(text) if not claim else (),
        figures=figures,
        dates=tuple(one for one in quantities if one.measure is Measure.DATE),
        currency=_currency(text),
        each=_each(text, claim=claim),
        one_day=bool(ONE_DAY.search(text)),
        one_year=wanted is Wanted.DATE and bool(ONE_YEAR.search(text)),
        refers_back=bool(ANAPHOR.search(text)),
        measured=_measured(text) if wanted in _OPEN and not claim else None,
        places=places(shown),
        total=bool(TOTAL.search(text)),
        average=bool(AVERAGE.search(text)),
        past=bool(PAST.search(text)),
        change=bool(CHANGE.search(text)),
        directions=_directions(text, quantities),
        reason=bool(REASON.search(text)),
        alone=bool(ALONE.search(text)),
        saying=bool(SAYING.search(text)),
        naming=wanted is Wanted.PERSON and bool(NAMING.search(text)),
    )


def _plain(shown: str) -> str:
    mended = _WORD.sub(lambda found: SLIPS.get(found[0], found[0]), normalise(shown))
    dated = BARE_MONTH.sub(_in_month, mended)
    return squash(POLITE.sub(" ", dated)).strip(" ,;:-")


def _in_month(found: re.Match[str]) -> str:
    """Return a month with "in" before it, where nothing else leads to it."""
    before = found["before"] or ""
    return found[0] if before in _TO_MONTHS else f"{before} in {found['month']}".strip()


def _claim(text: str) -> tuple[bool, str]:
    """Say whether a question puts something forward to be confirmed, and leave out how it does."""
    tagged = TAG.search(text)
    if tagged:
        return not ASKING.search(text[: tagged.start()]), text[: tagged.start()]
    opened = CLAIM_OPENING.match(text)
    if opened and len(text) > opened.end() + 1:
        return True, text[opened.end() :].strip()
    if NO_CLAIM.match(text) or ASKING.search(text):
        return False, text
    inverted = bool(INVERTED.match(text))
    stated = inverted or (not SOUGHT.match(RELATIVE.sub("", text)) and _states(text))
    return stated and len(_terms(text, ())) >= _LEAST_CLAIM - inverted, text


def _each(text: str, *, claim: bool) -> bool:
    """Say whether a rate is asked for; "every ship will be boarded" claims something of all."""
    found = {one[0] for one in EACH.finditer(text)}
    return bool(found - {"every"} if claim else found)


def _states(text: str) -> bool:
    """Say whether words without a question word tell something."""
    told = STATING.search(RELATIVE.sub("", MONTH.sub(" ", text)))
    return bool(told) or any(
        one.measure in _CLAIMED and not KNOWN_FIGURE.search(text[: one.start]) for one in find(text)
    )


def _wanted(text: str) -> Wanted:
    found = next((wanted for wanted, pattern in WANTED if pattern.search(text)), Wanted.ANY)
    figure = found is Wanted.TEXT and not NO_MEASURE.match(text) and _asked_for(text)
    return Wanted.AMOUNT if figure and figure[-1] in FIGURE_NOUNS else found


def _masked(text: str, figures: tuple[Quantity, ...]) -> str:
    """Return a text without its own figures: "the 10% tariff" asks for no percentage."""
    for one in reversed(figures):
        text = f"{text[: one.start]}#{text[one.end :]}"
    return text


def _terms(text: str, quantities: tuple[Quantity, ...]) -> tuple[Word, ...]:
    """Return the telling words of a text; its figures and years are kept apart."""
    inside = _inside(quantities)
    return tuple(
        word
        for word in words(text)
        if word.start not in inside and word.text not in STOP_WORDS and not word.text.isdigit()
    )


def _directions(text: str, quantities: tuple[Quantity, ...]) -> frozenset[str]:
    """Return the stems that say which way something went: "up", "cut", "refused"."""
    inside = _inside(quantities)
    return frozenset(
        word.stem for word in words(text) if opposes(word.stem) and word.start not in inside
    )


def _inside(quantities: tuple[Quantity, ...]) -> frozenset[int]:
    """Return the places that figures and dates take."""
    return frozenset(at for one in quantities for at in range(one.start, one.end))


def _measured(text: str) -> Kind | None:
    """Return what the noun asked for is measured in, where that is sure: "what's the duty?"."""
    if NO_MEASURE.match(text):
        return None
    kinds = (
        Kind.PERCENT if word in PERCENT_NOUNS else Kind.MONEY
        for word in reversed(_asked_for(text))
        if word in PERCENT_NOUNS or word in MONEY_NOUNS
    )
    return next(kinds, Kind.MONEY if PAYING.search(text) else None)


def _asked_for(text: str) -> tuple[str, ...]:
    """Return the words of the noun phrase that is asked for: "overnight rate", "net debt"."""
    asked = LEAD_IN.sub("", text)
    ends = PHRASE_END.search(asked)
    return tuple(_WORD.findall(asked[: ends.start()] if ends else asked))


def _currency(text: str) -> str:
    return next((unit for pattern, unit in CURRENCIES if pattern.search(text)), "")
