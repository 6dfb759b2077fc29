"""A block: one part of a statement, each of whose characters knows where it came from."""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What part of a statement a block is."""

    TITLE = "title"
    HEADING = "heading"
    BYLINE = "byline"  # when, where, by whom it was issued; a signature
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    QUOTATION = "quotation"  # somebody's words, not the publisher's
    TABLE_ROW = "table_row"
    NOTE = "note"  # notes to editors, contacts, what the publisher says of itself
    FURNITURE = "furniture"  # page numbers, running headers, marks of the end


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a statement, unwrapped to single spaces."""

    kind: BlockKind
    text: str
    start: int  # in the statement
    end: int
    places: tuple[int, ...]  # of each character of the text, in the statement
    heading: str = ""  # the nearest heading above
    speaker: str = ""  # whose words it is, in the statement's words; empty: the publisher's
    depth: int = 0  # columns before the text or its bullet mark
    cells: tuple[str, ...] = ()  # the columns of a table's row
    columns: tuple[str, ...] = ()  # the cells of the table's first row

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of the text stands in the statement."""
        return self.places[start], self.places[end - 1] + 1


def unwrapped(statement: str, start: int, end: int) -> tuple[str, tuple[int, ...]]:
    r"""Return a part of a statement with single spaces, and each sign's place in the statement.

    >>> unwrapped("a  b\n c", 0, 7)
    ('a b c', (0, 1, 3, 4, 6))
    """
    places = tuple(
        at
        for at in range(start, end)
        if not statement[at].isspace() or (at > start and not statement[at - 1].isspace())
    )
    return "".join(" " if statement[at].isspace() else statement[at] for at in places), places
