"""Not what I asked: how the question was read, why that fact, and the nearest others."""

import pytest

from bot.core.answering import answer
from bot.core.brief import Brief
from bot.core.card import Card, Deed, plain, text_of
from bot.core.handles import subject_of
from bot.core.library import Library
from bot.core.lock import faults
from bot.core.misreading import understand
from bot.core.reading_words import Wanted
from bot.core.wording import answer_card
from bot.core.wording_misread import EXPECTED, QUESTION_LOST, lost_question_card, misread_card
from tests.sample_briefs import harbour

QUESTIONS = [
    "how much funding?",
    "how many drones?",
    "how many arrests since 2019?",
    "were 9,999 arrested?",
    "who said there are no quick fixes?",
    "how many officers does the Home Secretary visit?",
    "asdfghjkl",
]


def misread(question: str, library: Library) -> Card:
    """Return the reply to "not what I asked" under the answer to a question."""
    subject = subject_of(answer_card(answer(question, library)).handle, library)
    assert subject is not None
    return misread_card(understand(question, subject))


def test_it_says_what_was_understood_and_why(library: Library) -> None:
    """Kind, subject, time and statement are said, then the fact and why it is no answer."""
    card = misread("how many arrests since 2019?", library)

    assert [text_of(note) for note in card.notes] == [
        "I expected a number of something as the answer.",
        "It is about: “arrests”",
        "Of the time: “2019”",
        "In the statement: UK-France joint statement: enhancing co-operation against illegal "
        "migration",
        "I showed “Arrests secured by the Joint Intelligence Cell” (over 500 arrests since its "
        "inception in 2020), since nothing answers it, and this comes nearest.",
        "It is no answer, since it is of another year.",
        "It has these words of yours: “arrests”",
        "Did you mean one of these? If not, ask again in other words.",
    ]


def test_an_actor_is_said_apart(library: Library) -> None:
    """Who is said to act is told from what is asked about."""
    notes = [text_of(note) for note in misread(QUESTIONS[5], library).notes]

    assert "Done by: “home”, “secretary”" in notes


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_others_are_others(library: Library, question: str) -> None:
    """Up to three facts are offered, none of them shown before, each once, all within the lock."""
    subject = subject_of(answer_card(answer(question, library)).handle, library)
    assert subject is not None
    card = misread_card(understand(question, subject))

    offered = [subject_of(prompt.handle, library) for prompt in card.prompts]
    facts = [one.facts[0] for one in offered if one]
    assert (len(facts), len({*facts, *subject.facts})) == (3, 3 + len(subject.facts))
    assert faults(card, [plain(card)]) == ()


def test_a_lost_question_is_said_to_be_lost(seed: Brief, library: Library) -> None:
    """Where the question is not known any more, nothing is made up about it."""
    subject = subject_of(answer_card(answer("how many arrests?", library)).handle, library)
    assert subject is not None

    card = lost_question_card(subject)

    assert (text_of(card.headline), len(card.prompts), card.asked) == (QUESTION_LOST, 3, ())
    assert seed.id == subject.brief.id


def test_every_kind_has_its_words() -> None:
    """Whatever sort of answer was expected can be said."""
    assert set(EXPECTED) == set(Wanted)


@pytest.mark.parametrize(
    ("question", "deeds"),
    [
        ("how many arrests?", (Deed.CITE, Deed.NOT_ASKED, Deed.VOTE)),
        ("asdfghjkl", (Deed.NOT_ASKED, Deed.VOTE)),
    ],
)
def test_an_answer_says_what_may_be_done_with_it(
    library: Library, question: str, deeds: tuple[Deed, ...]
) -> None:
    """Only what shows a fact can be cited; everything can be voted on."""
    assert answer_card(answer(question, library)).deeds == deeds


def test_next_questions_carry_their_fact(library: Library) -> None:
    """A next question is a fact's own, so that its button has an answer whatever else is served."""
    both = Library((*library.briefs, harbour()))
    cards = [
        answer_card(answer(fact.ask[0], both, brief_id=brief.id))
        for brief in both
        for fact in brief.facts
    ]

    pairs = {(prompt.question, prompt.handle) for card in cards for prompt in card.prompts}
    found = {question: subject_of(handle, both) for question, handle in pairs}
    asked = {
        question: one.brief.by_id[one.facts[0]].ask[0] for question, one in found.items() if one
    }
    assert asked == {question: question for question, _ in pairs}
