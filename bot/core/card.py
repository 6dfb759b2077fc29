"""What is shown: one card of typed spans, the same for every platform.

A card is built by `bot.core.wording` alone. An adapter turns it into a platform's payload and
decides nothing about its content; `bot.core.lock` checks the finished payload against it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a span of text is; the number lock exempts by role, never by pattern."""

    WORDS = "words"  # our own wording: holds no figure
    VALUE = "value"  # a fact's figure, date, name or period, with its qualifier
    QUOTE = "quote"  # a verbatim part of the statement
    SOURCE = "source"  # title, publisher, date or address of the statement
    OWN = "own"  # times and counts of our own: "3 briefs", "due 09:00"
    ASKED = "asked"  # the asker's words, shown as theirs


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text with its role; VALUE and QUOTE carry their fact and its evidence.

    `moment` is the time that an OWN text tells: a platform may show it in the reader's zone.
    """

    role: Role
    text: str
    fact: str = ""
    evidence: str = ""
    moment: datetime | None = None


Line = tuple[Span, ...]


class Tone(StrEnum):
    """How a card stands out; a platform shows it by a sign and a word, never by colour alone."""

    ANSWER = "answer"
    CONTRADICTED = "contradicted"
    UNSURE = "unsure"  # ambiguous: several are shown, none is picked
    NO = "no"  # the statement does not say
    PLAIN = "plain"  # summary, list, about, help
    TROUBLE = "trouble"  # an apology with an error id


@dataclass(frozen=True, slots=True)
class Passage:
    """One fact as it is shown: what it is in short, its sentence, who says so."""

    short: Line
    quote: Span | None = None
    said_by: Line = ()


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where the statement is from; `url` is empty where no address is known.

    `opens` is the same address with the quoted sentence in it, for a link that shows it at once.
    """

    line: Line
    url: str = ""
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A next question that has an answer; `label` holds at most 75 characters and no figure.

    `handle` names the fact that answers it (`bot.core.handles`), so that a button needs no words.
    """

    label: str
    question: str
    handle: str = ""


class Deed(StrEnum):
    """What a reader may do with a card; each is a command of `bot.core.request`."""

    CITE = "cite"
    NOT_ASKED = "not_asked"
    VOTE = "vote"
    USE = "use"  # answer from this statement here, from now on
    ASK_IN = "ask_in"  # ask the same question of this statement
    # Of a scheduled post, whose id is the handle:
    SCHEDULE_ADD = "schedule_add"  # confirm what was proposed
    SCHEDULE_TEST = "schedule_test"  # show the asker alone what would be posted now
    SCHEDULE_SHOW = "schedule_show"
    SCHEDULE_PAUSE = "schedule_pause"
    SCHEDULE_RESUME = "schedule_resume"
    SCHEDULE_RUN = "schedule_run"
    SCHEDULE_REMOVE = "schedule_remove"


@dataclass(frozen=True, slots=True)
class Choice:
    """A statement to choose, as a button or an entry of a list, and what choosing it does."""

    label: Span
    handle: str
    deed: Deed


@dataclass(frozen=True, slots=True)
class Card:
    """All that one reply or post shows, in reading order.

    `asked` (the question as understood), `headline` (the short answer first), `lead_in` (what the
    passages are: "the nearest it says, not an answer"), `passages`, `notes`, `source`, `prompts`.
    Everything but `headline` may be empty. `handle` names what an answer is about, `deeds` what may
    be done with it; `choices` are statements to choose from.
    """

    tone: Tone
    headline: Line
    asked: Line = ()
    lead_in: Line = ()
    passages: tuple[Passage, ...] = ()
    notes: tuple[Line, ...] = ()
    source: SourceLine | None = None
    prompts: tuple[Prompt, ...] = ()
    handle: str = ""
    deeds: tuple[Deed, ...] = ()
    choices: tuple[Choice, ...] = ()

    def spans(self) -> Iterator[Span]:
        """Yield every span in reading order."""
        yield from self.asked
        yield from self.headline
        yield from self.lead_in
        for passage in self.passages:
            yield from passage.short
            if passage.quote:
                yield passage.quote
            yield from passage.said_by
        for note in self.notes:
            yield from note
        if self.source:
            yield from self.source.line
        for choice in self.choices:
            yield choice.label


def words(text: str) -> Span:
    """Return a span of our own wording."""
    return Span(Role.WORDS, text)


def text_of(line: Line) -> str:
    """Return a line's text."""
    return "".join(span.text for span in line)


def plain(card: Card) -> str:
    """Return the whole card as plain text: notification, screen reader and terminal.

    A quotation stands in curly quotation marks on a line of its own; buttons are left out.
    """
    parts = [text_of(card.asked), text_of(card.headline), text_of(card.lead_in)]
    for passage in card.passages:
        quote = f"“{passage.quote.text}”" if passage.quote else ""
        parts += [text_of(passage.short), quote, text_of(passage.said_by)]
    parts += [text_of(note) for note in card.notes]
    if card.source:
        parts += [text_of(card.source.line), card.source.url]
    return "\n".join(part for part in parts if part)
