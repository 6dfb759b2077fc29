"""What a word does in its sentence, and what the words of the closed classes do by themselves."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.core.quantities import Quantity
from bot.drafting.function_words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    NOT_ADVERBS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
)
from bot.drafting.verbs import VERBS, Form


class Tag(StrEnum):
    """What a word does in its sentence."""

    DETERMINER = "determiner"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    RELATIVE = "relative"
    SUBORDINATOR = "subordinator"
    AUXILIARY = "auxiliary"
    PRONOUN = "pronoun"
    ADVERB = "adverb"
    TO = "to"
    VERB = "verb"
    GERUND = "gerund"
    PARTICIPLE = "participle"  # a past form without an auxiliary: finite or not, place decides
    FIGURE = "figure"
    TIME = "time"
    NOUN = "noun"  # nouns, names and adjectives
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """One word, mark or whole quantity of a sentence."""

    text: str
    low: str
    start: int
    end: int
    tag: Tag
    quantity: Quantity | None = None

    @property
    def proper(self) -> bool:
        """Say whether the word is written as a name."""
        return self.text[:1].isupper()


_CLOSED: Final = (
    (frozenset({"before", "after", "once", "so"}), Tag.SUBORDINATOR),
    (DETERMINERS, Tag.DETERMINER),
    (AUXILIARIES, Tag.AUXILIARY),
    (PRONOUNS, Tag.PRONOUN),
    (RELATIVES, Tag.RELATIVE),
    (SUBORDINATORS, Tag.SUBORDINATOR),
    (CONJUNCTIONS, Tag.CONJUNCTION),
    (PREPOSITIONS, Tag.PREPOSITION),
    (ADVERBS, Tag.ADVERB),
)
_OF: Final = {word: tag for words, tag in reversed(_CLOSED) for word in words}
_BEFORE_THAT: Final = frozenset(
    {Tag.NOUN, Tag.VERB, Tag.PARTICIPLE, Tag.MARK, Tag.ADVERB, Tag.FIGURE, Tag.TIME}
)
_ADVERBIAL: Final = frozenset({("once", "again"), ("once", "more"), ("so", "far"), ("so", "much")})
_PLAIN: Final = frozenset({Form.BASE, Form.PAST})


def closed(low: str, previous: Token | None, after: Token | None) -> Tag | None:
    """Return what a word of a closed class does beside its neighbours, None for other words."""
    if low == "to":
        return _to(after)
    if low == "that":
        known = previous is not None and previous.tag in _BEFORE_THAT
        return Tag.RELATIVE if known else Tag.DETERMINER
    if after and (low, after.low) in _ADVERBIAL:
        return Tag.ADVERB
    return _OF.get(low)


def _to(after: Token | None) -> Tag:
    verb = VERBS.get(after.low) if after and not after.proper else None
    return Tag.TO if verb and verb.form in _PLAIN else Tag.PREPOSITION


def alone(token: Token | None) -> Tag:
    """Return what a word does as far as it shows by itself."""
    if token is None or not (token.quantity or token.low[0].isalnum()):
        return Tag.MARK
    if token.quantity:
        return token.tag
    if token.low == "to":
        return Tag.TO
    manner = token.low.endswith("ly") and token.low not in NOT_ADVERBS
    return _OF.get(token.low) or (Tag.ADVERB if manner else Tag.NOUN)
