"""Cards as Discord messages: complete where they fit, and always within Discord's limits."""

import json
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.adapters.discord.render import COMPONENTS_LIMIT, payload, readable, render
from bot.adapters.discord.rows import Use
from bot.core.card import (
    Card,
    Choice,
    Deed,
    Passage,
    Prompt,
    Role,
    SourceLine,
    Span,
    Tone,
    text_of,
    words,
)
from bot.core.text import squash, visible
from bot.core.wording_discord import ABOUT_BUTTON, CHOICE_LISTS, NEXT_LIST
from bot.core.wording_signs import shortened, too_long
from tests.adapters.discord.conftest import ANSWER, FULL, HANDLE, SENTENCE
from tests.wire.discord_checks import callback_faults

TEXTS = st.text(max_size=200) | st.sampled_from(
    ["@everyone <@1> [x](http://y)", "`" * 30, "👍" * 9]
)
LONG = TEXTS.flatmap(lambda text: st.integers(0, 40).map(lambda times: text * times))
SPANS = st.builds(Span, st.sampled_from(list(Role)), LONG)
LINES = st.lists(SPANS, max_size=2).map(tuple)
PASSAGES = st.builds(Passage, LINES, st.none() | st.builds(Span, st.just(Role.QUOTE), LONG), LINES)
URLS = st.sampled_from(["", "https://www.gov.uk/x", "https://gov.uk/" + "a" * 600, "javascript:x"])
HANDLES = st.sampled_from(["", HANDLE, "m" + "x" * 32])
PROMPTS = st.builds(Prompt, TEXTS, TEXTS, HANDLES)
CHOICES = st.builds(
    Choice, st.builds(Span, st.just(Role.SOURCE), TEXTS), st.uuids().map(lambda one: one.hex),
    st.sampled_from([Deed.USE, Deed.ASK_IN]),
)  # fmt: skip
CARDS = st.builds(
    Card,
    st.sampled_from(Tone),
    LINES.map(lambda line: (words("a"), *line)),
    LINES,
    LINES,
    st.lists(PASSAGES, max_size=60).map(tuple),
    st.lists(LINES, max_size=3).map(tuple),
    st.none() | st.builds(SourceLine, LINES, URLS, URLS),
    st.lists(PROMPTS, max_size=30).map(tuple),
    HANDLES,
    st.sampled_from([(), FULL.deeds, (Deed.NOT_ASKED,)]),
    st.lists(CHOICES, max_size=30).map(tuple),
)
USES = st.sampled_from(
    [
        Use(),
        Use(marker="0" * 24),
        Use(asker=1 << 63),
        Use(share="show"),
        Use("0" * 24, 1 << 63, "ask"),
    ]
)

QUICKLY = (Phase.explicit, Phase.generate)  # a huge card takes minutes to shrink


def body(card: Card, use: Use = Use()) -> dict[str, object]:  # noqa: B008 - frozen
    """Return the answer to an interaction that shows a card."""
    data = {"components": payload(render(card, use)), "flags": 1 << 15 | 1 << 2,
            "allowed_mentions": {"parse": []}}  # fmt: skip
    return {"type": 4, "data": data}


@given(CARDS, USES)
@settings(max_examples=150, deadline=None, derandomize=True, database=None, phases=QUICKLY)
def test_discord_takes_any_card(card: Card, use: Use) -> None:
    """Whatever a card holds, its message is valid, keeps to the limits and carries the marker."""
    message = body(card, use)

    assert callback_faults(message) == []
    assert (f"about:{use.marker}" in json.dumps(message)) == bool(use.marker)


@given(st.lists(PASSAGES, max_size=3))
@settings(max_examples=100, deadline=None, derandomize=True, database=None)
def test_every_span_can_be_read(passages: list[Passage]) -> None:
    """Of a card that fits, every span reads as it is; of a longer one nothing is cut."""
    card = Card(Tone.ANSWER, (words("short"),), passages=tuple(passages))
    shown = readable(render(card))
    whole = [squash(text) for text in shown]

    missing = [
        s for s in card.spans() if not any(squash(visible(s.text)) in text for text in whole)
    ]
    assert missing == [] or {text_of(shortened()), text_of(too_long())} & {*shown}


def test_whole_answer() -> None:
    """An answer shows headline, fact, sentence, who says so, source and next questions."""
    card = replace(
        ANSWER,
        asked=(words("You asked: "), Span(Role.ASKED, "“how *much*?”")),
        lead_in=(words("The nearest it says:"),),
        notes=((words("a note"),),),
        source=SourceLine(ANSWER.source.line if ANSWER.source else (), "https://www.gov.uk/x"),
    )

    assert readable(render(card, Use(marker="7f"))) == [
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
    """Where not all fit, the first stay whole, it is said that there are more, the source stays."""
    quote = "word " * 130
    passages = tuple(Passage((words(f"p{n}"),), Span(Role.QUOTE, quote)) for n in "abcdefghij")
    shown = readable(render(replace(ANSWER, passages=passages)))

    kept = shown.count(quote)
    assert 3 <= kept < 10
    assert text_of(shortened()) in shown
    assert "Joint statement · Home Office · 14 November" in shown


def test_more_passages_than_components() -> None:
    """Of more passages than a message can have parts, as many as fit are shown."""
    passages = tuple(Passage((words(f"p{n}"),)) for n in "abcdefghijklmnopqrstuvwxyz" * 3)
    card = Card(Tone.PLAIN, (words("x"),), passages=passages)

    shown = readable(render(card))

    assert callback_faults(body(card)) == []
    assert len(shown) == COMPONENTS_LIMIT - 1  # beside the container: headline, passages, note
    assert shown[-1] == text_of(shortened())


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
    """A question without a handle that is too long for an id has no button; one asked twice has one."""
    prompts = (
        Prompt("long", "q" * 97),
        Prompt("twice", "same"),
        Prompt("again", "same"),
        Prompt("", "no label"),
        Prompt("handle", "q" * 97, HANDLE),
    )
    shown = readable(render(Card(Tone.PLAIN, (words("x"),), prompts=prompts)))

    assert shown == ["x", "twice", "handle"]


def test_many_next_questions() -> None:
    """More next questions than a row holds are a list, of at most 25 entries."""
    prompts = tuple(Prompt(f"label {n}", "", f"_{n}") for n in "abcdefghijklmnopqrstuvwxyz")
    shown = readable(render(Card(Tone.PLAIN, (words("x"),), prompts=prompts)))

    assert shown == ["x", NEXT_LIST, *(one.label for one in prompts[:25])]


def test_choices_are_a_list() -> None:
    """Statements to choose are a list whose placeholder says what choosing does."""
    choices = tuple(Choice(Span(Role.SOURCE, name), f"_{name}", Deed.ASK_IN) for name in "ab")
    card = Card(Tone.UNSURE, (words("x"),), choices=choices)

    chooser = payload(render(card))[0]["components"][-1]["components"][0]

    assert chooser["placeholder"] == CHOICE_LISTS[Deed.ASK_IN]
    assert [one["value"] for one in chooser["options"]] == ["ask_in:_a", "ask_in:_b"]


def pressed(card: Card, use: Use) -> list[list[str]]:
    """Return the ids of the buttons of each row."""
    rows = [one for one in payload(render(card, use))[0]["components"] if one["type"] == 1]
    return [[button["custom_id"] for button in row["components"]] for row in rows]


@pytest.mark.parametrize(
    ("use", "last"),
    [(Use(asker=7), ["delete:7"]), (Use(share="ask"), [f"share:ask:{HANDLE}"]), (Use(), [])],
)
def test_buttons_of_an_answer(use: Use, last: list[str]) -> None:
    """An answer has next questions and *Ask more*; then citing, misreading, votes, and one more."""
    assert pressed(FULL, use) == [
        ["show:_RJb-G62IZ2vOv9cx", f"more:{HANDLE}"],
        [
            f"cite:{HANDLE}",
            f"not_asked:{HANDLE}",
            f"vote:up:{HANDLE}",
            f"vote:down:{HANDLE}",
            *last,
        ],
    ]


def test_an_apology_has_no_buttons() -> None:
    """An apology cannot be deleted by its asker: the error id would go with it."""
    assert pressed(Card(Tone.TROUBLE, (words("x"),)), Use(asker=7)) == []


def test_a_post_names_its_statement() -> None:
    """The button that carries a post's marker names the statement, so that the right one is told of."""
    assert pressed(FULL, Use(marker="7f"))[-1][-1] == "about:7f:_RJb-G62I"


def test_link_opens_at_the_sentence() -> None:
    """The link opens the page at the sentence, or at its top where that address is too long."""
    line = (Span(Role.SOURCE, "title"),)
    sources = {
        "https://gov.uk/a#:~:text=b": "https://gov.uk/a#:~:text=b",
        "https://gov.uk/a#:~:text=" + "b" * 600: "https://gov.uk/a",
    }

    shown = {
        opens: payload(render(replace(ANSWER, source=SourceLine(line, "https://gov.uk/a", opens))))
        for opens in sources
    }

    found = {opens: made[0]["components"][-2]["accessory"]["url"] for opens, made in shown.items()}
    assert found == sources
