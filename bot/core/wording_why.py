"""What is said to somebody who wants to know how an answer came about, and to correct the brief."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.core.reading_words import Wanted

HEADING: Final = "How this came about"
EXPECTED: Final[Mapping[Wanted, str]] = MappingProxyType(
    {
        Wanted.MONEY: "a sum of money",
        Wanted.AMOUNT: "a figure of any kind",
        Wanted.COUNT: "a number of something",
        Wanted.PERCENT: "a share or a rate",
        Wanted.DURATION: "a length of time",
        Wanted.DATE: "a date or a period",
        Wanted.PERSON: "a person or a body",
        Wanted.PLACE: "a place",
        Wanted.SPEAKER: "who says so",
        Wanted.TEXT: "words of the statement",
        Wanted.ANY: "anything",
    }
)
CLAIM: Final = "whether something is so"
STANCES: Final = "read together with the claim, by how likely each is to"
SUPPORTS: Final = "support it"
CONTRADICTS: Final = "contradict it"
ASKED_VECTORS: Final = "asked, since the words left it open"
NO_VECTORS: Final = "not asked: the words decided, or none are installed"
FOR: Final = "for it"
AGAINST: Final = "against it"
START: Final = "each fact starts at"
FITS: Final = "fits"
NOT_WEIGHED: Final = "No other fact was weighed."

# What each sign of `bot.core.weighing` stands for.
SIGNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "less_gladly": "its kind answers such a question less well",
        "asked_so": "asked much as its `ask:` or `label:` has it",
        "reviewed_so": "a reviewer chose those words",
        "exactly_so": "a reviewer gave exactly these words",
        "verbatim": "the question stands word for word under `ask:`",
        "said": "a person is quoted with it",
        "quoted": "it is quoted, as asked",
        "figure_named": "it has a figure that the question names",
        "person": "it is a person",
        "own": "the question's words are its own",
        "near": "the question's words stand near it in its sentence",
        "elsewhere": "some words are of other parts of the statement",
        "unknown": "some words are not in the statement",
        "reason_told": "it tells a reason or purpose, as asked",
        "no_reason": "it tells no reason or purpose",
        "dates_near": "the time asked for stands near it",
        "dates_missing": "the time asked for is not in its sentence",
        "period_same": "its period is the time asked for",
        "period_other": "its period is another time",
        "points_unasked": "it is a distance in points, and a level is asked for",
        "no_figure": "it is no figure",
        "other_measure": "it is measured in something else",
        "figure_for_any": "it is a figure",
        "count_for_any": "it is a mere count",
        "way_told": "it goes the way that is asked: up, down",
        "way_missing": "it does not say which way it goes",
        "total_asked": "it is a total, as asked",
        "total_unasked": "it is a total, which was not asked",
        "base_asked": "it is what is compared with, as asked",
        "base_unasked": "it is only what is compared with",
        "no_base": "it is the later figure of a comparison",
        "read_so": "how it reads in its sentence",
        "read_again": "how it reads in a second look",
    }
)  # fmt: skip

_PERIOD: Final = (
    "if the statement gives that time for it, write it in `period:`, with its sentence in "
    "`evidence:`"
)
_DATE: Final = "if the statement gives it, add a fact of the kind `date` that has it"
_AVERAGE: Final = "if it is an average, say so in `label:`"
# What may be changed in the brief, by what ruled a fact out.
CHANGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "another year is asked for": _PERIOD,
        "another time is asked for": _PERIOD,
        "another currency is asked for": "nothing, unless `value:` names a wrong currency",
        "the question is about each, the fact is not": "if it is for each, say so in `label:`",
        "the question is about an average, the fact is not": _AVERAGE,
        "no year is stated": _DATE,
        "no day is stated": _DATE,
        "another country is asked for": "if the statement places it there, write that in `place:`",
        "the question counts something else": "if people call it that, add the word under `ask:`",
        "an earlier one is asked for": "if it is the earlier one, say so in `label:` or `period:`",
        "somebody's words are asked for": "if a person says it, name that fact in `said_by:`",
        "no number is stated": "if the statement gives the number, add a fact that has it",
        "a name is asked for": "if the statement gives the name, add a fact of the kind `person`",
        "another sort of answer is asked for": "if it is meant, write the question under `ask:`",
        "too little speaks for it": "if it is meant, add the question's words under `ask:`",
    }
)
CHANGE: Final = "To change it in brief.yaml"
CHANGE_ANY: Final = "if another fact is meant, add the question's words under its `ask:`"
CHANGE_GAP: Final = "if the statement says it after all, take these words out of its `ask:`"
CHANGE_ALIAS: Final = (
    "the question is an alias of this fact; if another is meant, move it to that one's `ask:`"
)
CHANGE_NONE: Final = "if the statement says it, add a fact with its sentence as `evidence:`"
