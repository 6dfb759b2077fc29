"""Slack's mark-up: data into it so that it shows exactly that, and back as a person reads it.

Slack parses `<...>`, `*bold*`, `:emoji:` and a `>` that opens a line (escaped or not), and has no
escape for any but the first. A mark that data holds is shown by a sign that looks the same, or is
parted by a space of no width. Source: docs.slack.dev/messaging/formatting-message-text.
"""

import re
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

ZERO_WIDTH: Final = "\u200b"

_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_LOOKS_LIKE: Final = {"*": "∗", "_": "＿", "~": "∼", "`": "ˋ"}  # noqa: RUF001 - on purpose
_BACK: Final = str.maketrans({sign: mark for mark, sign in _LOOKS_LIKE.items()} | {ZERO_WIDTH: ""})
# Between two letters or digits Slack leaves a mark alone: 5*6, some_name.
_MARK: Final = re.compile(r"(?<![^\W_])[*_~`]|[*_~`](?![^\W_])")
_EMOJI: Final = re.compile(r":(?=[^\s:]+:)")
_OPENING: Final = re.compile(r"^(?=[ \t]*>)", re.MULTILINE)

_OWN_LINK: Final = re.compile(r"<https?://[^<>|]*\|([^<>]*)>")
_OWN_DATE: Final = re.compile(r"<!date\^\d+\^[^<>|]*\|([^<>|]*)>")
_OWN_QUOTE: Final = re.compile(r"^>", re.MULTILINE)
_OWN_BOLD: Final = re.compile(r"(?<![^\W_])\*|\*(?![^\W_])")

_TOKEN: Final = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


def escape(text: str) -> str:
    """Return text in which Slack finds no mention and no link."""
    return text.translate(_ENTITIES)


def unescape(text: str) -> str:
    """Return text as it was before `escape`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def literal(text: str) -> str:
    """Return mrkdwn that shows this text and nothing else.

    >>> literal("R&D at 10:100: <!channel>").replace(ZERO_WIDTH, "|")
    'R&amp;D at 10:|100: &lt;!channel&gt;'
    """
    parted = _EMOJI.sub(f":{ZERO_WIDTH}", _OPENING.sub(ZERO_WIDTH, text))
    return escape(_MARK.sub(lambda mark: _LOOKS_LIKE[mark[0]], parted))


def bold(mrkdwn: str) -> str:
    """Return a single line of mrkdwn in bold; anything else as it is."""
    fits = mrkdwn and mrkdwn == mrkdwn.strip() and "\n" not in mrkdwn
    return f"*{mrkdwn}*" if fits else mrkdwn


def quoted(text: str) -> str:
    """Return text as a quotation, each line of it marked; nothing where there is none."""
    return "\n".join(f">{line}" for line in literal(text).split("\n")) if text else ""


def local_time(moment: datetime, zone: str) -> str:
    """Return a time that Slack shows in the reader's own zone; elsewhere it is that of `zone`.

    >>> from datetime import UTC
    >>> local_time(datetime(2026, 11, 25, 9, tzinfo=UTC), "Europe/Paris")
    '<!date^1795597200^{date_short_pretty} {time}|25 November 2026 10:00 (Europe/Paris)>'
    """
    local = moment.astimezone(ZoneInfo(zone))
    return dated(moment, f"{local.day} {local:%B %Y %H:%M} ({zone})")


def dated(moment: datetime, told: str) -> str:
    """Return a time that Slack shows in the reader's own zone; where it cannot, as it is told."""
    fallback = escape(told).replace("|", "¦")
    return f"<!date^{int(moment.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def link(url: str) -> str:
    """Return a link whose label is its host; empty for what is not a plain web address."""
    host = _host(url)
    if not host:
        return ""
    target = quote(_with_host(url, host), safe="/:?#[]@!$&'()*+,;=%~-._")
    return f"<{escape(target)}|{escape(host)}>"


def _with_host(url: str, host: str) -> str:
    """Return an address with its host as it is shown, so that no sign in it reads as another."""
    parts = urlsplit(url)
    named = f"[{host}]" if ":" in host else host
    return urlunsplit(parts._replace(netloc=f"{named}:{parts.port}" if parts.port else named))


def _host(url: str) -> str:
    """Return the host that a person can trust to be the one opened."""
    try:
        parts = urlsplit(url)
        plain = parts.scheme in ("http", "https") and "@" not in parts.netloc
        _ = parts.port  # raises for what is no number
        return (parts.hostname or "").encode("idna").decode() if plain else ""
    except (ValueError, UnicodeError):
        return ""


def as_read(mrkdwn: str) -> str:
    """Return our own mrkdwn as a person reads it: no marks, links by their label."""
    shown = _OWN_DATE.sub(r"\1", _OWN_QUOTE.sub("", _OWN_LINK.sub(r"\1", mrkdwn)))
    return unescape(_OWN_BOLD.sub("", shown).translate(_BACK))


def heard(text: str, *, bot: str = "") -> str:
    """Return what a person typed: without the mention of the bot, names and links as words.

    >>> heard("<@U0BOT> is <https://gov.uk|gov.uk> &lt;right&gt;, <!here>?", bot="U0BOT")
    'is gov.uk <right>, @here?'
    """

    def words(token: re.Match[str]) -> str:
        sign, target, label = token.groups()
        return "" if (sign, target) == ("@", bot) else _named(sign, target, label or "")

    return re.sub(r"[ \t]+", " ", unescape(_TOKEN.sub(words, text))).strip()


def _named(sign: str, target: str, label: str) -> str:
    """Return a token's words; an id nobody can read is left out."""
    if not sign:
        return label or target.removeprefix("mailto:").removeprefix("tel:")
    if label:
        return label if label.startswith(("@", "#")) or sign == "!" else sign + label
    return f"@{target}" if sign == "!" and "^" not in target else ""
