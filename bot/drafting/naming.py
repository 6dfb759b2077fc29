"""Words of a statement as a label: a phrase that a person recognises, without any figure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from bot.core.quantities import find
from bot.core.quantities.vocabulary import word_set
from bot.core.text import squash
from bot.drafting.grammar import Tag, Token
from bot.drafting.phrases import text_of

REFERS_BACK: Final = "its subject is a pronoun: see the sentence before"
_LONGEST: Final = 90
_DIGIT: Final = re.compile(r"\d")
_NOT_ID: Final = re.compile(r"[^a-z0-9]+")
_ORDINAL: Final = re.compile(r"\b\d+\s*(?:st|nd|rd|th)\b")
_COMMAS: Final = re.compile(r"(?:\s*,)+")
_JOINED: Final = re.compile(r"(?<!\S)-(?=\w)")  # "a 14-count indictment" without its figure
_EDGES: Final = re.compile(r"^[^\w(]+|[^\w)]+$")
_OPENING: Final = frozenset(
    {
        Tag.DETERMINER, Tag.PREPOSITION, Tag.CONJUNCTION, Tag.MARK, Tag.RELATIVE, Tag.TO,
        Tag.ADVERB, Tag.AUXILIARY, Tag.SUBORDINATOR,
    }
)  # fmt: skip
_LEFT_OUT: Final = frozenset({Tag.FIGURE, Tag.TIME})
_DANGLING: Final = word_set(
    "of in on at by for from with to and or the a an its their this that as per than over "
    "under into between which who is are was were be been will would has have had further "
    "also i.e e.g compared prior"
)
_BACKWARD: Final = word_set(
    "it this that they these those he she we i you which who there one them us both same"
)


def clean(text: str) -> str:
    """Return a text fit for a label: without digits, figures or marks at its ends."""
    text = _ORDINAL.sub(" ", text)
    for _ in range(3):
        found = find(text)
        if not found:
            break
        for one in reversed(found):
            text = f"{text[: one.start]} {text[one.end :]}"
    kept = [word for word in text.split() if not _DIGIT.search(word)]
    plain = " ".join(kept)
    for mark in '“”"«»':
        plain = plain.replace(mark, "")
    plain = _JOINED.sub("", plain)
    plain = _shortened(_EDGES.sub("", _COMMAS.sub(",", squash(plain))))
    return "" if find(plain) else plain


def _shortened(plain: str) -> str:
    if len(plain) > _LONGEST:
        plain = plain[:_LONGEST].rsplit(" ", 1)[0]
    kept = plain.split()
    while kept and _EDGES.sub("", kept[-1]).lower() in _DANGLING:
        kept.pop()
    plain = _EDGES.sub("", " ".join(kept))
    for opened, closed in ("()", "[]"):
        if plain.count(opened) != plain.count(closed):
            plain = plain.replace(opened, "").replace(closed, "")
    return squash(plain)


def label_tokens(tokens: Iterable[Token]) -> str:
    """Return tokens as a label, figures and times left out with the words that led to them."""
    kept: list[Token] = []
    for one in tokens:
        if one.tag in _LEFT_OUT:
            while kept and kept[-1].tag in {Tag.PREPOSITION, Tag.DETERMINER}:
                kept.pop()
        else:
            kept.append(one)
    while kept and kept[0].tag in _OPENING:
        kept.pop(0)
    return clean(text_of(kept))


def is_pronoun(tokens: Sequence[Token]) -> bool:
    """Say whether a subject only refers back."""
    said = {one.low for one in tokens if one.tag is not Tag.MARK}
    return bool(said) and said - {"the"} <= _BACKWARD


def without_article(name: str) -> str:
    """Return a phrase without the article it begins with."""
    first, _, rest = name.partition(" ")
    return rest if first.lower() in {"the", "a", "an", "its", "their"} and rest else name


def slug(text: str) -> str:
    """Return a text in the signs of an id, accents taken off.

    >>> slug("Gérald's Größe 2024.final")
    'gerald-s-grosse-2024-final'
    """
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore")
    return _NOT_ID.sub("-", plain.decode().lower()).strip("-")


def lowered(name: str) -> str:
    """Return a phrase as it stands inside a sentence: "The list" as "the list"."""
    first, _, rest = name.partition(" ")
    plain = first.lower() in _ARTICLES
    return f"{first.lower()} {rest}" if plain and rest else name


_ARTICLES: Final = word_set(
    "the a an this that these those its their our his her my most many some all both each "
    "every any no such several other new more"
)
