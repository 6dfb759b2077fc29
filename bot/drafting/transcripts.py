"""Transcripts: who speaks stands in capitals before the words, turn after turn."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.drafting.block import Block, BlockKind

_LABEL: Final = re.compile(r"(?P<who>[A-Z][A-Z .,'\u2019&()-]{0,60}[A-Z.)]|Q|A):\s+\S")
_TURNS: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.BULLET})
_FEWEST: Final = 3  # turns
_VOICES: Final = 2


def with_turns(read: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a transcript with who speaks; of anything else unchanged."""
    labels = [_label(block) for block in read]
    times = Counter(label for label in labels if label)
    if len(times) < _VOICES or times.total() < _FEWEST or max(times.values()) < _VOICES:
        return tuple(read)
    found, who = [], ""
    for block, label in zip(read, labels, strict=True):
        who = label or ("" if block.kind is BlockKind.HEADING else who)
        spoken = who and block.kind in _TURNS
        found.append(replace(block, kind=BlockKind.QUOTATION, speaker=who) if spoken else block)
    return tuple(found)


def _label(block: Block) -> str:
    found = _LABEL.match(block.text) if block.kind in _TURNS else None
    return found["who"] if found else ""
