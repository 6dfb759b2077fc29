"""Markdown without its marks; nothing else of the text changes."""

import re
from typing import Final

_FRONT: Final = re.compile(r"\A---[ \t]*\n(?P<fields>.*?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_FIELD: Final = re.compile(
    r"^(title|date|publisher|url):[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE
)
_RULES: Final = (
    (re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL), ""),
    (re.compile(r"^[ \t]*(?:```|~~~).*\n?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:(?:\*[ \t]*){3,}|(?:[-_][ \t]*){3,}|=+)$", re.MULTILINE), ""),
    (re.compile(r"^#{1,6}[ \t]+(\S.{0,300}?)[ \t]*#*$", re.MULTILINE), r"\n\1\n"),
    (re.compile(r"^[ \t]*\[[^\]^][^\]\n]*\]:[ \t]+\S+(?:[ \t]+[\"'(].*)?$", re.MULTILINE), ""),
    (re.compile(r"^\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?$\n?", re.MULTILINE), ""),
    (re.compile(r"!\[[^\[\]]{0,500}\](?:\([^()]{0,500}\)|\[[^\[\]]{0,500}\])"), ""),
    (re.compile(r"\[\^[^\]]{1,100}\](?::[ \t]*)?"), ""),
    (
        re.compile(
            r"\[([^\[\]]{1,500})\](?:\([^()\s]{0,500}(?:\s[^()]{0,200})?\)|\[[^\[\]]{0,500}\])"
        ),
        r"\1",
    ),
    (re.compile(r"<(https?://[^<>\s]{1,500}|[^@<>\s]{1,100}@[^<>\s]{1,100})>"), r"\1"),
    (re.compile(r"(?<![\w*\\])(\*{1,3}|_{1,3})(?=\S)([^\n*]{1,1000}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"~~(.{1,1000}?)~~"), ""),
    (re.compile(r"(?<!`)`([^`\n]+)`(?!`)"), r"\1"),
    (
        re.compile(
            r"</?(?:b|i|em|strong|u|sup|sub|br|p|div|span|center)\b[^<>]{0,300}>", re.IGNORECASE
        ),
        "",
    ),
    (re.compile(r"(?<![ \t])[ \t]*\\$", re.MULTILINE), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~$])"), r"\1"),
)
_QUOTE: Final = re.compile(r"^[ \t]{0,3}((?:>[ \t]?)+)", re.MULTILINE)
_BLANKS: Final = re.compile(r"\n{3,}")


def plain(text: str) -> str:
    r"""Return Markdown as plain text; what it quotes is set in by white space instead.

    >>> plain("## Aim" + chr(10) + "Spend **up to** [£3](x) on 2\\*2 buses.")
    'Aim\n\nSpend up to £3 on 2*2 buses.'
    """
    text = _FRONT.sub("", text)
    text = _QUOTE.sub(lambda match: "    " * match[1].count(">"), text)
    for rule, instead in _RULES:
        text = rule.sub(instead, text)
    return _BLANKS.sub("\n\n", text).strip("\n")


def front_matter(text: str) -> dict[str, str]:
    """Return the title, date, publisher and address that stand above the text, where they do."""
    found = _FRONT.match(text)
    return dict(_FIELD.findall(found["fields"])) if found else {}
