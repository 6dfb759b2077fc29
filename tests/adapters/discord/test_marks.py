"""Data into Discord's markdown and back."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.discord.marks import as_read, heard, literal, quoted
from bot.core.text import visible

MARKS = st.text(alphabet="\\*_~`|<>@:[]()#-+.0123456789 \nabe€é👍") | st.text()
LIVE = re.compile(r"[*_~`|<@\[\]]|://|:[\w~+-]+:")
CALM = settings(derandomize=True, database=None, deadline=None, max_examples=200)
ESCAPED = re.compile(r"\\[^0-9A-Za-z\s]")


@given(MARKS)
@CALM
def test_every_line_reads_as_it_was(text: str) -> None:
    """What is shown of a text reads exactly as the text."""
    plain = visible(text).replace("\r\n", "\n").replace("\r", "\n")

    assert "\n".join(as_read(literal(text))) == plain


@given(MARKS)
@CALM
def test_a_quotation_reads_as_it_was(text: str) -> None:
    """A quotation reads as one, exactly as the text, whatever its lines begin with."""
    plain = visible(text).replace("\r\n", "\n").replace("\r", "\n")

    assert list(as_read(quoted(text))) == [plain]
    assert all(line.startswith("> ") for line in quoted(text).split("\n"))


@given(MARKS)
@CALM
def test_no_mark_of_data_is_alive(text: str) -> None:
    """No sign that Discord would act on is left without its backslash."""
    assert not LIVE.search(ESCAPED.sub(" ", literal(text)))


def test_tricks_are_left_out() -> None:
    """Signs that turn the direction of a text, or that are never seen, are not shown."""
    assert literal("a\u202eb\u2066c\u200fd\U000e0041e\u061cf\u200bg\ufeffh\u00adi") == "abcdefghi"


@pytest.mark.parametrize(
    "opening", ["- item", "+ item", "# title", "-# small", "1. first", "  - x", "> q", ">>> q"]
)
def test_nothing_opens_a_block(opening: str) -> None:
    """A line of data opens no list, heading or small text."""
    shown = literal(opening)

    assert re.match(r"\s*(?:\\|\d+\\)", shown)
    assert list(as_read(shown)) == [opening]


HEARD = {
    "<@1> how much?": "how much?",
    "<@!1>how much?": "how much?",
    "is <@2> right, <@1>?": "is Ann right, ?",
    "<@&5> in <#6> at <t:1700000000:R>": "in at",
    "<a:party:7> </ask:8> <https://gov.uk/a>": ":party: /ask https://gov.uk/a",
    "5 < 6 > <4": "5 < 6 > <4",
}


@pytest.mark.parametrize(("typed", "text"), HEARD.items())
def test_heard(typed: str, text: str) -> None:
    """The bot's own name is left out, other names and links are words."""
    assert heard(typed, bot=1, names={2: "Ann"}) == text
