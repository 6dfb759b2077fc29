"""The words of a sentence with their part in it, as far as statements need it.

No model and no dictionary of the whole language: closed classes by table, verbs by the table of
their forms, and what is left is a noun, a name or an adjective, which need not be told apart.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from bot.core.quantities import find
from bot.drafting.function_words import HELPING, NOT_ADVERBS
from bot.drafting.tags import Tag, Token, alone, closed
from bot.drafting.verb_tags import Spot, verb_tag
from bot.drafting.verbs import VERBS, Form

__all__ = ["Tag", "Token", "analyse"]

_COMPARISON: Final = re.compile(r"-(?:on|over|for|to)-|-adjusted$|^organically$")
_AFTER_COMPARISON: Final = frozenset({"by", "(", "to", ","})
_FINITE: Final = frozenset({Tag.VERB, Tag.AUXILIARY, Tag.PARTICIPLE})
_AFTER_VERB: Final = frozenset(
    {Tag.PREPOSITION, Tag.DETERMINER, Tag.ADVERB, Tag.FIGURE, Tag.TIME, Tag.PRONOUN, Tag.TO}
)
_OPENS_OBJECT: Final = frozenset({Tag.NOUN, Tag.DETERMINER, Tag.FIGURE, Tag.PRONOUN})
_POSSESSIVE: Final = re.compile(r"['\u2019]s\b")
_WORD: Final = re.compile(
    r"(?:[A-Z]\.){2,}|\d{1,2}:\d\d\b|[^\W_]+(?:[-\u2010\u2011.'\u2019&/][^\W_]+)*|\S"
)


def analyse(text: str) -> tuple[Token, ...]:
    """Return the tokens of one sentence; a quantity with its qualifier is one token."""
    raw = _raw(text)
    tokens: list[Token] = []
    for index, one in enumerate(raw):
        tag = one.tag if one.quantity else _tag(raw, tokens, index)
        tokens.append(replace(one, tag=tag))
    return tuple(tokens if any(one.tag in _FINITE for one in tokens) else _with_verb(tokens))


def _with_verb(tokens: list[Token]) -> list[Token]:
    """Return the tokens of a sentence without a verb, its likeliest noun read as one."""
    for at, (one, after) in enumerate(pairwise(tokens[1:]), 1):
        verb, before = VERBS.get(one.low), tokens[at - 1]
        plural = before.low.endswith("s")
        agrees = verb and verb.form is (Form.BASE if plural else Form.PRESENT)
        fits = before.tag is Tag.NOUN and after.tag in _AFTER_VERB and not one.proper
        if agrees and fits:
            return [*tokens[:at], replace(one, tag=Tag.VERB), *tokens[at + 1 :]]
    return tokens


def _raw(text: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    for quantity in (*find(text), None):
        end = quantity.start if quantity else len(text)
        for match in _WORD.finditer(text, at, end):
            low = match[0].lower().replace("\u2019", "'")
            found.append(Token(match[0], low, match.start(), match.end(), Tag.NOUN))
        if quantity:
            tag = Tag.TIME if quantity.when or quantity.form == "ago" else Tag.FIGURE
            at = quantity.end + len("'s") * bool(_POSSESSIVE.match(text, quantity.end))
            said = text[quantity.start : at]
            found.append(Token(said, said.lower(), quantity.start, at, tag, quantity))
    return found


def _tag(raw: Sequence[Token], before: Sequence[Token], index: int) -> Tag:
    one = raw[index]
    after = raw[index + 1] if index + 1 < len(raw) else None
    if _acronym(one.text) or one.low == "&":
        return Tag.NOUN
    known = closed(one.low, before[-1] if before else None, after)
    if known:
        return known
    if not one.low[0].isalnum():
        return Tag.MARK
    if one.low in VERBS:
        previous = _before_adverbs(before)
        return verb_tag(Spot(one.low, previous, after, proper=one.proper, first=not before))
    return _open(one, before, after)


def _acronym(text: str) -> bool:
    """Say whether capitals spell a name: WHO, US, IT; not I, A."""
    letters = text.replace(".", "")
    return len(letters) > 1 and letters.isalpha() and letters.isupper()


def _open(one: Token, before: Sequence[Token], after: Token | None) -> Tag:
    """Return what a word is that no table holds: an adverb, a verb unknown to us, else a noun."""
    manner = one.low.endswith("ly") and one.low not in NOT_ADVERBS
    compares = after is None or after.quantity or after.low in _AFTER_COMPARISON
    if (manner and not (one.proper and before)) or (compares and _COMPARISON.search(one.low)):
        return Tag.ADVERB
    if one.low.endswith("ing") and before and before[-1].text == "," and not one.proper:
        return Tag.GERUND if alone(after) in _OPENS_OBJECT else Tag.NOUN
    helped = _before_adverbs(before)
    unknown = one.low.endswith("ed") and helped is not None and helped.low in HELPING
    return Tag.VERB if unknown else Tag.NOUN


def _before_adverbs(before: Sequence[Token]) -> Token | None:
    return next((one for one in reversed(before) if one.tag is not Tag.ADVERB), None)
