"""The printed lines of a statement: where each stands, its bullet mark, and how wide lines run."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

# Nobody wraps text wider than this: a longer line is a whole paragraph.
WIDEST: Final = 130
UNWRAPPED: Final = 100_000  # columns: room for whatever follows
_MOST_LONG: Final = 0.3  # of a text in longer lines than WIDEST: the others are headings and lists
NARROWEST: Final = 40  # a column this narrow still tells where a line was broken for width

_MARK: Final = re.compile(
    r"\s*(?P<mark>[-*+•·‣\u2043∙◦▪▫■□●○►▶❖✓✔➢\uf0b7\u2013—]|o(?=\s\s)|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])"
    r"\s+(?=\S)"
)
_PARAGRAPH_NUMBER: Final = re.compile(r"(?P<number>\d{1,3})\s+(?=[A-Z“\"])")
_FEWEST_NUMBERED: Final = 3  # paragraphs in a row: fewer may begin with a figure of their own
_NUMBERED: Final = re.compile(r"\(?\w+[.)]")
_TERMINAL: Final = re.compile(r"[.!?…][\"'”\u2019»)\]*]*\s*(?:\(?\d{1,2}\)?)?$")
_GAP: Final = re.compile(r"(?<=\S)(?:\s*\t\s*| {3,}|\s*\|\s*)(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: what it says, where that starts and ends, and what stands before it."""

    text: str  # without white space at its ends and without the bullet mark
    start: int  # of the text, in the statement
    end: int
    indent: int  # columns before the mark or the text
    mark: str  # the bullet mark, empty without one
    blank_before: bool
    page_before: bool = False  # a new page starts here
    row: bool = False  # of a table

    @property
    def terminated(self) -> bool:
        """Say whether the line ends as a sentence does."""
        return bool(_TERMINAL.search(self.text))

    @property
    def first_word(self) -> str:
        """Return the word the line starts with."""
        return self.text.split(maxsplit=1)[0]

    @property
    def goes_on(self) -> bool:
        """Say whether the line starts in the middle of a sentence, as its first letter tells."""
        letter = self.text.lstrip("([\"'“\u2018«…")[:1]
        return letter.islower()

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the columns of a line that is set as a row of a table, else nothing."""
        cells = tuple(cell for cell in _GAP.split(self.text.strip("| \t")) if cell)
        return cells if len(cells) > 1 else ()


def lines(statement: str) -> tuple[Line, ...]:
    """Return the lines that say something, in order."""
    found: list[Line] = []
    blank = page = False
    at = 0
    for raw in statement.splitlines(keepends=True):
        if raw.strip():
            found.append(_line(raw, at, blank_before=blank, page_before=page))
        blank = not raw.strip()
        page = "\f" in raw or (page and not raw.strip())
        at += len(raw)
    return _with_rows(_without_numbers(found))


def _without_numbers(found: list[Line]) -> list[Line]:
    """Return the lines, the numbers of counted paragraphs ("2 The charge ...") as their marks."""
    opening = {
        at: int(begins["number"])
        for at, line in enumerate(found)
        if line.blank_before and not line.mark
        and (begins := _PARAGRAPH_NUMBER.match(line.text))
    }  # fmt: skip
    counted: list[int] = []
    for at, number in opening.items():
        if counted and number == opening[counted[-1]] + 1:
            counted.append(at)
        elif len(counted) < _FEWEST_NUMBERED:
            counted = [at]
    marked = set(counted) if len(counted) >= _FEWEST_NUMBERED else set()
    return [_numbered_line(line) if at in marked else line for at, line in enumerate(found)]


def _numbered_line(line: Line) -> Line:
    number = _PARAGRAPH_NUMBER.match(line.text)
    ends = number.end() if number else 0
    mark = number["number"] if number else ""
    return replace(line, text=line.text[ends:], start=line.start + ends, mark=mark)


def _with_rows(found: list[Line]) -> tuple[Line, ...]:
    """Return the lines, rows of tables known: columns here and in a neighbour."""
    counts = [0, *(len(line.cells) for line in found), 0]
    return tuple(
        replace(line, row=count > 1 and max(above, below) > 1)
        for line, above, count, below in zip(found, counts, counts[1:], counts[2:], strict=False)
    )


def _line(raw: str, at: int, *, blank_before: bool, page_before: bool) -> Line:
    shown = raw.rstrip()
    marked = _MARK.match(shown)
    begins = marked.end() if marked else len(shown) - len(shown.lstrip())
    mark = marked["mark"] if marked else ""
    indent = len(shown[: marked.start("mark") if marked else begins].expandtabs(4))
    return Line(
        shown[begins:], at + begins, at + len(shown), indent, mark, blank_before, page_before
    )


def numbered(mark: str) -> bool:
    """Say whether a mark counts (1., a), (iv)) rather than points."""
    return bool(_NUMBERED.fullmatch(mark))


def _parted(line: Line, following: Line) -> bool:
    """Say whether a sentence goes on after a blank line, as in double spacing."""
    return following.goes_on and not following.mark and not line.terminated


def width(read: tuple[Line, ...]) -> int:
    """Return the column at which lines were broken; UNWRAPPED where each is a whole paragraph."""
    long = sum(len(line.text) for line in read if len(line.text) > WIDEST)
    inner = [
        line.indent + len(line.text)
        for line, following in pairwise(read)
        if len(line.text) <= WIDEST and (not following.blank_before or _parted(line, following))
    ]
    if not inner or long > sum(len(line.text) for line in read) * _MOST_LONG:
        return UNWRAPPED
    return max(sorted(inner)[len(inner) * 9 // 10], NARROWEST)
