"""Whether a form that may be a verb is one where it stands: "rate" after "to", after "the".

Each form has its rules, read from the first: a rule is what must hold and what the word then is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.drafting.function_words import ADJECTIVAL, BEFORE_BASE, PLURALS
from bot.drafting.tags import Tag, Token, alone
from bot.drafting.verbs import NOUN_ING, NOUNISH, VERBS, Form

_NOUNLY: Final = frozenset({Tag.NOUN, Tag.FIGURE, Tag.TIME})
_OPENS_OBJECT: Final = _NOUNLY | {
    Tag.DETERMINER, Tag.PRONOUN, Tag.PREPOSITION, Tag.TO, Tag.RELATIVE,
}  # fmt: skip
_SURE: Final = frozenset({Tag.DETERMINER, Tag.PRONOUN})
_ALWAYS_PAST: Final = frozenset({"led", "found"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A word that may be a verb, with what stands before (adverbs passed over) and after it."""

    low: str
    previous: Token | None
    after: Token | None
    proper: bool
    first: bool

    @property
    def tag(self) -> Tag:
        """Return what stands before."""
        return self.previous.tag if self.previous else Tag.MARK

    @property
    def following(self) -> Tag:
        """Return what stands after, as far as it shows by itself."""
        return alone(self.after)

    @property
    def nounish(self) -> bool:
        """Say whether the word is a noun at least as often."""
        return self.low in NOUNISH

    @property
    def based_on_noun(self) -> bool:
        """Say whether the verb's base is a noun at least as often."""
        return VERBS[self.low].base in NOUNISH

    @property
    def named(self) -> bool:
        """Say whether a name goes on after the word."""
        return (
            self.proper and self.after is not None and self.after.proper and not self.after.quantity
        )

    @property
    def adjectival(self) -> bool:
        """Say whether a participle stands before its noun."""
        fits = self.following is Tag.NOUN and self.tag is not Tag.PRONOUN
        return self.low in ADJECTIVAL and fits

    def beside(self, *tags: Tag) -> bool:
        """Say whether one of these stands before."""
        return self.tag in tags


Rule = tuple[Callable[[Spot], bool], Tag]
_ING: Final[tuple[Rule, ...]] = (
    (lambda at: at.beside(Tag.AUXILIARY), Tag.VERB),
    (lambda at: at.named, Tag.NOUN),
    (lambda at: at.beside(Tag.DETERMINER) or at.low in NOUN_ING or at.after is None, Tag.NOUN),
    (lambda at: at.proper and not at.first and not at.beside(Tag.MARK), Tag.NOUN),
    (lambda at: at.beside(Tag.NOUN, Tag.FIGURE) and at.following not in _OPENS_OBJECT, Tag.NOUN),
    (lambda at: at.beside(Tag.FIGURE) and at.following is Tag.NOUN, Tag.NOUN),
    (lambda _: True, Tag.GERUND),
)
_PAST: Final[tuple[Rule, ...]] = (
    (lambda at: at.beside(Tag.AUXILIARY), Tag.VERB),
    (lambda at: at.nounish and at.after is not None and at.after.low == "of", Tag.NOUN),
    (lambda at: at.beside(Tag.TO), Tag.VERB),
    (lambda at: at.nounish and at.low not in _ALWAYS_PAST and _no_subject(at), Tag.NOUN),
    (lambda at: at.beside(Tag.DETERMINER, Tag.PREPOSITION) and at.following in _NOUNLY, Tag.NOUN),
    (lambda at: at.adjectival, Tag.NOUN),
    (lambda at: at.proper and at.previous is not None and not at.beside(Tag.MARK), Tag.NOUN),
    (lambda _: True, Tag.PARTICIPLE),
)
_BASE: Final[tuple[Rule, ...]] = (
    (lambda at: at.proper and not at.first, Tag.NOUN),
    (lambda at: at.previous is None and at.nounish, Tag.NOUN),
    (lambda at: at.previous is None, Tag.VERB),
    (lambda at: at.beside(Tag.TO) or _word_before(at) in BEFORE_BASE, Tag.VERB),
    (lambda at: at.beside(Tag.AUXILIARY), Tag.NOUN),
    (lambda at: at.beside(Tag.PRONOUN), Tag.VERB),
    (lambda at: at.beside(Tag.RELATIVE) and not at.nounish, Tag.VERB),
    (lambda at: at.beside(Tag.NOUN) and _after_plural(at) and at.following in _SURE, Tag.VERB),
    (lambda at: at.nounish or at.following not in _OPENS_OBJECT, Tag.NOUN),
    (lambda at: at.beside(Tag.NOUN) and _after_plural(at), Tag.VERB),
    (lambda at: at.beside(Tag.CONJUNCTION) or _word_before(at) == ",", Tag.VERB),
    (lambda _: True, Tag.NOUN),
)
_PRESENT: Final[tuple[Rule, ...]] = (
    (lambda at: at.proper and not at.first, Tag.NOUN),
    (lambda at: at.previous is None, Tag.NOUN),
    (lambda at: _word_before(at) in {"this", "that"} and not at.based_on_noun, Tag.VERB),
    (lambda at: at.low == "means" and at.beside(Tag.NOUN), Tag.VERB),
    (lambda at: at.beside(Tag.DETERMINER, Tag.PREPOSITION, Tag.AUXILIARY), Tag.NOUN),
    (lambda at: at.beside(Tag.PRONOUN, Tag.RELATIVE) and not _that_noun(at), Tag.VERB),
    (lambda at: at.based_on_noun and at.following in {Tag.DETERMINER, Tag.PRONOUN}, Tag.VERB),
    (lambda at: at.based_on_noun and at.beside(Tag.NOUN) and at.following is Tag.FIGURE, Tag.VERB),
    (lambda at: at.based_on_noun, Tag.NOUN),
    (lambda at: at.following in _OPENS_OBJECT or at.following is Tag.ADVERB, Tag.VERB),
    (lambda _: True, Tag.NOUN),
)
_RULES: Final = {
    Form.ING: _ING,
    Form.PAST: _PAST,
    Form.PARTICIPLE: _PAST,
    Form.BASE: _BASE,
    Form.PRESENT: _PRESENT,
}


def verb_tag(spot: Spot) -> Tag:
    """Return what a word that may be a verb is where it stands."""
    rules = _RULES[VERBS[spot.low].form]
    return next(tag for holds, tag in rules if holds(spot))


def _word_before(spot: Spot) -> str:
    return spot.previous.low if spot.previous else ""


def _after_plural(spot: Spot) -> bool:
    before = _word_before(spot)
    return before.endswith("s") or before in PLURALS


def _no_subject(spot: Spot) -> bool:
    return spot.previous is None or not spot.beside(Tag.NOUN, Tag.PRONOUN)


def _that_noun(spot: Spot) -> bool:
    """Say whether a noun follows "that": "that costs for steel had risen"."""
    return spot.based_on_noun and spot.following is Tag.PREPOSITION and _word_before(spot) == "that"
