"""What people read: complete, without figures of its own, and honest about what it is."""

import pytest

from bot.core import wording
from bot.core.answering import answer
from bot.core.brief import Reviewed
from bot.core.card import Role, Tone, plain, text_of
from bot.core.library import Library
from bot.core.quantities import find

SENTENCES = [
    (name, text)
    for name, value in vars(wording).items()
    if name.isupper() and isinstance(value, str | tuple)
    for text in ([value] if isinstance(value, str) else value)
]


@pytest.mark.parametrize(("name", "text"), SENTENCES)
def test_no_sentence_of_ours_holds_a_figure(name: str, text: str) -> None:
    """Wording that would break the number lock is found here first."""
    assert (name, find(text)) == (name, ())


def test_an_answer_shows_figure_sentence_and_source(library: Library) -> None:
    """The short answer comes first, then the verbatim sentence, then the source."""
    lines = plain(wording.answer_card(answer("how much funding?", library))).splitlines()

    assert lines == [
        "up to €72.2 million in 2022 to 2023",
        "Worth of the arrangement",
        "“This latest multi-year arrangement between France and the UK is worth up to 72.2 million "
        "euros in 2022 to 2023.”",
        "Source: UK-France joint statement: enhancing co-operation against illegal migration · "
        "UK government (Home Office) · Monday 14 November (reviewer's note, 2022; the year is not "
        "printed in the statement)",
    ]


def test_the_nearest_is_marked_as_no_answer(library: Library) -> None:
    """A no with something near says that it is a no before it shows anything."""
    card = wording.answer_card(answer("how many drones?", library))

    told = (card.tone, text_of(card.headline), text_of(card.lead_in))
    assert told == (Tone.NO, wording.NOT_STATED, wording.NEAREST)


def test_a_gap_is_said_in_words(library: Library) -> None:
    """What the statement conspicuously leaves open is named."""
    card = wording.answer_card(answer("what is the name of the home secretary?", library))

    assert text_of(card.headline) == (
        "The statement does not say. The Home Secretary's name is blank in this copy of the "
        "statement."
    )


def test_a_quoted_speaker_is_named(library: Library) -> None:
    """What a person is quoted with says so."""
    card = wording.answer_card(answer("how many convictions?", library))

    assert text_of(card.passages[0].said_by) == "Said by: Home Secretary"


def test_the_question_is_shown_as_the_askers_words(library: Library) -> None:
    """A repeated question is marked as asked, so that its figures are never ours."""
    card = wording.answer_card(answer("were 9,999 arrested?", library), show_question=True)

    assert [(span.role, span.text) for span in card.asked] == [
        (Role.WORDS, "You asked: "),
        (Role.ASKED, "“were 9,999 arrested?”"),
    ]


def test_next_questions_have_answers(library: Library) -> None:
    """Every question a button offers is answered by the brief."""
    cards = [
        wording.answer_card(answer(fact.ask[0], library))
        for brief in library
        for fact in brief.facts
    ]
    offered = {prompt.question for card in cards for prompt in card.prompts}

    outcomes = {one: answer(one, library).outcome.value for one in sorted(offered)}
    assert outcomes == dict.fromkeys(sorted(offered), "answered")


def test_a_draft_is_labelled(library: Library) -> None:
    """An answer from a brief that nobody reviewed says so."""
    (brief,) = library
    draft = Library(
        (
            type(brief)(
                brief.id, brief.statement, brief.file.model_copy(update={"reviewed": Reviewed()})
            ),
        )
    )

    card = wording.answer_card(answer("how many arrests?", draft))

    assert [text_of(note) for note in card.notes] == [wording.DRAFT]
