"""Several statements: the question's own words choose one, and two that fit are both offered."""

import pytest

from bot.core.answering import Outcome, answer
from bot.core.brief import Brief, BriefFile
from bot.core.card import text_of
from bot.core.choosing import FEW, chosen
from bot.core.library import Library
from bot.core.reading import read
from bot.core.wording import WHICH_STATEMENT, answer_card, value_text
from tests.sample_briefs import harbour


def like_harbour(brief_id: str, changes: dict[str, str]) -> Brief:
    """Return the harbour brief with other words and numbers, in the statement and the file."""
    statement, data = harbour().statement, harbour().file.model_dump_json()
    for old, new in changes.items():
        statement, data = statement.replace(old, new), data.replace(old, new)
    return Brief(brief_id, statement, BriefFile.model_validate_json(data))


HARBOUR = harbour()
LATER = like_harbour(
    "harbour-2036", {"plan 2031": "plan 2036", "4 May 2030": "9 June 2035", "3.4": "5.1", "1,200": "900"}
)  # fmt: skip
QUAY = like_harbour(
    "quay", {"Harbour plan 2031": "Northport quay plan", "4 May 2030": "1 June 2035", "harbour wall": "quay wall",
             "3.4": "7.7", "1,200": "80", "Seaton": "Northport"}
)  # fmt: skip


def told(question: str, *briefs: Brief) -> tuple[str, str]:
    """Return which brief answers a question, and what."""
    found = answer(question, Library(briefs))
    return found.brief.id if found.brief else "", value_text(found)


def test_words_of_one_statement_choose_it(seed: Brief) -> None:
    """What only one statement tells of is answered from that one, whatever stands beside it."""
    asked = [
        "how many arrests?",
        "how many trees?",
        "how much funding for france?",
        "what share of residents agreed",
    ]

    assert [told(question, seed, HARBOUR) for question in asked] == [
        (seed.id, "over 500 arrests since its inception in 2020"),
        (HARBOUR.id, "1,200 trees by 1 March 2031"),
        (seed.id, "up to €72.2 million in 2022 to 2023"),
        (HARBOUR.id, "Nearly 60%"),
    ]  # fmt: skip


def test_two_that_fit_are_offered_by_title_and_date() -> None:
    """Where the same is told in two statements none is picked, and each can be chosen."""
    found = answer("How much will the harbour wall cost?", Library((HARBOUR, LATER)))

    card = answer_card(found)
    assert (found.outcome, text_of(card.headline)) == (Outcome.AMBIGUOUS, WHICH_STATEMENT)
    assert [choice.label.text for choice in card.choices] == [
        "Harbour plan 2031 · 4 May 2030",
        "Harbour plan 2036 · 9 June 2035",
    ]
    assert (value_text(found), card.source) == ("", None)


@pytest.mark.parametrize(
    ("question", "brief"),
    [
        ("how much will the wall cost in the northport plan?", QUAY),
        ("how many trees will northport plant?", QUAY),
        ("how much does the harbour plan cost?", HARBOUR),
    ],
)
def test_words_of_a_title_choose_its_statement(question: str, brief: Brief) -> None:
    """Where two statements tell the same, a word of one title decides."""
    assert told(question, HARBOUR, QUAY)[0] == brief.id


@pytest.mark.parametrize(
    ("question", "brief", "short"),
    [
        ("how many trees under the 2031 plan?", HARBOUR, "1,200 trees by 1 March 2031"),
        ("how many trees under the 2036 plan?", LATER, "900 trees by 1 March 2031"),
        ("cost of the wall in the harbour plan 2036", LATER, "up to £5.1 million between 2031 and 2033"),
    ],
)  # fmt: skip
def test_a_year_beside_a_word_of_the_title_names_the_statement(
    question: str, brief: Brief, short: str
) -> None:
    """A name such as "the 2036 plan" is the statement of that name, and asks for no fact of that year."""
    assert told(question, HARBOUR, LATER) == (brief.id, short)


def test_another_year_stays_another_year() -> None:
    """A year that is no part of a title is asked for, and what has it not is a no."""
    found = answer("how many trees in 2036?", Library((HARBOUR, QUAY)))

    assert found.outcome is Outcome.NOT_STATED


def test_a_statement_called_by_its_title_answers_alone(seed: Brief) -> None:
    """What is called "the harbour statement" says nothing of arrests, though another statement does."""
    reading = read("what does the harbour statement say about arrests?")

    found = chosen(reading, (seed, HARBOUR, LATER))
    assert [one.brief.id for one in found] == [HARBOUR.id, LATER.id]


def test_a_title_leads_only_by_what_others_have_not() -> None:
    """Words that all titles share tell nothing; a year that one has tells most."""
    asked = ("what is in the plan?", "what is in the northport plan?", "what is in the 2036 plan?")

    leads = [
        [one.lead for one in chosen(read(question), (HARBOUR, LATER, QUAY))] for question in asked
    ]
    assert leads == [[0, 0, 0], [0, 0, 0.5], [0, 1.5, 0]]


def test_of_many_a_few_are_read(seed: Brief) -> None:
    """Of a hundred statements those are read whose words the question has, the seed among them."""
    many = [like_harbour(f"harbour-{number}", {"3.4": f"{number}.4"}) for number in range(99)]

    found = chosen(read("how many smugglers were convicted?"), (*many, seed))
    assert (found[0].brief.id, len(found) <= FEW) == (seed.id, True)
