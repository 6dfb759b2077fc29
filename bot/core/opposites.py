"""Words that turn a claim around: a rise for a fall, refused for granted."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.core.text import words

# Left and right of the bar say the opposite of one another.
_PAIRS: Final = (
    "increase rise grow growth climb jump surge gain raise hike expand expansion up higher more "
    "bigger larger | decrease fall drop decline cut reduce reduction down fewer less shrink lower "
    "slash contract contraction smaller",
    "strengthen stronger | weaken weaker",
    "slow slowdown decelerate | accelerate speed quicken",
    "improve better | worsen worse deteriorate",
    "premium | discount",
    "surplus profit | deficit loss",
    "oversubscribed | undersubscribed",
    "approve accept grant allow permit authorise | reject refuse deny decline ban forbid block",
    "support back favour | oppose resist",
    "open reopen | close shut",
    "start begin launch commence | end stop finish cease scrap",
    "introduce impose | abolish remove lift waive",
    "buy purchase acquire | sell dispose",
    "import | export",
    "hire recruit | sack dismiss fire",
    "win | lose",
    "public published | secret confidential",
    "permanent | temporary interim",
    "mandatory compulsory | voluntary optional",
    "urban city | rural countryside",
    "majority most | minority",
    "largest biggest highest | smallest lowest",
    "maximum | minimum",
    "early earlier | late later",
    "first | last",
    "before | after",
    "include | exclude",
    "join | leave quit",
    "confirm | deny",
    "guilty convict | acquit innocent",
    "alive survive | die dead kill",
    "safe | unsafe dangerous",
    "full complete | partial",
    "above over exceed | below under",
    "positive | negative",
    "prevent | allow",
)


# What one half counts the other half does not.
_HALVES: Final = tuple(
    tuple(frozenset(one.stem for one in words(half)) for half in pair.split("|"))
    for pair in (
        "man men male boy boys | woman women female girl girls",
        "adult adults | child children minor minors",
        "import imports imported | export exports exported",
        "urban | rural",
        "northern | southern",
        "eastern | western",
        "arrivals | departures",
    )
)


HALVES: Final = frozenset().union(*(half for pair in _HALVES for half in pair))


def _sides() -> dict[str, set[tuple[int, int]]]:
    found: dict[str, set[tuple[int, int]]] = {}
    for number, pair in enumerate(_PAIRS):
        for side, half in enumerate(pair.split("|")):
            for one in words(half):
                found.setdefault(one.stem, set()).add((number, side))
    return found


_SIDES: Final = _sides()
_MOVES: Final = frozenset((0, 2))  # pairs of words that move something
_STEADY: Final = frozenset(one.stem for one in words("unchanged unaltered stable steady"))
_REVERSING_PREFIXES: Final = ("un", "non")
_SHORTEST: Final = 5  # letters of a word that such a prefix turns around


def opposite(claimed: Iterable[str], told: frozenset[str]) -> bool:
    """Say whether a claim's words hold one whose opposite, and not the word itself, is told.

    Both are stems.

    >>> from bot.core.vocabulary import terms_of
    >>> opposite(terms_of("rates were raised"), terms_of("the rate was cut"))
    True
    """
    sides = {side for term in told for side in _SIDES.get(term, ())}
    return any(
        (number, 1 - side) in sides and (number, side) not in sides
        for term in claimed
        if term not in told
        for number, side in _SIDES.get(term, ())
    )


def same_way(claimed: Iterable[str], told: frozenset[str]) -> bool:
    """Say whether what is told holds one of these words or another that says the same way.

    >>> from bot.core.vocabulary import terms_of
    >>> same_way(terms_of("debt rose"), terms_of("an increase in debt"))
    True
    """
    sides = {side for term in told for side in _SIDES.get(term, ())}
    return any(sides & _SIDES.get(term, set()) for term in claimed)


def moving(claimed: Iterable[str]) -> tuple[str, ...]:
    """Return the words that say which way, or how fast, something moved."""
    return tuple(
        term for term in claimed if any(pair in _MOVES for pair, _ in _SIDES.get(term, ()))
    )


def steady(moved: Sequence[str], told: frozenset[str]) -> bool:
    """Say whether a claim moves what is told to have stayed as it was.

    >>> from bot.core.vocabulary import terms_of
    >>> steady(moving(terms_of("lending slowed")), terms_of("lending was unchanged"))
    True
    """
    return bool(told & _STEADY) and any(not same_way([term], told) for term in moved)


def reversed_by_prefix(claimed: Iterable[str], told: frozenset[str]) -> bool:
    """Say whether one side has a word and the other the same with "un" or "non" before it.

    >>> reversed_by_prefix(["unadjust"], frozenset({"adjust"}))
    True
    """
    return any(
        longer == f"{prefix}{shorter}"
        for term in claimed
        for other in told
        for longer, shorter in ((term, other), (other, term))
        for prefix in _REVERSING_PREFIXES
        if len(shorter) >= _SHORTEST
    )


def opposes(term: str) -> bool:
    """Say whether a stem is one of a pair of opposites."""
    return term in _SIDES


def other_half(asked: frozenset[str], told: frozenset[str]) -> bool:
    """Say whether a sentence tells of women where men are asked for, and not of both.

    Both are stems.

    >>> from bot.core.vocabulary import terms_of
    >>> other_half(terms_of("jobless men"), terms_of("the rate of women was 9 per cent"))
    True
    """
    return any(
        asked & mine and not asked & theirs and told & theirs and not told & mine
        for pair in _HALVES
        for mine, theirs in (pair, pair[::-1])
    )
