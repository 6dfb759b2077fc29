"""Rings of words that people use for one another when they ask about official statements."""

from typing import Final

from bot.drafting.synonyms_deeds import DEEDS
from bot.drafting.synonyms_things import THINGS

RINGS: Final = tuple(tuple(ring.split(", ")) for ring in (*DEEDS, *THINGS))
