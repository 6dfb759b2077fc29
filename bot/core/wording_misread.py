"""What is said to somebody who asked something else: how the question was read, and why."""

from collections.abc import Iterator
from typing import Final

from bot.core.answering import Shown
from bot.core.card import Card, Line, Role, Span, Tone, words
from bot.core.handles import Subject
from bot.core.misreading import ANOTHER_KIND, Understanding
from bot.core.reading_words import Wanted
from bot.core.wording_facts import following, label_of, questions, short, source_line

UNDERSTOOD: Final = "This is how I read your question."
QUESTION_LOST: Final = "I do not keep questions, so I cannot say how yours was read."
OTHERS: Final = "Did you mean one of these? If not, ask again in other words."
NO_OTHERS: Final = "Nothing else in the statement comes near. Please ask again in other words."
# What sort of answer was expected.
EXPECTED: Final[dict[Wanted, str]] = {
    Wanted.MONEY: "I expected a sum of money as the answer",
    Wanted.AMOUNT: "I expected a figure as the answer",
    Wanted.COUNT: "I expected a number of something as the answer",
    Wanted.PERCENT: "I expected a share or a rate as the answer",
    Wanted.DURATION: "I expected a length of time as the answer",
    Wanted.DATE: "I expected a date or a period as the answer",
    Wanted.PERSON: "I expected a person as the answer",
    Wanted.PLACE: "I expected a place as the answer",
    Wanted.SPEAKER: "I expected who says so as the answer",
    Wanted.TEXT: "I expected words of the statement as the answer",
    Wanted.ANY: "I expected any sort of answer",
}
CLAIM: Final = "I read it as something to be confirmed or denied"
WHY: Final[dict[str, str]] = {
    "answered": "it fits your words best",
    "supported": "it bears out what you put forward",
    "contradicted": "it speaks against what you put forward",
    "ambiguous": "different facts fit your words alike",
    "not_stated": "nothing answers it, and this comes nearest",
}
NOTHING_SHOWN: Final = "No fact was shown, since none fits all that you asked."
# Why what came nearest is no answer, by the rule that kept it out.
RULED_OUT: Final[dict[str, str]] = {
    ANOTHER_KIND: "It is no answer, since it is of another kind.",
    "another year is asked for": "It is no answer, since it is of another year.",
    "another time is asked for": "It is no answer, since it is of another time.",
    "another currency is asked for": "It is no answer, since it is in another currency.",
    "the question is about each, the fact is not": "It is no answer, since it is not for each.",
    "no year is stated": "It is no answer, since it names no year.",
    "no day is stated": "It is no answer, since it names no day.",
    "the question counts something else": "It is no answer, since it counts something else.",
    "another country is asked for": "It is no answer, since it is of another country.",
    "the question is about an average, the fact is not": "It is no answer: it is no average.",
    "an earlier one is asked for": "It is no answer, since it is no earlier one.",
    "somebody's words are asked for": "It is no answer, since nobody is quoted with it.",
    "no number is stated": "It is no answer, since it gives no number.",
    "a name is asked for": "It is no answer, since it is no name.",
    "another sort of answer is asked for": "It is no answer, since it is of another kind.",
    "too little speaks for it": "It is no answer, since too few of your words fit.",
    "too little of the question is about it": "It is no answer, since too few of your words fit.",
}
SHARED: Final = "It has these words of yours: "
FOREIGN: Final = "It does not have: "
ABOUT: Final = "It is about: "
BY: Final = "Done by: "
WITH: Final = "With the figure: "
WHEN: Final = "Of the time: "
OF: Final = "In the statement: "


def misread_card(understood: Understanding) -> Card:
    """Return how a question was read, why its fact was shown, and the nearest others."""
    brief, others = understood.brief, understood.others
    prompts = questions((brief, fact) for fact in others)
    notes = (*_reading(understood), *_chosen(understood))
    return Card(
        Tone.PLAIN,
        (words(UNDERSTOOD),),
        asked=(words("You asked: "), Span(Role.ASKED, f"“{understood.reading.question}”")),
        notes=(*notes, (words(OTHERS if prompts else NO_OTHERS),)),
        source=source_line(brief),
        prompts=prompts,
    )


def lost_question_card(subject: Subject) -> Card:
    """Return what is near a fact whose question is not known any more."""
    shown = [subject.brief.by_id[one] for one in subject.facts]
    prompts = following(subject.brief, shown)[:3]
    return Card(
        Tone.PLAIN,
        (words(QUESTION_LOST),),
        notes=((words(OTHERS if prompts else NO_OTHERS),),),
        source=source_line(subject.brief),
        prompts=prompts,
    )


def _reading(understood: Understanding) -> Iterator[Line]:
    """Yield kind, subject, actor, figures, time and statement as they were understood."""
    reading = understood.reading
    yield (words(f"{CLAIM if reading.claim else EXPECTED[reading.wanted]}."),)
    parts = (
        (ABOUT, understood.about),
        (BY, understood.actor),
        (WITH, tuple(one.text for one in reading.figures)),
        (WHEN, tuple(one.text for one in reading.dates)),
    )
    yield from ((words(told), _asked(*asked)) for told, asked in parts if asked)
    yield (words(OF), Span(Role.SOURCE, understood.brief.title))


def _chosen(understood: Understanding) -> Iterator[Line]:
    """Yield why the fact was shown, in the words that it has and has not."""
    if not understood.shown:
        yield (words(NOTHING_SHOWN),)
        return
    reason = WHY.get(understood.outcome, WHY["answered"])
    for fact in understood.shown:
        named = words(f"I showed “{label_of(fact)}” (")
        yield (named, *short(Shown(fact)), words(f"), since {reason}."))
    if understood.outcome == "not_stated" and understood.ruled_out in RULED_OUT:
        yield (words(RULED_OUT[understood.ruled_out]),)
    if understood.shared:
        yield (words(SHARED), _asked(*understood.shared))
    if understood.foreign:
        yield (words(FOREIGN), _asked(*understood.foreign))


def _asked(*texts: str) -> Span:
    return Span(Role.ASKED, ", ".join(f"“{text}”" for text in texts))
