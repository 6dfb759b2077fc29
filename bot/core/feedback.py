"""What people tell about answers, and what they asked that no statement says."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.core.text import squash, visible

_LONGEST: Final = 300
_PEOPLE: Final = re.compile(r"<[@!#][^<>]{0,80}>|\S+@\S+\.\w+|(?<!\w)@\w[\w.-]*")


@dataclass(frozen=True, slots=True)
class Vote:
    """One person's vote on one answer; another by the same person takes its place.

    `answer` is the message's id on its platform. `facts` and `outcome` say what was shown;
    `question` is kept only with a vote against, and only where questions may be kept.
    """

    answer: str
    person: str
    good: bool
    brief: str
    facts: tuple[str, ...] = ()
    outcome: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that a statement left open: how often, and when last; never by whom."""

    question: str
    brief: str
    times: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes on what one answer showed: the fact, or the outcome where none was shown."""

    brief: str
    fact: str
    outcome: str
    good: int
    bad: int


@dataclass(frozen=True, slots=True)
class Report:
    """What the operator reads: votes, open questions, and questions answered to no avail."""

    tallies: tuple[Tally, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    against: tuple[Unanswered, ...] = ()


def without_people(question: str) -> str:
    """Return a question as it may be kept: no mention and no address of anybody, cut to 300 signs.

    >>> without_people("how much <@U123>? ask @jo or jo@gov.example")
    'how much ? ask or'
    """
    return squash(_PEOPLE.sub(" ", visible(question)))[:_LONGEST].strip()
