"""What pages carry besides the statement: page numbers, running headers, marks of the end.

It is left out, so nothing that could be a figure of the statement may be taken for it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from bot.drafting.paragraphs import Paragraph

_PAGE: Final = r"\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?"
_FORMS: Final = re.compile(
    rf"[-\u2013—\s]*page\s*{_PAGE}[-\u2013—\s]*|\d{{1,3}}\s*/\s*\d{{1,3}}"
    r"|[-\u2013—]\s*\d{1,3}\s*[-\u2013—]"
    r"|[-\u2013—*#_=~.\s|:+]+"
    r"|[-\u2013—*#\[(\s]*(?:ends?|more|xxx)[-\u2013—*#\])\s.]*"
    r"|(?:share|print|download|e-?mail)(?: (?:this|on|via|the|as|page|release|pdf)\b\D{0,40})?"
    r"|(?:back to top|follow us|read more|skip to|subscribe)\b\D{0,60}"
    r"|\(?(?:continued|cont'd|more follows)\.{0,3}\)?"
    r"|visitor counter\s*:.*",
    re.IGNORECASE,
)
_INITIALS: Final = re.compile(r"[A-Z]{2,6}(?:/[A-Za-z]{1,6}){1,6}")  # of those who typed it
_PAGED: Final = re.compile(
    rf"(?:^|\s*[|\u2013—-]\s*|\s+)page\s+{_PAGE}\s*$|\s*[|\u2013—-]\s*{_PAGE}\s*$"
    rf"|^(?:page\s+)?{_PAGE}\s*[|\u2013—-]\s*",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\d{1,3}")
_LONGEST_HEADER: Final = 80  # signs of a line that runs on every page
_REPEATED: Final = 3  # times a running header stands there at least


def furniture(read: Sequence[Paragraph]) -> frozenset[int]:
    """Return which of the paragraphs are furniture."""
    formed = {at for at, part in enumerate(read) if _formed(part)} | set(_page_numbers(read))
    return frozenset(formed | set(_running(read)) | set(_headers(read, formed)))


def _formed(part: Paragraph) -> bool:
    return bool(_FORMS.fullmatch(part.text) or _INITIALS.fullmatch(part.text))


def _page_numbers(read: Sequence[Paragraph]) -> Iterator[int]:
    """Yield the bare numbers that count pages: each one more than the one before."""
    bare = [at for at, part in enumerate(read) if _NUMBER.fullmatch(part.text)]
    numbers = [int(read[at].text) for at in bare]
    if all(after == before + 1 for before, after in pairwise(numbers)) and len(bare) > 1:
        yield from bare
    elif bare == [len(read) - 1]:
        yield bare[0]


def _running(read: Sequence[Paragraph]) -> Iterator[int]:
    """Yield the short lines that stand there again and again, page numbers aside."""
    texts = {at: _pageless(part.text) for at, part in enumerate(read) if _could_run(part)}
    times = Counter(texts.values())
    yield from (at for at, text in texts.items() if times[text] >= _REPEATED)


def _headers(read: Sequence[Paragraph], formed: set[int]) -> Iterator[int]:
    """Yield the lines that stand beside a page number and were there before."""
    earlier: set[str] = set()
    for at, part in enumerate(read):
        text = _pageless(part.text)
        if text in earlier and _could_run(part) and {at - 1, at + 1} & formed:
            yield at
        earlier.add(text)


def _could_run(part: Paragraph) -> bool:
    plain = not (part.first.row or part.first.mark or part.lines[-1].terminated)
    return plain and len(part.text) <= _LONGEST_HEADER and not part.text.endswith(":")


def _pageless(text: str) -> str:
    return _PAGED.sub("", text.casefold())
