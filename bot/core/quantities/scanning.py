"""Text as tokens: words, runs of digits, vulgar fractions and single signs, with their places."""

import re
from enum import IntEnum
from typing import NamedTuple

VULGAR = "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
HYPHENS = frozenset("-\N{HYPHEN}\N{NON-BREAKING HYPHEN}")
DASHES = HYPHENS | frozenset("\N{EN DASH}\N{EM DASH}\N{FIGURE DASH}\N{MINUS SIGN}")

_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_LETTERS = rf"[^\W\d_{VULGAR}]+"
_TOKEN = re.compile(
    rf"(?P<word>{_LETTERS}(?:['{_APOSTROPHE}]{_LETTERS})*)|(?P<digits>\d+)|(?P<vulgar>[{VULGAR}])"
    r"|(?P<space>\s+)|(?P<sign>.)",
    re.DOTALL,
)


class Gap(IntEnum):
    """What stands before a token."""

    NONE = 0
    SPACE = 1
    LINE = 2


class Token(NamedTuple):
    """One token; `folded` is its lower case without a possessive ending."""

    kind: str
    text: str
    folded: str
    start: int
    end: int
    gap: Gap


# What is read outside the text, and what a blank line is: nothing reaches across it.
END = Token("end", "", "", -1, -1, Gap.LINE)


class Tokens:
    """The tokens of one text; any index may be asked for."""

    __slots__ = ("_items", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._items = tuple(_scan(text))

    def __len__(self) -> int:
        return len(self._items)

    def at(self, index: int) -> Token:
        """Return a token, or `END` outside the text."""
        return self._items[index] if 0 <= index < len(self._items) else END

    def word(self, index: int) -> str:
        """Return a token in lower case, empty outside the text and at a blank line."""
        return self.at(index).folded

    def glued(self, index: int) -> bool:
        """Say whether a token follows the one before it without a space."""
        return 0 < index < len(self._items) and self._items[index].gap == Gap.NONE

    def sign(self, index: int, signs: str | frozenset[str]) -> bool:
        """Say whether a glued token is one of these signs."""
        return self.glued(index) and self._items[index].text in signs

    def digits(self, index: int) -> str:
        """Return a token's digits, empty where it holds none."""
        token = self.at(index)
        return token.text if token.kind == "digits" else ""

    def phrase(self, index: int, words: tuple[str, ...]) -> bool:
        """Say whether these words stand at an index."""
        return all(self.word(index + place) == word for place, word in enumerate(words))


def _scan(text: str) -> list[Token]:
    found: list[Token] = []
    gap = Gap.NONE
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        piece = match.group()
        if kind == "space":
            gap = Gap(min(1 + piece.count("\n"), 2))
            if piece.count("\n") > 1:
                found.append(Token("end", "", "", match.start(), match.start(), Gap.LINE))
            continue
        folded = _fold(piece) if kind == "word" else piece
        found.append(Token(kind, piece, folded, match.start(), match.end(), gap))
        gap = Gap.NONE
    return found


def _fold(word: str) -> str:
    folded = word.lower()
    if folded.endswith(("'s", f"{_APOSTROPHE}s")):
        return folded[:-2]
    return folded
