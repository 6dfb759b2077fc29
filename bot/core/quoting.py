"""Quotations of a message: whether they stand in the statement to the letter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import Final

from rapidfuzz import fuzz, process

from bot.core.brief import Brief
from bot.core.text import normalise, squash

MOST: Final = 12  # quotations of one message

_MARKED: Final = re.compile(
    r"\u201c([^\u201c\u201d\n]{3,2000})\u201d|\u00ab([^\u00ab\u00bb\n]{3,2000})\u00bb"
    r"|\u201e([^\u201e\u201c\n]{3,2000})\u201c|\"([^\"\n]{3,2000})\""
    r"|(?<!\w)\u2018([^\u2018\n]{3,2000}?)\u2019(?!\w)"
)
_BLOCK: Final = re.compile(r"^>[ \t]?(.+)$", re.MULTILINE)
_LEFT_OUT: Final = re.compile(r"\s*(?:\[(?:\u2026|\.{3})\]|\u2026|\.{3})\s*")
_LEAST: Final = 2  # words: one word in quotation marks is a name or irony
_ALIKE: Final = 72.0  # of 100; below this a passage is another sentence
_ROOM: Final = 60  # how far a passage is widened to whole sentences
_ENDS: Final = ".!?"
_TRIED: Final = 3
_SENTENCE_END: Final = re.compile(r"[.!?][\"')]* ")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A quotation, the passage of the statement it is or comes nearest to, and whether it is it."""

    text: str
    passage: str = ""
    verbatim: bool = False


def compare_quotations(message: str, brief: Brief) -> tuple[Likeness, ...]:
    """Return every quotation of a message beside the statement's own words.

    At most `MOST` are looked at. Signs for quotation marks, dashes and white space may differ, and
    words may be left out where the message says so with an ellipsis; everything else must be the
    same to the letter.
    """
    statement, folded = _folded(brief.statement)
    found = islice(quotations_in(message), MOST)
    return tuple(_likeness(text, statement, folded) for text in found)


def quotations_in(message: str) -> Iterator[str]:
    """Yield what stands in quotation marks, and quoted blocks, without a repetition."""
    found = [next(filter(None, one.groups())) for one in _MARKED.finditer(message)]
    blocks = [one[1] for one in _BLOCK.finditer(message) if not _MARKED.search(one[0])]
    for text in dict.fromkeys([*found, *blocks]):
        if len(text.split()) >= _LEAST:
            yield text.strip()


def _likeness(text: str, statement: str, folded: str) -> Likeness:
    pieces = [piece for piece in _LEFT_OUT.split(text) if piece.strip()]
    places = [_place(piece, folded) for piece in pieces]
    if pieces and None not in places and places == sorted(places, key=lambda one: one or (0, 0)):
        first, last = places[0] or (0, 0), places[-1] or (0, 0)
        return Likeness(text, statement[first[0] : last[1]], verbatim=True)
    return Likeness(text, _nearest(text, statement, folded))


def _place(piece: str, folded: str) -> tuple[int, int] | None:
    wanted = _fold(piece).rstrip(" ,.;:")  # what ends a quotation may be the message's own
    # A sentence quoted within another begins with a small letter, and the other way round.
    starts = (wanted[:1].swapcase() + wanted[1:], wanted) if wanted else ()
    at = max((folded.find(one) for one in starts), default=-1)
    return (at, at + len(wanted)) if at >= 0 else None


def _nearest(text: str, statement: str, folded: str) -> str:
    """Return the passage a quotation is like, at whole words; empty where none is."""
    wanted = _fold(text).casefold()
    for start, end in _likely(wanted, folded):
        found = fuzz.partial_ratio_alignment(wanted, folded[start:end].lower(), score_cutoff=_ALIKE)
        if found:
            first = _back(folded, start + found.dest_start)
            return statement[first : _on(folded, start + found.dest_end)].strip(" ,;:")
    return ""


def _likely(wanted: str, folded: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the few sentences that share most words with a quotation, each widened.

    A quotation may run over from one sentence into the next, so its own length is added.
    """
    spans = _sentences(folded)
    texts = [folded[start:end].lower() for start, end in spans]
    best = process.extract(wanted, texts, scorer=fuzz.token_set_ratio, limit=_TRIED)
    for _, _, at in best:
        start, end = spans[at]
        if len(wanted) <= len(folded):
            yield start, min(len(folded), end + len(wanted))


def _back(text: str, at: int) -> int:
    """Return where the sentence begins, or where that is far, the word."""
    ends = max(text.rfind(sign + " ", max(0, at - _ROOM), at) for sign in _ENDS)
    return ends + 2 if ends >= 0 else text.rfind(" ", 0, at + 1) + 1


def _on(text: str, at: int) -> int:
    """Return where the sentence ends, or where that is far, the word."""
    ends = [place for sign in _ENDS if 0 <= (place := text.find(sign, at - 1)) < at + _ROOM]
    word = text.find(" ", at - 1)
    return min(ends) + 1 if ends else (word if word >= 0 else len(text))


def _fold(text: str) -> str:
    """Return a text with one form of marks, dashes and white space; letters stay as they are."""
    return squash(text.translate(_SIGNS))


_SIGNS: Final = str.maketrans(
    {sign: normalise(sign) for sign in "\u2018\u2019\u201a\u201b\u02bc\u2032\u201c\u201d\u201e"}
    | {sign: normalise(sign) for sign in "\u00ab\u00bb\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}
)


@lru_cache(maxsize=64)
def _folded(statement: str) -> tuple[str, str]:
    """Return a statement with single spaces, and the same folded; both of one length."""
    shown = squash(statement)
    return shown, shown.translate(_SIGNS)


@lru_cache(maxsize=64)
def _sentences(folded: str) -> tuple[tuple[int, int], ...]:
    """Return the places of a statement's sentences."""
    ends = [found.end() for found in _SENTENCE_END.finditer(folded)]
    return tuple(pairwise([0, *ends, len(folded)]))
