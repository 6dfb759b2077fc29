"""Dates and periods as they are written. Nothing is filled in: no year that is not printed."""

from collections.abc import Callable
from typing import Final

from bot.core.quantities.calendar import (
    Dated,
    day_month_at,
    month_alone_at,
    month_day_at,
    month_year_at,
    numeric_at,
    weekday_at,
)
from bot.core.quantities.periods import (
    DAYS,
    EDGES,
    NEAR,
    SEASONS,
    TIMED,
    TIMES,
    edge_at,
    near_at,
    quarter_at,
    stage_at,
)
from bot.core.quantities.scanning import Tokens
from bot.core.quantities.vocabulary import MONTHS, WEEKDAYS, word_set
from bot.core.quantities.years import NTH, fiscal_at, span_at, year_alone_at

_READERS: Final[tuple[Callable[[Tokens, int], Dated | None], ...]] = (
    numeric_at,
    weekday_at,
    day_month_at,
    month_day_at,
    month_year_at,
    fiscal_at,
    edge_at,
    quarter_at,
    span_at,
    year_alone_at,
    near_at,
    stage_at,
    month_alone_at,
)


# Words a date may begin with, so that other words cost one look-up.
STARTERS: Final = (
    frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(EDGES)
    | frozenset(TIMES)
    | NEAR
    | TIMED
    | DAYS
    | SEASONS
    | frozenset(NTH)
    | word_set("q h fy financial fiscal a an")
)


def date_at(tokens: Tokens, index: int) -> Dated | None:
    """Return the date or period that begins at a token."""
    for read in _READERS:
        found = read(tokens, index)
        if found:
            return found
    return None
