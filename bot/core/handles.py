"""Short names for what an answer is about, so that a button works after any restart.

A platform gives a button as few as a hundred characters, while the ids of a brief and its facts may
be longer. A handle is made of the ids alone and looked up in the briefs being served.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2s
from typing import Final

from bot.core.brief import Brief
from bot.core.library import Library

# The first letter says what became of the question; "_" is no answer but a statement or a fact.
_LETTERS: Final = {
    "": "_", "answered": "a", "supported": "s", "contradicted": "c", "ambiguous": "m",
    "not_stated": "n",
}  # fmt: skip
_OUTCOMES: Final = {letter: outcome for outcome, letter in _LETTERS.items()}
_BRIEF: Final = 8  # characters of a brief's name, 48 bits
_FACT: Final = 8  # and of a fact's within it
_FORM: Final = re.compile(
    rf"[{''.join(_OUTCOMES)}][\w-]{{{_BRIEF}}}(?:[\w-]{{{_FACT}}}){{0,3}}", re.ASCII
)
LONGEST: Final = 1 + _BRIEF + 3 * _FACT  # an answer shows at most three facts


@dataclass(frozen=True, slots=True)
class Subject:
    """What an answer was about: a brief, the facts it showed, and the outcome in one word."""

    brief: Brief
    facts: tuple[str, ...] = ()
    outcome: str = ""


def handle_of(brief: Brief, facts: tuple[str, ...] = (), *, outcome: str = "") -> str:
    """Return the handle of a brief, or of facts in it; the fourth fact and later are left out."""
    names = (_name(fact, _FACT) for fact in facts[:3])
    return _LETTERS[outcome] + _name(brief.id, _BRIEF) + "".join(names)


def subject_of(handle: str, library: Library) -> Subject | None:
    """Return what a handle stands for; None where that is served no more, or it is no handle."""
    outcome, brief_name, rest = handle[:1], handle[1 : 1 + _BRIEF], handle[1 + _BRIEF :]
    brief = _briefs(library.briefs).get(brief_name)
    if brief is None or outcome not in _OUTCOMES or len(rest) % _FACT:
        return None
    held = _facts(brief)
    names = [rest[at : at + _FACT] for at in range(0, len(rest), _FACT)]
    if not all(name in held for name in names):
        return None
    return Subject(brief, tuple(held[name] for name in names), _OUTCOMES[outcome])


def is_handle(text: str) -> bool:
    """Say whether a text has the form of a handle, whatever is served."""
    return bool(_FORM.fullmatch(text))


def _name(identity: str, length: int) -> str:
    digest = blake2s(identity.encode(), digest_size=length * 6 // 8).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


@lru_cache(maxsize=4)
def _briefs(briefs: tuple[Brief, ...]) -> Mapping[str, Brief]:
    return {_name(brief.id, _BRIEF): brief for brief in briefs}


@lru_cache(maxsize=512)
def _facts(brief: Brief) -> Mapping[str, str]:
    return {_name(fact.id, _FACT): fact.id for fact in brief.facts}
