from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import Word, locate, normalise, squash, stem, words


def test_normalise() -> None:
    """Case, curly quotation marks, dashes, ligatures and invisible signs make no difference."""
    text = "\u202eThe \u200b\u201cUK\u201d \ufb01n\u00ad \u2013 STRASSE"

    assert normalise(text) == 'the "uk" fin - strasse'


def test_words_have_places() -> None:
    """Each word has its place in the text it was read from, a possessive ending left out of it."""
    text = "The UK\u2019s o\u200bfficers\nfell"

    found = words(text)

    assert found == (
        Word("the", "the", 0, 3),
        Word("uk", "uk", 4, 8),
        Word("officers", "offic", 9, 18),
        Word("fell", "fall", 19, 23),
    )
    assert [word.stops for word in found] == [True, False, False, False]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fell", "falling"),
        ("paid", "pays"),
        ("children", "child"),
        ("ppl", "person"),
        ("people", "persons"),
        ("rose", "rising"),
        ("officers", "officer"),
        ("funding", "funds"),
        ("quid", "pounds"),
    ],
)
def test_stems(one: str, other: str) -> None:
    """Forms of one word share a stem, irregular ones too."""
    assert stem(one) == stem(other)


def test_locate() -> None:
    """A quotation is found white space aside, at its place in the statement as it stands."""
    statement = "It has\n  prevented over\n\n\t30,000  crossings."

    place = locate(" prevented over 30,000 crossings", statement)

    assert place is not None
    assert statement[slice(*place)] == "prevented over\n\n\t30,000  crossings"


@pytest.mark.parametrize("needle", ["Over 30,000", "over 30000", "over 3 0,000", "", "  "])
def test_locate_nothing_else(needle: str) -> None:
    """A quotation that differs in anything but white space is not found."""
    assert locate(needle, "prevented over 30,000 crossings") is None


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_every_part_is_found(text: str, start: int, end: int) -> None:
    """Every part of a text is found in it, and what is found is that part."""
    part = text[start:end]

    place = locate(part, text)

    assert (squash(text[slice(*place)]) if place else "") == squash(part)


@given(st.text(max_size=200))
def test_words_of_any_text(text: str) -> None:
    """Any text has words in order at places inside it."""
    found = words(text)

    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= word.start < word.end <= len(text) for word in found)
