"""Numbers in digits: groups, decimals and fractions. Nothing is rounded."""

# ruff: noqa: PLR2004  # lengths of digit groups and bounds of the calendar are the grammar

from decimal import Decimal
from typing import Final

from bot.core.quantities.numeral import Numeral, fraction_of
from bot.core.quantities.scanning import HYPHENS, Gap, Tokens
from bot.core.quantities.vocabulary import POWERS, VULGARS

# Longer runs of groups are no figure anyone writes; the bound keeps reading linear.
_MOST_GROUPS: Final = 12


# Others, as 9/11 or 5/12, are rather dates.
_SLASHED: Final = frozenset((2, 3, 4, 5, 8, 10, 16))


_SPACES: Final = frozenset(" \N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}")


def digits_at(tokens: Tokens, index: int) -> Numeral | None:
    """Return the number in digits that begins at a token."""
    first = tokens.digits(index)
    if not first:
        return _pointed(tokens, index)
    whole, end = _grouped(tokens, index, first)
    part, end = _decimals(tokens, end, whole)
    if not part:
        mixed = _mixed(tokens, whole, end)
        if mixed:
            return mixed
    return Numeral(Decimal(whole + part), end)


def _pointed(tokens: Tokens, index: int) -> Numeral | None:
    """Read ".5"."""
    if tokens.at(index).text != "." or tokens.glued(index) or not tokens.glued(index + 1):
        return None
    digits = tokens.digits(index + 1)
    return Numeral(Decimal("0." + digits), index + 2) if digits else None


def _grouped(tokens: Tokens, index: int, first: str) -> tuple[str, int]:
    for separator in (",", "."):
        groups = _groups(tokens, index + 1, separator)
        if groups and _well_grouped(first, groups, separator):
            return first + "".join(groups), index + 1 + 2 * len(groups)
    spaced = _spaced_groups(tokens, index + 1) if len(first) <= 3 and first != "0" else []
    return first + "".join(spaced), index + 1 + len(spaced)


def _groups(tokens: Tokens, index: int, separator: str) -> list[str]:
    groups: list[str] = []
    while (
        len(groups) < _MOST_GROUPS
        and tokens.sign(index, separator)
        and tokens.glued(index + 1)
        and tokens.digits(index + 1)
    ):
        groups.append(tokens.digits(index + 1))
        index += 2
    return groups


def _well_grouped(first: str, groups: list[str], separator: str) -> bool:
    """Accept 1,234,567 and 1,23,456 and 1.234.567, but not 1.234, which is a decimal."""
    lengths = {len(group) for group in groups[:-1]}
    if len(first) > 3 or len(groups[-1]) != 3:
        return False
    if separator == ".":
        return len(groups) > 1 and lengths == {3}
    return lengths <= {3} or (lengths == {2} and len(first) <= 2)


def _spaced_groups(tokens: Tokens, index: int) -> list[str]:
    groups: list[str] = []
    while len(groups) < _MOST_GROUPS and _spaced(tokens, index):
        groups.append(tokens.digits(index))
        index += 1
    return groups


def _spaced(tokens: Tokens, index: int) -> bool:
    token = tokens.at(index)
    between = tokens.text[tokens.at(index - 1).end : token.start]
    return token.kind == "digits" and len(token.text) == 3 and between in _SPACES


def _decimals(tokens: Tokens, end: int, whole: str) -> tuple[str, int]:
    digits = tokens.digits(end + 1) if tokens.glued(end + 1) else ""
    if not digits or (
        tokens.sign(end + 2, ".,") and tokens.glued(end + 3) and _number(tokens, end)
    ):
        return "", end
    if tokens.sign(end, "."):
        return "." + digits, end + 2
    # "72,2 million" in the continental way; three digits would be thousands.
    if tokens.sign(end, ",") and len(digits) <= 2 and len(whole) <= 3:
        return "." + digits, end + 2
    return "", end


def _number(tokens: Tokens, end: int) -> bool:
    """Say whether the sign after the decimals belongs to yet another number, as in 1.2.3."""
    return bool(tokens.digits(end + 3))


def _mixed(tokens: Tokens, whole: str, end: int) -> Numeral | None:
    """Read 3¼, 3 ½, 3-1/4, 3 1/4 and 1/2."""
    top, bottom = VULGARS.get(tokens.word(end), (0, 0))
    if top:
        return Numeral(_add(whole, top, bottom), end + 1)
    part = end + 1 if tokens.sign(end, HYPHENS) and tokens.glued(end + 1) else end
    top, bottom = slashed(tokens, part)
    if top and (part > end or tokens.at(end).gap == Gap.SPACE):
        return Numeral(_add(whole, top, bottom), part + 3)
    top, bottom = slashed(tokens, end - 1)
    if top:
        return fraction_of(top, bottom, end + 2)
    return None


def slashed(tokens: Tokens, index: int) -> tuple[int, int]:
    """Return the parts of a fraction such as 1/2, zeros where none stands here."""
    top, bottom = tokens.digits(index), tokens.digits(index + 2)
    glued = tokens.sign(index + 1, "/\N{FRACTION SLASH}") and tokens.glued(index + 2)
    longer = tokens.sign(index + 3, "/") or tokens.sign(index, "/")
    if not glued or longer or not 0 < len(top) < 3 or not 0 < len(bottom) < 3:
        return 0, 0
    above, below = int(top), int(bottom)
    return (above, below) if 0 < above < below and below in _SLASHED else (0, 0)


def _add(whole: str, top: int, bottom: int) -> Decimal:
    # The fractions of sixteenths are exact; thirds are rounded far beyond any figure in print.
    return Decimal(whole) + Decimal(top) / Decimal(bottom) if len(whole) < 16 else Decimal(whole)


def vulgar_at(tokens: Tokens, index: int) -> Numeral | None:
    """Return the fraction that is one sign: ½ of, ½ million."""
    top, bottom = VULGARS.get(tokens.word(index), (0, 0))
    if not top:
        return None
    if tokens.word(index + 1) in POWERS or tokens.sign(index + 1, "%"):
        return Numeral(Decimal(top) / Decimal(bottom), index + 1)
    return fraction_of(top, bottom, index + 1)
