import sys
from collections import Counter
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.quantities import compare, find, parse, same

_PIECES = (
    "up to|over|between|and|from|to|of|a|half|one|two|hundred|million|crore|5|10|1,000|2020|.|,|-"
    "|\u2013|/|(|)"
    "|€|$|US|%|per cent|euros|years|ago|people|May|14|th|Monday|next|week|start|Q|1|½|x"
    "|+|or more|\n|\n\n| |Section|@|:|'s|\u0663|²|aged|old"
)
PIECES = st.sampled_from(_PIECES.split("|"))
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=20).map(" ".join),
    st.lists(PIECES, max_size=20).map("".join),
)


@given(TEXTS)
def test_any_text(text: str) -> None:
    """Any text gives quantities in order that are the text at their places, and never an error."""
    found = find(text)

    assert [text[one.start : one.end] for one in found] == [one.text for one in found]
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(one.start < one.end for one in found)


@given(TEXTS, TEXTS)
def test_any_pair(one: str, other: str) -> None:
    """Any two quantities can be compared, and each is the same as itself."""
    pair = parse(one), parse(other)

    if pair[0] and pair[1]:
        assert compare(*pair) in type(compare(*pair))
        assert same(pair[0], pair[1]) == same(pair[1], pair[0])
        assert same(pair[0], pair[0])


_SHAPES = (
    "9|a| |1,|,000|1 000 |two |two hundred and |$|-|1-|1/|1.|.|@|a@|a-1-|article 5, |5 and |up to "
    "|a total of |5 million |start of the |may 5 |2020 to |half a |\n|5\n\n|5 u.s.|$(1"
    "|rise from 5 to 10 |½|1½|1:|q1 |+4 |0123 |the age of |or more |one in "
)
SHAPES = _SHAPES.split("|")


def calls(text: str) -> int:
    """Return how many Python functions are called to read a text: time without a clock."""
    made: Counter[str] = Counter()

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        made[event] += 1

    sys.setprofile(count)
    try:
        find(text)
    finally:
        sys.setprofile(None)
    return made["call"] + made["c_call"]


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_length(shape: str) -> None:
    """Four times the text is at most about four times the work, whatever is repeated."""
    short, long = shape * 100, shape * 400

    assert calls(long) <= 4.2 * calls(short) + 100


def test_hundred_thousand_digits() -> None:
    """A number of any length is read exactly."""
    [found] = find("9" * 100_000 + " million")

    assert str(found.value) == "9" * 100_000 + "0" * 6
