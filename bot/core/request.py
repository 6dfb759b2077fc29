"""What reaches the service: one question or command, and where it was put."""

import re
from dataclasses import dataclass
from typing import Final

COMMANDS: Final = ("summary", "list", "about", "help")
_SUMMARY: Final = re.compile(
    r"(?:(?:please|can you|could you|give me|show me|post) )*(?:an? |the )?"
    r"(?:summary|summari[sz]e(?: it| this| that)?|tl;?dr)(?: please)?[.!?]*"
)


@dataclass(frozen=True, slots=True)
class Request:
    """One message as an adapter hands it in.

    `tenant` is the workspace, server or (in a direct message without one) the person;
    `conversation` names the thread or direct message that follow-ups belong to, empty for none.
    `keys` are all the identities of this message on its platform (event id, channel and
    time stamp, interaction id): where one of them is known, the message is a copy.
    `text` is the question without the mention; `command` is "ask" or one of `COMMANDS`;
    `brief` is the id of a chosen brief, empty to let the question choose. `echo` asks for the
    question in the reply, for where it is not seen above it.
    """

    platform: str
    tenant: str
    conversation: str
    keys: tuple[str, ...]
    text: str
    command: str = "ask"
    brief: str = ""
    echo: bool = True


def split_command(text: str) -> tuple[str, str]:
    """Return the command of a slash text and the rest; a text that names none is a question.

    >>> split_command("summary"), split_command("how much funding?"), split_command("  ")
    (('summary', ''), ('ask', 'how much funding?'), ('help', ''))
    """
    if _SUMMARY.fullmatch(text.strip().lower()):
        return "summary", ""
    first, _, rest = text.strip().partition(" ")
    if not first:
        return "help", ""
    if first.lower() in COMMANDS:
        return first.lower(), rest.strip()
    return "ask", text.strip()
