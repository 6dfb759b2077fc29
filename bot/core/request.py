"""What reaches the service: one question or command, and where it was put."""

import re
from dataclasses import dataclass
from typing import Final

COMMANDS: Final = ("summary", "list", "use", "about", "schedule", "help")  # what people type
SHOW: Final = "show"  # what the button of a next question asks for, by its handle
_SUMMARY: Final = re.compile(
    r"(?:(?:please|can you|could you|give me|show me|post) )*(?:an? |the )?"
    r"(?:summary|summari[sz]e(?: it| this| that)?|tl;?dr)(?: please)?[.!?]*"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """A scheduled post as it is asked for, each part in the asker's words or as a form has it.

    `when` ("weekdays 09:00 London", or cron) may hold the zone and the name of a statement as well.
    `brief` is an id, a handle or words of a title, "all" or empty for all that are new or changed;
    `figure` the handle of one fact. `content`, `unchanged` and `missed` are values of the enums in
    `bot.core.schedule`, empty for the usual. `channel` is where to post, empty for here.
    """

    when: str = ""
    zone: str = ""
    brief: str = ""
    figure: str = ""
    content: str = ""
    unchanged: str = ""
    missed: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """One message or press of a button as an adapter hands it in.

    `tenant` is the workspace, server or, in a direct message without one, "dm:" and the person;
    `channel` (empty in a direct message) and `person` are their ids within it. `conversation` names
    the thread or direct message that follow-ups belong to, empty for none. `keys` are all the
    identities of this message on its platform (event id, channel and time stamp, interaction id):
    where one of them is known, the message is a copy; none of them means that it was claimed
    already. `text` is what was said, without the mention;
    `command` is "ask", `SHOW`, one of `COMMANDS` or one of `bot.deeds.DEEDS`. `brief` is the id or
    the handle of a chosen brief, empty to let place and question choose. `echo` asks for the
    question in the reply, for where it is not seen above it. `manages` says that the platform lets
    the person manage the place.

    Of a button: `handle` is what its card was about, `option` what it says beyond (a style of
    citation, "up" or "down", a scope), `message` the id of the message it stands on. `wish` is what
    a form for a scheduled post holds.
    """

    platform: str
    tenant: str
    conversation: str
    keys: tuple[str, ...]
    text: str
    command: str = "ask"
    brief: str = ""
    echo: bool = True
    channel: str = ""
    person: str = ""
    manages: bool = False
    handle: str = ""
    option: str = ""
    message: str = ""
    wish: Wish | None = None

    @property
    def alone(self) -> bool:
        """Say whether the tenant is one person, in a direct message outside any server."""
        return self.tenant == f"dm:{self.person}"


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
