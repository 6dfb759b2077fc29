"""All the quantities of a text, in order."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from bot.core.quantities.amounts import MINUS, Amount, amount_at, unit_at
from bot.core.quantities.calendar import Dated
from bot.core.quantities.dates import STARTERS, date_at
from bot.core.quantities.model import Measure, Qualifier, Quantity
from bot.core.quantities.names import names_in
from bot.core.quantities.nouns import hyphened_noun, noun_after
from bot.core.quantities.numeral import Numeral
from bot.core.quantities.qualifiers import qualifier_after, qualifier_before
from bot.core.quantities.scanning import HYPHENS, VULGAR, Gap, Tokens
from bot.core.quantities.units import ANY_DOLLAR, CODES, COUNT, DOLLARS, RUPEES, SYMBOLS, Unit
from bot.core.quantities.vocabulary import CLOSERS, MULTIPLES, SMALL, VAGUE, word_set

# Words an amount may begin with, so that any other word costs one look-up.
_OPENERS: Final = (
    frozenset(SMALL)
    | frozenset(MULTIPLES)
    | frozenset(phrase[0] for phrase in VAGUE)
    | frozenset(VULGAR)
    | frozenset(SYMBOLS)
    | frozenset(DOLLARS)
    | frozenset(code.lower() for code in CODES)
    | RUPEES
    | MINUS
    | word_set("half quarter a an .")
)
_INNER: Final = MINUS | frozenset(".(")
_AGE_BEFORE: Final[tuple[tuple[str, ...], ...]] = (
    ("the", "age", "of"),
    ("age", "of"),
    ("aged",),
    ("age",),
    ("ages",),
)
_AGE_AFTER: Final[tuple[tuple[str, ...], ...]] = (
    ("-", "old"),
    ("-", "olds"),
    ("old",),
    ("of", "age"),
)
# "Over five years" after these is a length of more than five years.
_LASTING: Final = word_set(
    "for of after in than is was are were lasted lasting lasts last took takes take "
    "taken spent been just well sentence sentences"
)
_SPREAD: Final = word_set("spread phased paid invested delivered evenly staggered")
_BESIDE: Final = 8
_SOME: Final = 10
_RULES: Final = word_set(
    "regimes regime agreements agreement schemes scheme headings programmes programs "
    "laws law acts act treaties treaty articles conditions categories frameworks "
    "options scenarios contracts contract rules regulations protocols memoranda deals"
)
_FREE_OF: Final = word_set("carbon emission emissions tolerance waste")
_NOT_ONE_AFTER: Final = word_set(
    "the this that no any every each which another number day and only someone your my"
)
_THINGS: Final = word_set("building meeting filing ruling hearing listing sitting warning")
_NOT_ONE_BEFORE: Final = word_set(
    "another can could day that thing way reason side hand time more should must "
    "needs said might wonders one person's off stop"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A quantity and the token after it."""

    quantity: Quantity
    end: int


def find(text: str, *, dollar: str = ANY_DOLLAR) -> tuple[Quantity, ...]:
    """Return all quantities of a text in order, not overlapping; never raises.

    `dollar` is the unit of a dollar whose country is not written, for instance "AUD".

    >>> [quantity.text for quantity in find("over 500 arrests since 2020, up to €72.2m")]
    ['over 500', '2020', 'up to €72.2m']
    """
    tokens = Tokens(text)
    names = names_in(tokens)
    found: list[Quantity] = []
    index = floor = 0
    while index < len(tokens):
        one = None if names[index] else _found_at(tokens, index, floor)
        if one:
            found.append(_in_dollars(one.quantity, dollar))
            index = floor = max(one.end, index + 1)
        else:
            index += 1
    return tuple(found)


@lru_cache(maxsize=16_384)
def figures_of(text: str) -> tuple[Quantity, ...]:
    """Return all quantities of a brief's own text; kept, so not for what people type."""
    return find(text)


def parse(text: str, *, dollar: str = ANY_DOLLAR) -> Quantity | None:
    """Return the one quantity a text holds; None for none or several.

    A period beside a figure is not a second one: "up to €72.2 million in 2022 to 2023".
    """
    found = find(text, dollar=dollar)
    figures = [quantity for quantity in found if quantity.measure != Measure.DATE] or list(found)
    return figures[0] if len(figures) == 1 else None


def _in_dollars(quantity: Quantity, dollar: str) -> Quantity:
    return replace(quantity, unit=dollar) if quantity.unit == ANY_DOLLAR else quantity


def _found_at(tokens: Tokens, index: int, floor: int) -> _Found | None:
    token = tokens.at(index)
    digits = token.kind == "digits"
    if digits or token.folded in STARTERS:
        dated = date_at(tokens, index)
        if dated:
            return _date(tokens, dated)
    if not digits and not _may_open(tokens, index):
        return None
    amount = amount_at(tokens, index)
    if amount is None and token.folded in {"a", "an"}:
        amount = _article_unit(tokens, index, floor)
    if amount is None or _is_pronoun(tokens, amount):
        return None
    return _amount(tokens, amount, floor)


def _may_open(tokens: Tokens, index: int) -> bool:
    """Say whether an amount may begin here; costs little, since most words say no."""
    token, after = tokens.at(index), tokens.at(index + 1)
    if token.folded not in _OPENERS:
        return False
    if token.kind != "sign":
        return True
    figure = after.kind in {"digits", "vulgar"} or after.text in SYMBOLS or after.text in _INNER
    return figure or (token.text in SYMBOLS and after.kind == "word")


def _quantity(tokens: Tokens, measure: Measure, start: int, end: int) -> Quantity:
    first, last = tokens.at(start).start, tokens.at(end - 1).end
    if tokens.at(end - 1).text.lower().endswith(("'s", "\N{RIGHT SINGLE QUOTATION MARK}s")):
        last -= 2
    return Quantity(measure=measure, text=tokens.text[first:last], start=first, end=last)


def _date(tokens: Tokens, dated: Dated) -> _Found:
    quantity = _quantity(tokens, Measure.DATE, dated.start, dated.end)
    return _Found(replace(quantity, when=dated.when), dated.end)


def _amount(tokens: Tokens, amount: Amount, floor: int) -> _Found | None:
    """Join an amount with its qualifier, its noun and what makes it an age."""
    aged = _aged(tokens, amount, floor)
    noun, noun_end = _noun(tokens, aged)
    if noun is None:
        return None
    qualifier, start, end = _qualified(tokens, aged, noun_end, floor)
    if not noun and end > aged.end and aged.unit == COUNT:
        noun, _ = noun_after(tokens, end)  # "500+ people"
    measure, unit = aged.unit
    number = aged.number
    quantity = replace(
        _quantity(tokens, measure, start, end),
        value=number.value,
        high=aged.high.value if aged.high else None,
        unit=unit,
        qualifier=qualifier,
        noun=noun,
        form=_ago(tokens, aged) or number.form,
        vague=number.vague,
    )
    return _Found(quantity, end)


def _ago(tokens: Tokens, amount: Amount) -> str:
    """Tell "two years ago", a time, from "two years"."""
    lasting = amount.unit.measure == Measure.DURATION
    return "ago" if lasting and tokens.word(amount.end) == "ago" else ""


def _noun(tokens: Tokens, amount: Amount) -> tuple[str | None, int]:
    """Return what is counted and where it ends; None where nothing is: "two-way"."""
    if amount.unit.measure != Measure.COUNT or amount.number.fraction:
        return "", amount.end
    if qualifier_after(tokens, amount.end)[0]:
        return "", amount.end
    if tokens.sign(amount.end, HYPHENS) and tokens.at(amount.end + 1).kind == "word":
        noun, end = hyphened_noun(tokens, amount.end)
        return (noun, amount.end) if noun else (None, end)
    return noun_after(tokens, amount.end)


def _aged(tokens: Tokens, amount: Amount, floor: int) -> Amount:
    """Make an age of "aged 48", "47-year-old", "the age of 18"."""
    age = Unit(Measure.AGE, "year")
    if amount.number.fraction:
        return replace(amount, unit=Unit(Measure.FRACTION, ""))
    if amount.unit.name == "year":
        for phrase in _AGE_AFTER:
            if tokens.phrase(amount.end, phrase):
                return replace(amount, unit=age, end=amount.end + len(phrase))
    if amount.unit == COUNT or amount.unit.name == "year":
        for phrase in _AGE_BEFORE:
            start = amount.start - len(phrase)
            if start >= floor and tokens.phrase(start, phrase):
                return replace(amount, unit=age, start=start)
    return amount


def _qualified(
    tokens: Tokens, amount: Amount, noun_end: int, floor: int
) -> tuple[Qualifier, int, int]:
    """Return the qualifier and the tokens where the whole quantity begins and ends."""
    opened = amount.start
    if amount.high and tokens.word(opened - 1) in {"between", "from"} and opened > floor:
        opened -= 1
    qualifier, start = qualifier_before(tokens, opened, floor)
    other = (
        _is_during(tokens, amount, start, floor)
        or _too_few(tokens, amount, start)
        or (tokens.word(start) == "under" and _governs(tokens, amount.end, noun_end))
    )
    if qualifier and not other:
        return qualifier, start, amount.end
    return _qualified_after(tokens, amount, noun_end, opened)


def _qualified_after(
    tokens: Tokens, amount: Amount, noun_end: int, start: int
) -> tuple[Qualifier, int, int]:
    end = amount.end + 1 if _ago(tokens, amount) else amount.end
    for place in (amount.end, noun_end):
        qualifier, after = qualifier_after(tokens, place)
        if qualifier:
            return qualifier, start, after
    return Qualifier.EXACT, start, end


def _is_during(tokens: Tokens, amount: Amount, start: int, floor: int) -> bool:
    """Say whether "over" means during, as beside another figure: "£10m over five years"."""
    over = tokens.word(start) == "over" and amount.unit.measure == Measure.DURATION
    if not over or tokens.word(start - 1) in _LASTING:
        return False
    beside = floor > 0 and start - floor <= _BESIDE
    return tokens.word(start - 1) in _SPREAD or (beside and not _stopped(tokens, floor, start))


def _stopped(tokens: Tokens, start: int, end: int) -> bool:
    return any(tokens.at(place).text in ".;:" for place in range(start, end))


def _governs(tokens: Tokens, start: int, end: int) -> bool:
    """Say whether "under" means by the rules of: "under two agreements"."""
    return tokens.word(end - 1) in _RULES and end > start


def _too_few(tokens: Tokens, amount: Amount, start: int) -> bool:
    """Say whether "some" is indefinite, as before a small number: "some two people"."""
    value = amount.number.value
    return tokens.word(start) == "some" and value is not None and value < _SOME


def _is_pronoun(tokens: Tokens, amount: Amount) -> bool:
    """Say whether "one" counts nothing: "one of the", "this one", "no one can"; or "net zero"."""
    if tokens.word(amount.start) == "zero" and amount.unit == COUNT:
        aimed = tokens.word(amount.start - 1) == "net" or tokens.word(amount.start - 2) == "net"
        return aimed or tokens.at(amount.end).text in HYPHENS or tokens.word(amount.end) in _FREE_OF
    if tokens.word(amount.start) != "one" or amount.end != amount.start + 1 or amount.high:
        return False
    if amount.unit != COUNT:
        return False
    after = tokens.at(amount.end)
    hyphen = after.text in HYPHENS and tokens.glued(amount.end)
    follows = (after.kind == "word" and after.gap in {Gap.SPACE, Gap.LINE}) or hyphen
    acting = after.folded.endswith("ing") and after.folded not in _THINGS
    closed = after.folded in CLOSERS or after.folded in _NOT_ONE_BEFORE or acting
    return not follows or closed or tokens.word(amount.start - 1) in _NOT_ONE_AFTER


def _article_unit(tokens: Tokens, index: int, floor: int) -> Amount | None:
    """Read "a year" as one year, but only where a qualifier stands before it."""
    number = Numeral(Decimal(1), index + 1)
    unit, end, _ = unit_at(tokens, number)
    lasting = unit.measure == Measure.DURATION and tokens.at(index + 1).kind == "word"
    if not lasting or not qualifier_before(tokens, index, floor)[0]:
        return None
    return Amount(number, unit, index, end)
