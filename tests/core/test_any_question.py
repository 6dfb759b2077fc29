# ruff: noqa: SIM905, RUF001 - tables of odd text are easier to read as text
"""Whatever is typed: ten thousand questions of every sort, and how the work for one grows."""

import gc
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from types import FrameType

import pytest

from bot.core.answering import Answer, Outcome, answer
from bot.core.brief import Brief
from bot.core.card import plain
from bot.core.explaining import as_data, why
from bot.core.library import Library
from bot.core.lock import faults
from bot.core.reading import LONGEST, read
from bot.core.recall import Recall
from bot.core.wording import answer_card
from tests.sample_briefs import harbour

COUNT = 10_000
MEGABYTE = 1_000_000
EVERY = 50  # each so many-th question is put to a long brief as well
_WORDS = (
    "how many|how much|who|when|where|why|what|is it true that|did they|right?|correct?|and|since when"
    "|trees|seals|the wall|residents|mayor|harbour|plan|2031|2029|£3.4 million|60%|1,200|fewer than"
    "|over|at least|per year|in total|not|pls|lol|ppl|thx|waht|teh|in euros|funding|arrests|officers"
).split("|")
_SYNTAX = (
    "{0.__class__}|{question!r}|%s%n%x|%(name)s|${jndi:ldap://x}|$(reboot)|`id`|' OR 1=1 --|'; DROP TABLE facts;"
    "|title:wall AND NOT body:*|+wall -seals ~2|wall^4 NEAR/2 trees|[2029 TO 2031]|/(a+)+$/|(?R)|\\1|*|?|.*|AND OR NOT"
    "|<!channel>|<@U123>|<#C1|general>|@everyone|@here|<script>alert(1)</script>|&lt;|&#0;|[x](https://e.example)"
    "|```|~~|__|::|||{{}}|<%= 1 %>|\\N{BULLET}|\\u0000|%00|../../etc/passwd|C:\\|{'a': [1]}|---\n- !!python/object:x"
).split("|")  # fmt: skip
_SIGNS = (
    "\x00\x01\x07\x08\x0b\x1b\x7f\x85\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffd\U000e0041\u0301\u0489\ud800\udfff\t\n\r "
)
_LETTERS = "aeinorst AEI.,;:!?'\"’“”-–—/\\|()[]{}<>@#$€£₹%^&*_+=~`0123456789½²٣五\u0430éßﬁ中ا👍🏽🇬🇧"


def _pieces(chance: Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(1, 14)))


def _syntax(chance: Random) -> str:
    return " ".join(chance.choices((*_SYNTAX, *_WORDS), k=chance.randint(1, 8)))


def _hidden(chance: Random) -> str:
    """Return a question with signs that cannot be seen between its letters."""
    return "".join(
        letter + chance.choice(_SIGNS) * chance.randint(0, 2) for letter in _pieces(chance)
    )


def _noise(chance: Random) -> str:
    return "".join(chance.choices(_LETTERS + _SIGNS, k=chance.randint(0, 80)))


def _anything(chance: Random) -> str:
    """Return signs from all of Unicode, halves of pairs included."""
    return "".join(chr(chance.randrange(sys.maxunicode + 1)) for _ in range(chance.randint(0, 60)))


def _long(chance: Random) -> str:
    piece = chance.choice((_pieces, _syntax, _hidden, _noise))(chance) or "x"
    return (piece + chance.choice((" ", "", "\n", ", "))) * (
        chance.randint(200, 4_000) // len(piece) + 1
    )


def _huge(chance: Random) -> str:
    piece = chance.choice((_pieces, _syntax, _hidden, _noise))(chance) or "x"
    return piece * (MEGABYTE // len(piece) + 1)


_SORTS = (_pieces, _pieces, _syntax, _syntax, _hidden, _noise, _noise, _anything)


def questions() -> Iterator[str]:
    """Yield the same questions on every machine: most short, one in fifty long, a few of 1 MB."""
    chance = Random(2031)  # noqa: S311 - no secret
    for number in range(COUNT):
        if number % 500 == 0:
            yield _huge(chance)
        elif number % 50 == 0:
            yield _long(chance)
        else:
            yield chance.choice(_SORTS)(chance)


def _shown(found: Answer) -> tuple[object, ...]:
    """Make all that is ever shown of an answer, and return what breaks the number lock in it."""
    card = answer_card(found, show_question=True)
    as_data(found, card)
    why(found)
    return faults(card, [plain(card)])


def test_ten_thousand_questions_of_every_sort_raise_nothing(seed: Brief) -> None:
    """Each gets an outcome and a card that holds the lock, alone and as a follow-up."""
    short, whole = Library((harbour(),)), Library((harbour(), seed))
    before = Recall("harbour-2031", ("seals", "wall"))
    outcomes: Counter[Outcome] = Counter()
    broken = []
    for number, text in enumerate(questions()):
        recall = before if number % 2 else None
        found = answer(text, whole if number % EVERY == 0 else short, recall=recall)
        outcomes[found.outcome] += 1
        broken += [(text, fault) for fault in _shown(found)]

    assert (outcomes.total(), set(outcomes), broken) == (COUNT, set(Outcome), [])


_SHAPES = (
    "how many trees ", "x", "x ", "9", "9,", "1.", "up to £3.4 million ", "in 2031 ", "the harbour wall, ", "is it true that ",
    "waht trese wil be plantde ", "right? ", "-", "?", "(", "<!channel>", "@a ", "{0} ", "\u202e", "\u200bx", "é", "中", " ",
    "and ", "how many and ", "united states of ", "'s ", "a-b-", "May ", "$", "e.g. ", "who said that ", "per ",
)  # fmt: skip


def cut(shape: str, length: int) -> str:
    """Return a shape repeated up to a length."""
    return (shape * (length // len(shape) + 1))[:length]


def calls(action: Callable[[], object]) -> int:
    """Return how many functions are called in an action done before: work without a clock."""
    made: Counter[str] = Counter()

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        made[event] += 1

    action()
    gc.disable()  # its callbacks are calls, too
    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(None)
        gc.enable()
    return made["call"] + made["c_call"]


def taken(action: Callable[[], object]) -> float:
    """Return the processor time of the fastest of some runs."""
    rounds = []
    for _ in range(3):
        start = time.process_time()
        action()
        rounds.append(time.process_time() - start)
    return min(rounds)


@pytest.mark.parametrize("shape", _SHAPES)
def test_what_is_beyond_the_limit_costs_nothing(shape: str) -> None:
    """A megabyte is the same work as its first 2,000 characters, and has the same answer."""
    briefs = Library((harbour(),))
    whole, kept = cut(shape, MEGABYTE), cut(shape, LONGEST)

    answer(kept, briefs)  # what is kept of a brief is worked out once
    work = [calls(lambda text=text: answer(text, briefs)) for text in (whole, kept)]  # type: ignore[misc]

    assert (work[0], answer(whole, briefs).reading) == (work[1], answer(kept, briefs).reading)


@pytest.mark.parametrize("shape", _SHAPES)
def test_work_grows_with_length_at_most(shape: str) -> None:
    """Four times the text is less than five times the calls, not sixteen, whatever is repeated."""
    briefs = Library((harbour(),))
    short, long = (cut(shape, length) for length in (LONGEST // 4, LONGEST))

    assert calls(lambda: answer(long, briefs)) <= 5 * calls(lambda: answer(short, briefs)) + 400


@pytest.mark.parametrize("shape", _SHAPES)
def test_time_grows_with_length_at_most(shape: str) -> None:
    """Eight times the text is read in far less than the 64 times of what looks back each time."""
    short, long = (cut(shape, length) for length in (LONGEST // 8, LONGEST))
    read(long)

    assert taken(lambda: read(long)) <= 24 * taken(lambda: read(short)) + 0.0005
