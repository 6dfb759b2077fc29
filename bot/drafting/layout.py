"""What a statement is made of: title, headings, bylines, paragraphs, bullets, quotations, rows.

The layout comes before everything else: lines broken for the page's width are joined, and what
is not the statement's own running text (page numbers, contacts) is known for what it is.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.drafting.block import Block, BlockKind, unwrapped
from bot.drafting.kinds import kinds
from bot.drafting.paragraphs import Paragraph, paragraphs
from bot.drafting.quotations import with_speakers
from bot.drafting.transcripts import with_turns

__all__ = ["Block", "BlockKind", "blocks"]


def blocks(statement: str) -> tuple[Block, ...]:
    """Return the parts of a statement in order; whatever says something is in one of them."""
    read = paragraphs(statement)
    plain = (_block(statement, part, kind) for part, kind in zip(read, kinds(read), strict=True))
    spoken = with_speakers(with_turns(tuple(plain)))
    return tuple(_with_columns(_with_headings(spoken)))


def _block(statement: str, paragraph: Paragraph, kind: BlockKind) -> Block:
    text, places = unwrapped(statement, paragraph.start, paragraph.end)
    return Block(
        kind,
        text,
        paragraph.start,
        paragraph.end,
        places,
        depth=paragraph.first.indent,
        cells=paragraph.first.cells if kind is BlockKind.TABLE_ROW else (),
    )


def _with_headings(read: tuple[Block, ...]) -> Iterator[Block]:
    heading = ""
    for block in read:
        yield replace(block, heading=heading)
        if block.kind is BlockKind.HEADING:
            heading = block.text


def _with_columns(read: Iterator[Block]) -> Iterator[Block]:
    columns: tuple[str, ...] = ()
    for block in read:
        columns = () if block.kind is not BlockKind.TABLE_ROW else columns or block.cells
        yield replace(block, columns=columns)
