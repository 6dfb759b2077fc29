"""One suite for every place an answer is shown: terminal, Slack and Discord."""

from collections.abc import Callable

import pytest

from bot.adapters import terminal
from bot.adapters.discord import render as discord
from bot.adapters.slack import render as slack
from bot.core.answering import answer
from bot.core.card import Card, Role, plain
from bot.core.library import Library
from bot.core.lock import sealed
from bot.core.text import squash
from bot.core.wording import answer_card, command_card

Shown = Callable[[Card], str]


def _terminal(card: Card) -> str:
    return terminal.shown(card)


def _slack(card: Card) -> str:
    return "\n".join(slack.readable(sealed(card, slack.render, slack.readable)))


def _slack_blocks(card: Card) -> str:
    return "\n".join(slack.readable(sealed(card, slack.render, slack.readable))[1:])


def _slack_notification(card: Card) -> str:
    return slack.readable(sealed(card, slack.render, slack.readable))[0]


def _discord(card: Card) -> str:
    return "\n".join(discord.readable(sealed(card, discord.render, discord.readable)))


PLACES = [_terminal, _slack_blocks, _slack_notification, _discord]
QUESTIONS = [
    "how much funding?",
    "how many arrests?",
    "how many drones?",
    "how much funding in pounds?",
    "is it true that 1,000 people were arrested?",
    "were at least 500 people arrested?",
    "did officers fall by 40%?",
    "who said there are no quick fixes?",
    "what did the home secretary say?",
    "asdfghjkl",
]


@pytest.fixture(params=PLACES, ids=lambda place: place.__name__.strip("_"))
def shown(request: pytest.FixtureRequest) -> Shown:
    """Return what one place shows of a card."""
    place: Shown = request.param
    return place


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_place_shows_the_whole_answer(question: str, shown: Shown, library: Library) -> None:
    """Figure, qualifier, quotation, speaker, note and source are read everywhere, in full."""
    card = answer_card(answer(question, library), show_question=True)

    text = squash(shown(card))
    missing = [span.text for span in card.spans() if squash(span.text).strip(": ") not in text]
    assert missing == []


@pytest.mark.parametrize("command", ["summary", "about", "list", "help"])
def test_every_place_shows_every_command(command: str, shown: Shown, library: Library) -> None:
    """Summary, about, list and help are read everywhere, in full."""
    card = command_card(command, library)

    text = squash(shown(card))
    missing = [span.text for span in card.spans() if squash(span.text).strip(": ") not in text]
    assert missing == []


@pytest.mark.parametrize("place", [_slack, _discord])
@pytest.mark.parametrize(
    "hostile",
    [
        "@everyone <!channel> <@U1> <@&1>",
        "[x](http://evil.example) <http://a|b>",
        "*_`~> #|\\ &lt;",
    ],
)
def test_a_hostile_question_reads_as_it_was_asked(
    place: Shown, hostile: str, library: Library
) -> None:
    """What the asker wrote is shown as text of theirs: nothing of it pings, links or formats."""
    card = answer_card(answer(f"how many arrests {hostile}", library), show_question=True)

    asked = next(span.text for span in card.spans() if span.role is Role.ASKED)
    assert squash(asked) in squash(place(card))


def test_the_notification_is_the_whole_answer(library: Library) -> None:
    """What Slack notifies with and reads aloud is the card in plain words."""
    card = answer_card(answer("how many arrests?", library))

    assert _slack_notification(card) == plain(card)
