"""Fractions in words: "two thirds", "half of", "one in five"."""

# ruff: noqa: PLR2004  # lengths of digit groups and bounds of the calendar are the grammar

from decimal import Decimal
from typing import Final

from bot.core.quantities.numeral import Numeral, fraction_of
from bot.core.quantities.scanning import HYPHENS, Tokens
from bot.core.quantities.vocabulary import DENOMINATORS, ONES, TENS, word_set

_NOT_RATIO: Final = word_set(
    "years months weeks days hours minutes seconds million thousand billion hundred "
    "km % percent per countries"
)


_AFTER_FRACTION: Final = word_set(
    "of more less fewer higher lower off to in from by on over since compared this "
    "last next and or as at during for were was is are have has had than the their "
    "its our his her these those all between with while when who which that would "
    "will could should may might can it they we a an each every today yesterday now "
    "again already so but"
)


_AFTER_HALF: Final = word_set("of the those these all its their our this that his her as were was")


def share_at(tokens: Tokens, index: int) -> Numeral | None:
    """Read "two thirds", "a quarter of", "three-quarters", "half the" and "one in five"."""
    word = tokens.word(index)
    if word == "half":
        return _half(tokens, index)
    top = 1 if word in {"a", "an"} else _top(tokens, index)
    if not top:
        return None
    ratio = _ratio(tokens, index, top)
    if ratio:
        return ratio
    part = index + 1 + (tokens.sign(index + 1, HYPHENS) and tokens.glued(index + 2))
    bottom = DENOMINATORS.get(tokens.word(part))
    if not bottom or top >= bottom or tokens.digits(index):
        return None
    # "two quarters" are half a year, "a third country" is no fraction of one.
    if (bottom == 4 and top == 2) or not _ends_fraction(tokens, part + 1):
        return None
    return fraction_of(top, bottom, part + 1)


def _top(tokens: Tokens, index: int) -> int:
    digits = tokens.digits(index)
    return int(digits) if 0 < len(digits) <= 3 else ONES.get(tokens.word(index), 0)


def _ratio(tokens: Tokens, index: int, top: int) -> Numeral | None:
    joined = {"in": 1, "out": 2}.get(tokens.word(index + 1), 0)
    if not joined or (joined == 2 and tokens.word(index + 2) != "of"):
        return None
    if tokens.word(index) in {"a", "an"}:
        return None
    place = index + 1 + joined
    bottom = _top(tokens, place) or TENS.get(tokens.word(place), 0)
    if not top < bottom or tokens.word(place + 1) in _NOT_RATIO:
        return None
    form = f"{top} in {bottom}"
    return Numeral(Decimal(top) / Decimal(bottom), place + 1, form=form, fraction=True)


def _ends_fraction(tokens: Tokens, index: int) -> bool:
    token = tokens.at(index)
    if tokens.sign(index, HYPHENS) and tokens.glued(index + 1):
        return tokens.word(index + 1) == "point"  # "a half-point cut", but not "a third-party"
    return token.kind in {"end", "sign"} or token.folded in _AFTER_FRACTION


def _half(tokens: Tokens, index: int) -> Numeral | None:
    token = tokens.at(index + 1)
    if tokens.word(index - 1) in {
        "first",
        "second",
        "other",
        "last",
        "latter",
        "next",
        "1st",
        "2nd",
    }:
        return None
    open_end = token.kind == "end" or (token.kind == "sign" and token.text not in HYPHENS)
    return fraction_of(1, 2, index + 1) if token.folded in _AFTER_HALF or open_end else None
