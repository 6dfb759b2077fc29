"""A sentence in verbatim pieces, each short enough for an answer."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.core.text import squash
from bot.drafting.attributing import reported
from bot.drafting.clauses import Clause, phrase_before
from bot.drafting.function_words import CONJUNCTIONS
from bot.drafting.grammar import Tag, Token
from bot.drafting.sentences import Sentence
from bot.drafting.speakers import quoted, spoken

LONGEST: Final = 120

_PAIRS: Final = (("“", "”"), ("(", ")"), ("[", "]"))
_QUOTES: Final = "'\u2019\"“”"
_FEWEST_AFTER: Final = 4  # words: fewer are no clause
_TRIM: Final = " ,;:\u2013\u2014->*\u2022"

_MARKS: Final = re.compile(r"[“”\"]")

_RUN_IN: Final = re.compile(r"[^a-z“\"]{12,}?:\s+(?=[A-Z])")


def told_in(sentence: Sentence, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the clauses that tell: of a sentence in quotation marks only what is spoken."""
    quotes = quotes_of(sentence.text) if sentence.speaker else ()
    if sentence.speaker and not quotes:
        quotes = reported(sentence.text, sentence.speaker)
    run_in = _RUN_IN.match(sentence.text)
    floor = run_in.end() if run_in else 0
    return tuple(kept for clause in clauses if (kept := _within(clause, quotes, floor)) is not None)


def quotes_of(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a sentence is spoken, also where its quotation began or ends in another."""
    first = _MARKS.search(text)
    closing = first and (
        first[0] == "”"
        or (first[0] == '"' and first.start() and not text[first.start() - 1].isspace())
    )
    if first and closing:
        return ((0, first.start()), *_later(text, first.end()))
    return tuple(spoken(text)) or _opening(text)


def _opening(text: str) -> tuple[tuple[int, int], ...]:
    """Return the quotation that a sentence begins with: it is speech, however short."""
    return tuple(one for one in quoted(text)[:1] if not text[: one[0]].strip('“"'))


def _later(text: str, floor: int) -> tuple[tuple[int, int], ...]:
    return tuple((start + floor, end + floor) for start, end in spoken(text[floor:]))


def _within(clause: Clause, quotes: Sequence[tuple[int, int]], floor: int) -> Clause | None:
    """Return the part of a clause that stands in one of the quotations and after a place."""
    tokens = [
        one
        for one in clause.tokens
        if one.start >= floor
        and (not quotes or any(start <= one.start < end for start, end in quotes))
    ]
    while tokens and tokens[0].text in '“"«':
        tokens.pop(0)
    while tokens and tokens[-1].text in '”"»':
        tokens.pop()
    if not any(one.tag is not Tag.MARK for one in tokens):
        return None
    if len(tokens) == len(clause.tokens):
        return clause
    verb = clause.tokens[clause.verb] if clause.verb >= 0 else None
    at = tokens.index(verb) if verb in tokens else -1
    subject = tuple(one for one in clause.subject if one in tokens or clause.inherited)
    return Clause(tuple(tokens), subject, at, clause.passive, clause.inherited)


def pieces(said: Sequence[Clause]) -> Iterator[tuple[Clause, ...]]:
    """Yield runs of whole clauses, each run as long as an answer may be."""
    run: list[Clause] = []
    for clause in said:
        if run and clause.end - start_of(run[0], said) > LONGEST + 1:
            yield tuple(run)
            run = []
        run.append(clause)
    if run:
        yield tuple(run)


def start_of(clause: Clause, said: Sequence[Clause]) -> int:
    """Return where a piece begins: at its clause, or at the noun that a relative hangs on."""
    noun = _antecedent(clause, said)
    return noun[0].start if noun else clause.start


def _antecedent(clause: Clause, said: Sequence[Clause]) -> tuple[Token, ...]:
    first = next((one for one in clause.tokens if one.tag is not Tag.MARK), clause.tokens[0])
    if first.tag is not Tag.RELATIVE or first is said[0].tokens[0]:
        return ()
    before = [one for other in said for one in other.tokens if one.end <= first.start]
    noun = phrase_before(before, len(before))
    return noun if any(one.tag is Tag.NOUN for one in noun) else ()


def value_of(text: str, start: int, run: Sequence[Clause]) -> str:
    """Return a piece as it stands, from `start` on, cut where it is too long for an answer."""
    tokens = [one for clause in run for one in clause.tokens]
    while len(tokens) > 1 and tokens[0].low in CONJUNCTIONS | {","} and tokens[0].start >= start:
        tokens.pop(0)
    begin = min(start, tokens[0].start) if start < run[0].start else tokens[0].start
    end = tokens[-1].end
    if end - begin > LONGEST + 1:
        begin = _after_lead(tokens, begin)
    if end - begin > LONGEST + 1:
        end = _reach(tokens, begin)
    piece = squash(text[begin:end]).strip(_TRIM)
    piece = piece.removesuffix(".") if piece.count(".") == 1 else piece
    return _balanced(piece)


def _after_lead(tokens: Sequence[Token], begin: int) -> int:
    """Return where a clause begins after what leads into it: "In order to curb it, ..."."""
    comma = next((at for at, one in enumerate(tokens) if one.text == ","), -1)
    leads = tokens[0].start == begin and tokens[0].tag in {Tag.PREPOSITION, Tag.TIME}
    fits = leads and 0 < comma < len(tokens) - _FEWEST_AFTER
    return tokens[comma + 1].start if fits else begin


def _reach(tokens: Sequence[Token], begin: int) -> int:
    """Return where a clause that is too long for an answer may best end."""
    fitting = [at for at, one in enumerate(tokens) if one.start - begin <= LONGEST and at]
    for tags in ({Tag.MARK}, {Tag.PREPOSITION, Tag.RELATIVE, Tag.GERUND, Tag.TO, Tag.SUBORDINATOR}):
        for at in reversed(fitting[len(fitting) // 2 :]):
            one = tokens[at]
            if (
                one.tag in tags
                and one.text not in _QUOTES + "."  # a stop within a sentence shortens a word
                and one.low != "of"
                and tokens[at - 1].tag not in {Tag.PREPOSITION, Tag.CONJUNCTION, Tag.DETERMINER}
            ):
                return tokens[at - 1].end
    return tokens[fitting[-1] - 1].end if fitting else tokens[0].end


def _balanced(piece: str) -> str:
    """Leave out quotation marks and brackets that lost their other half."""
    for opened, closed in _PAIRS:
        piece = _without_half(piece, opened, closed)
    return (piece.strip('"') if piece.count('"') == 1 else piece).strip(_TRIM)


def _without_half(piece: str, opened: str, closed: str) -> str:
    missing = piece.count(opened) - piece.count(closed)
    at = piece.rfind(opened)
    if missing > 0 and at == 0:
        return piece[1:]
    if missing > 0 and opened in "([" and at > len(piece) // 2:
        return piece[:at]
    bare = piece.rstrip(".,")
    return bare[:-1] if missing < 0 and bare.endswith(closed) else piece
