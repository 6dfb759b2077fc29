"""Figures parted from their words by a short bracket, or from their verb by an "and".

"C$4 billion (US$3 billion) green bond"; "gave £5 million to schools and £3 million to parks".
"""

from dataclasses import replace
from typing import Final

from bot.drafting.grammar import Tag
from bot.drafting.relating import Place

_LONGEST: Final = 3  # tokens between the brackets


def without_aside(place: Place, before: Place | None) -> Place:
    """Return a figure's place as if the bracket after it were not there.

    A sum that is itself the bracket after another sum takes that one's place.
    """
    if before and _is_aside(place, before):
        rest = place.tokens[place.at + 2 :]
        tokens = (*place.tokens[: before.at], place.figure, *rest)
        return replace(before, tokens=tokens)
    end = _closing(place)
    if not end:
        return place
    tokens = (*place.tokens[: place.at + 1], *place.tokens[end + 1 :])
    return replace(place, tokens=tokens)


def with_verb(place: Place, before: Place | None) -> Place:
    """Return a figure's place in the clause of the figure before, where it shares that verb."""
    shares = (
        before is not None
        and place.clause.verb < 0 <= before.clause.verb
        and place.token(place.at + 1).tag in {Tag.PREPOSITION, Tag.TO}
        and place.word(-1) in {"and", ",", "plus", "&"}
        and place.measure is before.measure
    )
    return replace(place, clause=before.clause) if before and shares else place


def _is_aside(place: Place, before: Place) -> bool:
    return (
        place.tokens[before.at + 1 : place.at] == (place.token(place.at - 1),)
        and place.word(-1) == "("
        and place.word(1) == ")"
        and place.measure is before.measure
    )


def _closing(place: Place) -> int:
    """Return where the bracket after a figure closes, 0 where there is none or it is a long one."""
    if place.word(1) != "(":
        return 0
    inside = range(place.at + 2, place.at + 3 + _LONGEST)
    end = next((at for at in inside if place.token(at).text == ")"), 0)
    return 0 if any(place.token(at).tag is Tag.VERB for at in range(place.at, end)) else end
