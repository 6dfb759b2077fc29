r"""Discord's markdown: data into it so that it shows exactly that, and back as a person reads it.

A backslash before a sign that is neither letter, digit nor space shows the sign itself; so nothing
of data opens a mention, an emoji, a link or a list, and `as_read` can undo it exactly. What is sent
never pings in any case: every message says so (`allowed_mentions`).
"""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from bot.core.text import visible

QUOTE: Final = "> "
SMALL: Final = "-# "
NOBODY: Final[Mapping[int, str]] = {}

_LINE_END: Final = re.compile(r"\r\n?")
# Of an address or a named emoji the colon is enough. The fewer backslashes, the better: some
# notifications show them.
_SIGN: Final = re.compile(r"[\\*_~`|<@\[\]]|(?<=\])\(|:(?=//|[\w~+-]+:)")
# Opens a quotation, a list, a heading or small text only at the start of a line.
_OPENING: Final = re.compile(r"^([ \t]*)([->+#]|\d+(?=[.)]))", re.MULTILINE)
_OWN_MARK: Final = re.compile(r"\\([^0-9A-Za-z\s])|\*\*")

_TOKEN: Final = re.compile(
    r"<(?:@!?(?P<user>\d+)|@&\d+|#\d+|a?(?P<emoji>:\w+:)\d+|(?P<command>/[^:<>]+):\d+"
    r"|t:-?\d+(?::\w)?|(?P<url>https?://[^\s<>]+))>"
)


def literal(text: str) -> str:
    r"""Return markdown that shows this text and nothing else.

    >>> print(literal("*up* to 5 @everyone [x](http://y)"))
    \*up\* to 5 \@everyone \[x\]\(http\://y)
    """
    escaped = _SIGN.sub(lambda sign: "\\" + sign[0], _LINE_END.sub("\n", visible(text)))
    return _OPENING.sub(_unopened, escaped)


def bold(markdown: str) -> str:
    """Return one line of markdown in bold, nothing as nothing."""
    return f"**{markdown}**" if markdown else ""


def quoted(text: str) -> str:
    """Return text as a block quote, every line of it marked."""
    return "\n".join(QUOTE + line for line in literal(text).split("\n"))


def as_read(markdown: str) -> Iterator[str]:
    """Yield our own markdown as a person reads it: a line at a time, a quotation as one."""
    for in_quote, lines in groupby(markdown.split("\n"), lambda line: line.startswith(QUOTE)):
        if in_quote:
            yield _unmarked("\n".join(line.removeprefix(QUOTE) for line in lines))
        else:
            yield from (_unmarked(line.removeprefix(SMALL)) for line in lines)


def heard(text: str, *, bot: int = 0, names: Mapping[int, str] = NOBODY) -> str:
    """Return what a person typed: without the mention of the bot, known names as words.

    >>> heard("<@1> is <@2> right, <:yes:3> ?", bot=1, names={2: "Ann"})
    'is Ann right, :yes: ?'
    """

    def words(token: re.Match[str]) -> str:
        user = token["user"]
        if user:
            return "" if int(user) == bot else names.get(int(user), "")
        return token["emoji"] or token["command"] or token["url"] or ""

    return re.sub(r"[ \t]+", " ", _TOKEN.sub(words, text)).strip()


def _unopened(opening: re.Match[str]) -> str:
    """Escape what opens a list or heading: the sign, or after a number the full stop."""
    indent, sign = opening.groups()
    if sign.isdigit():
        return f"{indent}{sign}\\"
    return f"{indent}\\{sign}"


def _unmarked(markdown: str) -> str:
    return _OWN_MARK.sub(lambda mark: mark[1] or "", markdown)
