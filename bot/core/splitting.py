"""A message in parts: one figure each with the words that tell what it measures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.core.quantities import Measure, Quantity, find
from bot.core.text import squash

_SENTENCE: Final = re.compile(r"(?<=[.!?])[\"'\u201d\u2019)]*\s+(?=\S)|\n+")
_JOINT: Final = re.compile(
    r"\s*(?:[;:,]|\s[\u2013\u2014-]\s|\b(?:and|but|while|whereas|as well as|plus)\b)\s*"
)
_ECHO: Final = 70
_BEFORE: Final = 1  # words before a date that tell whether it is "since" or "until"
_LOOSE_END: Final = re.compile(r"[\s,;:]*(?:\b(?:and|but|while|whereas|plus)\b)?[\s,;:.!]*$")


@dataclass(frozen=True, slots=True)
class Part:
    """The words around one figure, or a sentence with dates alone; places are those of `text`."""

    text: str
    sentence: str
    figure: Quantity | None = None
    dates: tuple[Quantity, ...] = ()

    @property
    def echo(self) -> str:
        """Return the part, or where it is long, the words around its figure."""
        text = _LOOSE_END.sub("", self.text)
        if self.figure is None or len(text) <= _ECHO:
            return squash(text).lstrip(" ,;:")
        room = max(0, _ECHO - (self.figure.end - self.figure.start)) // 2
        start, end = max(0, self.figure.start - room), self.figure.end + room
        start = text.find(" ", start, self.figure.start) + 1 if start else 0
        after = text.find(" ", end)
        return squash(text[start : after if after >= 0 else len(text)]).strip(" ,;:")

    def echo_of(self, date: Quantity) -> str:
        """Return a date with the words right before it."""
        before = self.text[: date.start].split()[-_BEFORE:]
        return squash(" ".join([*before, date.text]))


def parts_of(message: str) -> Iterator[Part]:
    """Yield the parts of a message that hold a figure or a date, in order."""
    for sentence in _SENTENCE.split(message):
        quantities = [one for one in find(sentence) if not one.vague]
        figures = [one for one in quantities if one.measure is not Measure.DATE]
        if not figures and quantities:
            yield Part(sentence, sentence, None, tuple(quantities))
        for start, end in _spans(sentence, figures):
            yield _part(sentence[start:end], sentence)


def _part(text: str, sentence: str) -> Part:
    quantities = [one for one in find(text) if not one.vague]
    figure = next((one for one in quantities if one.measure is not Measure.DATE), None)
    dates = tuple(one for one in quantities if one.measure is Measure.DATE)
    return Part(text, sentence, figure, dates)


def _spans(sentence: str, figures: list[Quantity]) -> Iterator[tuple[int, int]]:
    """Yield the span of each figure's words: cut at the joint between two figures."""
    start = 0
    for one, following in pairwise(figures):
        end = _joint(sentence, one, following)
        yield start, end
        start = end
    if figures:
        yield start, len(sentence)


def _joint(sentence: str, one: Quantity, following: Quantity) -> int:
    """Return where the words of the next figure begin: after the first joint, else at itself."""
    noun = sentence.find(one.noun, one.end) + len(one.noun) if one.noun else one.end
    after = noun if one.end <= noun <= following.start else one.end
    found = _JOINT.search(sentence, after, following.start)
    return found.end() if found else following.start
