"""What a count counts: the words after it, as far as they go."""

# ruff: noqa: PLR2004  # lengths of digit groups and bounds of the calendar are the grammar

from typing import Final

from bot.core.quantities.scanning import HYPHENS, Gap, Tokens
from bot.core.quantities.units import SYMBOLS
from bot.core.quantities.vocabulary import CLOSERS, PLURALS, SMALL, word_set

_MOST: Final = 5
_STEPPED_OVER: Final = word_set("of the these those its their our his her more")
_HYPHENED_AWAY: Final = word_set(
    "way off stop time tier tiered sided side step star pronged handed dimensional to "
    "size sized on one upmanship and"
)


def noun_after(tokens: Tokens, index: int) -> tuple[str, int]:
    """Return what is counted, in lower case, and the token after it.

    The noun ends with its first plural, unless a second one follows at once ("people smugglers"),
    with a word that cannot be part of it, or after five words.
    """
    place = _stepped_over(tokens, index)
    words: list[str] = []
    while len(words) < _MOST and _continues(tokens, place):
        word, after = _word(tokens, place)
        if words and _is_plural(words[-1]) and not _is_plural(word):
            break
        words.append(word)
        place = after
    words = _without_participle(words)
    return (" ".join(words), place) if words else ("", index)


def hyphened_noun(tokens: Tokens, index: int) -> tuple[str, int]:
    """Return the noun of "27-member bloc": what the hyphen joins; nothing for "two-way"."""
    word = tokens.word(index + 1)
    joined = tokens.sign(index, HYPHENS) and tokens.glued(index + 1)
    if not joined or tokens.at(index + 1).kind != "word" or word in _HYPHENED_AWAY:
        return "", index
    return word, index + 2


def _stepped_over(tokens: Tokens, index: int) -> int:
    place = index
    while place - index < 3 and tokens.word(place) in _STEPPED_OVER:
        place += 1
    return place


def _continues(tokens: Tokens, index: int) -> bool:
    token = tokens.at(index)
    opens = token.kind == "word" and token.gap in {Gap.SPACE, Gap.LINE}
    return (
        opens
        and token.folded not in CLOSERS
        and token.folded not in SMALL
        and token.text not in SYMBOLS
    )


def _word(tokens: Tokens, index: int) -> tuple[str, int]:
    """Return one word, its hyphened parts with it: "non-tariff"."""
    word, after = tokens.word(index), index + 1
    while len(word) < _MOST * 2 and len(tokens.at(after - 1).text) == 1 and tokens.sign(after, "."):
        initial = tokens.word(after + 1) if tokens.glued(after + 1) else ""  # "U.S. citizens"
        word, after = f"{word}.{initial}", after + 1 + bool(initial)
    while after - index < 6 and tokens.sign(after, HYPHENS) and tokens.at(after + 1).kind == "word":
        if not tokens.glued(after + 1):
            break
        word = f"{word}-{tokens.word(after + 1)}"
        after += 2
    return word, after


def _is_plural(word: str) -> bool:
    ends = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return ends or word in PLURALS


def _without_participle(words: list[str]) -> list[str]:
    """Leave out what follows the noun as a verb does: "500 arrested", "1,282 staff employed"."""
    while len(words) > 1 and words[-1].endswith("ed"):
        words = words[:-1]
    return words
