"""Lines put together again: which of them were broken only because the page was full."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from bot.core.text import STOP_WORDS, stem
from bot.drafting.bylines import is_byline
from bot.drafting.lines import WIDEST, Line, lines, numbered, width

MOST_HEADING_WORDS: Final = 16
# A line that ends like this is not finished, whatever follows.
_UNFINISHED_WORDS: Final = (
    "a an and as at by for from in into is its of on or our the their to was were will with "
    "that this these those than which who whose has have had be been are not per under over "
    "between after before during including about against up down no more less & mr mrs ms dr"
)
_UNFINISHED: Final = frozenset(_UNFINISHED_WORDS.split())
_LISTED: Final = re.compile(r"[:;](?:\s+(?:and|or))?$")  # the next item follows
_LABELLED: Final = re.compile(r"[A-Z][^:.]{1,40}:\s+\S")  # "Budget: £3 million"
_OPEN_END: Final = re.compile(r"[,\-\u2013—/(&]$")
_MOST_BYLINE_LINES: Final = 3
_SHORT: Final = 0.55  # of the width: nobody breaks a line that early for width alone
_ROOM: Final = 8  # columns left over besides the next word before that tells anything


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, as they were before the page broke them."""

    lines: tuple[Line, ...]
    text: str  # with single spaces
    alone: bool  # blank lines or the statement's ends stand around it

    @property
    def first(self) -> Line:
        """Return the first line."""
        return self.lines[0]

    @property
    def start(self) -> int:
        """Return where the text starts in the statement, after any bullet mark."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Return where the text ends in the statement."""
        return self.lines[-1].end


@dataclass(frozen=True, slots=True)
class _Page:
    """What is known of the whole when two lines are weighed."""

    width: int
    stems: frozenset[str]  # of the words that stand in small letters somewhere


def paragraphs(statement: str) -> tuple[Paragraph, ...]:
    """Return the statement's paragraphs, headings, bullets and rows in order."""
    read = _without_false_marks(statement, lines(statement))
    page = _Page(width(read), _small_words(statement))
    groups: list[list[Line]] = []
    for line in read:
        if groups and _continues(groups[-1], line, page, first=len(groups) == 1):
            groups[-1].append(line)
        else:
            groups.append([line])
    return _with_surroundings(groups)


def _with_surroundings(groups: list[list[Line]]) -> tuple[Paragraph, ...]:
    after = [group[0].blank_before for group in groups[1:]] + [True]
    return tuple(
        Paragraph(
            tuple(group), _joined(group), alone=(not at or group[0].blank_before) and after[at]
        )
        for at, group in enumerate(groups)
    )


def _joined(group: list[Line]) -> str:
    return " ".join(" ".join(line.text.split()) for line in group)


def _small_words(statement: str) -> frozenset[str]:
    return frozenset(stem(word) for word in re.findall(r"\b[a-z]{3,}\b", statement))


def _without_false_marks(statement: str, read: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines, dashes and numbers that only wrapped to a line's start unmarked."""
    kept = list(read[:1])
    listed = {(line.mark, line.indent) for line in read if line.mark and line.blank_before}
    for previous, line in pairwise(read):
        false = (line.mark, line.indent) not in listed and _false_mark(previous, line)
        kept.append(_unmarked(statement, line) if false else line)
        if kept[-1].mark:
            listed.add((line.mark, line.indent))
    return tuple(kept)


def _false_mark(previous: Line, line: Line) -> bool:
    if not line.mark or line.blank_before:
        return False
    if numbered(line.mark):
        return not (previous.terminated or _LISTED.search(previous.text) or previous.mark)
    open_sentence = not previous.terminated and not previous.text.endswith((":", ";", ","))
    return line.mark in "-\u2013—" and open_sentence and line.goes_on and not previous.mark


def _unmarked(statement: str, line: Line) -> Line:
    start = statement.rindex(line.mark, 0, line.start)
    return replace(line, text=statement[start : line.end], start=start, mark="")


def _continues(group: list[Line], line: Line, page: _Page, *, first: bool) -> bool:
    """Say whether a line goes on with the lines before it."""
    previous = group[-1]
    if line.mark or line.row or previous.row or _is_byline(group):
        return False
    if line.blank_before:
        return _runs_over_gap(previous, line, page)
    if line.goes_on:
        return first or not (_colon(previous) and _fits(previous, line, page))
    if len(previous.text) > WIDEST or _indented(group, line):
        return not _ends(previous)
    return not _stops(group, line, page)


def _is_byline(group: list[Line]) -> bool:
    return len(group) <= _MOST_BYLINE_LINES and is_byline(" ".join(line.text for line in group))


def _runs_over_gap(previous: Line, line: Line, page: _Page) -> bool:
    """Say whether a blank line stands in the middle of a sentence (double spacing, a new page)."""
    full = previous.indent + len(previous.text) > page.width * 0.7
    return full and line.goes_on and not previous.terminated and not _colon(previous)


def _colon(line: Line) -> bool:
    return line.text.endswith((":", ";"))


def finished(text: str) -> bool:
    """Say whether nothing at the end of a text asks for more.

    >>> finished("Numbers of officers in"), finished("Next steps")
    (False, True)
    """
    last = text.rsplit(maxsplit=1)[-1].casefold()
    return not (_OPEN_END.search(text) or last in _UNFINISHED)


def _ends(line: Line) -> bool:
    return line.terminated or finished(line.text)


def _indented(group: list[Line], line: Line) -> bool:
    """Say whether a line's indent differs as a new paragraph's does."""
    step = line.indent - group[-1].indent
    hangs = bool(group[0].mark) and len(group) == 1
    return not hangs and abs(step) > 1 and group[-1].terminated


def _fits(previous: Line, line: Line, page: _Page) -> bool:
    """Say whether the next word had found room on the line before."""
    used = previous.indent + len(previous.text)
    return used + 1 + len(line.first_word) <= page.width


def _stops(group: list[Line], line: Line, page: _Page) -> bool:
    """Say whether the line before was the last of its paragraph; the next starts with a capital."""
    previous = group[-1]
    if not _ends(previous):
        return False
    if previous.terminated or _colon(previous):
        return _fits(previous, line, page)
    if is_byline(line.text) or (_LABELLED.match(previous.text) and _LABELLED.match(line.text)):
        return True
    used = previous.indent + len(previous.text)
    if used <= page.width * _SHORT:
        return True
    return _short(group) and _begins_sentence(line, page) and _roomy(previous, line, page)


def _roomy(previous: Line, line: Line, page: _Page) -> bool:
    used = previous.indent + len(previous.text)
    return used + 1 + len(line.first_word) + _ROOM <= page.width


def _short(group: list[Line]) -> bool:
    words = sum(len(line.text.split()) for line in group[: MOST_HEADING_WORDS + 1])
    return words <= MOST_HEADING_WORDS


def _begins_sentence(line: Line, page: _Page) -> bool:
    """Say whether the capital is there because a sentence starts, not because of a name."""
    word = line.first_word.strip("\"'“\u2018(").casefold()
    return word in STOP_WORDS or stem(word) in page.stems
