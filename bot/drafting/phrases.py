"""Phrases of a sentence: the words a figure has for itself, when, where and by whom."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.quantities.vocabulary import word_set
from bot.core.text import squash
from bot.drafting.clauses import Clause, phrase_after
from bot.drafting.function_words import BEING
from bot.drafting.grammar import Tag, Token
from bot.drafting.verbs import VERBS

_NOMINAL: Final = frozenset({Tag.NOUN, Tag.DETERMINER, Tag.ADVERB, Tag.GERUND})


@dataclass(frozen=True, slots=True)
class Window:
    """The words of a clause that belong to one of its figures; `at` is the figure's place."""

    clause: Clause
    tokens: tuple[Token, ...]
    at: int
    first: bool
    alone: bool

    @property
    def figure(self) -> Token:
        """Return the figure itself."""
        return self.tokens[self.at]

    @property
    def before(self) -> tuple[Token, ...]:
        """Return the words before the figure."""
        return self.tokens[: self.at]

    @property
    def after(self) -> tuple[Token, ...]:
        """Return the words after the figure."""
        return self.tokens[self.at + 1 :]

    @property
    def verb(self) -> Token | None:
        """Return the clause's telling verb where it stands in the window."""
        verb = self.clause.tokens[self.clause.verb] if self.clause.verb >= 0 else None
        return verb if verb in self.tokens else None


def windows(clause: Clause, tag: Tag = Tag.FIGURE) -> tuple[Window, ...]:
    """Return the figures of a clause, each with its own words."""
    tokens = clause.tokens
    places = [at for at, one in enumerate(tokens) if one.tag is tag]
    cuts = [0, *(_between(tokens, one, two) for one, two in _pairs(places)), len(tokens)]
    return tuple(
        Window(clause, tokens[start:end], at - start, index == 0, len(places) == 1)
        for index, (at, (start, end)) in enumerate(zip(places, _pairs(cuts), strict=True))
    ) if places else ()  # fmt: skip


def _pairs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    return list(itertools.pairwise(numbers))


def _between(tokens: Sequence[Token], one: int, two: int) -> int:
    """Return where the words of one figure end and those of the next begin."""
    at = two
    if at - 1 > one and tokens[at - 1].tag is Tag.PREPOSITION:
        at -= 1
    while at - 1 > one:
        before = tokens[at - 1]
        if before.text in {",", ";"} or before.tag in {Tag.CONJUNCTION, Tag.MARK, Tag.TIME}:
            return at
        if before.tag in {Tag.VERB, Tag.AUXILIARY, Tag.PARTICIPLE, Tag.GERUND, Tag.RELATIVE}:
            return at - 1
        if before.tag is Tag.PREPOSITION and before.low != "of":
            return at - 1
        at -= 1
    return min(one + 1 + len(phrase_after(tokens, one + 1)), two)


def text_of(tokens: Iterable[Token]) -> str:
    """Return tokens as text, those that were written together together."""
    text, end = "", -1
    for one in tokens:
        text += one.text if one.start == end or not text else f" {one.text}"
        end = one.end
    return text


def verbatim(sentence: str, tokens: Sequence[Token]) -> str:
    """Return a run of tokens as it stands in the sentence, without marks at its ends."""
    kept = list(tokens)
    while kept and kept[0].tag is Tag.MARK:
        kept.pop(0)
    while kept and kept[-1].tag is Tag.MARK and kept[-1].text not in ")%":
        kept.pop()
    return squash(sentence[kept[0].start : kept[-1].end]) if kept else ""


def plain(subject: Sequence[Token]) -> tuple[Token, ...]:
    """Return a subject without the figure and the time at its ends."""
    kept = list(subject)
    while kept and (kept[0].tag in {Tag.FIGURE, Tag.MARK, Tag.ADVERB} or kept[0].low == "of"):
        kept.pop(0)
    nouns = [at for at, one in enumerate(kept) if one.tag is Tag.NOUN]
    times = [at for at, one in enumerate(kept) if one.tag is Tag.TIME and nouns and at > nouns[0]]
    kept = kept[: times[0]] if times else kept
    while kept and kept[-1].text != ")" and kept[-1].tag in _DANGLING:
        kept.pop()
    return tuple(kept)


def actor(clause: Clause, sentence: str) -> str:
    """Return who does it: the subject of an active verb, or whom "by" names."""
    if clause.verb < 0:
        return ""
    if clause.passive:
        return _by(clause, sentence)
    subject = plain(clause.subject)
    if not subject or _copula(clause) or _idle(clause.subject):
        return ""
    acting = verbatim(sentence, subject)
    return acting if _FEWEST <= len(acting) <= _LONGEST_ACTOR else ""


_FEWEST: Final = 2
_LONGEST_ACTOR: Final = 90
_DANGLING: Final = frozenset({Tag.PREPOSITION, Tag.MARK, Tag.ADVERB, Tag.TO, Tag.DETERMINER})
_UNDOING: Final = word_set(
    "include reflect mean involve comprise represent contain increase rise decrease decline "
    "fall drop grow climb jump surge plunge amount total reach exceed cost take remain "
    "average become occur"
)
_BEING: Final = BEING | word_set("remain remains remained stood stands stand")


def _copula(clause: Clause) -> bool:
    verb = clause.tokens[clause.verb].low
    form = VERBS.get(verb)
    return verb in _BEING or (form is not None and form.base in _UNDOING)


def _idle(subject: Sequence[Token]) -> bool:
    """Say whether a subject does nothing that could be told: a pronoun, a figure."""
    plain = [one for one in subject if one.tag is Tag.NOUN]
    return not plain or any(one.tag is Tag.FIGURE for one in subject)


def _by(clause: Clause, sentence: str) -> str:
    for at, one in enumerate(clause.tokens):
        if one.low == "by" and at > clause.verb and at + 1 < len(clause.tokens):
            end = _agent(clause.tokens, at + 1)
            named = any(one.tag is Tag.NOUN for one in clause.tokens[at + 1 : end])
            if named and clause.tokens[at + 1].tag in _NOMINAL - {Tag.GERUND}:
                return verbatim(sentence, clause.tokens[at + 1 : end])
    return ""


def _agent(tokens: Sequence[Token], start: int) -> int:
    """Return where an agent ends: "Merck, Sharp & Dohme (MSD) Corp", "the governments of both"."""
    end = start + len(phrase_after(tokens, start))
    while end + 1 < len(tokens):
        joined = tokens[end].low in {"of", "for"} or (
            tokens[end].text in {",", "(", ")"} and tokens[end - 1].proper
        )
        following = phrase_after(tokens, end + 1)
        fits = following and (tokens[end].low == "of" or following[-1].proper)
        if not joined or not fits or tokens[end + 1].tag is Tag.TIME:
            break
        end += 1 + len(following)
    opened = any(one.text == "(" for one in tokens[start:end])
    return end + (opened and end < len(tokens) and tokens[end].text == ")")
