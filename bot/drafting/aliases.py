"""Other words for what a statement says: proposals for a reviewer, general English only."""

from typing import Final

from bot.core.text import STOP_WORDS, words
from bot.drafting.synonyms import RINGS

_MOST: Final = 14


def _by_stem() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for number, ring in enumerate(RINGS):
        for word in words(" ".join(ring)):
            found[word.stem] = (*found.get(word.stem, ()), number)
    return found


_OF: Final = _by_stem()


def proposals(said: str) -> tuple[str, ...]:
    """Return words that people may use for those of a fact, none that the fact has itself.

    >>> "jail" in proposals("three people were imprisoned")
    True
    """
    own = [one.stem for one in words(said) if one.text not in STOP_WORDS]
    rings = [RINGS[number] for stem in dict.fromkeys(own) for number in _OF.get(stem, ())]
    found: dict[str, None] = {}
    for rank in range(max(map(len, rings), default=0)):
        for ring in rings:
            if rank < len(ring) and words(ring[rank])[-1].stem not in own:
                found.setdefault(ring[rank])
    return tuple(found)[:_MOST]
