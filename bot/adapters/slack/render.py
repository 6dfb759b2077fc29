"""A card as a Slack message: blocks to look at, `text` for notifications and screen readers; pure.

Nothing is cut inside a line that fits: passages go first, from the end, then notes; the headline
and the source go last.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from bot.adapters.slack.controls import LABEL_LIMIT, PLAIN_LOOK, Block, Look, controls
from bot.adapters.slack.marks import as_read, bold, dated, escape, link, literal, quoted, unescape
from bot.adapters.slack.pieces import pieces
from bot.core.card import Card, Line, Passage, SourceLine, Tone, plain, text_of
from bot.core.wording_signs import TONE_LABELS, too_long
from bot.core.wording_slack import shortened

# Official limits are 3,000 a section, 50 blocks and 25 buttons; calls were seen to fail above
# about 4,000 of text and 13,200 over all blocks.
SECTION_LIMIT: Final = 3000
BLOCKS_LIMIT: Final = 50
TOTAL_LIMIT: Final = 12_000
TEXT_LIMIT: Final = 4000
LINE_LIMIT: Final = 1500  # for the headline and the source of a card that does not fit otherwise

Payload = dict[str, Any]


def render(card: Card, look: Look = PLAIN_LOOK) -> Payload:
    """Return `text` and `blocks` of a message that shows this card."""
    return {"text": _text(card), "blocks": blocks_of(card, look)}


def readable(payload: Payload) -> list[str]:
    """Return all text of a message as a person reads it, one string a place."""
    return [unescape(payload["text"]), *readable_blocks(payload["blocks"])]


def readable_blocks(blocks: Iterable[Block]) -> list[str]:
    """Return all text of blocks; a quotation that goes on in the next block is one string."""
    shown: list[str] = []
    quoting = False
    for text in texts(blocks):
        goes_on = text["text"].startswith(">")
        read = _READ[text["type"]]
        shown.append(f"{shown.pop() if quoting and goes_on else ''}\n{read(text['text'])}".lstrip())
        quoting = goes_on
    return shown


_READ: Final[dict[str, Callable[[str], str]]] = {
    "mrkdwn": as_read,
    "plain_text": unescape,
    "text": str,  # of rich text, where Slack reads no marks
}


def texts(found: Any) -> Iterator[Block]:
    """Yield the text objects of blocks in reading order, whatever they stand in."""
    if isinstance(found, dict) and found.get("type") in _READ and isinstance(found["text"], str):
        yield found
        return
    for inner in found.values() if isinstance(found, dict) else found:
        if isinstance(inner, (dict, list)):
            yield from texts(inner)


def _text(card: Card) -> str:
    whole = escape(plain(card))
    if len(whole) <= TEXT_LIMIT:
        return whole
    fitting = _fitting(card, lambda shorter: len(escape(plain(shorter))) <= TEXT_LIMIT)
    return escape(plain(fitting) if fitting else "\n".join(_essence(card)))


def blocks_of(card: Card, look: Look = PLAIN_LOOK) -> list[Block]:
    """Return the blocks that show a card, with fewer passages where not all fit."""
    whole = list(_all_blocks(card, look))
    if _fits(whole):
        return whole
    fitting = _fitting(card, lambda shorter: _fits(_all_blocks(shorter, look)))
    if fitting:
        return list(_all_blocks(fitting, look))
    return [_section(literal(line)) for line in _essence(card)]


def _fits(blocks: Iterable[Block]) -> bool:
    """Say whether blocks fit into a message; looks no further than it must."""
    weight = 0
    for count, block in enumerate(blocks, start=1):
        weight += sum(len(text["text"]) for text in texts([block]))
        if count > BLOCKS_LIMIT or weight > TOTAL_LIMIT:
            return False
    return True


def _fitting(card: Card, fits: Callable[[Card], bool]) -> Card | None:
    """Return the card with as many passages as fit, else its frame alone, else None."""
    count = len(card.passages)
    left_out = bisect_left(range(count + 1), 1, key=lambda out: fits(_without(card, out)))
    if left_out <= count:
        return _without(card, left_out)
    frame = replace(card, asked=(), lead_in=(), passages=(), notes=(too_long(),))
    return frame if fits(frame) else None


def _without(card: Card, left_out: int) -> Card:
    """Return the card without so many of its last passages, saying so."""
    if not left_out:
        return card
    kept = card.passages[:-left_out]
    return replace(card, passages=kept, notes=(*card.notes, shortened()))


def _essence(card: Card) -> list[str]:
    """Return the headline, the source and that something is missing, each cut at a word."""
    source = text_of(card.source.line) if card.source else ""
    cut = [next(pieces(text, LINE_LIMIT, escape), "") for text in (text_of(card.headline), source)]
    return [line for line in (*cut, text_of(too_long())) if line]


def _all_blocks(card: Card, look: Look) -> Iterator[Block]:
    yield from _context(text_of(card.asked))
    yield from _headline(text_of(card.headline), card.tone)
    yield from _sections(text_of(card.lead_in))
    for passage in card.passages:
        yield from _to_copy(passage) if look.copyable else _passage(passage)
    for note in card.notes:
        yield from _note(note)
    if card.source:
        yield from _source(card.source)
    yield from controls(card, look)


def _headline(text: str, tone: Tone) -> Iterator[Block]:
    """Yield a headline with its tone's sign and word, in bold where the tone needs none."""
    sign, word = TONE_LABELS.get(tone, ("", ""))
    label = f"{sign} *{word}:* " if word else ""
    for piece in pieces(text, SECTION_LIMIT - LABEL_LIMIT, literal):
        shown = literal(piece)
        yield _section(f"{label}{shown}" if word else bold(shown))
        label = ""


def _passage(passage: Passage) -> Iterator[Block]:
    """Yield a passage as one section, or where it is too long, as one or more for each part."""
    short, said_by = text_of(passage.short), text_of(passage.said_by)
    quote = f"“{passage.quote.text}”" if passage.quote else ""
    parts = (_line(passage.short), quoted(quote), _line(passage.said_by))
    whole = "\n".join(filter(None, parts))
    if len(whole) <= SECTION_LIMIT:
        yield from [_section(whole)] if whole else []
        return
    yield from _sections(short)
    yield from _sections(quote, quoted)
    yield from _sections(said_by)


def _to_copy(passage: Passage) -> Iterator[Block]:
    """Yield a passage letter by letter: Slack reads no marks in it, and shows it to be copied."""
    for piece in pieces(text_of(passage.short), SECTION_LIMIT, str):
        line = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": piece}]}
        yield {"type": "rich_text", "elements": [line]}


def _sections(text: str, show: Callable[[str], str] = literal) -> Iterator[Block]:
    yield from (_section(show(piece)) for piece in pieces(text, SECTION_LIMIT, show))


def _line(line: Line) -> str:
    """Return a line as mrkdwn; a time of our own is shown in the reader's zone."""
    if not any(span.moment for span in line):
        return literal(text_of(line))
    return "".join(
        dated(span.moment, span.text) if span.moment else literal(span.text) for span in line
    )


def _note(line: Line) -> Iterator[Block]:
    shown = _line(line)
    if shown and len(shown) <= SECTION_LIMIT:
        yield {"type": "context", "elements": [_mrkdwn(shown)]}
    else:
        yield from _context(text_of(line))


def _context(text: str) -> Iterator[Block]:
    for piece in pieces(text, SECTION_LIMIT, literal):
        yield {"type": "context", "elements": [_mrkdwn(literal(piece))]}


def _source(source: SourceLine) -> Iterator[Block]:
    """Yield the source with a link that opens the page at the sentence, where that fits."""
    line = literal(text_of(source.line))
    links = [link(url) for url in (source.opens or source.url, source.url)]
    shown = [" ".join(filter(None, (line, one))) for one in links]
    fitting = next((one for one in shown if len(one) <= SECTION_LIMIT), "")
    if fitting:
        yield {"type": "context", "elements": [_mrkdwn(fitting)]}
    else:
        yield from _context(text_of(source.line))


def _section(mrkdwn: str) -> Block:
    return {"type": "section", "text": _mrkdwn(mrkdwn)}


def _mrkdwn(text: str) -> Block:
    # `verbatim` stops Slack from making links and mentions out of plain words.
    return {"type": "mrkdwn", "text": text, "verbatim": True}
