"""A number as it was written, and the scales that multiply it."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bot.core.quantities.scanning import HYPHENS, Tokens
from bot.core.quantities.vocabulary import GLUED_POWERS, OWN_SCALES, POWERS

# Larger numbers are not halved in words, and sums of them could be rounded.
_HALVED: Final = 1000


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and the token after it; `power` is that of the scale words after the digits."""

    value: Decimal | None
    end: int
    form: str = ""
    vague: bool = False
    power: int = 0
    fraction: bool = False

    @property
    def scaled(self) -> bool:
        """Say whether a scale word is part of the number."""
        return self.power > 0


def shifted(value: Decimal, power: int) -> Decimal:
    """Return a value times ten to a power, exactly, however long it is."""
    sign, digits, exponent = value.as_tuple()
    places = int(exponent) + power
    zeros = (0,) * max(places, 0)
    return Decimal((sign, digits + zeros, min(places, 0)))


def fraction_of(top: int, bottom: int, end: int) -> Numeral:
    """Return a fraction, which keeps the form it is written in."""
    return Numeral(Decimal(top) / Decimal(bottom), end, form=f"{top}/{bottom}", fraction=True)


def with_scale(tokens: Tokens, number: Numeral, *, money: bool) -> Numeral:
    """Return a number with the scales after it: "72.2 million", "5bn", "two lakh crore"."""
    if number.vague or number.value is None or number.form == "dozen":
        return number
    number = _and_a_half(tokens, number, number.value)
    return _multiplied(tokens, number, number.value or Decimal(0), money=money)


def _and_a_half(tokens: Tokens, number: Numeral, value: Decimal) -> Numeral:
    """Read on in "two and a half" and "two-and-a-half-year"; other numbers stay as they are."""
    for phrase in (("and", "a", "half"), ("-", "and", "-", "a", "-", "half")):
        if not number.scaled and value < _HALVED and tokens.phrase(number.end, phrase):
            return replace(number, value=value + Decimal("0.5"), end=number.end + len(phrase))
    return number


def _multiplied(tokens: Tokens, number: Numeral, value: Decimal, *, money: bool) -> Numeral:
    power, form, end = 0, number.form, number.end
    for _ in range(2):
        step, after = _scale_at(tokens, end, money=money)
        if not step:
            break
        form = f"{form} {_own_scale(tokens, end, after)}".strip()  # "lakh crore"
        power, end = power + step, after
    if end == number.end:
        return number
    return replace(
        number, value=shifted(value, power), end=end, form=form, power=number.power + power
    )


def _own_scale(tokens: Tokens, start: int, end: int) -> str:
    return next((OWN_SCALES[w] for w in map(tokens.word, range(start, end)) if w in OWN_SCALES), "")


def _scale_at(tokens: Tokens, index: int, *, money: bool) -> tuple[int, int]:
    word = tokens.word(index)
    glued = tokens.glued(index)
    if word in POWERS:
        return POWERS[word], index + 1
    if word == "cr" and (money or glued):
        return 7, index + 1
    if word in GLUED_POWERS and (glued or (money and word in {"m", "b"})):
        return GLUED_POWERS[word], index + 1
    if tokens.sign(index, HYPHENS) and tokens.glued(index + 1) and tokens.word(index + 1) in POWERS:
        return POWERS[tokens.word(index + 1)], index + 2
    return 0, index
