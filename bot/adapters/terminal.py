"""The terminal as a place to talk: a question a line in, an answer out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TextIO

from bot.core import wording
from bot.core.answering import answer
from bot.core.card import Card, Tone, plain
from bot.core.library import Library
from bot.core.lock import sealed
from bot.core.reader import PassageReader
from bot.core.recall import Recall
from bot.core.request import split_command

WELCOME: Final = "Ask about {titles}. Leave with “quit”."
LEAVING: Final = frozenset({"quit", "exit", "bye", ":q"})
_COLOURS: Final = {
    Tone.ANSWER: "\x1b[32m",
    Tone.CONTRADICTED: "\x1b[31m",
    Tone.UNSURE: "\x1b[33m",
    Tone.NO: "\x1b[33m",
    Tone.TROUBLE: "\x1b[31m",
    Tone.PLAIN: "\x1b[36m",
}
_PLAIN: Final = "\x1b[0m"


def shown(card: Card, *, colour: bool = False) -> str:
    """Return a card as it is printed: the number lock holds here too."""
    text = sealed(card, _text, lambda payload: (payload,))
    if not colour:
        return text
    first, newline, rest = text.partition("\n")
    return f"{_COLOURS[card.tone]}\x1b[1m{first}{_PLAIN}{newline}{rest}"


def _text(card: Card) -> str:
    asks = " · ".join(prompt.label for prompt in card.prompts)
    return plain(card) + (f"\nAsk next: {asks}" if asks else "")


@dataclass
class Conversation:
    """A conversation that remembers what its last answer was about."""

    library: Library
    recall: Recall | None = None
    reader: PassageReader | None = None

    def reply(self, text: str) -> Card:
        """Return the reply to a line."""
        command, rest = split_command(text)
        if command == "ask":
            found = answer(rest, self.library, recall=self.recall, reader=self.reader)
            self.recall = found.recall or self.recall
            return wording.answer_card(found)
        return wording.command_card(command, self.library, rest)

    def talk(self, lines: Iterable[str], out: TextIO, *, prompt: str, colour: bool) -> int:
        """Answer line by line until the end or "quit"; return how many lines were answered."""
        answered = 0
        out.write(prompt)
        out.flush()
        for line in lines:
            if line.strip().lower() in LEAVING:
                break
            if line.strip():
                answered += 1
                out.write(shown(self.reply(line), colour=colour) + "\n\n")
            out.write(prompt)
            out.flush()
        return answered


def welcome(library: Library) -> str:
    """Return what a conversation opens with."""
    titles = ", ".join(f"“{brief.title}”" for brief in library) or "no statement yet"
    return WELCOME.format(titles=titles)
