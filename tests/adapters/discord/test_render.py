"""Cards as Discord messages: complete where they fit, and always within Discord's limits."""

import json
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.adapters.discord.render import COMPONENTS_LIMIT, payload, readable, render
from bot.core.card import Card, Passage, Prompt, Role, SourceLine, Span, Tone, words
from bot.core.text import squash
from bot.core.wording_discord import ABOUT_BUTTON, shortened
from bot.core.wording_signs import too_long
from tests.adapters.discord.conftest import ANSWER, SENTENCE
from tests.wire.discord_checks import callback_faults

TEXTS = st.text(max_size=200) | st.sampled_from(
    ["@everyone <@1> [x](http://y)", "`" * 30, "👍" * 9]
)
LONG = TEXTS.flatmap(lambda text: st.integers(0, 40).map(lambda times: text * times))
SPANS = st.builds(Span, st.sampled_from(list(Role)), LONG)
LINES = st.lists(SPANS, max_size=2).map(tuple)
PASSAGES = st.builds(Passage, LINES, st.none() | st.builds(Span, st.just(Role.QUOTE), LONG), LINES)
URLS = st.sampled_from(["", "https://www.gov.uk/x", "https://gov.uk/" + "a" * 600, "javascript:x"])
CARDS = st.builds(
    Card,
    st.sampled_from(Tone),
    LINES.map(lambda line: (words("a"), *line)),
    LINES,
    LINES,
    st.lists(PASSAGES, max_size=60).map(tuple),
    st.lists(LINES, max_size=3).map(tuple),
    st.none() | st.builds(SourceLine, LINES, URLS),
    st.lists(st.builds(Prompt, TEXTS, TEXTS), max_size=30).map(tuple),
)

QUICKLY = (Phase.explicit, Phase.generate)  # a huge card takes minutes to shrink


def body(card: Card, marker: str = "") -> dict[str, object]:
    """Return the answer to an interaction that shows a card."""
    data = {"components": payload(render(card, marker=marker)), "flags": 1 << 15 | 1 << 2,
            "allowed_mentions": {"parse": []}}  # fmt: skip
    return {"type": 4, "data": data}


@given(CARDS, st.sampled_from(["", "0" * 24]))
@settings(max_examples=150, deadline=None, derandomize=True, database=None, phases=QUICKLY)
def test_discord_takes_any_card(card: Card, marker: str) -> None:
    """Whatever a card holds, its message is valid, keeps to the limits and carries the marker."""
    message = body(card, marker)

    assert callback_faults(message) == []
    assert (f"about:{marker}" in json.dumps(message)) == bool(marker)


@given(st.lists(PASSAGES, max_size=3))
@settings(max_examples=100, deadline=None, derandomize=True, database=None)
def test_every_span_can_be_read(passages: list[Passage]) -> None:
    """Of a card that fits, every span reads as it is; of a longer one nothing is cut."""
    card = Card(Tone.ANSWER, (words("short"),), passages=tuple(passages))
    shown = readable(render(card))
    whole = [squash(text) for text in shown]

    missing = [s for s in card.spans() if not any(squash(s.text) in text for text in whole)]
    assert missing == [] or any("this message is full" in text for text in shown) or (
        "The rest is too long for one message." in shown
    )  # fmt: skip


def test_whole_answer() -> None:
    """An answer shows headline, fact, sentence, who says so, source and next questions."""
    card = replace(
        ANSWER,
        asked=(words("You asked: "), Span(Role.ASKED, "“how *much*?”")),
        lead_in=(words("The nearest it says:"),),
        notes=((words("a note"),),),
        source=SourceLine(ANSWER.source.line if ANSWER.source else (), "https://www.gov.uk/x"),
    )

    assert readable(render(card, marker="7f")) == [
        "You asked: “how *much*?”",
        "✅ Answer: up to €72.2 million",
        "The nearest it says:",
        "up to €72.2 million",
        SENTENCE,
        "says the publisher",
        "a note",
        "Joint statement · Home Office · 14 November",
        "https://www.gov.uk/x",
        "How many arrests?",
        ABOUT_BUTTON,
    ]


def test_link_names_its_host() -> None:
    """A link's label is the host it opens, nothing from the data."""
    source = SourceLine((Span(Role.SOURCE, "[click](http://evil.example)"),), "https://gov.uk/a(b)")
    card = replace(ANSWER, source=source)

    button = payload(render(card))[0]["components"][-2]["accessory"]

    assert (button["label"], button["url"]) == ("gov.uk", "https://gov.uk/a(b)")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "https://gov.uk@evil.example/", "ftp://gov.uk/", "https://", "//gov.uk",
     "https://" + "a" * 600, "http://[::1"],
)  # fmt: skip
def test_no_doubtful_link(url: str) -> None:
    """An address that is not a plain one of the web is not linked."""
    card = replace(ANSWER, source=SourceLine((Span(Role.SOURCE, "title"),), url))

    assert '"url"' not in json.dumps(payload(render(card)))


@pytest.mark.parametrize("tone", Tone)
def test_tone_is_sign_word_and_colour(tone: Tone) -> None:
    """Every tone has a colour, and all but the plain one a sign and a word."""
    card = Card(tone, (words("text"),))
    container = payload(render(card))[0]

    assert container["accent_color"] is not None
    assert (readable(render(card)) == ["text"]) == (tone is Tone.PLAIN)
    assert callback_faults(body(card)) == []


def test_passages_go_from_the_end() -> None:
    """Where not all fit, the first stay whole, the rest is counted, the source stays."""
    quote = "word " * 130
    passages = tuple(Passage((words(f"p{n}"),), Span(Role.QUOTE, quote)) for n in "abcdefghij")
    shown = readable(render(replace(ANSWER, passages=passages)))

    kept = shown.count(quote)
    assert 3 <= kept < 10
    assert "".join(span.text for span in shortened(10 - kept)) in shown
    assert "Joint statement · Home Office · 14 November" in shown


def test_more_passages_than_components() -> None:
    """Of more passages than a message can have parts, as many as fit are shown and counted."""
    passages = tuple(Passage((words(f"p{n}"),)) for n in "abcdefghijklmnopqrstuvwxyz" * 3)
    card = Card(Tone.PLAIN, (words("x"),), passages=passages)

    shown = readable(render(card))

    assert callback_faults(body(card)) == []
    assert len(shown) == COMPONENTS_LIMIT - 1  # beside the container: headline, passages, note
    assert shown[-1] == "".join(span.text for span in shortened(78 - len(shown) + 2))


def test_headline_that_is_too_long() -> None:
    """A headline that fits into no message is left out whole, the source is not."""
    card = replace(ANSWER, headline=(words("*" * 2500),))
    shown = readable(render(card))

    assert shown == [
        f"✅ Answer: {too_long()[0].text}",
        "Joint statement · Home Office · 14 November",
        "How many arrests?",
    ]


def test_buttons_that_do_not_fit() -> None:
    """A question too long for an id has no button; one asked twice has one; five at most."""
    prompts = (
        Prompt("long", "q" * 97),
        Prompt("twice", "same"),
        Prompt("again", "same"),
        Prompt("", "no label"),
        *(Prompt(f"label {n}", f"question {n}") for n in "abcdefg"),
    )
    shown = readable(render(Card(Tone.PLAIN, (words("x"),), prompts=prompts)))

    assert shown == ["x", "twice", "label a", "label b", "label c", "label d"]
