"""What "use" is told: which statement, and for whom."""

import re
from dataclasses import dataclass
from typing import Final

from bot.core.brief import Brief
from bot.core.handles import subject_of
from bot.core.library import Library
from bot.core.preference import Scope
from bot.core.text import STOP_WORDS, words

# How people say for whom; whatever stands before is the statement.
_SCOPES: Final = (
    (Scope.CHANNEL, r"here|(?:in |for )?(?:this|the) (?:channel|thread|forum)"),
    (Scope.TENANT, r"everywhere|(?:in |for )?(?:this|the) (?:whole )?(?:server|workspace)"),
    (Scope.TENANT, r"for (?:all|everyone|everybody)"),
    (Scope.PERSON, r"for me|for myself"),
)
_SAID: Final = tuple(
    (scope, re.compile(rf"(?:^|\s+)(?:{pattern})[.!]?$", re.IGNORECASE))
    for scope, pattern in _SCOPES
)
_ANY: Final = frozenset({"any", "all", "none", "auto", "clear", "whichever", "nothing"})


@dataclass(frozen=True, slots=True)
class Use:
    """A wish to use a statement: `named` as it was said, `clear` for none in particular."""

    named: str
    scope: Scope | None = None
    clear: bool = False


def read_use(text: str) -> Use:
    """Read what follows "use".

    >>> read_use("joint statement here").named, read_use("any for me").clear
    ('joint statement', True)
    """
    told = text.strip()
    scope = next((scope for scope, pattern in _SAID if pattern.search(told)), None)
    for _, pattern in _SAID:
        told = pattern.sub("", told)
    return Use(told.strip(), scope, clear=told.strip().lower() in _ANY)


def briefs_named(named: str, library: Library) -> tuple[Brief, ...]:
    """Return the briefs that a handle, an id or words of a title may mean."""
    subject = subject_of(named, library)
    exact = subject.brief if subject else library.get(named)
    if exact:
        return (exact,)
    wanted = named.casefold()
    titled = tuple(brief for brief in library if brief.title.casefold() == wanted)
    asked = _telling(named)
    return titled or tuple(brief for brief in library if asked and asked <= _telling(brief.title))


def _telling(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words(text) if word.text not in STOP_WORDS)
