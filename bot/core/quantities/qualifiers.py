"""The words around a figure that say how exact it is."""

from typing import Final

from bot.core.quantities.model import Qualifier
from bot.core.quantities.scanning import Tokens
from bot.core.quantities.units import SYMBOLS
from bot.core.quantities.vocabulary import ADVERBS, AFTER, BEFORE, FILLERS, word_set

_LONGEST_BEFORE: Final = max(map(len, BEFORE))
_LONGEST_AFTER: Final = max(map(len, AFTER))
# These stand after a figure only where nothing but a stop or sign follows.
_LAST: Final = word_set("plus odd max maximum minimum approximately and at")
# The last words of all phrases, so that most words before a figure cost one look-up.
_CLOSING: Final = frozenset(phrase[-1] for phrase in BEFORE)
# "the above 5", "all over 20 countries": no qualifiers.
_NOT_AFTER: Final = {
    "above": word_set("the as see"),
    "over": word_set("all hand handed handing take taken"),
    "some": word_set("and for of"),
    "about": word_set("talk talked talks worried concerned what how ask"),
    "under": frozenset(("listed",)),
    "max": frozenset(("pro",)),
}


def qualifier_before(tokens: Tokens, start: int, floor: int) -> tuple[Qualifier, int]:
    """Return the qualifier before a token and where it begins; nothing before `floor` is read."""
    for filler in FILLERS:
        end = start - len(filler)
        closes = tokens.word(end - 1) in _CLOSING
        if closes and end >= floor and tokens.phrase(end, filler):
            found, begin = _ending_at(tokens, end, floor, joined=bool(filler))
            if found:
                return found, _adverb(tokens, begin, floor)
    return Qualifier.EXACT, start


def _ending_at(tokens: Tokens, end: int, floor: int, *, joined: bool) -> tuple[Qualifier, int]:
    if joined and tokens.word(end - 1) == "some":
        return Qualifier.EXACT, end
    for length in range(min(_LONGEST_BEFORE, end - floor), 0, -1):
        begin = end - length
        phrase = tuple(tokens.word(place) for place in range(begin, end))
        found = BEFORE.get(phrase)
        if found and tokens.word(begin - 1) not in _NOT_AFTER.get(phrase[0], ()):
            return found, begin
    return Qualifier.EXACT, end


def _adverb(tokens: Tokens, begin: int, floor: int) -> int:
    return begin - 1 if begin > floor and tokens.word(begin - 1) in ADVERBS else begin


def qualifier_after(tokens: Tokens, end: int) -> tuple[Qualifier, int]:
    """Return the qualifier after a figure and the token after it."""
    for length in range(_LONGEST_AFTER, 0, -1):
        phrase = tuple(tokens.word(end + place) for place in range(length))
        found = AFTER.get(phrase)
        if found and _stands(tokens, end, phrase):
            return found, end + length
    return Qualifier.EXACT, end


def _stands(tokens: Tokens, end: int, phrase: tuple[str, ...]) -> bool:
    """Say whether words after a figure belong to it and not to what follows them."""
    if phrase[0] in {"+", "-"}:
        return tokens.glued(end) and not tokens.digits(end + 1)
    following = tokens.at(end + len(phrase))
    if following.kind == "digits" or following.text in SYMBOLS or following.folded == "than":
        return False  # "14 firearms and over £1.1 million"
    # "500 plus a bonus", "500 maximum penalty notices", "5 ships and over the year 20 more".
    return phrase[0] not in _LAST or following.kind in {"end", "sign"}
