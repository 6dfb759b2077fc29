"""A fact as extraction finds it, before it has an id."""

from dataclasses import dataclass

from bot.core.brief import Kind
from bot.core.quantities import Quantity
from bot.drafting.block import Block
from bot.drafting.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Found:
    """One thing a sentence says; `spoken_by` is a name in the statement's words.

    `asks` are its questions and phrases, `words` the telling words of its own clause, from which
    aliases are proposed; `unsure` says why a reviewer should look at it.
    """

    kind: Kind
    value: str
    label: str
    sentence: Sentence
    asks: tuple[str, ...]
    at: int = 0  # in the sentence
    subject: str = ""
    actor: str = ""
    place: str = ""
    period: str = ""
    spoken_by: str = ""
    words: str = ""
    unsure: str = ""
    quantity: Quantity | None = None
    also: tuple[str, ...] = ()  # more evidence, beside the sentence

    @property
    def block(self) -> Block:
        """Return the block of the statement that the fact stands in."""
        return self.sentence.block

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return the verbatim parts of the statement that carry the fact."""
        return (self.sentence.text, *self.also)
