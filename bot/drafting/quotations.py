"""Whose words a block is: introduced above, attributed within, signed below, or carried on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.drafting.block import Block, BlockKind
from bot.drafting.speakers import introduced, resolved, signed, spoken, voices

_OPENING: Final = ("“", '"', "«", "„")
_CLOSING: Final = re.compile(r"[”\"»][.,;]?$")
_FIRST_PERSON: Final = re.compile(r"\b(?:I|[Ww]e|[Oo]urs?|us|[Mm]y|me)\b")
_BODY: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.NOTE})
_AHEAD: Final = 10  # blocks: further below nobody looks for a name
_MOST_ASIDE: Final = 0.5  # share of words outside the quotation marks in a quotation


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who speaks at a point of the statement, and how far that reaches."""

    who: str = ""
    named: str = ""  # the last who had a name, for "he" and "she"
    marked: bool = False  # the words stand in quotation marks
    depth: int = 0  # of the introduction
    begun: bool = False


def with_speakers(read: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with quotations known as such and their speakers set."""
    found: list[Block] = []
    voice = _Voice()
    for at, block in enumerate(read):
        said, voice = _said(block, read[at + 1 : at + 1 + _AHEAD], voice)
        found.append(said)
    return _without_signatures(found)


def _said(block: Block, rest: Sequence[Block], voice: _Voice) -> tuple[Block, _Voice]:
    """Return a block with its speaker, and who speaks after it."""
    if block.kind not in _BODY:
        keeps = block.kind in {BlockKind.FURNITURE, BlockKind.BYLINE}
        return block, voice if keeps else _Voice(named=voice.named)
    speaker = _speaker(block, rest, voice)
    named = speaker or voice.named
    said = _quotation(block, speaker) if speaker else block
    next_speaker = resolved(introduced(block.text), named)
    if next_speaker:
        return said, _Voice(next_speaker, next_speaker, depth=block.depth)
    if speaker:
        marked = block.text.startswith(_OPENING)
        return said, replace(voice, who=speaker, named=named, marked=marked, begun=True)
    inside = voices(block.text, named)
    last = inside[-1].who if inside else ""
    return block, _Voice(last, last or named, marked=True, begun=True)


def _quotation(block: Block, speaker: str) -> Block:
    kind = BlockKind.QUOTATION if block.kind is BlockKind.PARAGRAPH else block.kind
    return replace(block, kind=kind, speaker=speaker)


def _speaker(block: Block, rest: Sequence[Block], voice: _Voice) -> str:
    """Return whose words the whole block is, empty for the publisher's."""
    own = [saying.who for saying in voices(block.text, voice.named)]
    if block.text.startswith(_OPENING):
        return _of_marked(block, rest, voice, own)
    if own and _mostly_spoken(block.text):
        return own[0]
    if signed_by := _signature_below(block, rest):
        return signed_by
    return voice.who if voice.who and _carried(block, voice) else ""


def _of_marked(block: Block, rest: Sequence[Block], voice: _Voice, own: Sequence[str]) -> str:
    """Return the speaker of a block that opens with a quotation mark."""
    if own:
        return own[0] if _mostly_spoken(block.text) else ""
    announced = voice.who and not voice.begun
    if not (announced or _long_enough(block.text)):
        return ""
    return _signature_below(block, rest) or voice.who or _named_later(rest, voice)


def _long_enough(text: str) -> bool:
    quotes = spoken(text)
    return bool(quotes) and quotes[0][0] == 0


def _mostly_spoken(text: str) -> bool:
    inside = sum(end - start for start, end in spoken(text))
    return inside >= len(text) * (1 - _MOST_ASIDE)


def _named_later(rest: Sequence[Block], voice: _Voice) -> str:
    """Return who is named in the next of several paragraphs in quotation marks."""
    for block in rest:
        if not block.text.startswith(_OPENING):
            return ""
        if own := [saying.who for saying in voices(block.text, voice.named)]:
            return own[0]
    return ""


def _carried(block: Block, voice: _Voice) -> bool:
    """Say whether words without quotation marks still belong to who was introduced."""
    if voice.marked:
        return False
    if not voice.begun:
        return True
    if block.depth > voice.depth + 1:
        return True
    return bool(_FIRST_PERSON.search(block.text)) and not voices(block.text, voice.named)


def _signature_below(block: Block, rest: Sequence[Block]) -> str:
    """Return who signs a block on the line under it: "Ann Field, Home Secretary"."""
    if not rest or rest[0].kind not in {*_BODY, BlockKind.HEADING}:
        return ""
    speech = block.text.startswith(_OPENING) or bool(_FIRST_PERSON.search(block.text))
    return signed(rest[0].text) if speech else ""


def _without_signatures(read: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, the line that signs a quotation known as a byline."""
    kept = list(read)
    for at in range(1, len(kept)):
        line = kept[at].kind in {*_BODY, BlockKind.HEADING, BlockKind.QUOTATION}
        if line and kept[at - 1].speaker and kept[at - 1].speaker == signed(kept[at].text):
            kept[at] = replace(kept[at], kind=BlockKind.BYLINE, speaker="")
    return tuple(kept)
