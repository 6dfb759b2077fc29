"""Texts that are no statement, told in one line before anything is drafted from them."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from bot.drafting.sentences import sentences

LONGEST: Final = 600_000  # signs: about 100,000 words, more than any statement
_FEWEST_WORDS: Final = 20
_ENOUGH_WORDS: Final = 40  # before that a language cannot be told by its small words

_COMMON_WORDS: Final = (
    "the of and to in a is for on that by with as at from was were be been are has have had it its "
    "this will which who or an not their they more than also would into his her he she said"
)
_COMMON: Final = frozenset(_COMMON_WORDS.split())
# What UTF-8 looks like when it was read as Windows-1252, and £ and € read as Chinese.
_DAMAGE: Final = re.compile(
    r"\ufffd|â€.?|Ã[\u0080-\u00bf¡-¿€ƒ„…†‡\u02c6‰Š\u2039Œ]|Â[£§°±²³·½¼ \u00a0]|ï»¿|ï¿½|Ð[°-¿]"
    r"|(?<![\u3400-\u9fff])[拢鈧楼漏掳锟鈥](?![\u3400-\u9fff]{2})"
    r"|(?<![\w?])\?\d[\d,.]*\s?(?:million|billion|trillion|bn|m)\b"
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
# Words on the page that stands in a statement's place; the first are on no other.
_BARRED: Final = (
    r"\bforgot(?:ten)? your\b",
    r"\benable (?:javascript|cookies)\b",
    r"\b(?:accept|reject|manage) (?:all |additional )?cookies\b|\bcookie (?:policy|settings)\b",
    r"\bverify (?:that )?you are (?:a )?human\b|\bcaptcha\b|\bchecking your browser\b",
    r"\bpage (?:was |can ?not be )?(?:not )?found\b",
    r"\berror (?:40[0-9]|50[0-9])\b|\bray id\b",
    r"\bsession (?:has )?expired\b",
)
_DOUBTFUL: Final = (
    r"\b(?:sign|log) ?in\b",
    r"\bpassword\b",
    r"\bcreate an account\b",
    r"\bwe use (?:some )?(?:essential )?cookies\b",
    r"\baccess (?:is )?denied\b|\bforbidden\b|\bnot authori[sz]ed\b",
    r"\bsubscribe (?:now )?to (?:read|continue)\b|\bjust a moment\b",
)
_WALLS: Final = tuple(re.compile(wall, re.IGNORECASE) for wall in (*_BARRED, *_DOUBTFUL))
_MOST_WALL_WORDS: Final = 250
_FEWEST_TOLD: Final = 3  # sentences about something else than signing in
_CODE: Final = re.compile(r"[{}<>;=\\`~^]")
_MOST_CODE: Final = 0.04
_LEAST_COMMON: Final = 0.1  # of the words; Dutch, the nearest, has half of that
_FEWEST_LINKS: Final = 8
_SENTENCE_WORDS: Final = 6


def refusal(text: str) -> str:
    """Return why a text is no statement to draft from, in one line; empty where it is one."""
    return next((reason for rule in _RULES if (reason := rule(text))), "")


def _empty(text: str) -> str:
    if "\f" in text and not text.strip():
        return "its pages are pictures without text: run text recognition (OCR) on it first"
    return "" if text.strip() else "it is empty"


def _binary(text: str) -> str:
    found = _CONTROL.search(text)
    if not found:
        return ""
    sign = f"U+{ord(found.group()):04X}"
    return f"it is not text: control sign {sign} in {_line(text, found.start())}"


def _too_long(text: str) -> str:
    if len(text) <= LONGEST:
        return ""
    return f"it is too long for a statement: {len(text):,} signs, at most {LONGEST:,}"


def _damaged(text: str) -> str:
    found = _DAMAGE.search(text)
    if not found:
        return ""
    sign = found.group().strip()[:12]
    return f"its encoding is damaged: {sign!r} in {_line(text, found.start())}; get a clean copy"


def _line(text: str, at: int) -> str:
    return f"line {text.count(chr(10), 0, at) + 1}"


def _wall(text: str) -> str:
    if len(text.split()) > _MOST_WALL_WORDS:
        return ""
    met = [found.group() for wall in _WALLS if (found := wall.search(text))]
    if len(met) < 2:  # noqa: PLR2004  # one may be what the statement is about
        return ""
    barred = any(wall.search(text) for wall in _WALLS[: len(_BARRED)])
    told = [one for one in _whole(text) if not any(wall.search(one) for wall in _WALLS)]
    if not barred and len(told) >= _FEWEST_TOLD:
        return ""
    return f"it is a login, cookie or error page, not a statement: {met[0]!r}, {met[1]!r}"


def _too_short(text: str) -> str:
    count = len(re.findall(r"[^\W\d_]{2,}", text))
    return f"it is too short for a statement: {count} words" if count < _FEWEST_WORDS else ""


def _foreign(text: str) -> str:
    letters = [char for char in text if char.isalpha()]
    latin = sum(unicodedata.name(char, "").startswith("LATIN") for char in letters[:5_000])
    found = re.findall(r"[^\W\d_]+", text.casefold())
    common = sum(word in _COMMON for word in found)
    few = len(found) >= _ENOUGH_WORDS and common < len(found) * _LEAST_COMMON
    foreign = latin < len(letters[:5_000]) / 2
    return "it is not English: only English statements can be drafted" if few or foreign else ""


def _code(text: str) -> str:
    signs = len(_CODE.findall(text))
    dense = signs > len(text) * _MOST_CODE and signs > _ENOUGH_WORDS // 2
    return "it is data, markup or a program, not a statement" if dense else ""


def _listing(text: str) -> str:
    """Say whether a text is a menu or a list of links: many short lines, hardly a sentence."""
    whole = _whole(text)
    if not whole:
        return "it holds no whole sentence: a menu, a form or a list of links, not a statement"
    told = sum(len(sentence.split()) for sentence in whole)
    lines = [line for line in text.splitlines() if line.strip()]
    bare = [line for line in lines if not re.search(r"[.!?:,;]\W*$|\d", line)]
    listed = len(bare) >= _FEWEST_LINKS and len(bare) > len(lines) * 0.7
    few = told < len(text.split()) / 4
    return "it is a list of links or headlines, not a statement" if listed and few else ""


def _whole(text: str) -> tuple[str, ...]:
    """Return the sentences that are no mere words on a button or in a menu."""
    return tuple(
        one.text
        for one in sentences(text)
        if one.text.rstrip("”\"\u2019')]").endswith((".", "!", "?"))
        and len(one.text.split()) >= _SENTENCE_WORDS
    )


_RULES: Final[tuple[Callable[[str], str], ...]] = (
    _empty,
    _binary,
    _too_long,
    _damaged,
    _wall,
    _too_short,
    _code,
    _foreign,
    _listing,
)
