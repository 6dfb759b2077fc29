"""A card as a Discord message of components: what is shown, sent and read again; pure.

Nothing is cut inside a line: the question goes first, then passages from the end, then notes; the
headline and the source go last.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

import discord
from discord import ui

from bot.adapters.discord.buttons import about_id, question_id
from bot.adapters.discord.marks import SMALL, as_read, bold, literal, quoted
from bot.core.card import Card, Line, Passage, Prompt, SourceLine, Tone, text_of
from bot.core.text import squash
from bot.core.wording_discord import ABOUT_BUTTON, shortened
from bot.core.wording_signs import TONE_LABELS, too_long

# Discord's limits for one message; a button's label counts as text, to be on the safe side.
COMPONENTS_LIMIT: Final = 40
TEXT_LIMIT: Final = 4000
LABEL_LIMIT: Final = 80
URL_LIMIT: Final = 512
ROW: Final = 5  # buttons

ACCENTS: Final[dict[Tone, int]] = {
    Tone.ANSWER: 0x2E7D32,
    Tone.CONTRADICTED: 0xC62828,
    Tone.UNSURE: 0xF9A825,
    Tone.NO: 0x757575,
    Tone.PLAIN: 0x1565C0,
    Tone.TROUBLE: 0xEF6C00,
}

View = ui.LayoutView
_Item = ui.Item[View]


def render(card: Card, *, marker: str = "") -> View:
    """Return a message that shows this card; `marker` goes along unseen, on a button of its own."""
    for shorter in _shorter(card):
        items = list(_items(shorter, marker))
        if _fits(items):
            return _view(items, card.tone)
    return _view(list(_items(_bare(card, headline=too_long(), source=None), marker)), card.tone)


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


def _shorter(card: Card) -> Iterator[Card]:
    """Yield the card, then ever shorter ones that say that they are."""
    yield card
    yield replace(card, asked=())
    count = len(card.passages)
    for kept in range(min(count - 1, COMPONENTS_LIMIT), -1, -1):
        notes = (*card.notes, shortened(count - kept))
        yield replace(card, asked=(), passages=card.passages[:kept], notes=notes)
    yield _bare(card, notes=(too_long(),))
    yield _bare(card, headline=too_long())


def _bare(card: Card, **changes: Any) -> Card:
    return replace(card, asked=(), lead_in=(), passages=(), **{"notes": (), **changes})


def _items(card: Card, marker: str) -> Iterator[_Item]:
    """Yield what stands in the message from top to bottom."""
    yield from _text(*_head(card))
    for passage in card.passages:
        yield from _text(*_passage(passage))
    yield from _text(*(_small(note) for note in card.notes))
    if card.source:
        yield ui.Separator()
        yield from _source(card.source)
    buttons = [*_questions(card.prompts), *_about(marker)]
    for start in range(0, len(buttons), ROW):
        yield ui.ActionRow(*buttons[start : start + ROW])


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
    shown, host = _small(source.line), _host(source.url)
    if shown and host:
        button: ui.Button[View] = ui.Button(label=host, url=source.url)
        yield ui.Section(ui.TextDisplay(shown), accessory=button)
    else:
        yield from _text(shown)


def _questions(prompts: tuple[Prompt, ...]) -> Iterator[ui.Button[View]]:
    """Yield a button for each of the first next questions that fit on one."""
    ids = {question_id(prompt.question): prompt.label.strip() for prompt in reversed(prompts)}
    fitting = ((id_, ids[id_]) for id_ in reversed(ids) if id_ and 0 < len(ids[id_]) <= LABEL_LIMIT)
    for custom_id, label in islice(fitting, ROW):
        yield ui.Button(label=label, custom_id=custom_id)


def _about(marker: str) -> Iterator[ui.Button[View]]:
    if marker:
        yield ui.Button(label=ABOUT_BUTTON, custom_id=about_id(marker))


def _line(line: Line) -> str:
    """Return a line of the card as one line of markdown."""
    return literal(squash(text_of(line)))


def _small(line: Line) -> str:
    shown = _line(line)
    return SMALL + shown if shown else ""


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


def _view(items: list[_Item], tone: Tone) -> View:
    view = View(timeout=None)
    view.add_item(ui.Container(*items, accent_colour=discord.Colour(ACCENTS[tone])))
    # The library would keep a live view for every message; buttons are recognised by their id.
    view.stop()
    return view
