"""Cards as Slack messages."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.slack.marks import as_read, heard, link, literal
from bot.adapters.slack.payload import QUIET, carries, marked, payload_of
from bot.adapters.slack.pieces import pieces
from bot.adapters.slack.render import readable, render
from bot.core.card import Card, Line, Passage, Prompt, Role, SourceLine, Span, Tone, words
from bot.core.lock import sealed
from tests.adapters.slack.conftest import ANSWER, SENTENCE, SOURCE, VALUE
from tests.wire.slack_checks import message_faults, post_faults, texts

# Signs that stand in for Slack's marks are read back as those marks; statements hold none.
STAND_INS = "∗＿∼ˋ\u200b"  # noqa: RUF001 - on purpose
LETTERS = st.characters(exclude_categories=["C", "Z"], exclude_characters=STAND_INS)
SIGNS = st.sampled_from([*"<>&*_~`:|@#!()[] \n", "<!channel>", ":100:", "&amp;", "€72.2 million"])
TEXTS = st.lists(st.one_of(SIGNS, st.text(LETTERS, max_size=12)), min_size=1, max_size=25).map(
    lambda parts: "x" + "".join(parts) + "x"
)
HUGE = st.builds(lambda text, times: text * times, TEXTS, st.sampled_from([1, 1, 40, 400]))


def lines(text: st.SearchStrategy[str]) -> st.SearchStrategy[Line]:
    """Build lines of one or two spans."""
    return st.lists(st.builds(Span, st.sampled_from(Role), text), min_size=1, max_size=2).map(tuple)


def cards(text: st.SearchStrategy[str], *, most: int) -> st.SearchStrategy[Card]:
    """Build cards with up to so many passages."""
    line = st.one_of(st.just(()), lines(text))
    quote = st.one_of(st.none(), st.builds(Span, st.just(Role.QUOTE), text))
    source = st.one_of(st.none(), st.builds(SourceLine, lines(text), text))
    return st.builds(
        Card,
        tone=st.sampled_from(Tone),
        headline=lines(text),
        asked=line,
        lead_in=line,
        passages=st.lists(st.builds(Passage, line, quote, line), max_size=most).map(tuple),
        notes=st.lists(line, max_size=3).map(tuple),
        source=source,
        prompts=st.lists(st.builds(Prompt, text, text), max_size=3).map(tuple),
    )


@settings(derandomize=True, deadline=None, max_examples=150)
@given(cards(TEXTS, most=3))
def test_every_span_is_read_back(card: Card) -> None:
    """What people read of a message holds every span of its card, in blocks and in the text."""
    text, *blocks = readable(render(card))

    shown = "\n".join(blocks)
    missing = [s.text for s in card.spans() if s.text not in text or s.text not in shown]
    assert missing == []


@settings(derandomize=True, deadline=None, max_examples=60)
@given(cards(HUGE, most=60))
def test_limits(card: Card) -> None:
    """A card of any size makes a message that Slack takes and that pings no one."""
    message = {**render(card), **QUIET}

    assert post_faults(message) == []


@settings(derandomize=True, deadline=None, max_examples=150)
@given(HUGE, st.integers(20, 3000))
def test_pieces(text: str, limit: int) -> None:
    """Pieces are short enough as shown and give the text in order; what is left out is marked."""
    parts = list(pieces(text, limit, literal))

    assert all(len(literal(part)) <= limit for part in parts)
    if "…" not in "".join(parts):
        assert "".join("".join(parts).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("it costs €72.2 million today", ["it costs €72.2 million", "today"]),
        ("first line\nsecond line", ["first line", "second line"]),
        ("One sentence. Another one.", ["One sentence.", "Another one."]),
    ],
)
def test_where_a_text_is_parted(text: str, parts: list[str]) -> None:
    """A text is parted at a line, a sentence or a word, never beside a digit."""
    limit = max(len(part) for part in parts)

    assert list(pieces(text, limit, str)) == parts


def test_what_cannot_be_parted() -> None:
    """A figure longer than there is room for is left out, and that is shown."""
    assert list(pieces("about 123 456 789 people came", 12, str)) == ["… came"]


def test_answer() -> None:
    """An answer shows sign and word, figure with qualifier, quotation, source and next question."""
    message = render(ANSWER)

    assert [text["text"] for text in texts(message["blocks"])] == [
        "You asked: how much funding?",
        f"✅ *Answer:* {VALUE}",
        f">“{SENTENCE}”",
        f"{SOURCE} <https://www.gov.uk/statement|www.gov.uk>",
        "How many arrests?",
    ]
    assert [block["type"] for block in message["blocks"]] == [
        "context",
        "section",
        "section",
        "context",
        "actions",
    ]


def test_text_is_the_whole_answer() -> None:
    """The notification is the whole answer in plain words."""
    assert render(ANSWER)["text"] == (
        f"You asked: how much funding?\n{VALUE}\n“{SENTENCE}”\n"
        f"{SOURCE}\nhttps://www.gov.uk/statement"
    )


def test_too_many_passages() -> None:
    """Passages that do not fit go from the end, which is said; headline and source stay."""
    passages = tuple(Passage((words(f"Passage {'x' * at}."),)) for at in range(100))

    shown = readable(render(replace(ANSWER, passages=passages)))

    assert "There is more in the statement than fits here. Ask about a single point." in shown
    assert any("www.gov.uk" in text for text in shown[1:])
    assert "Passage ." in shown
    assert f"Passage {'x' * 99}." not in shown


def test_long_quotation() -> None:
    """A quotation longer than a block goes on in the next, whole, and passes the lock."""
    sentence = f"{'It goes on and on. ' * 250}It is up to 5 million euros."
    quote = Span(Role.QUOTE, sentence, "f", sentence)
    card = Card(Tone.ANSWER, (words("It says:"),), passages=(Passage((), quote),))

    message = payload_of(card)

    assert f"“{sentence}”" in [" ".join(text.split()) for text in readable(message)]
    assert post_faults(message) == []


def test_broken_lock() -> None:
    """A figure that no fact carries stops the message; the quotation alone goes out."""
    wrong = replace(ANSWER, headline=(words("It is 73 million."),))

    shown = readable(payload_of(wrong))

    assert not [text for text in shown if "73" in text]
    assert [text for text in shown if SENTENCE in text]


def test_card_that_cannot_be_shown() -> None:
    """A card that breaks the rendering becomes an apology with an error id."""
    broken = replace(ANSWER, passages=(None,))  # type: ignore[arg-type]  # what no code builds

    assert payload_of(broken)["text"].startswith("Something went wrong on my side.")


def test_marker() -> None:
    """A marked message is found by its metadata, and by its last block without it."""
    message = marked(render(ANSWER), "abc123")

    assert carries(message, "abc123")
    assert carries({"blocks": message["blocks"]}, "abc123")
    assert not carries(message, "abc124")
    assert not carries({"text": "talk"}, "abc123")


@pytest.mark.parametrize(
    "text",
    [
        "*bold* _it_ ~no~ `code` 5*6 some_name",
        ">500 arrests",
        "10:100:5 and :tada:",
        "<!channel> @everyone R&D &amp; <@U1> <https://a.example|b>",
        "first\n> second",
    ],
)
def test_marks(text: str) -> None:
    """Text with Slack's marks is shown as it is: no mark, mention, emoji or quotation is left."""
    shown = literal(text)

    assert as_read(shown) == text
    assert not shown.startswith("&gt;")
    assert not {"<", ">", ":100:", ":tada:", "*bold*"} & set(shown.replace("\n", " ").split(" "))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.gov.uk/a?b=c&d=1", "<https://www.gov.uk/a?b=c&amp;d=1|www.gov.uk>"),
        ("http://gov.uk", "<http://gov.uk|gov.uk>"),
        ("https://gov.uk@evil.example/", ""),
        ("javascript:alert(1)", ""),
        ("https://gov.uk/a|b>c", "<https://gov.uk/a%7Cb%3Ec|gov.uk>"),
        ("https://gоv.uk/", "<https://xn--gv-fmc.uk/|xn--gv-fmc.uk>"),  # noqa: RUF001 - on purpose
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_link(url: str, shown: str) -> None:
    """A link is labelled with the host it opens, or is none."""
    assert link(url) == shown


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("<@U0BOT> how much?", "how much?"),
        ("how much, <@U0BOT|bot>?", "how much, ?"),
        ("ask <@U2|anna> in <#C1|press> and <!channel>", "ask @anna in #press and @channel"),
        ("see <https://gov.uk/a>", "see https://gov.uk/a"),
        ("mail <mailto:a@b.example|a@b.example>", "mail a@b.example"),
        ("R&amp;D &lt;!channel&gt;", "R&D <!channel>"),
        ("<!subteam^S1|@press> <@U9> <!date^1^{date}|today>", "@press today"),
    ],
)
def test_heard(typed: str, text: str) -> None:
    """A question is what the person typed, without mark-up and without the bot's name."""
    assert heard(typed, bot="U0BOT") == text


def test_a_time_of_our_own_is_shown_in_the_readers_zone() -> None:
    """A time is shown in the reader's own zone, elsewhere in words, and the lock takes both."""
    due = datetime(2026, 11, 25, 9, tzinfo=UTC)
    told = Span(Role.OWN, "09:00 (Europe/London)", moment=due)
    line = (words("Due "), told, words(", posted late."))
    card = replace(ANSWER, passages=(*ANSWER.passages, Passage(line)), notes=(line,))

    payload = sealed(card, render, readable)

    token = "<!date^1795597200^{date_short_pretty} {time}|09:00 (Europe/London)>"
    shown = [text["text"] for text in texts(payload["blocks"])]
    assert shown.count(f"Due {token}, posted late.") == 2
    assert f">“{SENTENCE}”" in shown
    assert readable(payload).count("Due 09:00 (Europe/London), posted late.") == 2
    assert "Due 09:00 (Europe/London), posted late." in payload["text"]
    assert message_faults(payload) == []
