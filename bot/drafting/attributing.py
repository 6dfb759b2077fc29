"""Which part of a sentence is what somebody is said to say: "Costs fell, the minister said"."""

import re
from typing import Final

_SAID: Final = r"(?:said|says|stated|added|told reporters|explained|noted|confirmed)"
_BEFORE: Final = re.compile(
    rf"^[^,\"“]{{2,80}}(?:,[^,]{{2,80}},)?\s{_SAID}(?:\s+today)?(?:\s+that)?,?\s+"
)
_AFTER: Final = re.compile(rf"\s{_SAID}(?:\s+(?:today|yesterday|on \w+))?\.?$")
_ROLE: Final = re.compile(
    r"\b(?:[Mm]inister|[Ss]ecretary|[Pp]resident|[Cc]hair\w*|[Dd]irector|[Gg]overnor|[Cc]hief"
    r"|[Hh]ead|[Ss]enator|[Ss]pokes\w+|[Cc]ommissioner|[Mm]ayor|[Ll]eader|[Mm]anager|[Oo]fficer)\b"
)


def reported(text: str, speaker: str) -> tuple[tuple[int, int], ...]:
    """Return where a sentence holds what is said, without who says it; nothing where it is all.

    >>> reported("Costs fell, the Minister for Rivers, Ann Field, said today.", "Ann Field")
    ((0, 10),)
    """
    before = _BEFORE.match(text)
    if before and _names(before[0], speaker):
        return ((before.end(), len(text)),)
    after = _AFTER.search(text)
    cut = _cut(text[: after.start()], speaker) if after else 0
    return ((0, cut),) if cut else ()


def _cut(text: str, speaker: str) -> int:
    """Return the first of the commas between which only the speaker and an office stand."""
    cut = 0
    for comma in reversed([match.start() for match in re.finditer(", ", text)]):
        if not _names(text[comma : cut or len(text)], speaker):
            break
        cut = comma
    return cut


def _names(part: str, speaker: str) -> bool:
    return speaker.rsplit(maxsplit=1)[-1].casefold() in part.casefold() or bool(_ROLE.search(part))
