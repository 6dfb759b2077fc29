"""A web page as plain text, without what stands around the statement."""

import re
from collections.abc import Iterator
from typing import Any, Final

_DECLARED: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")
_AROUND: Final = (
    "//script|//style|//noscript|//template|//nav|//footer|//aside|//form|//iframe|//svg|//button"
    "|//dialog|//header[not(ancestor::article or ancestor::main)]|//*[@hidden]"
    "|//*[@aria-hidden='true']|//*[@role='navigation' or @role='banner' or @role='contentinfo'"
    " or @role='search' or @role='dialog' or @role='complementary']"
)
_NAMED_AROUND: Final = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|related|breadcrumbs?|share|sharing|social|newsletter|banner"
    r"|menu|sidebar|pagination|skip)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOTE_MARK: Final = re.compile(r"[\s\[(]*(?:\d{1,2}|[*†‡])(?:\s*,\s*\d{1,2})*[\])\s]*")
_POWER: Final = re.compile(r"(?:^|[\s\d(])(?:m|km|cm|mm|ft|10)$")
_BLOCK_TAGS: Final = "p h1 h2 h3 h4 h5 h6 li blockquote tr dt dd pre figcaption"
_BLOCKS: Final = frozenset(_BLOCK_TAGS.split())
_FEWEST_WORDS: Final = 25  # fewer: the extractor took the wrong part
_SET_IN: Final = "    "  # white space alone tells a quotation and a column: no sign is added


def parsed(html: str) -> Any:
    """Return the tree of a page, however broken it is."""
    # Slow to import, seldom needed; it has no types of its own.
    from lxml import html as parsing  # type: ignore[import-untyped]  # noqa: PLC0415

    # Around it all an element of our own: the library fails where a page has none.
    return parsing.document_fromstring(f"{_DECLARED.sub('', html)}<p></p>")


def statement(tree: Any) -> str:
    """Return what a page is about; its navigation, cookie notices and related links left out.

    Changes the tree: the marks of footnotes are taken out, for they would join the figures.
    """
    _take_out_note_marks(tree)
    text = _extracted(tree)
    return text if len(text.split()) >= _FEWEST_WORDS else max(text, _own_reading(tree), key=len)


def _take_out_note_marks(tree: Any) -> None:
    for mark in tree.xpath("//sup"):
        before = mark.getprevious()
        text = (before.tail if before is not None else mark.getparent().text) or ""
        if _NOTE_MARK.fullmatch(mark.text_content()) and not _POWER.search(text):
            mark.drop_tree()


def _extracted(tree: Any) -> str:
    """Return the main text as the library finds it, our own way of setting it."""
    import trafilatura  # noqa: PLC0415  # slow to import, seldom needed
    from lxml import etree, html  # noqa: PLC0415

    found = trafilatura.extract(
        html.tostring(tree, encoding="unicode"),
        output_format="xml",
        include_comments=False,
        include_tables=True,
        include_images=False,
        include_links=False,
    )
    body = etree.fromstring(found.encode()).find("main") if found else None
    return "" if body is None else "\n\n".join(_set(body)).strip("\n")


def _set(body: Any, depth: int = 0) -> Iterator[str]:
    """Yield the parts of a text: paragraphs apart, items and rows together, quotations set in."""
    for part in body:
        if part.tag == "list":
            yield "\n".join(_items(part, depth))
        elif part.tag == "table":
            yield "\n".join(_SET_IN.join(map(_text, row.iter("cell"))) for row in part.iter("row"))
        elif part.tag == "quote":
            yield from (_SET_IN + line for line in _paragraphs(part))
        elif text := _text(part):
            yield text


def _items(listed: Any, depth: int) -> Iterator[str]:
    for item in listed.iterchildren("item"):
        inner = list(item.iter("list"))
        own = _text(item, without="list")
        if own:
            yield f"{'  ' * depth}- {own}"
        for nested in inner:
            if nested.getparent() is item or nested.getparent().getparent() is item:
                yield from _items(nested, depth + 1)


def _paragraphs(quote: Any) -> list[str]:
    own = _text(quote, without="p")
    return [text for text in [own, *(_text(part) for part in quote.iter("p"))] if text]


def _text(part: Any, without: str = "") -> str:
    """Return the words of an element, those of some elements inside it left out."""
    words = [part.text or ""]
    for child in part:
        if child.tag == "lb":
            words.append(" ")
        elif child.tag != without:
            words.append(_text(child, without))
        words.append(child.tail or "")
    return " ".join("".join(words).split())


def _own_reading(tree: Any) -> str:
    """Return the blocks of a page's main part, for pages on which the library finds nothing."""
    for part in tree.xpath(_AROUND):
        if part.getparent() is not None:
            part.drop_tree()
    for part in tree.xpath("//*[@id or @class]"):
        named = f"{part.get('id', '')} {part.get('class', '')}"
        kept = part.tag in {"html", "body", "main", "article"} or part.getparent() is None
        if not kept and _NAMED_AROUND.search(named):
            part.drop_tree()
    main = next(iter(tree.xpath("//article|//main|//*[@role='main']|//body")), tree)
    return "\n\n".join(_blocks(main))


def _blocks(main: Any) -> Iterator[str]:
    for part in main.iter(*_BLOCKS):
        if any(child.tag in _BLOCKS for child in part.iterdescendants()):
            continue
        text = " ".join(part.text_content().split())
        if text:
            yield f"- {text}" if part.tag == "li" else text
