"""What a reader of passages may decide, and what it may not."""

import pytest

from bot.core.answering import Outcome, answer
from bot.core.library import Library
from bot.core.reader import PassageReader
from bot.core.weighing import AGAIN
from tests.readers import GivenReader
from tests.sample_briefs import with_dredging

SURE, AGAINST = 6.0, -6.0


def reads(value: str, *, how: float = SURE) -> GivenReader:
    """Return a reader that finds one value to answer, and all others not to."""
    return GivenReader({value: how}, otherwise=AGAINST)


def asked(question: str, reader: PassageReader | None) -> tuple[Outcome, list[str]]:
    """Return what became of a question, and the facts shown as its answer."""
    found = answer(question, Library((with_dredging(),)), reader=reader)
    return found.outcome, [] if found.near else [one.fact.id for one in found.shown]


def test_a_reader_answers_what_words_leave_open() -> None:
    """A question that shares no word with a fact is answered where the reader is sure of it."""
    question = "how many saplings go into the ground"

    assert asked(question, None)[0] is Outcome.NOT_STATED
    assert asked(question, reads("1,200 trees")) == (Outcome.ANSWERED, ["trees"])


def test_a_reader_may_find_that_words_were_meant() -> None:
    """Where the sort of a question was misread, words of the statement may answer after all."""
    question = "when the tide is out what gets cleared"

    assert asked(question, reads("dredge the outer basin")) == (Outcome.ANSWERED, ["dredging"])
    assert asked(question, reads("dredge the outer basin", how=0.5))[0] is Outcome.NOT_STATED


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("when are the saplings due", "1,200 trees"),  # a figure of another sort
        ("who rescues them", "450 seals"),
        ("how many saplings in 2017", "1,200 trees"),  # another year
        ("how much in dollars for the wall", "up to £3.4 million"),  # another currency
        ("how many saplings in Norway", "1,200 trees"),  # another country
        ("how many things are cleared", "dredge the outer basin"),  # words where a figure is asked
    ],
)
def test_a_reader_never_decides_what_is_hard(question: str, value: str) -> None:
    """However sure it is, a figure of another sort, year, place or unit is no answer."""
    outcome, shown = asked(question, reads(value))

    assert shown == []
    assert outcome is Outcome.NOT_STATED


def test_a_claim_is_about_what_a_reader_finds() -> None:
    """A figure claimed in other words is held against the fact that the reader finds."""
    question = "so they put 1,500 saplings into the ground, right?"

    assert asked(question, None)[0] is Outcome.NOT_STATED
    assert asked(question, reads("1,200 trees")) == (Outcome.CONTRADICTED, ["trees"])


def test_a_reader_alone_supports_no_claim_of_words() -> None:
    """A claim with a word that its sentence has not is never supported by nearness alone."""
    outcome, _ = asked("did they close the outer basin?", reads("dredge the outer basin"))

    assert outcome is not Outcome.SUPPORTED


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ({"1,200 trees": -5.0, "450 seals": 5.0}, ["seals"]),
        ({"1,200 trees": 5.0, "450 seals": -5.0}, ["trees"]),
        ({"1,200 trees": -6.0, "450 seals": -6.0}, []),
    ],
)
def test_a_second_look_decides_a_close_call(again: dict[str, float], expected: list[str]) -> None:
    """Where two facts come near, or one comes near to nothing, what is read again tells."""
    reader = GivenReader({"1,200 trees": 1.0, "450 seals": 1.0}, again=again)

    assert asked("how many were there altogether", reader)[1] == expected


def test_what_is_clear_is_not_read_again() -> None:
    """A second look is dear: where the first leaves no doubt there is none."""
    for how in (SURE, 3 * AGAINST):
        reader = GivenReader({"1,200 trees": how}, otherwise=3 * AGAINST, again={"1,200 trees": 0})
        found = answer("how many saplings go in", Library((with_dredging(),)), reader=reader)

        assert found.matched
        assert not any(AGAIN in one.signs for one in found.matched.candidates)


def test_a_second_look_decides_nothing_that_is_hard() -> None:
    """However sure it is, the year asked for is another one."""
    sure = {"1,200 trees": SURE}

    assert asked("how many saplings in 2017", GivenReader(sure, again=sure))[1] == []
