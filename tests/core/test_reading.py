"""How questions are read, whatever is typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.answering import answer
from bot.core.card import plain
from bot.core.library import Library
from bot.core.lock import faults
from bot.core.reading import LONGEST, read
from bot.core.reading_words import Wanted
from bot.core.wording import answer_card


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("how much money?", Wanted.MONEY),
        ("whats the budget", Wanted.MONEY),
        ("how much did they cough up in euros", Wanted.MONEY),
        ("how many sheep?", Wanted.COUNT),
        ("nubmer of sheep", Wanted.COUNT),
        ("what share of sheep are black", Wanted.PERCENT),
        ("which slice goes to wool", Wanted.PERCENT),
        ("share who think wool too dear", Wanted.PERCENT),
        ("how many basis pts did wool gain", Wanted.PERCENT),
        ("how often are sheep shorn", Wanted.TEXT),
        ("what explains the big fall in wool", Wanted.TEXT),
        ("wool price growth", Wanted.AMOUNT),
        ("how much of the wool was paid for", Wanted.AMOUNT),
        ("how much land did the fair get", Wanted.AMOUNT),
        ("how much money did the fair get", Wanted.MONEY),
        ("share price of the wool firm", Wanted.MONEY),
        ("what dates is the market on", Wanted.DATE),
        ("by how much did it grow", Wanted.AMOUNT),
        ("how long will it take", Wanted.DURATION),
        ("how many years will it take", Wanted.DURATION),
        ("when is the fair", Wanted.DATE),
        ("how early does it open", Wanted.DATE),
        ("which year did it begin", Wanted.DATE),
        ("where is the fair", Wanted.PLACE),
        ("which town hosts the fair", Wanted.PLACE),
        ("who runs the fair", Wanted.PERSON),
        ("who said that", Wanted.SPEAKER),
        ("why is there a fair", Wanted.TEXT),
        ("waht is the fair for", Wanted.TEXT),
        ("fair?", Wanted.ANY),
    ],
)
def test_the_kind_asked_for_is_read(question: str, wanted: Wanted) -> None:
    """Short, sloppy and slangy wording still says what sort of answer is wanted."""
    reading = read(question)

    assert (reading.wanted, reading.claim) == (wanted, False)


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("is it true that there were 9 sheep?", True),
        ("9 sheep, right?", True),
        ("it's the biggest sheep ever", True),
        ("there's another fair to come", True),
        ("nothing changed at the fair", True),
        ("the flock shrank last year", True),
        ("the farmers refused everything on offer", True),
        ("sheep sold last year", False),
        ("its biggest sheep fair", False),
        ("did they sell the sheep?", True),
        ("the sheep will be sold?", True),
        ("can you tell me how many sheep there are?", False),
        ("is there a figure for sheep?", False),
        ("sheep?", False),
        ("how many sheep, right?", False),
    ],
)
def test_a_claim_is_told_from_a_question(question: str, claim: bool) -> None:  # noqa: FBT001
    """What is put forward to be confirmed is a claim; what asks is not."""
    assert read(question).claim is claim


def test_a_long_question_is_cut_before_it_is_read() -> None:
    """Only the first part of a very long question is looked at."""
    assert len(read("sheep " * 200_000).question) <= LONGEST


def test_what_is_repeated_of_a_question_reads_as_it_was_typed() -> None:
    """Controls that turn or hide text are gone before a question is shown again."""
    assert read("how many \u202edelbbaf\u202c arr\u200bests\x00?").question == (
        "how many delbbaf arrests?"
    )


_HOSTILE = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="how many arrests €£$%0123456789.,-/()[]{}<>|*_`~\\\"'?!@#\u202e\u200b\x00", max_size=300),
    st.lists(
        st.sampled_from(
            ["how much", "how many", "arrests", "funding", "in 2020", "€72.2m", "not", "each", "right?",
             "{0.__class__}", "%s%n", "' OR 1=1 --", "NEAR/2", "${x}", "<!channel>", "@everyone", "since", "and"]
        ), max_size=12,
    ).map(" ".join),
)  # fmt: skip


@settings(max_examples=400, deadline=None, derandomize=True)
@given(_HOSTILE)
def test_any_text_gets_a_card_that_holds_the_lock(library: Library, text: str) -> None:
    """Whatever is typed raises nothing, and what is shown for it holds the number lock."""
    card = answer_card(answer(text, library), show_question=True)

    assert faults(card, [plain(card)]) == ()


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("how many black sheep were sold", ("black", "sheep")),
        ("how many barns raided", ("barn",)),
        ("how many lambs came home lame", ("lamb",)),
        ("how many died before the fair", ("die",)),
        ("how many got wool instead", ()),
        ("how much did the farmers buy", ()),
        ("how much of the fleece is left", ()),
        ("how much dearer than goats", ()),
        ("how many of those are left", ()),
        ("number of fairs it'll be shown at", ("fair",)),
    ],
)
def test_what_is_counted_ends_at_the_verb(question: str, head: tuple[str, ...]) -> None:
    """What becomes of a thing is no part of its name."""
    assert read(question).head == head
