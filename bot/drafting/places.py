"""Where something is told of: the place named beside a figure or in a clause."""

from collections.abc import Sequence
from typing import Final

from bot.core.quantities.vocabulary import word_set
from bot.drafting.gazetteer import NOT_PLACES, PLACES
from bot.drafting.grammar import Tag, Token
from bot.drafting.phrases import Window, verbatim

_WHERE: Final = word_set("in at near across to from into within throughout outside")


def place(window: Window, sentence: str) -> str:
    """Return where, in the sentence's words: within the window, else the clause's only place."""
    found = places(window.after) or places(_unbroken(window.before))
    if not found and (window.alone or window.first):
        found = places(window.clause.tokens)[:1] if window.alone else places(_lead_in(window))
    return verbatim(sentence, found[0]) if found else ""


def _unbroken(before: Sequence[Token]) -> Sequence[Token]:
    """Return the words before a figure that no mark parts from it."""
    marks = [at for at, one in enumerate(before) if one.tag is Tag.MARK]
    return before[marks[-1] + 1 :] if marks else before


def _lead_in(window: Window) -> Sequence[Token]:
    """Return what stands before a clause's first comma: "In Canada, ..."."""
    tokens = window.clause.tokens
    comma = next((at for at, one in enumerate(tokens) if one.text == ","), 0)
    return tokens[:comma]


def places(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], ...]:
    """Return the places named after "in", "at", "to" and the like."""
    found = []
    for at, one in enumerate(tokens):
        if one.low in _WHERE and at + 1 < len(tokens):
            named = _named(tokens, at + 1)
            if named and (one.low not in {"from", "to"} or _known(named)):
                found.append(named)
    return tuple(found)


def _named(tokens: Sequence[Token], start: int) -> tuple[Token, ...]:
    """Return the name of a place that begins at a token, nothing where no place is named."""
    end = start
    while end < len(tokens) and _goes_on(tokens, start, end):
        end += 1
    named = list(tokens[start:end])
    while named and named[-1].low in _INSIDE:
        named.pop()
    names = [one for one in named if one.proper]
    after = tokens[end] if end < len(tokens) else None
    attributive = after is not None and after.tag is Tag.NOUN and not after.proper
    fits = bool(names) and not attributive and not any(map(_no_place, names))
    return tuple(named) if fits else ()


def _goes_on(tokens: Sequence[Token], start: int, at: int) -> bool:
    one, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if one.tag is Tag.NOUN and (one.proper or one.low in _COMPASS):
        return True
    if at == start:
        return one.low == "the"
    return one.low in _INSIDE and after is not None and (after.proper or after.low == "the")


def _no_place(name: Token) -> bool:
    owner = name.low.endswith("'s") or name.low.removesuffix("'s") in NOT_PLACES
    acronym = len(name.text) > 1 and name.text.isupper() and name.low not in PLACES
    return owner or acronym


_INSIDE: Final = frozenset({"and", "of", "the"})
_COMPASS: Final = word_set("northern southern eastern western central north south east west coast")


def _known(named: Sequence[Token]) -> bool:
    return any(one.low in PLACES for one in named) or " ".join(one.low for one in named) in PLACES
