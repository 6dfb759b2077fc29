"""PDF as text: pages put together, running headers and page numbers left out."""

import logging
import re
from collections import Counter
from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import pairwise
from typing import Final

from bot.core.text import stem
from bot.errors import SourceUnreadable

MOST_PAGES: Final = 200
_EDGE: Final = 3  # lines at the top and the bottom of a page where its furniture stands
_NUMBER: Final = re.compile(
    r"[-\u2013—|\s]*(?:page|p\.)?\s*(\d{1,3})(?:\s*(?:of|/)\s*\d{1,3})?[-\u2013—|\s]*",
    re.IGNORECASE,
)
_JUSTIFIED: Final = re.compile(r"(?<=\S) {2,3}(?=\S)")
_HYPHENATED: Final = re.compile(r"(\w*[a-z])-\n[ \t]*([a-z]+)")
_LEADING: Final = re.compile(r"^ *", re.MULTILINE)
_GUTTER: Final = re.compile(r"(?<=\S) {4,}(?=\S)")
_FEWEST_SIGNS: Final = 20  # of a whole file: fewer is a stamp on a picture


def text_of(name: str, data: bytes) -> tuple[str, str]:
    """Return the text of a PDF and the title it gives itself; raises SourceUnreadable."""
    pages, title = _pages(name, data)
    kept = _without_furniture(pages)
    text = _joined(kept)
    if len("".join(text.split())) < _FEWEST_SIGNS:
        raise SourceUnreadable(
            f"{name}: its pages are pictures without text: run text recognition (OCR) on it first"
        )
    return text, title if title and " ".join(title.split()) in " ".join(text.split()) else ""


def _pages(name: str, data: bytes) -> tuple[list[list[str]], str]:
    from pypdf import PdfReader  # noqa: PLC0415  # slow to import, seldom needed
    from pypdf.errors import FileNotDecryptedError, PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks help nobody here
    try:
        reader = PdfReader(BytesIO(data))
        if len(reader.pages) > MOST_PAGES:
            raise SourceUnreadable(f"{name}: the PDF has more than {MOST_PAGES} pages")
        pages = [page.extract_text(extraction_mode="layout").splitlines() for page in reader.pages]
        title = str(reader.metadata.title or "") if reader.metadata else ""
    except FileNotDecryptedError as error:
        raise SourceUnreadable(f"{name}: the PDF is locked with a password") from error
    except PyPdfError as error:
        raise SourceUnreadable(f"{name}: the PDF is damaged") from error
    return pages, title


def _without_furniture(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the pages without what stands at the edge of most of them, numbers aside."""
    first = _first_number(pages)
    bare = [{_bare(line, at + first) for line in _edges(page)} for at, page in enumerate(pages)]
    times = Counter(text for texts in bare for text in texts)
    most = max(2, (len(pages) + 1) // 2)
    running = {text for text, count in times.items() if count >= most and text}
    return [_stripped(page, at + first, running) for at, page in enumerate(pages)]


def _first_number(pages: Sequence[Sequence[str]]) -> int:
    """Return the number of the first page, as the bare numbers at the pages' edges count."""
    starts = Counter(
        int(found[1]) - at
        for at, page in enumerate(pages)
        for line in set(_edges(page))
        if (found := _NUMBER.fullmatch(line))
    )
    start, times = next(iter(starts.most_common(1)), (1, 0))
    return start if times > 1 else 1


def _edges(page: Sequence[str]) -> list[str]:
    said = [line for line in page if line.strip()]
    return said[:_EDGE] + said[-_EDGE:]


def _bare(line: str, number: int) -> str:
    """Return a line with its page's number made the same on every page."""
    return re.sub(rf"\b{number}\b", "#", " ".join(line.split()).casefold())


def _stripped(page: Sequence[str], number: int, running: set[str]) -> list[str]:
    edges = set(_edges(page))
    kept = [
        line
        for line in page
        if not (line in edges and (_bare(line, number) in running or _numbers(line, number)))
    ]
    while kept and not kept[0].strip():
        kept.pop(0)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _numbers(line: str, number: int) -> bool:
    """Say whether a line is no more than its page's number."""
    found = _NUMBER.fullmatch(line)
    return found is not None and int(found[1]) == number


def _joined(pages: Sequence[Sequence[str]]) -> str:
    """Return the pages as one text; a sentence that runs over a page's end stays one."""
    parts = [_dedented([_unjustified(line) for line in page]) for page in pages if page]
    text = parts[0] if parts else ""
    for before, after in pairwise(parts):
        text += ("\n" if _runs_on(before, after) else "\n\n") + after
    return _HYPHENATED.sub(_whole_word(text), text)


def _runs_on(before: str, after: str) -> bool:
    return not re.search(r"[.!?:;][\"'”\u2019)]*\s*$", before) and after.lstrip()[:1].islower()


def _unjustified(line: str) -> str:
    """Return a line with the spaces closed that only filled it to the margin."""
    return line.rstrip() if _GUTTER.search(line.strip()) else _closed(line.rstrip())


def _closed(line: str) -> str:
    start = len(line) - len(line.lstrip())
    return line[:start] + _JUSTIFIED.sub(" ", line[start:])


def _dedented(lines: Sequence[str]) -> str:
    said = [line for line in lines if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in said), default=0)
    return "\n".join(line[margin:] for line in lines)


def _whole_word(text: str) -> Callable[[re.Match[str]], str]:
    """Return how a word parted at a line's end is joined, as the rest of the text spells it."""
    known = frozenset(map(stem, re.findall(r"[a-z]+(?:-[a-z]+)*", text.casefold())))

    def join(match: re.Match[str]) -> str:
        apart = f"{match[1]}-{match[2]}"
        whole = f"{match[1]}{match[2]}"
        spelt = stem(whole.casefold()) in known and stem(apart.casefold()) not in known
        return whole if spelt else apart

    return join
