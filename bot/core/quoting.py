"""Quotations of a message: whether they stand in the statement to the letter."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice, pairwise
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process

from bot.core.brief import Brief
from bot.core.edges import Place, figures_around, figures_at, loses_not, whole
from bot.core.quantities import Verdict
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


class Fidelity(StrEnum):
    """How far a quotation is the statement's own words."""

    VERBATIM = "verbatim"
    UNQUALIFIED = "unqualified"  # to the letter, but a figure is parted from its qualifier
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Likeness:
    """A quotation as it is echoed, and the passage of the statement it is or comes nearest to.

    `written` is what the message has there, with words around the marks that belong to a figure.
    """

    text: str
    written: str
    passage: str = ""
    fidelity: Fidelity = Fidelity.OTHER


class Quoted(NamedTuple):
    """What a message quotes, with what it says itself around that."""

    text: str
    written: str
    before: str = ""
    after: str = ""


def compare_quotations(message: str, brief: Brief) -> tuple[Likeness, ...]:
    """Return every quotation of a message beside the statement's own words.

    At most `MOST` are looked at. Signs for quotation marks, dashes and white space may differ, and
    words may be left out where the message says so with an ellipsis; everything else must be the
    same to the letter.
    """
    statement, folded = _folded(brief.statement)
    found = islice(quotations_in(message), MOST)
    return tuple(_likeness(one, statement, folded) for one in found)


def quotations_in(message: str) -> Iterator[Quoted]:
    """Yield what stands in quotation marks, and quoted blocks, without a repetition."""
    found = (_quoted(one, message) for one in _MARKED.finditer(message))
    blocks = (one[1] for one in _BLOCK.finditer(message) if not _MARKED.search(one[0]))
    seen: set[str] = set()
    for one in (*found, *(Quoted(text.strip(), text) for text in blocks)):
        if one.text not in seen and len(one.text.split()) >= _LEAST:
            seen.add(one.text)
            yield one


def _quoted(found: re.Match[str], message: str) -> Quoted:
    text = next(filter(None, found.groups())).strip()
    before, after = message[: found.start()], message[found.end() :]
    before, after = before.rpartition("\n")[2][-_ROOM:], after.partition("\n")[0][:_ROOM]
    return Quoted(text, found[0], before, after)


def _likeness(quoted: Quoted, statement: str, folded: str) -> Likeness:
    pieces = [piece for piece in _LEFT_OUT.split(quoted.text) if piece.strip()]
    places = list(_places(pieces, folded))
    lead, trail = figures_around(quoted.before, quoted.text, quoted.after)
    text, written = f"{lead}“{quoted.text}”{trail}", f"{lead}{quoted.written}{trail}"
    if not pieces or len(places) < len(pieces):
        return Likeness(text, written, _nearest(quoted.text, statement, folded))
    start, end = whole((places[0][0], places[-1][1]), folded)
    fidelity = _fidelity(quoted, pieces, places, folded)
    return Likeness(text, written, statement[start:end], fidelity)


def _fidelity(
    quoted: Quoted, pieces: Sequence[str], places: Sequence[Place], folded: str
) -> Fidelity:
    """Return how true a quotation is whose pieces stand in the statement to the letter."""
    if loses_not(places, folded, before=quoted.before):
        return Fidelity.OTHER
    befores = [quoted.before, *[""] * (len(pieces) - 1)]
    afters = [*[""] * (len(pieces) - 1), quoted.after]
    around = zip(pieces, places, befores, afters, strict=True)
    verdicts = {
        figures_at(place, folded, before=before, piece=piece, after=after)
        for piece, place, before, after in around
    }
    return next(_FIDELITIES[one] for one in _FIDELITIES if one in verdicts)


# The worst first: it decides.
_FIDELITIES: Final = {
    Verdict.UNDECIDED: Fidelity.OTHER,
    Verdict.LOOSELY_SUPPORTED: Fidelity.UNQUALIFIED,
    Verdict.SUPPORTED: Fidelity.VERBATIM,
}


def _places(pieces: Iterable[str], folded: str) -> Iterator[Place]:
    """Yield where the pieces stand at whole words, in order, up to the first that does not."""
    after = 0
    for piece in pieces:
        place = _place(piece, folded, after)
        if place is None:
            return
        yield place
        after = place[1]


def _place(piece: str, folded: str, after: int) -> Place | None:
    wanted = _fold(piece).rstrip(" ,.;:")  # what ends a quotation may be the message's own
    # A sentence quoted within another begins with a small letter, and the other way round.
    starts = (wanted, wanted[:1].swapcase() + wanted[1:]) if wanted else ()
    for one in starts:
        found = re.compile(rf"(?<!\w){re.escape(one)}(?!\w)").search(folded, after)
        if found:
            return found.span()
    return None


def _nearest(text: str, statement: str, folded: str) -> str:
    """Return the passage a quotation is like, at whole words; empty where none is."""
    wanted = _fold(text).casefold()
    for start, end in _likely(wanted, folded):
        found = fuzz.partial_ratio_alignment(wanted, folded[start:end].lower(), score_cutoff=_ALIKE)
        if found:
            first = _back(folded, start + found.dest_start)
            place = whole((first, _on(folded, start + found.dest_end)), folded)
            return statement[place[0] : place[1]].strip(" ,;:")
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
