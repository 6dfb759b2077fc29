"""A figure in its sentence, and the noun phrases around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.core.quantities import Measure
from bot.core.quantities.vocabulary import word_set
from bot.drafting.clauses import Clause, phrase_after
from bot.drafting.grammar import Tag, Token
from bot.drafting.verbs import VERBS


class Relation(StrEnum):
    """How a figure stands to its subject."""

    COUNTED = "counted"  # 500 arrests
    SHARE = "share"  # 20% of workers
    HELD = "held"  # a premium of 5 euros, a 10% tariff
    MEANT = "meant"  # 700 million in exports
    CHANGE = "change"  # revenue fell by 5%
    SAID = "said"  # the deal is worth 5 million
    CARRIED = "carried"  # the subject of the figure before: "up 3% (4% at constant currencies)"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Subject:
    """The tokens that name a figure's subject and where they end in the sentence."""

    tokens: tuple[Token, ...]
    relation: Relation
    end: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A figure in its sentence: all tokens, its index, its clause, the figure before it."""

    tokens: tuple[Token, ...]
    at: int
    clause: Clause
    before: Subject | None = None
    before_at: int = -1

    @property
    def figure(self) -> Token:
        """Return the figure's token."""
        return self.tokens[self.at]

    @property
    def measure(self) -> Measure:
        """Return what the figure measures."""
        quantity = self.figure.quantity
        return quantity.measure if quantity else Measure.COUNT

    @property
    def next(self) -> int:
        """Return where the words after the figure begin, "a year" and "per claim" passed over."""
        return self.at + 1 + len(each(self.tokens, self.at + 1))

    def token(self, index: int) -> Token:
        """Return a token, a mark beyond the ends."""
        inside = 0 <= index < len(self.tokens)
        return self.tokens[index] if inside else Token("", "", -1, -1, Tag.MARK)

    def word(self, offset: int) -> str:
        """Return the word at a distance from the figure."""
        return self.token(self.at + offset).low

    @property
    def verb(self) -> Token | None:
        """Return the telling verb of the clause."""
        return self.clause.tokens[self.clause.verb] if self.clause.verb >= 0 else None


COMPARING: Final = word_set(
    "more less lower higher fewer greater above below bigger smaller larger up down ahead short "
    "longer shorter earlier later faster slower cheaper"
)

CHANGES: Final = {
    base: noun
    for noun, bases in {
        "increase": "increase rise raise boost expand climb jump lift surge",
        "growth": "grow",
        "fall": "fall decrease decline drop plunge shrink slow",
        "loss": "lose",
        "reduction": "reduce cut lower slash ease lessen shorten curb",
    }.items()
    for base in bases.split()
}

TIMES: Final = word_set(
    "year years month months day days week weeks hour hours quarter annum night"
)

_ENDS_TAIL: Final = word_set("with since and or but as over during within")
_STOP: Final = frozenset(
    {Tag.VERB, Tag.AUXILIARY, Tag.RELATIVE, Tag.SUBORDINATOR, Tag.TIME, Tag.FIGURE, Tag.TO}
)


def base(verb: Token | None) -> str:
    """Return a verb's base form."""
    if verb is None:
        return ""
    form = VERBS.get(verb.low)
    return form.base if form else verb.low


def each(tokens: Sequence[Token], at: int) -> tuple[Token, ...]:
    """Return "a year", "per claim", "each" where they stand at a place, for what each is."""

    def low(index: int) -> str:
        return tokens[index].low if index < len(tokens) else ""

    if low(at) == "each" and low(at + 1) in {"", ".", ",", ";"}:
        return tuple(tokens[at : at + 1])
    if low(at).rstrip(".") in {"annually", "yearly", "monthly", "apiece", "p.a"}:
        return tuple(tokens[at : at + 1 + (low(at + 1) == "." and "." in low(at))])
    if low(at) == "per" and at + 1 < len(tokens):
        more = (
            1
            if low(at + 2) in {"share", "household"} and low(at + 1) in {"equity", "average"}
            else 0
        )
        return tuple(tokens[at : at + 2 + more])
    if low(at) in {"a", "an", "each", "every"} and low(at + 1) in TIMES:
        return tuple(tokens[at : at + 2])
    return ()


def chain(tokens: Sequence[Token], start: int) -> int:
    """Return where a noun phrase with its "of" phrases ends."""
    end = start + len(phrase_after(tokens, start))
    while end > start and end < len(tokens) and tokens[end].low == "of":
        following = phrase_after(tokens, end + 1)
        if not any(one.tag is Tag.NOUN for one in following):
            break
        end += 1 + len(following)
    return end


def listed(tokens: Sequence[Token], end: int) -> int:
    """Return where a list that begins with a counted noun ends: "500 cooks, nurses and clerks"."""
    at = end
    while at < len(tokens) and tokens[at].text == ",":
        following = phrase_after(tokens, at + 1)
        joined = any(one.tag is Tag.CONJUNCTION for one in following)
        if not following or any(one.tag is Tag.DETERMINER for one in following):
            return end
        at += 1 + len(following)
        if joined:
            return at
    return end


def tail(tokens: Sequence[Token], start: int) -> tuple[Token, ...]:
    """Return what follows a noun as far as it tells more of it: "filed by residents of Utah"."""
    kept: list[Token] = []
    for one in tokens[start:]:
        loose = one.tag is Tag.MARK and one.text not in "'\u2019-"
        if one.tag in _STOP or loose or one.low in _ENDS_TAIL:
            break
        kept.append(one)
    while kept and kept[-1].tag not in {Tag.NOUN, Tag.PARTICIPLE}:
        kept.pop()
    return tuple(kept)
