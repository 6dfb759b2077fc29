"""Which part of a statement a paragraph is, told by its form and by its neighbours."""

import re
from collections.abc import Sequence
from typing import Final

from bot.drafting.block import BlockKind
from bot.drafting.bylines import is_byline
from bot.drafting.furniture import furniture
from bot.drafting.lines import numbered
from bot.drafting.paragraphs import MOST_HEADING_WORDS, Paragraph, finished

_NOTES: Final = re.compile(
    r"(?:editors?['\u2019]?s?['\u2019]? notes?|notes? (?:to|for) (?:the )?"
    r"(?:editors?|media|journalists)"
    r"|background notes?|further information|more information|additional information|notes?"
    r"|(?:press|media|news)? ?(?:contacts?|enquiries|inquiries)(?: (?:details?|information))?"
    r"|contact(?: us| details| information)?|investor relations(?: contacts?)?|disclaimer"
    r"|forward[- ]looking statements?|cautionary (?:note|statement)s?.*|footnotes?|endnotes?"
    r"|for (?:more|further) information.*|related (?:links|content|documents|news))\s*:?",
    re.IGNORECASE,
)
_NOTABLE: Final = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.BYLINE, BlockKind.HEADING}
)
_ABOUT: Final = re.compile(r"(?:About|ABOUT) (?:the )?[A-Z].{0,60}")
_NOTE_START: Final = re.compile(
    r"\**(?:editors?['\u2019]?s? )?notes?(?: (?:to|for) editors?)?\s*[:\u2013—-]"
    r"|for (?:more|further) information,? (?:please )?(?:contact|visit|see)"
    r"|(?:press|media) (?:contacts?|enquiries)\b",
    re.IGNORECASE,
)
_MOST_TITLE_WORDS: Final = 40
_FEWEST_ITEMS: Final = 3
_FEW: Final = 4  # words of a house's name
_HOUSE: Final = re.compile(
    r"(?:The )?(?:Ministry|Department|Office|Government|Council|Commission|Agency|Embassy)\b"
)
_MOST_OFFICE: Final = 8  # words of an office or a town
_LONGEST_SMALL: Final = 4  # signs of a word that a name may have in small letters
_LATE: Final = 0.6  # of the paragraphs: before that "About ..." is part of the matter


def kinds(read: Sequence[Paragraph]) -> tuple[BlockKind, ...]:
    """Return the kind of each paragraph; quotations are found later, among speakers."""
    left_out = furniture(read)
    found = [
        BlockKind.FURNITURE if at in left_out else _alone(part) for at, part in enumerate(read)
    ]
    _find_title(read, found)
    _find_head(read, found)
    _find_items(read, found)
    _find_notes(read, found)
    return tuple(found)


def _alone(part: Paragraph) -> BlockKind:
    """Return the kind a paragraph has by its own form."""
    text = part.text
    if part.first.row:
        return BlockKind.TABLE_ROW
    if is_byline(text):
        return BlockKind.BYLINE
    if _NOTE_START.match(text):
        return BlockKind.HEADING if _NOTES.fullmatch(text) else BlockKind.NOTE
    if heading_like(text) and (not part.first.mark or (numbered(part.first.mark) and part.alone)):
        return BlockKind.HEADING
    return BlockKind.BULLET if part.first.mark else BlockKind.PARAGRAPH


def heading_like(text: str) -> bool:
    """Say whether a text reads as a heading: short, not a sentence, finished.

    >>> [heading_like(text) for text in ("Next steps", "We act.", "The measures agreed cover:")]
    [True, False, False]
    """
    words = text.split()
    if text.endswith(":"):
        return len(words) < _FEW and not _says(text)
    starts = text.lstrip("\"'“\u2018(")[:1]
    return (
        len(words) <= MOST_HEADING_WORDS
        and (starts.isupper() or starts.isdigit())
        and not text.isdecimal()
        and finished(text)
        and not text.endswith((".", ";", "”", '"', "…"))
    )


def _says(text: str) -> bool:
    return bool(re.search(r"\b(?:said|says|added|stated|told)\b", text))


def _find_title(read: Sequence[Paragraph], found: list[BlockKind]) -> None:
    """Make the first heading the title, or a long first line that is not a sentence."""
    body = (BlockKind.BYLINE, BlockKind.FURNITURE)
    first = next((at for at, kind in enumerate(found) if kind not in body), None)
    if first is None:
        return
    best = _after_letterhead(read, found, first)
    text = read[best].text
    ended = read[best].lines[-1].terminated or text.endswith((":", "”", '"'))
    long_title = not ended and len(text.split()) <= _MOST_TITLE_WORDS
    if found[best] is BlockKind.HEADING or (found[best] is BlockKind.PARAGRAPH and long_title):
        found[best] = BlockKind.TITLE


def _after_letterhead(read: Sequence[Paragraph], found: list[BlockKind], first: int) -> int:
    """Return where the title stands; a house's name of few words above it becomes a byline."""
    at = first
    while (
        at + 1 < len(read)
        and found[at] is BlockKind.HEADING
        and (len(read[at].text.split()) <= _FEW or _HOUSE.match(read[at].text))
        and (found[at + 1] in {BlockKind.HEADING, BlockKind.BYLINE})
        and _longer_heading(read, found, at)
    ):
        found[at] = BlockKind.BYLINE
        at = next(n for n in range(at + 1, len(read)) if found[n] is BlockKind.HEADING)
    return at


def _longer_heading(read: Sequence[Paragraph], found: list[BlockKind], at: int) -> bool:
    """Say whether a longer heading comes before the first paragraph."""
    for part, kind in zip(read[at + 1 :], found[at + 1 :], strict=True):
        if kind is BlockKind.HEADING:
            house = bool(_HOUSE.match(read[at].text))
            return len(part.text.split()) > (
                _FEW if house else max(_FEW, len(read[at].text.split()))
            )
        if kind is not BlockKind.BYLINE:
            return False
    return False


def _find_head(read: Sequence[Paragraph], found: list[BlockKind]) -> None:
    """Make short lines among the bylines under the title bylines: offices, towns."""
    if BlockKind.TITLE not in found:
        return
    start = found.index(BlockKind.TITLE) + 1
    end = start
    while end < len(found) and found[end] in {BlockKind.HEADING, BlockKind.BYLINE}:
        end += 1
    bylines = [at for at in range(start, end) if found[at] is BlockKind.BYLINE]
    for at in range(start, bylines[-1] if bylines else start):
        if _names_office(read[at].text):
            found[at] = BlockKind.BYLINE


def _names_office(text: str) -> bool:
    """Say whether a short line is a name: no figure, every longer word with a capital."""
    words = text.split()
    named = all(word[0].isupper() for word in words if len(word) > _LONGEST_SMALL)
    return len(words) <= _MOST_OFFICE and named and not re.search(r"\d", text)


def _find_items(read: Sequence[Paragraph], found: list[BlockKind]) -> None:
    """Make a run of lines that are no sentences a list whose marks were lost."""
    for run in _open_runs(read, found):
        first, *inner = run
        items = inner if _heads(read[first].text) else run
        if items and items[-1] + 1 < len(found) and _heads(read[items[-1]].text):
            items = items[:-1]
        if len(items) >= _FEWEST_ITEMS:
            for at in items:
                found[at] = BlockKind.BULLET
    if found and found[-1] is BlockKind.HEADING:
        found[-1] = BlockKind.PARAGRAPH


def _open_runs(read: Sequence[Paragraph], found: Sequence[BlockKind]) -> list[list[int]]:
    """Return where several lines in a row end without a stop."""
    runs: list[list[int]] = [[]]
    for at, (part, kind) in enumerate(zip(read, found, strict=True)):
        plain = kind in {BlockKind.HEADING, BlockKind.PARAGRAPH} and not _noted(part.text)
        if plain and not part.lines[-1].terminated and not part.text.endswith((":", "\u201d", '"')):
            runs[-1].append(at)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) >= _FEWEST_ITEMS]


def _heads(text: str) -> bool:
    """Say whether a line heads others rather than being one of them."""
    return text.isupper() or (len(text.split()) <= _FEW and not re.search(r"\d", text))


def _noted(text: str) -> bool:
    return bool(_NOTES.fullmatch(text) or _ABOUT.fullmatch(text))


def _find_notes(read: Sequence[Paragraph], found: list[BlockKind]) -> None:
    """Make everything under the heading of the notes, to the end, a note."""
    notes = False
    headed = False
    for at, (part, kind) in enumerate(zip(read, tuple(found), strict=True)):
        if kind is BlockKind.HEADING and at and not (notes and headed):
            about = bool(_ABOUT.fullmatch(part.text)) and at > len(read) * _LATE
            notes = notes or about or bool(_NOTES.fullmatch(part.text))
        elif notes and kind in _NOTABLE:
            found[at] = BlockKind.NOTE
        headed = kind is BlockKind.HEADING
