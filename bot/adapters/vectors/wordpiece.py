"""Text into the pieces of words that the sentence model knows."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final, Self

LONGEST: Final = 4_000  # characters that are looked at
PIECES: Final = 400  # at most, of one text; the reader takes its part of them

_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_WORD: Final = 100  # characters; a longer word is unknown as a whole
_IDEOGRAPHS: Final = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2CEAF),
    (0x2F800, 0x2FA1F),
)
_BLANKS: Final = "\t\n\r"  # control characters that part words
_VANISHING: Final = frozenset({"Cc", "Cf", "Co", "Cs"})
_REPLACEMENT: Final = "\ufffd"
_ASCII_MARKS: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


@dataclass(frozen=True, slots=True)
class WordPiece:
    """A vocabulary; `pieces` cuts a text into it.

    A mark of the model ("[SEP]") written in a text is text.
    """

    numbers: dict[str, int]
    longest: int

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a vocabulary of one piece a line."""
        pieces = path.read_text(encoding="utf-8").split("\n")
        numbers = {piece: number for number, piece in enumerate(pieces) if piece}
        return cls(numbers, max(map(len, numbers)))

    @property
    def start(self) -> int:
        """Return the number of the mark that begins what the model is given."""
        return self.numbers[_START]

    @property
    def end(self) -> int:
        """Return the number of the mark that ends each part of it."""
        return self.numbers[_END]

    def pieces(self, text: str) -> list[int]:
        """Return the numbers of a text's pieces, at most `PIECES`."""
        return list(islice(chain.from_iterable(map(self._pieces, words(text))), PIECES))

    def _pieces(self, word: str) -> list[int]:
        """Cut a word into the longest pieces from the left; one "unknown" where that fails."""
        unknown = [self.numbers[_UNKNOWN]]
        if len(word) > _WORD:
            return unknown
        found: list[int] = []
        start = 0
        while start < len(word):
            end, number = self._longest_piece(word, start)
            if number is None:
                return unknown
            found.append(number)
            start = end
        return found

    def _longest_piece(self, word: str, start: int) -> tuple[int, int | None]:
        prefix = "##" if start else ""
        for end in range(min(len(word), start + self.longest), start, -1):
            number = self.numbers.get(prefix + word[start:end])
            if number is not None:
                return end, number
        return start, None


def words(text: str) -> Iterator[str]:
    """Yield the words and the marks of a text, in lower case and without accents.

    >>> list(words("Gérald's €72.2"))
    ['gerald', "'", 's', '€72', '.', '2']
    """
    spaced = "".join(map(_spaced, text[:LONGEST]))
    signs = (sign for sign in unicodedata.normalize("NFD", spaced) if not _accent(sign))
    bare = "".join(map(str.lower, signs))  # sign by sign: no final sigma, as the model learned
    return (part for chunk in bare.split() for part in _parted(chunk))


def _spaced(sign: str) -> str:
    if sign == _REPLACEMENT or (sign not in _BLANKS and unicodedata.category(sign) in _VANISHING):
        return ""
    return f" {sign} " if _ideograph(sign) else sign


def _ideograph(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in _IDEOGRAPHS)


def _accent(sign: str) -> bool:
    return unicodedata.category(sign) == "Mn"


def _parted(chunk: str) -> Iterator[str]:
    """Part a run without blanks at its marks, each of which stands alone."""
    start = 0
    for place, sign in enumerate(chunk):
        if sign in _ASCII_MARKS or unicodedata.category(sign)[0] == "P":
            yield from (part for part in (chunk[start:place], sign) if part)
            start = place + 1
    if start < len(chunk):
        yield chunk[start:]
