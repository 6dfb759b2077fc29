"""A card as a Slack message: blocks to look at, `text` for notifications and screen readers; pure.

Nothing is cut inside a line that fits: passages go first, from the end, then notes; the headline
and the source go last.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from bot.adapters.slack.marks import as_read, bold, escape, link, literal, quoted, unescape
from bot.adapters.slack.pieces import pieces
from bot.adapters.slack.surface import ACTION_PREFIX
from bot.core.card import Card, Passage, Prompt, SourceLine, Tone, plain, text_of
from bot.core.wording_signs import TONE_LABELS, too_long
from bot.core.wording_slack import shortened

# Official limits are 3,000 a section, 50 blocks and 25 buttons; calls were seen to fail above
# about 4,000 of text and 13,200 over all blocks.
SECTION_LIMIT: Final = 3000
BLOCKS_LIMIT: Final = 50
TOTAL_LIMIT: Final = 12_000
TEXT_LIMIT: Final = 4000
LINE_LIMIT: Final = 1500  # for the headline and the source of a card that does not fit otherwise
LABEL_LIMIT: Final = 75
VALUE_LIMIT: Final = 2000
BUTTONS_LIMIT: Final = 25

Payload = dict[str, Any]
Block = dict[str, Any]


def render(card: Card) -> Payload:
    """Return `text` and `blocks` of a message that shows this card."""
    return {"text": _text(card), "blocks": _blocks(card)}


def readable(payload: Payload) -> list[str]:
    """Return all text of a message as a person reads it, one string a place.

    A quotation that goes on in the next block is one string.
    """
    shown: list[str] = []
    quoting = False
    for text in _texts(payload["blocks"]):
        goes_on = text["text"].startswith(">")
        read = as_read if text["type"] == "mrkdwn" else unescape
        shown.append(f"{shown.pop() if quoting and goes_on else ''}\n{read(text['text'])}".lstrip())
        quoting = goes_on
    return [unescape(payload["text"]), *shown]


def _texts(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the text objects of blocks in reading order."""
    for block in blocks:
        texts = [block["text"]] if "text" in block else block["elements"]
        yield from (text["text"] if text["type"] == "button" else text for text in texts)


def _text(card: Card) -> str:
    fitting = _fitting(card, lambda shorter: len(escape(plain(shorter))) <= TEXT_LIMIT)
    return escape(plain(fitting) if fitting else "\n".join(_essence(card)))


def _blocks(card: Card) -> list[Block]:
    fitting = _fitting(card, lambda shorter: _fits(_all_blocks(shorter)))
    if fitting:
        return list(_all_blocks(fitting))
    return [_section(literal(line)) for line in _essence(card)]


def _fits(blocks: Iterable[Block]) -> bool:
    """Say whether blocks fit into a message; looks no further than it must."""
    weight = 0
    for count, block in enumerate(blocks, start=1):
        weight += sum(len(text["text"]) for text in _texts([block]))
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


def _all_blocks(card: Card) -> Iterator[Block]:
    yield from _context(text_of(card.asked))
    yield from _headline(text_of(card.headline), card.tone)
    yield from _sections(text_of(card.lead_in))
    for passage in card.passages:
        yield from _passage(passage)
    for note in card.notes:
        yield from _context(text_of(note))
    if card.source:
        yield from _source(card.source)
    yield from _buttons(card.prompts)


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
    parts = (literal(short), quoted(quote), literal(said_by))
    whole = "\n".join(filter(None, parts))
    if len(whole) <= SECTION_LIMIT:
        yield from [_section(whole)] if whole else []
        return
    yield from _sections(short)
    yield from _sections(quote, quoted)
    yield from _sections(said_by)


def _sections(text: str, show: Callable[[str], str] = literal) -> Iterator[Block]:
    yield from (_section(show(piece)) for piece in pieces(text, SECTION_LIMIT, show))


def _context(text: str) -> Iterator[Block]:
    for piece in pieces(text, SECTION_LIMIT, literal):
        yield {"type": "context", "elements": [_mrkdwn(literal(piece))]}


def _source(source: SourceLine) -> Iterator[Block]:
    shown = " ".join(filter(None, (literal(text_of(source.line)), link(source.url))))
    if len(shown) > SECTION_LIMIT:
        yield from _context(text_of(source.line))
    elif shown:
        yield {"type": "context", "elements": [_mrkdwn(shown)]}


def _buttons(prompts: tuple[Prompt, ...]) -> Iterator[Block]:
    fitting = [p for p in prompts if p.label.strip() and 0 < len(p.question) <= VALUE_LIMIT]
    if fitting:
        elements = [_button(at, prompt) for at, prompt in enumerate(fitting[:BUTTONS_LIMIT])]
        yield {"type": "actions", "elements": elements}


def _button(at: int, prompt: Prompt) -> Block:
    label = next(pieces(prompt.label, LABEL_LIMIT, escape), "…")
    return {
        "type": "button",
        "action_id": f"{ACTION_PREFIX}{at}",
        "text": {"type": "plain_text", "text": escape(label), "emoji": False},
        "value": prompt.question,
    }


def _section(mrkdwn: str) -> Block:
    return {"type": "section", "text": _mrkdwn(mrkdwn)}


def _mrkdwn(text: str) -> Block:
    # `verbatim` stops Slack from making links and mentions out of plain words.
    return {"type": "mrkdwn", "text": text, "verbatim": True}
