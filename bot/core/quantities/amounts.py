"""An amount: a number with what it measures, one or a range of two."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bot.core.quantities.model import Measure
from bot.core.quantities.names import is_summit
from bot.core.quantities.numeral import Numeral, shifted, with_scale
from bot.core.quantities.numerals import numeral_at
from bot.core.quantities.scanning import DASHES, HYPHENS, Tokens
from bot.core.quantities.units import (
    ANY_DOLLAR,
    CODES,
    COUNT,
    DOLLARS,
    ONLY_DIGITS,
    ONLY_GLUED,
    PAID_FOR,
    RUPEES,
    SKIPPED_ADJECTIVES,
    SPELLINGS,
    SYMBOLS,
    UNIT_ADJECTIVES,
    Unit,
)
from bot.core.quantities.vocabulary import MULTIPLES, NOT_MULTIPLIED, word_set

MINUS: Final = frozenset("-\N{MINUS SIGN}\N{NON-BREAKING HYPHEN}\N{HYPHEN}\N{EN DASH}")
_CHANGES: Final = word_set(
    "rise rises rose risen rising fall falls fell fallen falling increase increases "
    "increased increasing decrease decreases decreased decreasing grow grows grew "
    "grown growing drop drops dropped dropping cut cuts cutting raise raises raised "
    "raising reduce reduces reduced reducing reduction lower lowered lowering up down "
    "climb climbed climbing go goes went gone going jump jumped move moved moving "
    "change changed changing double doubled expand expanded extend extended slashed "
    "decline declined widen widened narrow narrowed improve improved shrink shrank"
)
_FAR: Final = 12
# What the rest of a length of time is told in, and how many of them make one.
_SMALLER: Final = {
    "year": ("month", 12),
    "week": ("day", 7),
    "day": ("hour", 24),
    "hour": ("minute", 60),
    "minute": ("second", 60),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or range with its unit; `start` and `end` are tokens."""

    number: Numeral
    unit: Unit
    start: int
    end: int
    high: Numeral | None = None
    prefixed: bool = False
    adjective: bool = False  # hyphened to what follows: "18-month"


def amount_at(tokens: Tokens, index: int) -> Amount | None:
    """Return the amount that begins at a token, as a range where it is one."""
    first = _single(tokens, index)
    if first is None:
        return None
    return _ranged(tokens, first) or _compound(tokens, first) or first


def _compound(tokens: Tokens, first: Amount) -> Amount | None:
    """Join "3 hours 52 minutes" and "two years and four months", counted in the smaller unit."""
    smaller, times = _SMALLER.get(first.unit.name, ("", 0))
    if not smaller or first.adjective or first.number.fraction or first.number.value is None:
        return None
    joined = tokens.word(first.end) == "and" and tokens.word(first.start - 1) != "between"
    second = _single(tokens, first.end + joined)
    if second is None or second.unit != Unit(Measure.DURATION, smaller):
        return None
    rest = second.number.value
    if rest is None or second.number.fraction or not 0 < rest < times:
        return None
    number = replace(first.number, value=first.number.value * times + rest, end=second.number.end)
    return replace(second, number=number, start=first.start)


def _single(tokens: Tokens, index: int) -> Amount | None:
    signed = _minus(tokens, index)
    unit, place = _prefix(tokens, index + signed)
    inner = unit is not None and _minus(tokens, place, inner=True)  # "€-5m"
    signed, place = signed or inner, place + inner
    bracket = unit is not None and tokens.sign(place, "(") and tokens.glued(place + 1)
    number = numeral_at(tokens, place + bracket, money=unit is not None)
    if number is None:
        return None if signed or unit else _multiple(tokens, index)
    if bracket:
        number = _bracketed(tokens, number)
        if number is None:
            return None
    if (signed or bracket) and number.value is not None:
        number = replace(number, value=number.value.copy_negate())
    return _with_unit(tokens, number, unit, index)


def _minus(tokens: Tokens, index: int, *, inner: bool = False) -> bool:
    """Say whether a minus stands here: after a space or bracket and right before a figure."""
    if tokens.at(index).text not in MINUS or not tokens.glued(index + 1):
        return False
    before = tokens.at(index - 1)
    opened = index == 0 or not tokens.glued(index) or before.text in {"(", "["}
    ranging = tokens.at(index).text == "\N{EN DASH}" and before.kind == "digits"  # "10 \u201315"
    return (opened or inner) and not ranging


def _bracketed(tokens: Tokens, number: Numeral) -> Numeral | None:
    """Read the rest of "€(13) million", the accountants' minus."""
    if not tokens.sign(number.end, ")"):
        return None
    return with_scale(tokens, replace(number, end=number.end + 1), money=True)


def _is_summit(tokens: Tokens, index: int) -> bool:
    """Say whether "COP" names a conference, "COP 28", and no pesos: "COP 2,800 million"."""
    return tokens.word(index) == "cop" and is_summit(tokens, index + 1)


def _prefix(tokens: Tokens, index: int) -> tuple[Unit | None, int]:
    """Return the currency before a number: €, US$, EUR, Rs."""
    token = tokens.at(index)
    if token.text in SYMBOLS:
        return Unit(Measure.MONEY, SYMBOLS[token.text]), index + 1
    if token.kind != "word" or _is_summit(tokens, index):
        return None, index
    word = token.folded
    if word in DOLLARS and tokens.sign(index + 1, "$"):
        return Unit(Measure.MONEY, DOLLARS[word]), index + 2
    if token.text in CODES or (token.text.upper() in CODES and tokens.digits(index + 1)):
        name = {"RMB": "CNY"}.get(token.text.upper(), token.text.upper())
        return Unit(Measure.MONEY, name), index + 1
    if word in RUPEES:
        return Unit(Measure.MONEY, "INR"), index + 1 + tokens.sign(index + 1, ".")
    return None, index


def _with_unit(tokens: Tokens, number: Numeral, unit: Unit | None, start: int) -> Amount:
    if unit is not None:
        return _prefixed(tokens, number, unit, start)
    found, end, hyphened = unit_at(tokens, number)
    return Amount(number, found, start, end, adjective=hyphened)


def _prefixed(tokens: Tokens, number: Numeral, unit: Unit, start: int) -> Amount:
    """Read past a unit that repeats the sign: "$5 million dollars", "$5 USD"."""
    again, end, _ = unit_at(tokens, number)
    if again.measure != Measure.MONEY:
        return Amount(number, unit, start, number.end, prefixed=True)
    exact = again if unit.name == ANY_DOLLAR and again.name in DOLLARS.values() else unit
    same = exact == again or again.name == ANY_DOLLAR
    return Amount(number, exact, start, end if same else number.end, prefixed=True)


def unit_at(tokens: Tokens, number: Numeral) -> tuple[Unit, int, bool]:
    """Return the unit after a number, the token after it, and whether a hyphen joins them."""
    index = number.end
    symbol = SYMBOLS.get(tokens.at(index).text)
    if symbol and not tokens.digits(index + 1):  # "10 000 €"; but "5 $10 notes"
        return Unit(Measure.MONEY, symbol), index + 1, False
    hyphen = tokens.sign(index, HYPHENS) and tokens.glued(index + 1)
    index += hyphen
    if number.vague and tokens.word(index) == "of":
        index += 1
    index, adjective = _adjective(tokens, index)
    for words, unit in SPELLINGS.get(tokens.word(index), ()):
        end = _spelled_to(tokens, index, words)
        if end and _fits(tokens, index, number, words[0], hyphen=hyphen):
            found = _weighed(tokens, unit, number, end, hyphen=hyphen)
            if adjective and found.measure != Measure.DURATION:
                break
            return _named(found, adjective), end, hyphen
    return COUNT, number.end, False


def _spelled_to(tokens: Tokens, index: int, words: tuple[str, ...]) -> int:
    """Return the token after a unit's words, which hyphens may join; 0 where they do not stand."""
    for place, word in enumerate(words):
        index += place > 0 and tokens.sign(index, HYPHENS) and tokens.glued(index + 1)
        if tokens.word(index) != word:
            return 0
        index += 1
    return index


def _adjective(tokens: Tokens, index: int) -> tuple[int, str]:
    """Step over "consecutive" before a unit; "working" becomes part of its name."""
    word = tokens.word(index)
    if word in UNIT_ADJECTIVES and _lasts(tokens.word(index + 1)):
        return index + 1, word
    if word in SKIPPED_ADJECTIVES and _lasts(tokens.word(index + 1)):
        return index + 1, ""
    return index, ""


def _lasts(word: str) -> bool:
    return any(unit.measure == Measure.DURATION for _, unit in SPELLINGS.get(word, ()))


def _named(unit: Unit, adjective: str) -> Unit:
    return Unit(unit.measure, f"{adjective} {unit.name}") if adjective else unit


def _fits(tokens: Tokens, index: int, number: Numeral, word: str, *, hyphen: bool) -> bool:
    glued = tokens.glued(index) and not hyphen
    digits = tokens.at(number.end - 1).kind == "digits"
    if word in ONLY_GLUED:
        return glued and (digits or number.scaled)
    if word in ONLY_DIGITS:
        return digits or glued
    # "one second, please" and "a third second" are no durations.
    return not (word == "times" and number.vague)


def _weighed(tokens: Tokens, unit: Unit, number: Numeral, end: int, *, hyphen: bool) -> Unit:
    """Tell pounds that weigh ("5-pound", "200 pounds of rice") from pounds that pay."""
    if unit.name != "GBP" or number.scaled or tokens.word(end - 1) not in {"pound", "pounds"}:
        return unit
    pays = tokens.word(end + 1) in PAID_FOR or tokens.word(end) == "note"
    weighs = (hyphen and not pays) or (tokens.word(end) == "of" and not pays)
    return Unit(Measure.MASS, "pound") if weighs else unit


def _multiple(tokens: Tokens, index: int) -> Amount | None:
    """Read "doubled", "threefold", "two-fold"; "double standards" is none."""
    word = tokens.word(index)
    after = index + 1 + tokens.sign(index + 1, HYPHENS)
    if word not in MULTIPLES or tokens.word(after) in NOT_MULTIPLIED:
        return None
    if tokens.sign(index + 1, HYPHENS) or tokens.sign(index, HYPHENS):
        return None
    form = "halved" if word.startswith("halv") else ""
    number = Numeral(Decimal(MULTIPLES[word]), index + 1, form=form)
    return Amount(number, Unit(Measure.MULTIPLE, ""), index, index + 1)


def _ranged(tokens: Tokens, first: Amount) -> Amount | None:
    """Join "5-10 million", "between 5 and 10", "$5 to $10 million"; None where it is no range."""
    joint = tokens.at(first.end)
    if not _joins(tokens, first) or first.adjective:
        return None
    second = _single(tokens, first.end + 1)
    if second is None or second.number.fraction or second.number.vague:
        return None
    low, unit = _unified(first, second)
    high = second.number
    if unit is None or low.value is None or high.value is None or not low.value < high.value:
        return None
    told = tokens.word(first.start - 1) == "from" and _changed(tokens, first.start - 1)
    if joint.folded == "to" and told:
        return None
    return replace(
        first, number=low, high=high, unit=unit, end=second.end, adjective=second.adjective
    )


def _joins(tokens: Tokens, first: Amount) -> bool:
    if first.number.fraction or first.number.vague or first.number.value is None:
        return False
    joint = tokens.word(first.end)
    if joint in DASHES:
        closed = tokens.glued(first.end) == tokens.glued(first.end + 1)
        # "£40 - £50 million" is a range; "- 50" may as well be the next item of a list.
        spaced = first.prefixed and tokens.at(first.end + 1).text in SYMBOLS
        return closed and (joint != "-" or tokens.glued(first.end) or spaced)
    between = tokens.word(first.start - 1) == "between"
    return joint == "to" or (joint == "and" and between)


def _unified(first: Amount, second: Amount) -> tuple[Numeral, Unit | None]:
    """Give the lower end the scale and unit that are written only once, after the upper end."""
    low, high = first.number, second.number
    bare_low = first.unit == COUNT
    if first.unit not in (second.unit, COUNT) and (second.unit != COUNT or not first.prefixed):
        return low, None
    if bare_low and second.prefixed:
        return low, None
    unit = second.unit if bare_low else first.unit
    inherits = high.scaled and not low.scaled and (bare_low or first.prefixed)
    return (_with_power_of(low, high) if inherits else low), unit


def _with_power_of(low: Numeral, high: Numeral) -> Numeral:
    """Return 5 million for the 5 of "5 to 10 million"; the 500 of "500 to 1 million" stays."""
    if low.value is None or high.value is None or low.value >= shifted(high.value, -high.power):
        return low
    return replace(low, value=shifted(low.value, high.power), form=high.form)


def _changed(tokens: Tokens, start: int) -> bool:
    """Say whether "from 5 to 10" tells of a change, which is two figures and no range."""
    for index in range(start - 1, max(start - _FAR, -1), -1):
        token = tokens.at(index)
        if token.text in {".", ";"} or token.kind == "end":
            return token.folded in _CHANGES
        if token.folded in _CHANGES and not (
            token.folded == "up" and tokens.word(index + 1) == "to"
        ):
            return True
    return False
