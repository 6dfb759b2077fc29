"""The examples of docs/answering.md, each asked of the brief that ships."""

import re
from collections.abc import Iterator

import pytest

from bot.core.answering import answer
from bot.core.card import text_of
from bot.core.library import Library
from bot.core.wording import answer_card
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "answering.md"
_CODE = re.compile(r"`([^`]*)`")


def rows(*heads: str) -> Iterator[list[str]]:
    """Yield the rows of all tables with these heads, cell by cell."""
    inside = False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif cells == list(heads):
            inside = True
        elif inside and not set(line) <= {"|", "-"}:
            yield cells


def typed(cell: str) -> str:
    """Return what stands as code in a cell, empty for none."""
    found = _CODE.fullmatch(cell)
    return found[1] if found else ""


@pytest.mark.parametrize(("question", "said"), list(rows("question", "answer")))
def test_an_example_is_answered_as_the_page_says(
    question: str, said: str, library: Library
) -> None:
    """The headline of the answer is what stands beside the question."""
    card = answer_card(answer(typed(question), library))

    assert text_of(card.headline) == said


@pytest.mark.parametrize(("question", "said", "near"), list(rows("question", "answer", "nearest")))
def test_a_no_has_the_nearest_that_the_page_names(
    question: str, said: str, near: str, library: Library
) -> None:
    """A no shows the fact that stands beside it as the nearest, or nothing."""
    found = answer(typed(question), library)

    told = (text_of(answer_card(found).headline), [one.fact.id for one in found.shown])
    assert told == (said, [typed(near)] if near else [])


@pytest.mark.parametrize(("after", "question", "said"), list(rows("after", "question", "answer")))
def test_a_follow_up_is_answered_as_the_page_says(
    after: str, question: str, said: str, library: Library
) -> None:
    """A question is read with what the one before it showed."""
    before = answer(typed(after), library)

    found = answer(typed(question), library, recall=before.recall)
    assert text_of(answer_card(found).headline) == said


def test_the_page_has_examples_of_every_sort() -> None:
    """A table whose head was changed is not left out unseen."""
    heads = (
        ("question", "answer"),
        ("question", "answer", "nearest"),
        ("after", "question", "answer"),
    )

    counts = [len(list(rows(*one))) for one in heads]
    assert counts == [16, 5, 4]
