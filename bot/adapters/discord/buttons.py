"""What a button or an entry of a list means, said in its id alone, so that it survives a restart.

A handle (`bot.core.handles`) names what an answer was about in at most 33 characters, so that
every id keeps to Discord's hundred.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.core.card import Choice, Deed, Prompt

ID_LIMIT: Final = 100
LIST: Final = "list:"  # the id of a list, whose entries carry ids as buttons do

MORE: Final = "more"
DELETE: Final = "delete"
SHARE: Final = "share"


@dataclass(frozen=True, slots=True)
class Press:
    """What was pressed: a command of the inside or one of MORE, DELETE and SHARE, and its parts.

    `option` of DELETE is the id of the asker, of SHARE the command whose answer is shared.
    """

    deed: str
    handle: str = ""
    option: str = ""
    text: str = ""


def prompt_id(prompt: Prompt) -> str:
    """Return the id of a next question, empty for one without a handle that is too long."""
    if prompt.handle:
        return f"show:{prompt.handle}"
    custom_id = f"ask:{prompt.question.strip()}"
    fits = len(custom_id.encode("utf-16-le")) // 2 <= ID_LIMIT
    return custom_id if fits and prompt.question.strip() else ""


def choice_id(choice: Choice) -> str:
    """Return the id of a statement to choose."""
    return f"{choice.deed.value}:{choice.handle}"


def about_id(marker: str, handle: str = "") -> str:
    """Return the id of the button that tells about the statement and carries a post's marker."""
    return f"about:{marker}:{handle}" if handle else f"about:{marker}"


def vote_id(handle: str, *, up: bool) -> str:
    """Return the id of a vote."""
    return f"{Deed.VOTE.value}:{'up' if up else 'down'}:{handle}"


def deed_id(deed: str, handle: str) -> str:
    """Return the id of a button that does something with an answer."""
    return f"{deed}:{handle}"


def share_id(command: str, handle: str) -> str:
    """Return the id of the button that shows a private answer to all; `command` made it."""
    return f"{SHARE}:{command}:{handle}"


def delete_id(asker: int) -> str:
    """Return the id of the button by which the asker and moderators delete an answer."""
    return f"{DELETE}:{asker}"


def meaning(custom_id: str) -> Press | None:
    """Return what a button or an entry of a list stands for; None for one we do not know.

    >>> meaning("show:_RJb-G62I"), meaning("vote:up:a1").option, meaning("gone:1")
    (Press(deed='show', handle='_RJb-G62I', option='', text=''), 'up', None)
    """
    kind, _, rest = custom_id.partition(":")
    read = _READ.get(kind)
    return read(kind, rest) if read else None


def _question(kind: str, rest: str) -> Press:
    return Press(kind, text=rest)


def _handled(kind: str, rest: str) -> Press:
    return Press(kind, handle=rest)


def _chosen(kind: str, rest: str) -> Press:
    option, _, handle = rest.partition(":")
    return Press(kind, handle=handle, option=option)


def _about(kind: str, rest: str) -> Press:
    return Press(kind, handle=rest.partition(":")[2])


def _delete(kind: str, rest: str) -> Press:
    return Press(kind, option=rest)


_READ: Final[Mapping[str, Callable[[str, str], Press]]] = {
    "ask": _question,
    "show": _handled,
    "about": _about,
    MORE: _handled,
    SHARE: _chosen,
    DELETE: _delete,
    **{deed.value: _handled for deed in Deed},
    Deed.VOTE.value: _chosen,
}
