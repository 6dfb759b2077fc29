"""The sentences of a statement, each with its place, its block and its speaker."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.drafting.block import Block, BlockKind
from bot.drafting.layout import blocks
from bot.drafting.speakers import Saying, quoted, spoken, voices

_WHOLE: Final = frozenset(
    {BlockKind.TITLE, BlockKind.HEADING, BlockKind.BYLINE, BlockKind.TABLE_ROW}
)
_OPEN: Final = r"(?:^|[\s(“\"\u2018])"
# No sentence ends here, whatever follows.
_ABBREVIATION: Final = re.compile(
    rf"{_OPEN}(?:(?:Mr|Mrs|Ms|Messrs|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Hon|Rev|St|Smt|Sri)"
    r"|[A-Z]|(?i:cf|e\.g|i\.e|vs?|viz|incl))\.$"
)
# Nor here, where a figure follows: "No. 5", "Jan. 2025", "approx. £3".
_BEFORE_FIGURES: Final = re.compile(
    rf"{_OPEN}(?:nos?|arts?|paras?|pp?|vol|ch|figs?|sec|approx|ca|rs|cr|jan|feb|mar|apr|jun|jul|aug"
    r"|sept?|oct|nov|dec)\.$",
    re.IGNORECASE,
)
_FIGURE: Final = re.compile(r"[^\w\s]{0,2}\d|[A-Z]{2,3}\s?[$£€]")
_TAIL: Final = 100  # signs on both sides that tell whether a sentence ends between them
# Ends that the library passes over: no space after the stop, an abbreviated unit before it, or a
# word that it takes for an abbreviation: "three in a row. The next".
_MISSED: Final = re.compile(
    r"(?<![^\W\d_])(?!(?:approx|dept|est|etc|ext|fig|incl|max|min|nos|para|sec|tel|viz|vol)\b)"
    r"[a-z]{3,}[.!?]\s+(?=[A-Z][a-z])|"
    r"(?:(?<=[a-z]{3})|(?<=\d{4}))[.!?][”\"\u2019)]?(?=[“\"\u2018]?[A-Z][a-z]+\s)"
    r"|\d\s?(?:m|bn|tn|km|kg|cr|ft|yrs)\.\s+(?=[A-Z][a-z]*\s)"
)
_ATTRIBUTION: Final = re.compile(
    r"(?:[\w.\u2019'&-]+\s+){1,8}(?:said|says|added)(?:\s+(?:today|yesterday|(?:on|in|at)\s[^.]{1,30}))?\.?"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as it stands, white space aside, and where."""

    text: str
    start: int  # in the statement
    end: int
    block: Block
    speaker: str = ""  # in the statement's words; empty: the publisher


def sentences(statement: str) -> tuple[Sentence, ...]:
    """Return the sentences of a statement in order, those of page furniture left out.

    Titles, headings, bylines and rows are one sentence each.
    """
    found: list[Sentence] = []
    named = ""
    for block in blocks(statement):
        if block.kind is not BlockKind.FURNITURE:
            for sentence in _of_block(block, named):
                found.append(sentence)
                named = sentence.speaker or named
    return tuple(found)


def _of_block(block: Block, named: str) -> Iterator[Sentence]:
    parts = [(0, len(block.text))] if block.kind in _WHOLE else spans(block.text)
    said = voices(block.text, named)
    for start, end in parts:
        begin, finish = block.origin(start, end)
        speaker = "" if block.kind in _WHOLE else _speaker(block, start, end, said)
        yield Sentence(block.text[start:end], begin, finish, block, speaker)


def _speaker(block: Block, start: int, end: int, said: tuple[Saying, ...]) -> str:
    """Return who says a sentence: named in it, around its quotation marks, else the block's."""
    inside = [saying.who for saying in said if start <= saying.at < end]
    if inside:
        return inside[0]
    if _outside(block, start, end):
        return ""
    if any(begin <= start < finish for begin, finish in spoken(block.text)):
        before = [saying.who for saying in said if saying.at < start]
        after = [saying.who for saying in said if saying.at >= end]
        return (before[-1:] or after[:1] or [block.speaker])[0]
    return "" if said and not block.speaker else block.speaker


def _outside(block: Block, start: int, end: int) -> bool:
    """Say whether a sentence stands beside the quotation marks of a block that has some."""
    marked = bool(spoken(block.text))
    return marked and not any(a < end and start < b for a, b in quoted(block.text))


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the sentences of an unwrapped text start and end.

    >>> [t[a:b] for t in ["Mr. Lee paid No. 5 of the U.S. team. Why? Ask."] for a, b in spans(t)]
    ['Mr. Lee paid No. 5 of the U.S. team.', 'Why?', 'Ask.']
    """
    found: list[tuple[int, int]] = []
    for start, end in _with_missed(text, _splitter()(text)):
        if found and _belongs(text[found[-1][0] : found[-1][1]], text[start:end]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(_trimmed(text, start, end) for start, end in found if text[start:end].strip())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _with_missed(text: str, split: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the sentences, those that the library left together parted as well."""
    for start, end in split:
        begin = start
        for match in _MISSED.finditer(text, start, end):
            yield begin, match.end()
            begin = match.end()
        yield begin, end


def _belongs(before: str, after: str) -> bool:
    """Say whether a part goes on with the sentence before it."""
    shown, following = before[-_TAIL:].rstrip(), after[:_TAIL].lstrip('“"\u2018([ ')
    if not following:
        return True
    if _ATTRIBUTION.fullmatch(after[: 2 * _TAIL].strip()) and shown.endswith(("”", '"', "\u2019")):
        return True
    if _BEFORE_FIGURES.search(shown) and _FIGURE.match(after[:_TAIL].lstrip()):
        return True
    return following[0].islower() or bool(_ABBREVIATION.search(shown))


@lru_cache(maxsize=1)
def _splitter() -> Callable[[str], list[tuple[int, int]]]:
    from nupunkt import sent_spans  # noqa: PLC0415  # it loads a model

    return sent_spans
