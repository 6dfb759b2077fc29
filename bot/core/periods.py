"""Whether two times are the same one, as far as both are told."""

from collections.abc import Sequence

from bot.core.quantities import When


def same_time(asked: Sequence[When], told: Sequence[When]) -> bool | None:
    """Say whether one of the times told is one of those asked for; None where nothing tells.

    >>> july, august = When(month=7), When(month=8, year=2031)
    >>> same_time([july], [august]), same_time([When(month=8)], [august, july])
    (False, True)
    >>> same_time([When(year=2031)], [july]) is None
    True
    """
    found = {_same(one, other) for one in asked for other in told} - {None}
    return True in found if found else None


def _same(one: When, other: When) -> bool | None:
    """Compare month, quarter and year where both have them; None where they share none."""
    alike = [
        one.month == other.month if one.month and other.month else None,
        one.relative == other.relative if _part_of_year(one) and _part_of_year(other) else None,
        _year_in(one, other) if one.year and other.year else None,
    ]
    told = [each for each in alike if each is not None]
    return all(told) if told else None


def _part_of_year(one: When) -> bool:
    return one.relative[:1] in {"Q", "H"}


def _year_in(one: When, other: When) -> bool:
    first, last = (other.year or 0), (other.year_end or other.year or 0)
    return first <= (one.year or 0) <= last or one.year_end == last
