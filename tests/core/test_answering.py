"""Questions to the seed brief; the cases are data in tests/cases."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.core.answering import Outcome, answer
from bot.core.library import Library
from bot.core.wording import answer_card, value_text

CASES = Path(__file__).parent.parent / "cases"


def cases(name: str) -> list[Any]:
    """Return the cases of a file, each named by its question."""
    told = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["ask"]) for case in told["case"]]


@pytest.mark.parametrize("case", cases("answered"))
def test_a_stated_thing_is_answered_in_short(case: dict[str, str], library: Library) -> None:
    """What the statement says is answered by its fact, with qualifier and period."""
    found = answer(case["ask"], library)

    told = (found.outcome, [one.fact.id for one in found.shown], value_text(found))
    assert told == (Outcome.ANSWERED, [case["fact"]], case["short"])


@pytest.mark.parametrize("case", cases("refused"))
def test_what_is_not_stated_is_a_no(case: dict[str, str], library: Library) -> None:
    """What the statement does not say is a no, with the nearest thing marked as such or nothing."""
    found = answer(case["ask"], library)

    told = (found.outcome, [one.fact.id for one in found.shown], value_text(found))
    assert told == (Outcome.NOT_STATED, [case["near"]] if case["near"] else [], "")


@pytest.mark.parametrize("case", cases("refused"))
def test_a_no_without_anything_near_cites_nothing(case: dict[str, str], library: Library) -> None:
    """A card cites the statement exactly when it shows something of it."""
    card = answer_card(answer(case["ask"], library))

    cites = (bool(card.passages), card.source is not None, bool(card.lead_in))
    assert cites == (bool(case["near"]),) * 3


@pytest.mark.parametrize("case", cases("claims"))
def test_a_claim_is_held_against_the_statement(case: dict[str, str], library: Library) -> None:
    """A claim is supported, contradicted or neither, by the fact that bears on it."""
    found = answer(case["ask"], library)

    told = (found.outcome.value, [one.fact.id for one in found.shown])
    assert told == (case["outcome"], [case["fact"]] if case["fact"] else [])


@pytest.mark.parametrize(
    ("previous", "question", "short"),
    [
        ("how many arrests?", "since when?", "since its inception in 2020"),
        (
            "how many arrests?",
            "and convictions?",
            "more than 140 convictions since the start of 2020",
        ),
        ("who said there are no quick fixes?", "who said that?", "Home Secretary"),
        ("how much funding?", "in which year?", "in 2022 to 2023"),
    ],
)
def test_a_follow_up_is_read_with_the_last_answer(
    previous: str, question: str, short: str, library: Library
) -> None:
    """A question that makes no sense alone is asked of what the last answer showed."""
    before = answer(previous, library)

    assert value_text(answer(question, library, recall=before.recall)) == short


@pytest.mark.parametrize("said", ["asdf", "ok", "lol", "and the weather?", "xyzzy plugh"])
def test_what_no_statement_knows_is_no_follow_up(said: str, library: Library) -> None:
    """What was talked about before does not answer words that are nowhere in the brief."""
    before = answer("how many arrests?", library)

    assert answer(said, library, recall=before.recall).outcome is Outcome.NOT_STATED


@pytest.mark.parametrize(
    "question",
    [
        "how much funding? @everyone <!channel>",
        "<!channel> how much funding? <@U1> <@&2>",
        "@bot pls how much funding? thanks",
        "HOW MUCH FUNDING???!!",
        "hi, can you tell me how much funding there is",
    ],
)
def test_mentions_and_manners_are_no_part_of_a_question(question: str, library: Library) -> None:
    """Mentions, greetings and shouting around a question change nothing about it."""
    assert value_text(answer(question, library)) == "up to €72.2 million in 2022 to 2023"


def test_a_follow_up_without_a_before_is_a_no(library: Library) -> None:
    """Without anything to refer to, "since when?" has no single answer."""
    found = answer("since when?", Library(library.briefs))

    assert found.outcome is not Outcome.ANSWERED
