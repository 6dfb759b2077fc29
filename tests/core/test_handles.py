"""Handles: short, the same after a restart, and nothing where what they name is gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering import Outcome
from bot.core.brief import Brief
from bot.core.handles import LONGEST, Subject, handle_of, subject_of
from bot.core.library import Library
from tests.sample_briefs import harbour


def test_every_fact_is_found_again(library: Library) -> None:
    """A handle leads back to its fact in whatever library serves it, with the outcome."""
    for brief in library:
        for fact in brief.facts:
            handle = handle_of(brief, (fact.id,), outcome="answered")

            assert subject_of(handle, library) == Subject(brief, (fact.id,), "answered")


@pytest.mark.parametrize("outcome", ["", *Outcome])
def test_every_outcome_is_kept(seed: Brief, library: Library, outcome: str) -> None:
    """What became of the question is part of the handle, and three facts fit into it."""
    facts = ("worth", "arrests", "convictions")

    handle = handle_of(seed, (*facts, "crime-groups"), outcome=outcome)

    assert len(handle) == LONGEST
    assert subject_of(handle, library) == Subject(seed, facts, outcome)


def test_a_handle_is_the_same_after_a_restart(seed: Brief) -> None:
    """A button that was posted long ago still means what it meant."""
    assert handle_of(seed, ("worth",), outcome="answered") == "aRJb-G62IuiuhVUYj"


def test_what_is_gone_is_not_found(seed: Brief, library: Library) -> None:
    """A brief or a fact that is served no more is nothing, not something else."""
    fewer = Brief(
        seed.id,
        seed.statement,
        seed.file.model_copy(
            update={"facts": tuple(fact for fact in seed.facts if fact.id != "worth")}
        ),
    )
    handle = handle_of(seed, ("worth",))

    assert subject_of(handle, Library((fewer,))) is None
    assert subject_of(handle, Library((harbour(),))) is None
    assert subject_of(handle[:-1], library) is None
    assert subject_of(handle_of(seed), library) == Subject(seed)


@given(st.text(max_size=120))
def test_any_text_is_a_handle_or_nothing(text: str) -> None:
    """Whatever stands in a button that somebody made up, nothing breaks."""
    assert subject_of(text, Library((harbour(),))) is None
