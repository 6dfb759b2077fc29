"""Numbers in words: "two hundred and fifty thousand", "a dozen", "several hundred"."""

# ruff: noqa: PLR2004  # lengths of digit groups and bounds of the calendar are the grammar

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.core.quantities.numeral import Numeral
from bot.core.quantities.scanning import HYPHENS, Tokens
from bot.core.quantities.vocabulary import (
    ONES,
    OWN_SCALES,
    PLURAL_SCALES,
    POWERS,
    SMALL,
    TENS,
    VAGUE,
)

_MOST_WORDS: Final = 16


_SCALE_WORDS: Final = frozenset(POWERS) - PLURAL_SCALES


def spelled_at(tokens: Tokens, index: int, *, started: int | None = None) -> Numeral | None:
    """Read "two hundred and fifty thousand"; `started` is the one of "a hundred"."""
    spelling = _Spelling(current=started)
    end, last = index, index + _MOST_WORDS
    while end < last:
        if (end > index or started) and tokens.word(end) == "and":
            if not spelling.goes_on(tokens, end + 1):
                break
            end += 1
            continue
        hyphen = end > index and tokens.sign(end, HYPHENS) and tokens.glued(end + 1)
        word = tokens.word(end + hyphen)
        if not spelling.take(word):
            break
        end += 1 + hyphen
    if spelling.empty or end == index:
        return None
    return Numeral(spelling.value, end, form=spelling.form, power=spelling.power)


@dataclass(slots=True)
class _Spelling:
    """A number in words while it is being read."""

    current: int | None = None
    total: int = 0
    least: int = 10**15
    form: str = ""
    power: int = 0

    @property
    def empty(self) -> bool:
        return self.current is None and not self.total

    @property
    def value(self) -> Decimal:
        return Decimal(self.total + (self.current or 0))

    def take(self, word: str) -> bool:
        if word in SMALL:
            return self._small(SMALL[word], tens=word in TENS)
        if word == "hundred":
            return self._hundred()
        return word in _SCALE_WORDS and self._scale(word)

    def goes_on(self, tokens: Tokens, index: int) -> bool:
        """Say whether an "and" belongs to the number; not in "two hundred and five hundred"."""
        after_scale = self.current is None or (self.current >= 100 and self.current % 100 == 0)
        small = tokens.word(index) in SMALL and not self.empty
        step = 2 if tokens.word(index) in TENS and tokens.word(index + 1) in ONES else 1
        return after_scale and small and tokens.word(index + step) not in POWERS

    def _small(self, number: int, *, tens: bool) -> bool:
        now = self.current
        if now is None:
            self.current = number
            return True
        after_hundred = now >= 100 and now % 100 == 0
        after_tens = not tens and 0 < number < 10 and now % 100 >= 20 and now % 10 == 0
        if not after_hundred and not after_tens:
            return False
        self.current = now + number
        return True

    def _hundred(self) -> bool:
        if self.current is None or not 0 < self.current < 100:
            return False
        self.current *= 100
        return True

    def _scale(self, word: str) -> bool:
        scale = 10 ** POWERS[word]
        if self.current is None or scale >= self.least:
            return False
        self.total += self.current * scale
        self.current, self.least, self.power = None, scale, POWERS[word]
        self.form = OWN_SCALES.get(word, self.form)
        return True


def half_at(tokens: Tokens, index: int) -> Numeral | None:
    """Read "half a million", "quarter of a million" and "half a dozen"."""
    bottom = {"half": 2, "quarter": 4}.get(tokens.word(index))
    if bottom is None:
        return None
    article = index + 1 + (tokens.word(index + 1) == "of")
    scale = tokens.word(article + 1)
    if tokens.word(article) not in {"a", "an"}:
        return None
    if scale == "dozen":
        return Numeral(Decimal(12) / bottom, article + 2, form="dozen")
    if scale in POWERS and scale not in PLURAL_SCALES:
        value = Decimal(10 ** POWERS[scale]) / bottom
        return Numeral(value, article + 2, form=OWN_SCALES.get(scale, ""), power=POWERS[scale])
    return None


def article_at(tokens: Tokens, index: int) -> Numeral | None:
    """Read "a million", "a hundred and fifty" and "a dozen"."""
    if tokens.word(index) not in {"a", "an"}:
        return None
    if tokens.phrase(index, ("a", "quarter", "of")):
        half = half_at(tokens, index + 1)
        if half:
            return half
    if tokens.word(index + 1) == "dozen":
        return Numeral(Decimal(12), index + 2, form="dozen")
    if tokens.word(index + 1) in _SCALE_WORDS:
        return spelled_at(tokens, index + 1, started=1)
    return None


def dozens_at(tokens: Tokens, index: int) -> Numeral | None:
    """Read "two dozen"."""
    number = ONES.get(tokens.word(index)) or int(tokens.digits(index)[:3] or 0)
    if number and tokens.word(index + 1) == "dozen":
        return Numeral(Decimal(12 * number), index + 2, form="dozen")
    return None


def vague_at(tokens: Tokens, index: int) -> Numeral | None:
    """Read "tens of thousands", "several hundred"."""
    for phrase in VAGUE:
        if tokens.phrase(index, phrase):
            return _vague_end(tokens, index, phrase)
    return None


def _vague_end(tokens: Tokens, index: int, phrase: tuple[str, ...]) -> Numeral:
    end = index + len(phrase)
    scale = tokens.word(end)
    if scale in POWERS and phrase[-1] not in PLURAL_SCALES:
        return Numeral(None, end + 1, form=" ".join((*phrase, scale)), vague=True)
    end -= phrase[-1] == "of"
    return Numeral(None, end, form=" ".join(phrase), vague=True)
