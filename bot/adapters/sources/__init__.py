"""Statements from files, standard input and the web, as text with what is known about them."""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from bot.adapters.sources import markdown, page_facts, pdf, web_page
from bot.adapters.sources.fetching import fetched
from bot.adapters.sources.material import (
    LARGEST,
    Form,
    Material,
    decoded,
    refuse_others,
    sniffed,
)
from bot.drafting.opening import opening
from bot.drafting.refusing import refusal
from bot.errors import SourceUnreadable

__all__ = ["Statement", "read_source", "sources_in"]

STDIN: Final = "-"
_FORMS: Final = {
    ".txt": Form.TEXT,
    ".text": Form.TEXT,
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".xhtml": Form.HTML,
    ".pdf": Form.PDF,
}
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)

Fetch = Callable[[str], Material]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement's text and what its source says about it; what is not said is empty."""

    text: str
    title: str = ""
    date: str = ""
    publisher: str = ""
    url: str = ""


def read_source(source: str, *, stdin: BinaryIO | None = None, fetch: Fetch = fetched) -> Statement:
    """Return the statement in a file, at an https address or (`-`) on standard input.

    Raises SourceUnreadable, with one line that says why, where there is none.
    """
    material = _material(source, stdin, fetch)
    refuse_others(material.name, material.data)
    read = _read(material)
    if reason := refusal(read.text):
        raise SourceUnreadable(f"{material.name}: {reason}")
    return _with_opening(replace(read, text=read.text.strip("\n") + "\n"))


def _read(material: Material) -> Statement:
    """Return what a material holds; raises SourceUnreadable whatever a library stumbles over."""
    try:
        return _READERS[material.form](material)
    except SourceUnreadable:
        raise
    # The edge of the libraries: a broken page or PDF fails inside them in ways of every kind.
    except Exception as error:
        kind = type(error).__name__
        raise SourceUnreadable(
            f"{material.name}: cannot be read, it is damaged ({kind})"
        ) from error


def _with_opening(read: Statement) -> Statement:
    """Return a source, what it does not say of itself taken from the statement's own first lines.

    The statement's date goes before the page's, which tells when the page was made.
    """
    title, date = opening(read.text)
    return replace(read, title=read.title or title, date=date or read.date)


def sources_in(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder that can be read as statements, by name; hidden ones are not."""
    return tuple(
        sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in _FORMS and path.is_file() and not path.name.startswith(".")
        )
    )


def _material(source: str, stdin: BinaryIO | None, fetch: Fetch) -> Material:
    if source == STDIN:
        data = (stdin or sys.stdin.buffer).read(LARGEST + 1)
        return Material("standard input", data, sniffed(data, Form.TEXT))
    return fetch(source) if _SCHEME.match(source) else _file(Path(source))


def _file(path: Path) -> Material:
    form = _FORMS.get(path.suffix.lower())
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise SourceUnreadable(f"{path}: {error.strerror or 'cannot be read'}") from error
    refuse_others(str(path), data)
    if form is None:
        raise SourceUnreadable(f"{path}: not one of {', '.join(sorted(_FORMS))}")
    return Material(str(path), data, sniffed(data, form))


def _read_text(material: Material) -> Statement:
    return Statement(decoded(material).strip("\n"), url=material.url)


def _read_markdown(material: Material) -> Statement:
    text = decoded(material)
    return Statement(markdown.plain(text), **{"url": material.url, **markdown.front_matter(text)})


def _read_html(material: Material) -> Statement:
    tree = web_page.parsed(decoded(material))
    known = Statement(
        "",
        page_facts.title(tree),
        page_facts.published(tree),
        page_facts.publisher(tree),
        page_facts.address(tree, material.url),
    )
    text = web_page.statement(tree)
    headed = not known.title or known.title in " ".join(text.split())
    return replace(known, text=text if headed or not text else f"{known.title}\n\n{text}")


def _read_pdf(material: Material) -> Statement:
    text, title = pdf.text_of(material.name, material.data)
    return Statement(text, title=title, url=material.url)


_READERS: Final[dict[Form, Callable[[Material], Statement]]] = {
    Form.TEXT: _read_text,
    Form.MARKDOWN: _read_markdown,
    Form.HTML: _read_html,
    Form.PDF: _read_pdf,
}
