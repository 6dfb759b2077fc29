"""Where people and offices are found: web addresses, telephones, streets."""

# ruff: noqa: PLR2004  # lengths of digit groups and bounds of the calendar are the grammar

import re
from typing import Final

from bot.core.quantities.scanning import HYPHENS, Gap, Tokens
from bot.core.quantities.vocabulary import word_set

STREETS: Final = word_set(
    "street st road rd avenue ave lane square sq drive boulevard blvd place terrace "
    "court way quay crescent gardens parkway embankment plaza"
)


_CHUNK: Final = re.compile(r"\S+")


_WEB: Final = re.compile(
    r"[a-z]{2,}://|www\.|\S{1,64}@\S|[\w-]{1,63}\.(?:com|org|net|gov|uk|eu|int|info)\b",
    re.IGNORECASE,
)


def flag_addresses(tokens: Tokens, flags: bytearray) -> None:
    """Flag web and e-mail addresses, which are runs without a space."""
    index = 0
    for chunk in _CHUNK.finditer(tokens.text):
        web = any(mark in chunk.group() for mark in ("@", ".", "://")) and _WEB.search(
            chunk.group()[:200]
        )
        while index < len(tokens) and tokens.at(index).start < chunk.end():
            flags[index] = 1 if web else flags[index]
            index += 1


def phone_at(tokens: Tokens, index: int) -> int:
    """+44 20 7946 0958, 800-729-7327, 0419 278 715, (202) 514-2007."""
    groups, end, dashes = _phone_groups(tokens, index)
    total = sum(map(len, groups))
    before = tokens.at(index - 1).text
    marked = (before == "+" and tokens.glued(index)) or (
        groups[0].startswith("0") and len(groups[0]) > 1
    )
    bracketed = before == "(" and len(groups[0]) in {3, 4, 5} and len(groups) > 1
    dashed = dashes == len(groups) - 1 >= 2 and [len(group) for group in groups][-2:] == [3, 4]
    if (tokens.glued(index) and before in HYPHENS) or [len(group) for group in groups] == [2, 2, 4]:
        return 0
    known = (marked and len(groups) > 1) or bracketed or dashed or (marked and total >= 9)
    return end if known and 7 <= total <= 18 and not tokens.sign(end, "%") else 0


def _phone_groups(tokens: Tokens, index: int) -> tuple[list[str], int, int]:
    groups, end, dashes = [tokens.digits(index)], index + 1, 0
    for _ in range(6):
        step = 0
        if tokens.sign(end, ")") and tokens.digits(end + 1):
            step = 1
        elif tokens.sign(end, HYPHENS) and tokens.glued(end + 1) and tokens.digits(end + 1):
            step, dashes = 1, dashes + 1
        elif not tokens.digits(end) or tokens.at(end).gap != Gap.SPACE:
            break
        groups.append(tokens.digits(end + step))
        end += step + 1
    return groups, end, dashes


def street_at(tokens: Tokens, index: int) -> int:
    """10 Downing Street, 1600 Pennsylvania Avenue, Washington, DC 20530."""
    state = tokens.at(index - 1)
    if len(tokens.digits(index)) == 5 and len(state.text) == 2 and state.text.isupper():
        return index + 1 if tokens.at(index - 2).text == "," else 0
    for place in range(index + 1, index + 5):
        token = tokens.at(place)
        if token.kind != "word" or token.gap != Gap.SPACE or not token.text[0].isupper():
            return 0
        if place > index + 1 and token.folded in STREETS:
            return place + 1
    return 0
