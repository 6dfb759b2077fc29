"""One grammar of figures and dates, for statements and for questions."""

from bot.core.quantities.comparing import compare, same
from bot.core.quantities.finding import figures_of, find, parse
from bot.core.quantities.model import Measure, Qualifier, Quantity, Verdict, When

__all__ = [
    "Measure",
    "Qualifier",
    "Quantity",
    "Verdict",
    "When",
    "compare",
    "figures_of",
    "find",
    "parse",
    "same",
]
