"""A card as a Discord message of components: what is shown, sent and read again; pure.

Nothing is cut inside a line: the question goes first, then passages from the end, then notes; the
headline and the source go last.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

import discord
from discord import ui

from bot.adapters.discord.marks import SMALL, as_read, bold, literal, quoted
from bot.adapters.discord.rows import LABEL_LIMIT, Use, rows
from bot.core.card import Card, Line, Passage, SourceLine, Tone, text_of
from bot.core.text import squash
from bot.core.wording_signs import TONE_LABELS, shortened, too_long

# Discord's limits for one message; a button's label counts as text, to be on the safe side.
COMPONENTS_LIMIT: Final = 40
TEXT_LIMIT: Final = 4000
URL_LIMIT: Final = 512

ACCENTS: Final[dict[Tone, int]] = {
    Tone.ANSWER: 0x2E7D32,
    Tone.CONTRADICTED: 0xC62828,
    Tone.UNSURE: 0xF9A825,
    Tone.NO: 0x757575,
    Tone.PLAIN: 0x1565C0,
    Tone.TROUBLE: 0xEF6C00,
}

PLAIN_USE: Final = Use()

View = ui.LayoutView
_Item = ui.Item[View]


def render(card: Card, use: Use = PLAIN_USE) -> View:
    """Return a message that shows this card; a marker goes along unseen, on its own button."""
    for shorter in _shorter(card):
        items = list(_items(shorter, use))
        if _fits(items):
            return _view(items, card.tone)
    return _view(list(_items(_bare(card, headline=too_long(), source=None), use)), card.tone)


def payload(view: View) -> list[dict[str, Any]]:
    """Return the components as Discord gets them."""
    return list(view.to_components())  # type: ignore[no-untyped-call]  # untyped in the library


def readable(view: View) -> list[str]:
    """Return all text of a message as a person reads it, one string a line or quotation.

    A link is given by its address, of which its label shows the host.
    """
    return [text for item in view.walk_children() for text in _read(item) if text]


def _read(item: Any) -> Iterator[str]:
    if isinstance(item, ui.TextDisplay):
        yield from as_read(item.content)
    elif isinstance(item, ui.Button):
        yield item.url or item.label or ""
    elif isinstance(item, ui.Select):
        yield item.placeholder or ""
        yield from (option.label for option in item.options)


def _shorter(card: Card) -> Iterator[Card]:
    """Yield the card, then ever shorter ones that say that they are."""
    yield card
    yield replace(card, asked=())
    yield replace(card, asked=(), choices=())
    count = len(card.passages)
    for kept in range(min(count - 1, COMPONENTS_LIMIT), -1, -1):
        passages, notes = card.passages[:kept], (*card.notes, shortened())
        yield replace(card, asked=(), choices=(), passages=passages, notes=notes)
    yield _bare(card, notes=(too_long(),))
    yield _bare(card, headline=too_long())


def _bare(card: Card, **changes: Any) -> Card:
    bare = {"asked": (), "lead_in": (), "passages": (), "notes": (), "choices": ()}
    return replace(card, **{**bare, **changes})


def _items(card: Card, use: Use) -> Iterator[_Item]:
    """Yield what stands in the message from top to bottom."""
    yield from _text(*_head(card))
    for passage in card.passages:
        yield from _text(*_passage(passage))
    yield from _text(*(_small(note) for note in card.notes))
    if card.source:
        yield ui.Separator()
        yield from _source(card.source)
    yield from rows(card, use)


def _text(*lines: str) -> Iterator[_Item]:
    shown = "\n".join(filter(None, lines))
    if shown:
        yield ui.TextDisplay(shown)


def _head(card: Card) -> Iterator[str]:
    yield _small(card.asked)
    sign, word = TONE_LABELS.get(card.tone, ("", ""))
    yield f"{sign} {word}: " * bool(word) + bold(_line(card.headline))
    yield _line(card.lead_in)


def _passage(passage: Passage) -> Iterator[str]:
    quote = passage.quote.text if passage.quote else ""
    short = _line(passage.short)
    yield bold(short) if quote else short
    if quote.strip():
        yield quoted(quote)
    yield _line(passage.said_by)


def _source(source: SourceLine) -> Iterator[_Item]:
    """Yield where the statement is from, with a button to it that names the host."""
    shown, (host, url) = _small(source.line), _link(source)
    if shown and host:
        button: ui.Button[View] = ui.Button(label=host, url=url)
        yield ui.Section(ui.TextDisplay(shown), accessory=button)
    else:
        yield from _text(shown)


def _line(line: Line) -> str:
    """Return a line of the card as one line of markdown."""
    return literal(squash(text_of(line)))


def _small(line: Line) -> str:
    shown = _line(line)
    return SMALL + shown if shown else ""


def _link(source: SourceLine) -> tuple[str, str]:
    """Return host and address: that which opens at the sentence, else the page's."""
    found = ((_host(url), url) for url in (source.opens, source.url))
    return next(((host, url) for host, url in found if host), ("", ""))


def _host(url: str) -> str:
    """Return the host that a person can trust to be the one opened, empty for no plain address."""
    try:
        parts = urlsplit(url)
        plain = parts.scheme in ("http", "https") and "@" not in parts.netloc
        host = (parts.hostname or "").encode("idna").decode() if plain else ""
    except ValueError:
        return ""
    return host if len(url) <= URL_LIMIT and len(host) <= LABEL_LIMIT else ""


def _fits(items: list[_Item]) -> bool:
    inside = [inner for item in items for inner in (item, *_inner(item))]
    texts = [text for item in inside for text in _shown(item)]
    # As Discord may count: a sign outside the basic plane as two.
    length = sum(len(text.encode("utf-16-le")) // 2 for text in texts)
    return len(inside) < COMPONENTS_LIMIT and length <= TEXT_LIMIT


def _inner(item: Any) -> Iterator[Any]:
    if isinstance(item, ui.Section | ui.ActionRow):
        yield from item.walk_children()


def _shown(item: Any) -> Iterator[str]:
    if isinstance(item, ui.TextDisplay):
        yield item.content
    elif isinstance(item, ui.Button):
        yield item.label or ""
    elif isinstance(item, ui.Select):
        yield item.placeholder or ""
        yield from (option.label for option in item.options)


def _view(items: list[_Item], tone: Tone) -> View:
    view = View(timeout=None)
    view.add_item(ui.Container(*items, accent_colour=discord.Colour(ACCENTS[tone])))
    # The library would keep a live view for every message; buttons are recognised by their id.
    view.stop()
    return view
