"""What a model is shown of a question and of a passage: as much as fits."""

from typing import Final

from bot.adapters.vectors.model import Pieces
from bot.adapters.vectors.wordpiece import WordPiece
from bot.core.passages import Passage

_QUESTION: Final = 38  # pieces of a question
_CALLED: Final = 16  # of what a value is called
_VALUE: Final = 32
_SENTENCE: Final = 48  # of the value and what stands around it


def asked(wordpiece: WordPiece, question: str) -> Pieces:
    """Return what is shown of a question."""
    return Pieces([wordpiece.start, *wordpiece.pieces(question)[:_QUESTION], wordpiece.end])


def shown(wordpiece: WordPiece, one: Passage) -> Pieces:
    """Return what is shown of a passage, its value marked, with what fits around it."""
    cut = wordpiece.pieces
    begin = [wordpiece.start, *cut(one.sort), *cut(one.called)[:_CALLED]]
    value, before, after = cut(one.value)[:_VALUE], cut(one.before), cut(one.after)
    room = _SENTENCE - len(value)
    after = after[: max(room // 2, room - len(before))]
    before = before[len(before) - min(len(before), room - len(after)) :]
    start = len(begin) + 1 + len(before)
    end = wordpiece.end
    ids = [*begin, end, *before, *value, *after, end]
    return Pieces(ids, (slice(start, start + len(value)),))


def both(wordpiece: WordPiece, claim: str, one: Passage) -> Pieces:
    """Return a claim and a passage behind it, with the value and then the whole passage marked."""
    first, second = asked(wordpiece, claim).ids, shown(wordpiece, one)
    ids = [*first, *second.ids[1:]]
    (value,) = second.marked
    moved = slice(value.start + len(first) - 1, value.stop + len(first) - 1)
    return Pieces(ids, (moved, slice(len(first), len(ids))))
